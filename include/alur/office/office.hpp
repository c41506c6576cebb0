#pragma once

#include "alur/process/role.hpp"
#include "alur/time/work_calendar.hpp"
#include "alur/workflow/ids.hpp"
#include "alur/workflow/roster.hpp"

#include <boost/system/result.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// People, roles, agencies, invites and local holidays: who is who. Pure, in the same shape as workflow: state,
/// command, event, decide, evolve. Names live in the state and in the events' own rows of people; case events know ids
/// only.
namespace alur::office {

using workflow::AgencyId;
using workflow::CaseId;
using workflow::PersonId;

enum class InviteId : std::int64_t {};
constexpr std::int64_t raw(InviteId id) { return static_cast<std::int64_t>(id); }

enum class Language : std::uint8_t { indonesian, english };

struct Person {
  PersonId id{};
  std::string name;                                ///< with degrees, as on reports
  std::string title;                               ///< post as shown; empty means the role's own title
  std::string nip;                                 ///< 18 digits or empty; shown grouped 8-6-1-3
  std::optional<std::int64_t> telegram_id;         ///< the bound account
  std::string telegram_name;                       ///< as the account called itself when bound
  std::optional<time::Instant> unreachable_since;  ///< blocked the bot, or deactivated
  Language language = Language::indonesian;
  bool operator==(const Person&) const = default;
};

struct RoleGrant {
  PersonId person{};
  process::Role role{};
  AgencyId agency{};
  bool operator==(const RoleGrant&) const = default;
};

struct Agency {
  AgencyId id{};
  std::string name;
  bool company = false;  ///< a contractor, as against an agency
  bool operator==(const Agency&) const = default;
};

/// A one-time way in. The code itself is never kept: only its SHA-256 (hex).
struct Invite {
  InviteId id{};
  std::string code_sha256;
  process::Role role{};
  AgencyId agency{};
  PersonId person{};               ///< whom it is for, when named: the row exists already
  PersonId made_by{};              ///< 0: the command line
  std::optional<CaseId> for_case;  ///< an appointment waiting for this person
  time::Instant made{};
  time::Instant expires{};
  /// The account that opened the link and has not confirmed yet; bound to it from then on.
  std::optional<std::int64_t> opened_by;
  std::string opened_by_name;
  enum class Status : std::uint8_t { open, used, cancelled, rejected } status = Status::open;
  bool operator==(const Invite&) const = default;
};

struct LocalHoliday {
  time::Day day{};
  time::Holiday holiday;
  PersonId by{};
  bool operator==(const LocalHoliday&) const = default;
};

struct State {
  std::map<PersonId, Person> people;
  std::vector<RoleGrant> grants;
  std::map<AgencyId, Agency> agencies;
  std::map<InviteId, Invite> invites;
  std::vector<LocalHoliday> holidays;
  bool operator==(const State&) const = default;

