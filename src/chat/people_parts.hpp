#pragma once

#include "button.hpp"
#include "commands.hpp"
#include "context.hpp"
#include "question.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What the files of people share: making invites, coming in, leaving, and how people are named.
namespace alur::chat {

// --- words -----------------------------------------------------------------------------------------------------------

/// "Nama; Jabatan; NIP" as typed; later parts may be missing.
struct PersonWords {
  std::string name;
  std::string title;
  std::string nip;
};
PersonWords read_person(std::string_view typed);
/// Takes the agency or company off the front of `rest`: up to the first semicolon, or the longest known name.
struct AgencyWords {
  AgencyId known{};      ///< 0: not in the list
  std::string name;      ///< as typed
  std::string the_rest;  ///< what follows
};
std::optional<AgencyWords> read_agency(const office::State& office, Role role, std::string_view typed);

/// "KASI Pengembangan Aplikasi"; with the agency where the role has one.
std::string role_phrase(const Context&, Role role, AgencyId agency, std::string_view language);
/// All of the person's roles, with a comma between; "-" for none.
std::string roles_phrase(const Context&, PersonId person, std::string_view language);
bool needs_agency(Role role);
/// Why the office does not do it, in the person's language (HTML).
std::string explain(const Context&, std::string_view language, const office::Refusal& refusal);
bool manages_people(const Context&, PersonId person);
/// Where this person can go from here by buttons alone; the last one is the help.
telegram::Keyboard ways_on(const Context&, const Speaker&);
/// The same for a press: told in a pop-up where not.
bool may_manage(Context&, const Pressed& pressed);
/// A page of who is in.
void show_users(Context&, const Speaker&, std::size_t offset);

// --- invites ---------------------------------------------------------------------------------------------------------

struct MadeInvite {
  office::Invite invite;
  std::string code;
  std::string link;
};
/// Makes the invite and keeps it; the code itself leaves with the return value only.
office::Result<MadeInvite> make_invite(Context&, PersonId by, office::MakeInvite wanted);
/// The invitation to pass on (A1), for this account.
OutText invitation(const Context&, const MadeInvite&, std::int64_t account_id, std::string_view language);

/// Asks for role, agency and name, one after the other.
void ask_for_invite(Context&, const Speaker&);
/// An invite typed in full takes effect at once: a name that somebody known has means that person (a new account, or
/// one more role), and the answer says so.
void invite_typed(Context&, const Speaker&, Role role, AgencyId agency, const PersonWords& person);
/// The same for an agency not in the list: added, unless its name is near a known one; then asked.
void invite_typed(Context&, const Speaker&, Role role, const std::string& agency, const PersonWords& person);

// --- coming in and leaving -------------------------------------------------------------------------------------------

/// A Telegram account that may not be anybody yet.
struct Account {
  std::int64_t id = 0;
  std::string name;
  std::string_view language;
};
/// `/start <code>`: takes up the invite, asks for the data check, or says that the link cannot be used.
void take_up_link(Context&, const Account&, PersonId known, const std::string& code);
/// Text sent while the data of an invite are being checked. False: not for this question.
bool data_written(Context&, const Speaker&, const store::Conversation&, const telegram::Message&);
/// How things stood before an invite was used.
struct Before {
  std::optional<std::int64_t> chat_id;  ///< where the person was reached until now
  bool known = false;                   ///< the account was somebody's already
};
Before before_of(const Context&, const office::Invite& invite, std::int64_t account_id);
/// Everything that follows once the invite is used. `in_place`: the data check's message becomes the welcome.
void came_in(Context&, const Account&, const office::Invite& invite, const Before& before, bool in_place);
/// The invite a button of an invitation or a data check was made for; nullptr when there is none.
const office::Invite* invite_of(const Context&, const Press& press);
/// Tells an account that its access is over, and takes its menu and question away.
void account_left(Context&, std::int64_t chat_id, const std::string& html);
/// Who the speaker is here, and what waits (A7).
OutText standing(Context&, const Speaker&);

/// The account blocked the bot, or came back; the first is told to KASI and the admins.
void reached(Context&, std::int64_t chat_id, bool reachable);

// --- roles -----------------------------------------------------------------------------------------------------------

void roles_due(Context&, const store::Timer& timer);
void start_recount(Context&, const std::string& why);
void recount_due(Context&, const store::Timer& timer);

// --- buttons and questions, for the tables of people_tables.cpp
// --------------------------------------------------------

void pressed_open_menu(Context&, const Pressed&);
void pressed_open_help(Context&, const Pressed&);
void pressed_invite_role(Context&, const Pressed&);
void pressed_invite_agency(Context&, const Pressed&);
void pressed_invite_confirm(Context&, const Pressed&);
void pressed_invite_cancel(Context&, const Pressed&);
void pressed_invite_data_right(Context&, const Pressed&);
void pressed_invite_fix(Context&, const Pressed&);
void pressed_invite_not_me(Context&, const Pressed&);
void pressed_invite_wrong_person(Context&, const Pressed&);
void pressed_withdraw_role(Context&, const Pressed&);
void pressed_withdraw_role_yes(Context&, const Pressed&);
void pressed_user_open(Context&, const Pressed&);
void pressed_users(Context&, const Pressed&);
void pressed_agency_same(Context&, const Pressed&);
void pressed_agency_new(Context&, const Pressed&);
void pressed_holiday_yes(Context&, const Pressed&);
void pressed_language(Context&, const Pressed&);

bool answered_invite(Context&, const Speaker&, const store::Conversation&, const telegram::Message&);
bool answered_withdraw_role(Context&, const Speaker&, const store::Conversation&, const telegram::Message&);
bool answered_holiday(Context&, const Speaker&, const store::Conversation&, const telegram::Message&);

// --- memory ----------------------------------------------------------------------------------------------------------

/// A setting that a timer takes away again.
void remember_until(Context&, const std::string& name, const std::string& value, time::Instant until);

}  // namespace alur::chat
