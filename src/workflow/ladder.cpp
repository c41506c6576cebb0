#include "ladder.hpp"

#include "active_step.hpp"
#include "deadlines.hpp"

#include <algorithm>
#include <array>

namespace alur::workflow {

using process::Role;
using process::TimeUnit;
using Kind = Reminder::Kind;

namespace {

constexpr std::chrono::hours reminder_hour{8};
constexpr std::chrono::hours session_notice{1};
constexpr int half_time_from_days = 5;
constexpr int quarters_from_days = 30;

struct Escalation {
  int working_days;
  Kind kind;
  Role post;
};
constexpr std::array escalations{Escalation{1, Kind::late_holder, Role::kasi_pengembangan},
                                 Escalation{3, Kind::late_kabid, Role::kabid_egov},
                                 Escalation{5, Kind::late_head, Role::kepala_dinas}};

/// Which of two on one day is worth more.
int weight(Kind kind) {
  constexpr std::array lightest_first{
      Kind::half_time,  Kind::quarter,   Kind::day_before,         Kind::on_the_day,         Kind::late_holder,
      Kind::late_kabid, Kind::late_head, Kind::session_day_before, Kind::session_hour_before};
  return static_cast<int>(std::ranges::find(lightest_first, kind) - lightest_first.begin());
}

bool of_session(Kind kind) { return kind == Kind::session_day_before || kind == Kind::session_hour_before; }

void join(std::vector<PersonId>& people, const std::vector<PersonId>& more) {
  for (const PersonId person : more) {
    if (!contains(people, person)) people.push_back(person);
  }
}

class Builder {
 public:
  Builder(const Setting& setting, const CaseState& state)
      : setting_(setting),
        calendar_(setting.calendar),
        state_(state),
        active_(setting.process, setting.roster, state),
        rows_(waiting(setting.process, setting.roster, state)) {
    for (const Waiting& row : rows_) {
      if (row.due) join(waited_for_, asked(row));
    }
  }

  std::vector<Rung> build() {
    for (const Waiting& row : rows_) {
      if (!row.due) continue;
      if (row.what == Waiting::For::work || row.what == Waiting::For::contribution) add_milestones(row);
      add_deadline(row);
    }
    add_session();
    return one_a_day();
  }

 private:
  time::Instant moment(time::Day day) const {
    const time::Instant opening = calendar_.opening(day);
    return calendar_.in_ramadan(day) ? opening : std::max(opening, calendar_.at(day, reminder_hour));
  }

  /// Whom a row waits for: who took it on, else everybody who could.
  static std::vector<PersonId> asked(const Waiting& row) {
    return row.holder ? std::vector<PersonId>{*row.holder} : row.people;
  }

  void add(const Waiting& row, Rung rung, const std::vector<PersonId>& people) {
    if (rung.at <= row.since || !calendar_.in_office_hours(rung.at)) return;
    rung.about = row.what;
    for (const PersonId person : people) {
      rung.to = person;
      rungs_.push_back(rung);
    }
  }

  /// The day on which `count` days of the limit have passed; pauses before it put it off, later ones do not.
  time::Day day_reached(time::Instant from, TimeUnit unit, int count) const {
    const bool working = unit == TimeUnit::working_days;
    for (const FinishedPause& pause : state_.pauses) {
      if (pause.to <= from) continue;
      const time::Instant since = std::max(pause.from, from);
      const int before = working ? calendar_.working_days_between(from, since)
                                 : static_cast<int>((calendar_.day_of(since) - calendar_.day_of(from)).count());
      if (before >= count) break;
      const Paused paused = paused_since(calendar_, from, {pause});
      count += working ? paused.working_days : paused.calendar_days;
    }
    const time::Deadline reached =
        working ? calendar_.after_working_days(from, count) : calendar_.after_calendar_days(from, count);
    return calendar_.day_of(reached.due);
  }

  void add_milestones(const Waiting& row) {
    const StepState& now = active_.now();
    const process::TimeLimit limit = step_limit(active_.rule(), now);
    if (active_.rule().session || !counts_days(limit) || !now.measured_from) return;
    if (limit.amount < half_time_from_days) return;
    const bool quarters = limit.amount >= quarters_from_days;
    for (int part = 1; part <= 3; ++part) {
      if (!quarters && part != 2) continue;
      const int count = (limit.amount * part + 3) / 4;  // rounded up: none comes early
      const time::Instant at = moment(day_reached(*now.measured_from, limit.unit, count));
      const Kind kind = quarters ? Kind::quarter : Kind::half_time;
      if (at < row.due->due) add(row, {kind, {}, quarters ? part : 0, 0, at, *row.due, {}}, asked(row));
    }
  }

