#include "ledger.hpp"
#include "steps.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <sys/resource.h>

/// R4, for the whole program: no room for a time, by a limit on the size of its files.
namespace alur::kill {

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr double heals_within_s = 5.0;

/// Writes of the bot beyond `bytes` into any file fail; nothing else of it changes.
void limit_files(const journey::Program& bot, rlim_t bytes) {
  rlimit limit{bytes, RLIM_INFINITY};
  ASSERT_EQ(::prlimit(bot.pid(), RLIMIT_FSIZE, &limit, nullptr), 0);
}

class FullDisk : public testing::Test {
 protected:
  // A limit met is an error then, as a full disk is, and no signal; the bot inherits it.
  FullDisk() : inherited_(std::signal(SIGXFSZ, SIG_IGN)) {
    office = std::make_unique<journey::Office>();
    no = journey::open_case(*office, "mandiri", "Aplikasi Antrean Layanan Kependudukan");
    office->quiet();
  }
  ~FullDisk() override {
    office.reset();
    std::signal(SIGXFSZ, inherited_);
  }
  void pass(std::chrono::milliseconds real_time) {
    office->telegram().wait_for([] { return false; }, real_time);
  }

  std::unique_ptr<journey::Office> office;
  std::string no;

 private:
  void (*inherited_)(int);
};

}  // namespace

TEST_F(FullDisk, degrades_and_heals_without_a_restart_and_loses_neither_words_nor_documents) {
  Ledger ledger(*office, no);
  const int windows = std::getenv("ALUR_LONG") != nullptr ? 30 : 3;
  double slowest_s = 0;
  for (int window = 0; window < windows; ++window) {
    limit_files(office->bot(), 1);
    for (journey::Person* person : {&office->hendra, &office->dedi, &office->sari}) person->say(ledger.note(*person));
    office->rina.send("identifikasi.pdf");
    pass(300ms);
    for (journey::Person* person : {&office->hendra, &office->dedi, &office->sari}) {
      EXPECT_EQ(person->heard().find("Catatan tersimpan"), std::string::npos) << "said before it was kept";
    }
    limit_files(office->bot(), RLIM_INFINITY);
    const auto room_again = Clock::now();
    for (journey::Person* person : {&office->hendra, &office->dedi, &office->sari}) person->see("Catatan tersimpan");
    slowest_s = std::max(slowest_s, std::chrono::duration<double>(Clock::now() - room_again).count());
    office->rina.see("Tersimpan");
    office->quiet();
  }
  const Findings found = ledger.findings();
  std::printf("[ FIGURE ] R4: the program, %d times without room: %zu lost, %zu doubled, back after %.1f s at most\n",
              windows, found.lost, found.doubled, slowest_s);
  EXPECT_TRUE(found.clean()) << found.missing << " missing, " << found.unmarked << " repeated";
  EXPECT_LE(slowest_s, heals_within_s);
  office->check_record();
}

TEST_F(FullDisk, lets_the_program_end_when_told_to_and_what_it_was_told_is_done_by_the_next) {
  Ledger ledger(*office, no);
  limit_files(office->bot(), 1);
  office->hendra.say(ledger.note(office->hendra));
  pass(300ms);
  office->bot().signal(SIGTERM);
  EXPECT_EQ(office->bot().wait(), 1) << "it ended, and not cleanly";
  office->start_bot();
  office->hendra.see("Catatan tersimpan");
  office->check_record();
  EXPECT_TRUE(ledger.findings().clean());
}

}  // namespace alur::kill
