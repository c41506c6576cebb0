#include "fixture.hpp"

#include <gmock/gmock.h>

namespace alur::store {
namespace {

using namespace office;
using std::chrono::hours;
using test::start;

class OfficeRecordsTest : public test::StoreTest {
 protected:
  void append(std::vector<Fact> facts) {
    std::vector<Event> events;
    for (Fact& fact : facts) events.push_back({start, PersonId{1}, std::move(fact)});
    in([&](Tx& tx) { OfficeRecords{tx}.append(state, events); });
    in([&](Tx& tx) { EXPECT_TRUE(OfficeRecords{tx}.load() == state); });
  }
  State state;
};

Invite invite() {
  Invite made;
  made.id = InviteId{1};
  made.code_sha256 = "abc";
  made.role = process::Role::staff_egov;
  made.person = PersonId{2};
  made.for_case = CaseId{7};
  made.made = start;
  made.expires = start + hours{72};
  return made;
}

TEST_F(OfficeRecordsTest, an_empty_office_is_empty) {
  in([&](Tx& tx) { EXPECT_TRUE(OfficeRecords{tx}.load() == State{}); });
}

TEST_F(OfficeRecordsTest, everything_that_happens_is_read_back_as_it_stands) {
  append({PersonAdded{PersonId{1}, "Siti Rahma", "", ""}, PersonAdded{PersonId{2}, "Hendra", "KASI", "1985"},
          AgencyAdded{AgencyId{1}, "Dinas Perhubungan", false}, AgencyAdded{AgencyId{2}, "CV Karya", true}});
  append({RoleGranted{{PersonId{1}, process::Role::admin, AgencyId{}}},
          RoleGranted{{PersonId{2}, process::Role::pengembang, AgencyId{2}}},
          RoleGranted{{PersonId{2}, process::Role::programmer, AgencyId{}}}});
  append({InviteMade{invite()}, InviteOpened{InviteId{1}, 4711, "hendra_w"}});
  append({AccountBound{PersonId{2}, 4711, "hendra_w"}, InviteUsed{InviteId{1}}});
  append({PersonCorrected{PersonId{2}, "Hendra Wijaya, S.T.", "Kepala Seksi", "198504122010011007"},
          LanguageSet{PersonId{2}, Language::english}, ReachabilityChanged{PersonId{2}, false}});
  const time::Day day{std::chrono::year{2026} / 4 / 1};
  append({HolidayAdded{{day, {"Hari jadi kabupaten", "SE Bupati 1/2026", false}, PersonId{1}}}});
  append({RoleWithdrawn{{PersonId{2}, process::Role::pengembang, AgencyId{2}}}, AccountUnbound{PersonId{2}}});
  append({RoleGranted{{PersonId{2}, process::Role::pengembang, AgencyId{2}}}});
  EXPECT_EQ(state.people.at(PersonId{2}).name, "Hendra Wijaya, S.T.");
  EXPECT_EQ(state.grants.size(), 3U);
  EXPECT_EQ(state.invites.at(InviteId{1}).status, Invite::Status::used);
}

TEST_F(OfficeRecordsTest, an_account_may_move_from_a_later_person_to_an_earlier_one_at_once) {
  append({PersonAdded{PersonId{1}, "Siti", "", ""}, PersonAdded{PersonId{2}, "Hendra", "", ""},
          AccountBound{PersonId{2}, 4711, "x"}});
  append({AccountUnbound{PersonId{2}}, AccountBound{PersonId{1}, 4711, "x"}});
  EXPECT_EQ(state.people.size(), 2U);
}

TEST_F(OfficeRecordsTest, a_failed_append_leaves_the_callers_state_as_it_was) {
  append({PersonAdded{PersonId{1}, "Siti", "", ""}});
  const State before = state;
  const std::vector<Event> late{{start, PersonId{1}, PersonAdded{PersonId{2}, "Hendra", "", ""}},
                                {start - hours{1}, PersonId{1}, AccountBound{PersonId{2}, 1, ""}}};
  EXPECT_THROW(in([&](Tx& tx) { OfficeRecords{tx}.append(state, late); }), std::invalid_argument);
  EXPECT_TRUE(state == before);
  in([&](Tx& tx) { EXPECT_TRUE(OfficeRecords{tx}.load() == before); });
}

}  // namespace
}  // namespace alur::store
