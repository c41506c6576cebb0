#include "steps.hpp"

#include <gtest/gtest.h>

namespace alur::journey {

namespace {

/// The case as the database holds it at the end.
void check_done(Office& office, const std::string& register_no, int steps) {
  office.quiet();
  const std::string of_case =
      " FROM event WHERE stream = 'case' AND case_id = (SELECT id FROM case_state WHERE register_no = '" + register_no +
      "')";
  EXPECT_EQ(office.number("SELECT count(*)" + of_case + " AND kind = 'case_completed'"), 1);
  EXPECT_EQ(office.number("SELECT count(*)" + of_case + " AND kind = 'step_completed'"), steps);
  EXPECT_EQ(office.word("SELECT status FROM case_state WHERE register_no = '" + register_no + "'"), "done");
  office.check_record();
}

}  // namespace

TEST(Straight, mandiri_runs_to_the_end_by_commands) {
  Office office;
  const std::string no = open_case(office, "mandiri", "Aplikasi Antrean Layanan Kependudukan");
  EXPECT_EQ(no, "M26-001");
  for (int step = 1; step <= 14; ++step) mandiri_step(office, no, step);
  for (Person* person : {&office.rina, &office.hendra, &office.dedi, &office.sari, &office.fajar, &office.putri}) {
    person->see("Selesai – " + no);
  }
  check_done(office, no, 14);
}

TEST(Straight, pengembang_runs_to_the_end_by_commands) {
  Office office;
  const std::string no = open_case(office, "pengembang", "Aplikasi Izin Reklame");
  for (int step = 1; step <= 8; ++step) pengembang_step(office, no, step);
  for (Person* person : {&office.rina, &office.hendra, &office.sari, &office.bayu}) person->see("Selesai – " + no);
  check_done(office, no, 8);
}

TEST(Restart, mandiri_loses_and_repeats_nothing_when_the_program_dies_after_every_act) {
  Office::Options options;
  options.disturb = true;
  Office office(options);
  const std::string no = open_case(office, "mandiri", "Aplikasi Antrean Layanan Kependudukan");
  for (int step = 1; step <= 14; ++step) {
    const int before = office.restarts();
    mandiri_step(office, no, step);
    EXPECT_GE(office.restarts() - before, 3) << "the program was ended in the middle of step " << step;
  }
  check_done(office, no, 14);
}

TEST(Restart, pengembang_loses_and_repeats_nothing_when_the_program_dies_after_every_act) {
  Office::Options options;
  options.disturb = true;
  Office office(options);
  const std::string no = open_case(office, "pengembang", "Aplikasi Izin Reklame");
  for (int step = 1; step <= 8; ++step) {
    const int before = office.restarts();
    pengembang_step(office, no, step);
    EXPECT_GE(office.restarts() - before, 3) << "the program was ended in the middle of step " << step;
  }
  check_done(office, no, 8);
}

}  // namespace alur::journey
