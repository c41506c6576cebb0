#pragma once

#include "button.hpp"
#include "commands.hpp"
#include "context.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Who comes in, who is in, who leaves: /start, /undang, /pengguna, /libur, /bahasa, strangers, groups, and the
/// command line's share of it (messages A; product.md, "People").
namespace alur::chat {

// --- what the desk hands over ----------------------------------------------------------------------------------------

/// Anybody not known: `/start <code>` takes up an invite; everything else gets one polite sentence a day.
void stranger_message(Context&, const telegram::Message& message);
/// A press by an account that is not bound yet (confirming an invite).
void stranger_press(Context&, const telegram::CallbackQuery& query);
void group_message(Context&, const telegram::Message& message);
void membership_changed(Context&, const telegram::MembershipChange& change);
void send_failed(Context&, const SendFailed& failure);
void condition_changed(Context&, const ConditionChanged& change);

/// Timers of kind "recount", "roles", "leave", "forget".
void people_timer_due(Context&, const store::Timer& timer);

/// "invite", "revoke", "outbox-retry", "updates-retry": a JSON object; "users", "outbox", "updates": an array of rows.
/// A mistake is {"error": "..."}.
std::string office_command(Context&, const OfficeCommand& command);

// --- rows of the tables ----------------------------------------------------------------------------------------------

void start_command(Context&, const Typed&);
void invite_command(Context&, const Typed&);
void users_command(Context&, const Typed&);
void holiday_command(Context&, const Typed&);
void language_command(Context&, const Typed&);
void help_command(Context&, const Typed&);
std::span<const VerbRow> people_verbs();
std::span<const QuestionRow> people_questions();

// --- for the other parts of the desk ---------------------------------------------------------------------------------

/// Grants changed for these people: their open cases' waiting rows and cards follow, menus too. The first 50 open cases
/// now, the others by timer.
void roles_changed(Context&, const std::vector<PersonId>& people);
/// The commands that this person can use, in their language (setMyCommands).
void refresh_menu(Context&, PersonId person);

/// The role that a person means by a word of a command: "kasi", "analis", or its id.
std::optional<Role> role_from_word(std::string_view word);

/// Makes the invite in the speaker's name and answers with the invitation to pass on (A1), or with why not. `wanted` is
/// complete but for the code.
void send_invitation(Context&, const Speaker&, office::MakeInvite wanted);
/// Asks for what an invite still needs: the agency where the role has one, then the name. `for_case`: the person is
/// appointed to that case on coming in.
void offer_invite(Context&, const Speaker&, Role role, AgencyId agency, std::optional<CaseId> for_case);

}  // namespace alur::chat
