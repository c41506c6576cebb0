#pragma once

#include "alur/office/office.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// What the deciders of people, invites and roles share: who asks, in what state, and the events so far.
namespace alur::office {

struct Question {
  const State& state;
  const time::WorkCalendar& calendar;
  PersonId by{};
  time::Instant now{};

  bool command_line() const { return by == PersonId{}; }
  Event event(Fact fact) const { return Event{now, by, std::move(fact)}; }
};

using Events = std::vector<Event>;

inline Refusal refusal(Refusal::Reason reason, AgencyId agency = {}) { return Refusal{reason, agency}; }

/// Continues from the highest id of these rows.
template <class Map>
typename Map::key_type next_id(const Map& rows) {
  using Id = typename Map::key_type;
  return rows.empty() ? Id{1} : Id{raw(rows.rbegin()->first) + 1};
}

/// One line without a margin: what a name is stored as.
std::string tidy(std::string_view written);

/// Withdraws the grant and, where it was the person's last, the account; ends the invites still open for that role.
void withdraw(const Question& q, const RoleGrant& grant, Events& events);
const RoleGrant* grant_of(const State& state, PersonId person, process::Role role);
bool last_admin(const State& state, PersonId person);

Result<Events> decide_make_invite(const Question& q, const MakeInvite& command);
Result<Events> decide_open_invite(const Question& q, const OpenInvite& command);
Result<Events> decide_confirm_invite(const Question& q, const ConfirmInvite& command);
Result<Events> decide_correct_data(const Question& q, const CorrectData& command);
Result<Events> decide_reject_invite(const Question& q, const RejectInvite& command);

}  // namespace alur::office
