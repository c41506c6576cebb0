#include "alur/log/log.hpp"
#include "alur/store/records.hpp"

#include "connection.hpp"
#include "reception.hpp"
#include "seeds.hpp"
#include "sop.hpp"
#include "support/shipped.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <set>

/// R15: no deadline is missed.
namespace alur::simulation {

namespace {

using namespace std::chrono_literals;
using time::Instant;

constexpr std::int64_t opener = 501;
constexpr std::int64_t kabid = 507;
constexpr std::array<std::int64_t, 2> performers{501, 502};
constexpr int step_days = 3;

struct Verdict {
  std::int64_t deadlines = 0, missed = 0, early = 0, twice = 0, late_s_max = 0;
  std::int64_t outages = 0, jumps = 0;
};

/// Cases that nobody works on, in an office whose service stops and whose clock jumps. What each must have been told is
/// worked out here, from the calendar and from when somebody was there to say it.
class Year {
 public:
  enum class Scheduler { runs, sleeps };
  Year(std::uint64_t seed, const std::string& zone, std::int64_t deadlines, int days,
       Scheduler scheduler = Scheduler::runs)
      : scheduler_(scheduler),
        timeline_(seed, opening_time()),
        disk_(timeline_.random, fresh_office()),
        options_(office_options()),
        calendar_(zone, alur::test::shipped().settings.office.work_hours, alur::test::shipped().holidays),
        deadlines_(deadlines),
        between_(24h * days / deadlines) {
    options_.actions_per_minute = 1'000'000;
  }

  Verdict run() {
    start();
    while (static_cast<std::int64_t>(cases_.size()) < deadlines_) {
      go_on(timeline_.random.between(1s, 2 * between_));
      if (reception_) open_case();
      if (timeline_.random.chance(between_ / (24h * 4.0))) jump();
      if (timeline_.random.chance(between_ / (24h * 6.0))) go_down();
      close_old_cases();
    }
    go_on(24h * 12);
    judge();
    return verdict_;
  }

 private:
  struct Case {
    std::string register_no;
    Instant on_the_day{};            ///< when its day begins to be spoken of
    std::optional<Instant> told_by;  ///< the first moment at which somebody was there to say so
    bool prompt = false;             ///< the service was up and its clock right before
    bool closed = false;
  };

  // --- the world -----------------------------------------------------------------------------------------------------

  void start() {
    reception_ = std::make_unique<Reception>(timeline_, disk_, options_, calendar_);
    if (scheduler_ == Scheduler::runs) reception_->start_scheduler();
    reception_->settle();
    disturbed_ = timeline_.clock.now();
  }

  /// Time passes, and the service does what is due.
  void go_on(milliseconds by) {
    const Instant from = timeline_.clock.now();
    const SteadyTime until = timeline_.clock.steady() + by;
    while (timeline_.step(until)) {
      if (reception_) reception_->settle();
    }
    if (reception_) note_who_could_be_told(from, timeline_.clock.now());
  }

  void go_down() {
    ++verdict_.outages;
    reception_.reset();
    disk_.crash();
    go_on(timeline_.random.between(1min, timeline_.random.chance(0.3) ? 60h : 2h));
    start();
  }

  void jump() {
    ++verdict_.jumps;
    const Instant now = timeline_.clock.now();
    timeline_.clock.jump(now + timeline_.random.between(0min, 120min) - 60min);
    disturbed_ = timeline_.clock.now();
  }

  void say(std::int64_t who, const std::string& text) {
    reception_->accept({message_update(++next_update_, who, text)});
    reception_->settle();
  }

  std::string word() {
    std::string made;
    for (int i = 0; i < 12; ++i) made += static_cast<char>('a' + timeline_.random.below(26));
    return made;
  }

  void open_case() {
    say(opener, "/ajukan mandiri " + word() + " " + word());
    reception_->read([this](store::Tx& tx) {
      const auto record = store::Cases{tx}.find(workflow::CaseId{static_cast<std::int64_t>(cases_.size()) + 1});
      Case opened;
      opened.register_no = record.value().state.register_no;
      const time::Day day = calendar_.day_of(calendar_.after_working_days(record->state.opened, step_days).due);
      opened.on_the_day = morning_of(day);
      newest_event_ = record->state.opened;
      cases_.push_back(opened);
    });
  }

  /// 08.00, in Ramadan at opening.
  Instant morning_of(time::Day day) const {
    const Instant opening = calendar_.opening(day);
    return calendar_.in_ramadan(day) ? opening : std::max(opening, calendar_.at(day, 8h));
  }

  /// So that an office of a year's cases does not have them all open.
  void close_old_cases() {
    for (; reception_ && closed_ < cases_.size(); ++closed_) {
      Case& oldest = cases_[closed_];
      if (!oldest.told_by || timeline_.clock.now() < *oldest.told_by + 48h) return;
      say(kabid, "/batalkan " + oldest.register_no + " tidak dilanjutkan");
      newest_event_ = std::max(newest_event_, timeline_.clock.now());
    }
  }

  // --- what must be --------------------------------------------------------------------------------------------------