  void add_deadline(const Waiting& row) {
    const time::Day day = calendar_.day_of(row.due->due);
    const std::vector<PersonId> people = asked(row);
    const time::Instant eve = moment(calendar_.previous_working_day(day));
    add(row, {Kind::day_before, {}, 0, 0, eve, *row.due, {}}, people);
    if (const time::Instant at = moment(day); at < row.due->due) {
      add(row, {Kind::on_the_day, {}, 0, 0, at, *row.due, {}}, people);
    }
    for (const Escalation& step : escalations) {
      std::vector<PersonId> to = post(step.post);
      if (step.kind == Kind::late_holder) {
        std::vector<PersonId> both = people;
        join(both, to);
        to = std::move(both);
      }
      const time::Instant at = moment(calendar_.add_working_days(day, step.working_days));
      add(row, {step.kind, {}, 0, step.working_days, at, *row.due, {}}, to);
    }
  }

  /// The holders of a post that can be told and are not late themselves, else those of the next one up.
  std::vector<PersonId> post(Role role) const {
    std::optional<Role> at = role;
    while (at) {
      std::vector<PersonId> people = active_.holders(*at);
      std::erase_if(
          people, [&](PersonId person) { return contains(waited_for_, person) || !in_chat(setting_.roster, person); });
      if (!people.empty()) return people;
      at = process::next_up(*at);
    }
    return {};
  }

  void add_session() {
    const std::optional<SessionState>& session = active_.now().session;
    const bool ahead = active_.now().phase == Phase::in_progress && session && session->planned && !session->begun;
    if (!ahead || state_.status != CaseStatus::running) return;
    Waiting row;
    row.what = Waiting::For::work;
    row.since = session->proposed_at.value_or(time::Instant{});
    std::vector<PersonId> people;
    for (const Role role : active_.session_parties()) {
      const bool taken = active_.holder() && contains(active_.rule().performers, role);
      join(people, taken ? std::vector<PersonId>{*active_.holder()} : active_.holders(role));
    }
    const time::Instant planned = *session->planned;
    const time::Deadline due{planned, false};
    const time::Day day = calendar_.day_of(planned);
    const time::Instant eve = moment(calendar_.previous_working_day(day));
    add(row, {Kind::session_day_before, {}, 0, 0, eve, due, {}}, people);
    const time::Instant notice = std::max<time::Instant>(planned - session_notice, calendar_.opening(day));
    if (notice < planned) add(row, {Kind::session_hour_before, {}, 0, 0, notice, due, {}}, people);
  }

  /// Of two for one person on one day, the one that says more; but a session that was proposed after the day's
  /// reminder went out gets none that day.
  bool better(const Rung& a, const Rung& b) const {
    if (of_session(a.kind) != of_session(b.kind)) {
      const Rung& other = of_session(a.kind) ? b : a;
      const std::optional<SessionState>& session = active_.now().session;
      const bool went_out = session && session->proposed_at && other.at <= *session->proposed_at;
      return went_out ? !of_session(a.kind) : of_session(a.kind);
    }
    return weight(a.kind) > weight(b.kind);
  }

  std::vector<Rung> one_a_day() {
    std::vector<Rung> kept;
    for (const Rung& rung : rungs_) {
      const auto same = std::ranges::find_if(kept, [&](const Rung& other) {
        return other.to == rung.to && calendar_.day_of(other.at) == calendar_.day_of(rung.at);
      });
      if (same == kept.end()) {
        kept.push_back(rung);
      } else if (better(rung, *same)) {
        *same = rung;
      }
    }
    std::ranges::stable_sort(kept, {}, &Rung::at);
    return kept;
  }

  const Setting& setting_;
  const time::WorkCalendar& calendar_;
  const CaseState& state_;
  const ActiveStep active_;
  const std::vector<Waiting> rows_;
  std::vector<PersonId> waited_for_;
  std::vector<Rung> rungs_;
};

}  // namespace

std::vector<Rung> ladder(const Setting& setting, const CaseState& state) {
  if (state.status != CaseStatus::running || state.current < 1) return {};
  return Builder(setting, state).build();
}

}  // namespace alur::workflow
