#include "alur/office/office.hpp"

#include <algorithm>

namespace alur::office {
namespace {

/// Every event that decide() made from this state, or that was stored, applies: rows named by an event exist.
class Applier {
 public:
  Applier(State& state, const Event& event) : state_(state), event_(event) {}

  void operator()(const PersonAdded& fact) const {
    Person person;
    person.id = fact.person;
    person.name = fact.name;
    person.title = fact.title;
    person.nip = fact.nip;
    state_.people.insert_or_assign(fact.person, std::move(person));
  }
  void operator()(const PersonCorrected& fact) const {
    Person& person = state_.people[fact.person];
    person.name = fact.name;
    person.title = fact.title;
    person.nip = fact.nip;
  }
  void operator()(const AgencyAdded& fact) const {
    state_.agencies.insert_or_assign(fact.agency, Agency{fact.agency, fact.name, fact.company});
  }
  void operator()(const InviteMade& fact) const { state_.invites.insert_or_assign(fact.invite.id, fact.invite); }
  void operator()(const InviteOpened& fact) const {
    Invite& invite = state_.invites[fact.invite];
    invite.opened_by = fact.telegram_id;
    invite.opened_by_name = fact.telegram_name;
  }
  void operator()(const InviteUsed& fact) const { state_.invites[fact.invite].status = Invite::Status::used; }
  void operator()(const InviteEnded& fact) const { state_.invites[fact.invite].status = fact.status; }
  void operator()(const AccountBound& fact) const {
    Person& person = state_.people[fact.person];
    person.telegram_id = fact.telegram_id;
    person.telegram_name = fact.telegram_name;
    person.unreachable_since.reset();
  }
  void operator()(const AccountUnbound& fact) const {
    Person& person = state_.people[fact.person];
    person.telegram_id.reset();
    person.telegram_name.clear();
    person.unreachable_since.reset();
  }
  void operator()(const RoleGranted& fact) const { state_.grants.push_back(fact.grant); }
  void operator()(const RoleWithdrawn& fact) const { std::erase(state_.grants, fact.grant); }
  void operator()(const LanguageSet& fact) const { state_.people[fact.person].language = fact.language; }
  void operator()(const HolidayAdded& fact) const { state_.holidays.push_back(fact.holiday); }
  void operator()(const ReachabilityChanged& fact) const {
    Person& person = state_.people[fact.person];
    if (fact.reachable) {
      person.unreachable_since.reset();
    } else {
      person.unreachable_since = event_.at;
    }
  }

 private:
  State& state_;
  const Event& event_;
};

}  // namespace

void evolve(State& state, const Event& event) { std::visit(Applier{state, event}, event.fact); }

}  // namespace alur::office