  /// The service was up from `from` to `to`, and no reminder is sent while its clock lies five minutes behind the
  /// record.
  void note_who_could_be_told(Instant from, Instant to) {
    for (std::size_t i = closed_; i < cases_.size(); ++i) {
      Case& one = cases_[i];
      if (one.told_by) continue;
      Instant first = std::max({one.on_the_day, from, newest_event_ - 5min});
      first = calendar_.next_office_moment(first);
      // A day with a reminder of its own says what was left to say, in its own time.
      const time::Day day = calendar_.day_of(first);
      if (day > calendar_.day_of(one.on_the_day) && speaks_on(one, day)) first = std::max(first, morning_of(day));
      if (first > to) continue;
      one.told_by = first;
      one.prompt = first >= disturbed_ + 61s && first >= newest_event_;
    }
  }

  /// T+1 is the holder's; T+3 and T+5 are other people's.
  bool speaks_on(const Case& one, time::Day day) const {
    return day == calendar_.add_working_days(calendar_.day_of(one.on_the_day), 1);
  }

  using Said = std::map<std::pair<std::string, std::int64_t>, std::vector<std::pair<Instant, std::string>>>;

  /// Every reminder, by case and chat.
  Said what_was_said() {
    Said said;
    reception_->read([&](store::Tx& tx) {
      store::Query rows{tx,
                        "SELECT chat_id, body, planned_ms FROM outbox"
                        " UNION ALL SELECT chat_id, html, planned_ms FROM card WHERE remark = 1"};
      while (rows.next()) {
        const std::string text = rows.text(1);
        const bool reminds = text.find("Batas waktu hari ini") != std::string::npos ||
                             text.find("<b>Terlambat") != std::string::npos ||
                             text.find("batas waktu besok") != std::string::npos;
        const auto at = text.find("M2");
        if (reminds && at != std::string::npos) {
          const std::string no = text.substr(at, text.find_first_not_of("-M0123456789", at) - at);
          said[{no, rows.integer(0)}].emplace_back(rows.instant(2), text);
        }
      }
    });
    return said;
  }

  void judge() {
    Said said = what_was_said();
    for (const Case& one : cases_) {
      if (!one.told_by) continue;
      ++verdict_.deadlines;
      bool missed = false, early = false, twice = false;
      for (const std::int64_t person : performers) {
        std::set<time::Day> days;
        bool told = false;
        for (const auto& [at, text] : said[{one.register_no, person}]) {
          twice = twice || !days.insert(calendar_.day_of(at)).second;
          const bool eve = text.find("batas waktu besok") != std::string::npos;
          early = early || (!eve && at < one.on_the_day);
          if (eve || at < *one.told_by || at > *one.told_by + (one.prompt ? 1s : 61s)) continue;
          told = true;
          if (one.prompt) verdict_.late_s_max = std::max(verdict_.late_s_max, (at - *one.told_by) / 1s);
        }
        missed = missed || !told;
      }
      verdict_.missed += missed;
      verdict_.early += early;
      verdict_.twice += twice;
      if (missed || twice || early) explain(one, said);
    }
  }

  void explain(const Case& one, Said& said) const {
    if (scheduler_ == Scheduler::sleeps || explained_++ > 3) return;
    std::cout << one.register_no << ": due " << time::to_ms(one.on_the_day) << ", to be told by "
              << time::to_ms(*one.told_by) << (one.prompt ? ", promptly" : "") << "\n";
    for (const std::int64_t person : performers) {
      for (const auto& [at, text] : said[{one.register_no, person}]) {
        std::cout << "  " << person << " at " << time::to_ms(at) << ": " << text.substr(0, 400) << "\n";
      }
    }
  }

  Scheduler scheduler_;
  Timeline timeline_;
  MemoryDisk disk_;
  chat::DeskOptions options_;
  time::WorkCalendar calendar_;
  std::int64_t deadlines_;
  milliseconds between_;
  std::unique_ptr<Reception> reception_;
  std::vector<Case> cases_;
  std::size_t closed_ = 0;
  Instant newest_event_{};
  Instant disturbed_{};
  std::int64_t next_update_ = 0;
  mutable int explained_ = 0;
  Verdict verdict_;
};

class Deadlines : public ::testing::TestWithParam<const char*> {};

}  // namespace

TEST_P(Deadlines, are_each_spoken_of_on_their_day_whatever_the_clock_does) {
  alur::log::start(alur::log::Level::off, alur::log::Format::text);
  const auto deadlines = static_cast<std::int64_t>(day_or_night(60, 3'400));
  const int days = static_cast<int>(day_or_night(20, 400));
  const Verdict verdict = Year(15, GetParam(), deadlines, days).run();
  EXPECT_EQ(verdict.missed, 0);
  EXPECT_EQ(verdict.early, 0);
  EXPECT_EQ(verdict.twice, 0);
  EXPECT_GE(verdict.deadlines, deadlines - 5);
  std::cout << "[ FIGURE ] R15: " << GetParam() << ", " << verdict.deadlines << " deadlines over " << days << " days, "
            << verdict.jumps << " jumps of the clock, " << verdict.outages << " outages: " << verdict.missed
            << " missed, " << verdict.early << " early, " << verdict.twice << " twice; while up at most "
            << verdict.late_s_max << " s late\n";
}

TEST(DeadlinesControl, sees_a_scheduler_that_sleeps) {
  alur::log::start(alur::log::Level::off, alur::log::Format::text);
  const Verdict verdict = Year(15, "Asia/Jakarta", 20, 10, Year::Scheduler::sleeps).run();
  EXPECT_EQ(verdict.missed, verdict.deadlines);
}

INSTANTIATE_TEST_SUITE_P(Zones, Deadlines, ::testing::Values("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"));

}  // namespace alur::simulation