  const Person* find(PersonId id) const;
  const Person* by_telegram(std::int64_t telegram_id) const;
  bool holds(PersonId person, process::Role role) const;
  std::vector<process::Role> roles_of(PersonId person) const;
  std::vector<PersonId> holders(process::Role role) const;
  /// The agency that the person acts for, of instansi_pengguna or pengembang; 0 when none.
  AgencyId agency_of(PersonId person) const;
  const Invite* invite_by_hash(const std::string& code_sha256) const;
  workflow::Roster roster() const;
  std::map<time::Day, time::Holiday> local_holidays() const;
};

// --- commands ---------------------------------------------------------------------------------------------------

struct MakeInvite {
  std::string code_sha256;
  process::Role role{};
  AgencyId agency{};
  std::string name;  ///< empty: binds at once, and the account's name is taken
  std::string title;
  std::string nip;
  PersonId person{};  ///< a person known already (a new account for them, or one more role)
  std::optional<CaseId> for_case;
};
/// The link was opened by an account. Unknown, used and expired are one refusal. An invite without a name, or for the
/// person whose account this is, takes effect at once; a named one waits for ConfirmInvite. No events when the same
/// account opens a waiting one again.
struct OpenInvite {
  std::string code_sha256;
  std::int64_t telegram_id = 0;
  std::string telegram_name;
};
/// "Data benar", or a correction of name, post or NIP before it.
struct ConfirmInvite {
  InviteId invite{};
  std::int64_t telegram_id = 0;
};
struct CorrectData {
  InviteId invite{};
  std::int64_t telegram_id = 0;
  std::optional<std::string> name;
  std::optional<std::string> title;
  std::optional<std::string> nip;
};
/// "Bukan saya" by who opened it; "Batalkan undangan" by whoever may invite for the role; "Bukan orangnya" by the same,
/// once used: the role goes, and the account with it.
struct RejectInvite {
  InviteId invite{};
  std::int64_t telegram_id = 0;  ///< of who says so; 0 for a maker on the command line
};
struct AddAgency {
  std::string name;
  bool company = false;
};
struct WithdrawRole {
  PersonId person{};
  process::Role role{};
};
/// `alurbot users --revoke`: every role, the account binding, and the invites still open.
struct RemovePerson {
  PersonId person{};
};
struct SetLanguage {
  PersonId person{};
  Language language{};
};
struct AddHoliday {
  time::Day day{};
  std::string name;
  std::string letter;
};
struct MarkReachable {
  PersonId person{};
  bool reachable = true;
};

using Command = std::variant<MakeInvite, OpenInvite, ConfirmInvite, CorrectData, RejectInvite, AddAgency, WithdrawRole,
                             RemovePerson, SetLanguage, AddHoliday, MarkReachable>;

// --- events -----------------------------------------------------------------------------------------------------

struct PersonAdded {
  PersonId person{};
  std::string name;
  std::string title;
  std::string nip;
};
struct PersonCorrected {
  PersonId person{};
  std::string name;
  std::string title;
  std::string nip;
};
struct AgencyAdded {
  AgencyId agency{};
  std::string name;
  bool company = false;
};
struct InviteMade {
  Invite invite;
};
struct InviteOpened {
  InviteId invite{};
  std::int64_t telegram_id = 0;
  std::string telegram_name;
};
struct InviteUsed {
  InviteId invite{};
};
struct InviteEnded {
  InviteId invite{};
  Invite::Status status{};
};
struct AccountBound {
  PersonId person{};
  std::int64_t telegram_id = 0;
  std::string telegram_name;
};
struct AccountUnbound {
  PersonId person{};
};
struct RoleGranted {
  RoleGrant grant;
};
struct RoleWithdrawn {
  RoleGrant grant;
};
struct LanguageSet {
  PersonId person{};
  Language language{};
};
struct HolidayAdded {
  LocalHoliday holiday;
};
struct ReachabilityChanged {
  PersonId person{};
  bool reachable = true;
};

using Fact = std::variant<PersonAdded, PersonCorrected, AgencyAdded, InviteMade, InviteOpened, InviteUsed, InviteEnded,
                          AccountBound, AccountUnbound, RoleGranted, RoleWithdrawn, LanguageSet, HolidayAdded,
                          ReachabilityChanged>;

struct Event {
  time::Instant at{};
  PersonId by{};  ///< 0: the command line, or somebody not yet known
  Fact fact;
};

struct Refusal {
  enum class Reason : std::uint8_t {
    not_allowed,
    invite_not_usable,  ///< unknown, used, expired, or another account's: one answer for all
    account_taken,      ///< this account belongs to somebody already
    agency_required,
    agency_exists,  ///< `agency`
    name_required,
    nip_invalid,
    role_already_held,
    not_held,
    holiday_known,
    day_not_working,
    letter_required,
    last_admin,
    unknown_person,
  };
  Reason reason{};
  AgencyId agency{};
};

template <class T>
using Result = boost::system::result<T, Refusal>;

/// What the command makes of the office: events (none where nothing changes), or the refusal. `by` is 0 for the command
/// line, which may do everything, and for an account that is not known yet. New ids continue from the state's highest.
/// An account belongs to one person, a person without a role has no account, and the chat never takes the last admin.
Result<std::vector<Event>> decide(const State& state, const time::WorkCalendar& calendar, PersonId by,
                                  const Command& command, time::Instant now);
void evolve(State& state, const Event& event);

/// A link made at `now` holds to closing of the third working day after that day.
time::Instant invite_expiry(const time::WorkCalendar& calendar, time::Instant now);

/// The 18 digits of a NIP as typed, spaces aside; nothing when it is none.
std::optional<std::string> read_nip(std::string_view typed);

/// Whom an invite by name is for: the one person known by that name (case and spacing aside), whose NIP does not say
/// otherwise; 0 when nobody is.
PersonId known_by_name(const State& state, std::string_view name, std::string_view nip);

/// The agency of exactly this name (case, spacing, dots and usual short forms aside); 0 when none.
AgencyId same_name(const State& state, const std::string& name);
/// Agencies whose name is near `name` (case, spacing, "Dinas"/"Din." and small typing errors aside), nearest first.
std::vector<AgencyId> close_names(const State& state, const std::string& name);

}  // namespace alur::office
