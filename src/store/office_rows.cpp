#include "office_rows.hpp"

#include "codec.hpp"
#include "connection.hpp"
#include "names.hpp"

namespace alur::store {

namespace {

using office::Agency;
using office::AgencyId;
using office::CaseId;
using office::Invite;
using office::InviteId;
using office::LocalHoliday;
using office::Person;
using office::PersonId;
using office::RoleGrant;

Person read_person(const Query& row) {
  Person person;
  person.id = row.id<PersonId>(0);
  person.name = row.text(1);
  person.title = row.text(2);
  person.nip = row.text(3);
  person.telegram_id = row.maybe_integer(4);
  person.telegram_name = row.text(5);
  person.unreachable_since = row.maybe_instant(6);
  person.language = value_of<office::Language>(row.text(7));
  return person;
}

void write(Tx& tx, const Person& person) {
  Query{tx,
        "INSERT OR REPLACE INTO person (id, name, title, nip, telegram_id, telegram_name, unreachable_since_ms,"
        " language) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        person.id,
        person.name,
        person.title,
        person.nip,
        person.telegram_id,
        person.telegram_name,
        person.unreachable_since,
        name_of(person.language)}
      .run();
}

void write(Tx& tx, const Agency& agency) {
  Query{tx, "INSERT OR REPLACE INTO agency (id, name, company) VALUES (?, ?, ?)", agency.id, agency.name,
        agency.company}
      .run();
}

Invite read_invite(const Query& row) {
  Invite invite;
  invite.id = row.id<InviteId>(0);
  invite.code_sha256 = row.text(1);
  invite.role = value_of<process::Role>(row.text(2));
  invite.agency = row.id<AgencyId>(3);
  invite.person = row.id<PersonId>(4);
  invite.made_by = row.id<PersonId>(5);
  if (!row.is_null(6)) invite.for_case = row.id<CaseId>(6);
  invite.made = row.instant(7);
  invite.expires = row.instant(8);
  invite.opened_by = row.maybe_integer(9);
  invite.opened_by_name = row.text(10);
  invite.status = value_of<Invite::Status>(row.text(11));
  return invite;
}

void write(Tx& tx, const Invite& invite) {
  Query{tx,
        "INSERT OR REPLACE INTO invite (id, code_sha256, role, agency, person, made_by, for_case, made_ms, expires_ms,"
        " opened_by, opened_by_name, status) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        invite.id,
        invite.code_sha256,
        name_of(invite.role),
        invite.agency,
        invite.person,
        invite.made_by,
        invite.for_case,
        invite.made,
        invite.expires,
        invite.opened_by,
        invite.opened_by_name,
        name_of(invite.status)}
      .run();
}

/// `erase` is the statement that removes one id.
template <class Id, class T>
void write_changes(Tx& tx, const std::map<Id, T>& before, const std::map<Id, T>& after, std::string_view erase) {
  for (const auto& [id, value] : before) {
    if (!after.contains(id)) Query{tx, erase, id}.run();
  }
  for (const auto& [id, value] : after) {
    const auto known = before.find(id);
    if (known == before.end() || !(known->second == value)) write(tx, value);
  }
}

/// Order counts in the state's lists, so a changed list is written whole.
void write_grants(Tx& tx, const std::vector<RoleGrant>& grants) {
  Query{tx, "DELETE FROM role"}.run();
  std::int64_t position = 0;
  for (const RoleGrant& grant : grants) {
    Query{tx,
          "INSERT INTO role (position, person, role, agency) VALUES (?, ?, ?, ?)",
          ++position,
          grant.person,
          name_of(grant.role),
          grant.agency}
        .run();
  }
}

void write_holidays(Tx& tx, const std::vector<LocalHoliday>& holidays) {
  Query{tx, "DELETE FROM holiday"}.run();
  std::int64_t position = 0;
  for (const LocalHoliday& local : holidays) {
    Query{tx,
          "INSERT INTO holiday (position, day, name, source, shared_leave, by_person) VALUES (?, ?, ?, ?, ?, ?)",
          ++position,
          day_text(local.day),
          local.holiday.name,
          local.holiday.source,
          local.holiday.shared_leave,
          local.by}
        .run();
  }
}

void load_lists(Tx& tx, office::State& state) {
  Query grants{tx, "SELECT person, role, agency FROM role ORDER BY position"};
  while (grants.next()) {
    state.grants.push_back({grants.id<PersonId>(0), value_of<process::Role>(grants.text(1)), grants.id<AgencyId>(2)});
  }
  Query holidays{tx, "SELECT day, name, source, shared_leave, by_person FROM holiday ORDER BY position"};
  while (holidays.next()) {
    time::Holiday holiday{holidays.text(1), holidays.text(2), holidays.flag(3)};
    state.holidays.push_back({day_from(holidays.text(0)), std::move(holiday), holidays.id<PersonId>(4)});
  }
}

}  // namespace

office::State load_office(Tx& tx) {
  office::State state;
  Query people{tx,
               "SELECT id, name, title, nip, telegram_id, telegram_name, unreachable_since_ms, language FROM person"};
  while (people.next()) {
    Person person = read_person(people);
    state.people.emplace(person.id, std::move(person));
  }
  Query agencies{tx, "SELECT id, name, company FROM agency"};
  while (agencies.next()) {
    const auto id = agencies.id<AgencyId>(0);
    state.agencies.emplace(id, Agency{id, agencies.text(1), agencies.flag(2)});
  }
  Query invites{tx,
                "SELECT id, code_sha256, role, agency, person, made_by, for_case, made_ms, expires_ms, opened_by,"
                " opened_by_name, status FROM invite"};
  while (invites.next()) {
    Invite invite = read_invite(invites);
    state.invites.emplace(invite.id, std::move(invite));
  }
  load_lists(tx, state);
  return state;
}

void store_office(Tx& tx, const office::State& before, const office::State& after) {
  write_changes(tx, before.people, after.people, "DELETE FROM person WHERE id = ?");
  write_changes(tx, before.agencies, after.agencies, "DELETE FROM agency WHERE id = ?");
  write_changes(tx, before.invites, after.invites, "DELETE FROM invite WHERE id = ?");
  if (before.grants != after.grants) write_grants(tx, after.grants);
  if (before.holidays != after.holidays) write_holidays(tx, after.holidays);
}

}  // namespace alur::store
