#include "a_case.hpp"

#include <gmock/gmock.h>

namespace alur::workflow {
namespace {

using testing::ElementsAre;

std::vector<int> completed(const ACase& of) {
  std::vector<int> steps;
  for (const Event& event : of.events) {
    if (const auto* fact = std::get_if<StepCompleted>(&event.fact)) steps.push_back(fact->step);
  }
  return steps;
}

TEST(Flow, mandiri_runs_from_step_1_to_14) {
  ACase a(mandiri());
  a.run_to(14);
  a.finish_step();
  EXPECT_EQ(a.state.status, CaseStatus::done);
  EXPECT_EQ(a.state.ended, a.now);
  EXPECT_THAT(completed(a), ElementsAre(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14));
  EXPECT_TRUE(waiting(a.process(), a.roster, a.state).empty());
}

TEST(Flow, pengembang_runs_from_step_1_to_8) {
  ACase a(pengembang());
  a.run_to(8);
  a.finish_step();
  EXPECT_EQ(a.state.status, CaseStatus::done);
  EXPECT_THAT(completed(a), ElementsAre(1, 2, 3, 4, 5, 6, 7, 8));
}

TEST(Flow, opening_starts_step_1_with_its_deadline) {
  const ACase a(mandiri(), at(3, 13, 9));
  EXPECT_EQ(a.state.current, 1);
  EXPECT_EQ(a.step().round, 1);
  EXPECT_EQ(a.step().due->due, at(3, 25, 16));
  EXPECT_EQ(a.state.opened_by, rina);
}

TEST(Flow, ended_case_accepts_nothing) {
  ACase a(mandiri());
  a.does(rina, CancelCase{"Diajukan dua kali."});
  EXPECT_EQ(a.refused(sari, AddNote{"terlambat"}).reason, Reason::case_ended);
  EXPECT_EQ(a.refused(rina, Submit{}).reason, Reason::case_ended);
  EXPECT_TRUE(options(a.setting(), a.state, {sari, {}}).empty());
}

TEST(Flow, handing_in_names_what_is_missing) {
  ACase a(mandiri());
  a.run_to(5);
  a.does(fajar, FileVersion{"jadwal", a_file("jadwal.pdf"), "f1"});
  const Refusal refused = a.refused(fajar, Submit{});
  EXPECT_EQ(refused.reason, Reason::items_missing);
  EXPECT_THAT(refused.items, ElementsAre("rencana", "usulan-programmer"));
}

TEST(Flow, late_hand_in_asks_for_the_reason) {
  ACase a(mandiri());
  a.prepare();
  a.now = at(2, 6, 16, 1);
  EXPECT_EQ(a.refused(rina, Submit{"  "}).reason, Reason::late_reason_required);
  a.does(rina, Submit{"Menunggu data."});
  EXPECT_EQ(a.step().late_reason, "Menunggu data.");
}

TEST(Flow, step_without_time_is_never_late) {
  ACase a(mandiri());
  a.run_to(14);
  EXPECT_FALSE(a.step().due);
  a.prepare();
  a.now = at(12, 28, 9);
  a.does(dedi, Submit{});
  EXPECT_EQ(a.step().phase, Phase::awaiting_approval);
}

TEST(Flow, first_to_work_takes_the_step_and_a_colleague_may_take_over) {
  ACase a(mandiri());
  a.run_to(2);
  EXPECT_TRUE(a.offers(yuni, Act::claim));
  a.does(dedi, FileVersion{"spesifikasi", a_file("s.docx"), "f"});
  EXPECT_EQ(a.step().holder, dedi);
  EXPECT_EQ(a.refused(dedi, Claim{}).reason, Reason::already_claimed_by_you);
  EXPECT_TRUE(a.offers(yuni, Act::take_over));
  a.does(yuni, Claim{});
  EXPECT_EQ(a.step().holder, yuni);
}

TEST(Flow, staff_acts_on_behalf_of_a_role_that_nobody_in_the_chat_holds) {
  ACase a(mandiri());
  const Actor behalf{dedi, Role::instansi_pengguna};
  EXPECT_EQ(a.refused(behalf, FileVersion{"identifikasi", a_file("a"), "f"}).reason, Reason::not_yours);
  a.leave_chat(Role::instansi_pengguna);
  a.does(behalf, FileVersion{"identifikasi", a_file("a"), "f"});
  const std::vector<Event> events = a.does(behalf, Submit{});
  EXPECT_EQ(events.front().on_behalf, Role::instansi_pengguna);
  EXPECT_EQ(a.step().submitted_by, dedi);
  EXPECT_EQ(a.refused(behalf, Approve{}).reason, Reason::not_yours);
}

TEST(Flow, submitter_on_behalf_counts_for_the_four_eyes) {
  ACase a(mandiri());
  a.leave_chat(Role::instansi_pengguna);
  a.grant(dedi, Role::kasi_pengembangan);
  const Actor behalf{dedi, Role::instansi_pengguna};
  a.does(behalf, FileVersion{"identifikasi", a_file("a"), "f"});
  a.does(behalf, Submit{});
  EXPECT_EQ(a.refused(dedi, Approve{}).reason, Reason::own_submission);
  a.does(hendra, Approve{});
  EXPECT_EQ(a.state.current, 2);
}

TEST(Flow, person_without_a_part_is_refused_with_whom_it_waits_for) {
  ACase a(mandiri());
  a.hand_in();
  const Refusal refused = a.refused(dedi, Approve{});
  EXPECT_EQ(refused.reason, Reason::not_yours);
  EXPECT_EQ(refused.role, Role::kasi_pengembangan);
  EXPECT_EQ(a.refused(stranger, FileVersion{"identifikasi", a_file("x"), "f"}).reason, Reason::not_yours);
  EXPECT_EQ(a.refused(admin, Approve{}).reason, Reason::not_yours);
}

TEST(Flow, progress_in_trouble_needs_a_text) {
  ACase a(mandiri());
  a.run_to(9);
  EXPECT_EQ(a.refused(putri, ReportProgress{false, ""}).reason, Reason::text_required);
  a.does(putri, ReportProgress{true, ""});
  EXPECT_EQ(a.refused(rina, ReportProgress{true, ""}).reason, Reason::not_yours);
}

}  // namespace
}  // namespace alur::workflow
