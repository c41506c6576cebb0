#include "office_fixture.hpp"

#include <rapidcheck.h>

#include <algorithm>
#include <set>

/// Whatever is asked of an office, in whatever order, by whomever.
namespace alur::office::test {
namespace {

constexpr int codes = 6;
constexpr int accounts = 5;
constexpr int people = 8;

PersonId some_person() { return PersonId{*rc::gen::inRange(0, people)}; }
std::int64_t some_account() { return *rc::gen::inRange(1, accounts + 1); }
InviteId some_invite() { return InviteId{*rc::gen::inRange(1, codes + 1)}; }
Role some_role() { return *rc::gen::elementOf(process::all_roles); }

Command make_invite(const Office& office) {
  MakeInvite wanted;
  wanted.code_sha256 = std::to_string(office.state.invites.size() + 1);
  wanted.role = some_role();
  wanted.name = *rc::gen::element<std::string>("", "Andi", "Budi", "Cici");
  wanted.nip = *rc::gen::element<std::string>("", "19850412 201001 1 007", "12");
  wanted.person = *rc::gen::weightedOneOf<PersonId>({{3, rc::gen::just(PersonId{})}, {1, rc::gen::exec(some_person)}});
  wanted.agency = AgencyId{*rc::gen::inRange(0, 3)};
  return wanted;
}

/// Weighted towards coming in, so that there is something to take away.
Command some_command(const Office& office) {
  switch (*rc::gen::inRange(0, 14)) {
    case 0:
    case 1:
    case 2:
      return make_invite(office);
    case 3:
    case 4:
    case 5:
      return OpenInvite{std::to_string(raw(some_invite())), some_account(), "Akun"};
    case 6:
    case 7:
      return ConfirmInvite{some_invite(), some_account()};
    case 8:
      return RejectInvite{some_invite(), *rc::gen::inRange<std::int64_t>(0, accounts + 1)};
    case 9:
      return CorrectData{some_invite(), some_account(), std::string{"Dedi"}, {}, {}};
    case 10:
      return WithdrawRole{some_person(), some_role()};
    case 11:
      return RemovePerson{some_person()};
    case 12:
      return AddAgency{*rc::gen::element<std::string>("Dinas A", "PT B"), *rc::gen::arbitrary<bool>()};
    default:
      return MarkReachable{some_person(), *rc::gen::arbitrary<bool>()};
  }
}

/// `steps` of anything by anybody, the command line included.
Office lived_in(int steps) {
  Office office;
  for (int i = 0; i < steps; ++i) {
    const PersonId by = some_person();
    office.run(by, some_command(office));
    if (*rc::gen::inRange(0, 10) == 0) office.now += std::chrono::days{1};
  }
  return office;
}

TEST(OfficeProperties, state_from_events_equals_the_state_held) {
  EXPECT_TRUE(rc::check([] {
    const Office office = lived_in(40);
    State rebuilt;
    for (const Event& event : office.events) evolve(rebuilt, event);
    RC_ASSERT(rebuilt == office.state);
  }));
}

TEST(OfficeProperties, no_two_people_share_an_account) {
  EXPECT_TRUE(rc::check([] {
    const Office office = lived_in(40);
    std::set<std::int64_t> bound;
    for (const auto& [id, person] : office.state.people) {
      if (person.telegram_id) RC_ASSERT(bound.insert(*person.telegram_id).second);
    }
  }));
}

TEST(OfficeProperties, an_account_comes_with_a_role) {
  EXPECT_TRUE(rc::check([] {
    const Office office = lived_in(40);
    for (const auto& [id, person] : office.state.people) {
      RC_ASSERT(!person.telegram_id || !office.state.roles_of(id).empty());
    }
  }));
}

TEST(OfficeProperties, an_invite_is_used_at_most_once_and_in_time) {
  EXPECT_TRUE(rc::check([] {
    const Office office = lived_in(40);
    std::set<InviteId> used;
    for (const Event& event : office.events) {
      const auto* fact = std::get_if<InviteUsed>(&event.fact);
      if (fact == nullptr) continue;
      RC_ASSERT(used.insert(fact->invite).second);
      RC_ASSERT(event.at <= office.state.invites.at(fact->invite).expires);
    }
  }));
}

TEST(OfficeProperties, every_role_came_by_an_invite_and_is_held_once) {
  EXPECT_TRUE(rc::check([] {
    const Office office = lived_in(40);
    for (const RoleGrant& grant : office.state.grants) {
      const bool invited = std::ranges::any_of(office.state.invites, [&](const auto& entry) {
        return entry.second.role == grant.role && entry.second.status == Invite::Status::used;
      });
      RC_ASSERT(invited);
      const auto same = std::ranges::count_if(office.state.grants, [&](const RoleGrant& other) {
        return other.person == grant.person && other.role == grant.role;
      });
      RC_ASSERT(same == 1);
    }
  }));
}

TEST(OfficeProperties, the_chat_never_loses_its_last_admin) {
  EXPECT_TRUE(rc::check([] {
    Office office;
    office.member(Role::admin, 100);
    office.member(Role::kabid_egov, 101);
    for (int i = 0; i < 40; ++i) {
      const PersonId by{*rc::gen::inRange(1, people)};
      office.run(by, some_command(office));
      RC_ASSERT(!office.state.holders(Role::admin).empty());
    }
  }));
}

TEST(OfficeProperties, nobody_but_an_admin_makes_an_admin) {
  EXPECT_TRUE(rc::check([] {
    Office office;
    const PersonId kabid = office.member(Role::kabid_egov, 100);
    for (int i = 0; i < 40; ++i) {
      const PersonId by{*rc::gen::inRange(1, people)};
      office.run(by, some_command(office));
      RC_ASSERT(office.state.holders(Role::admin).empty());
    }
    RC_ASSERT(office.state.find(kabid) != nullptr);
  }));
}

}  // namespace
}  // namespace alur::office::test
