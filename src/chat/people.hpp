#pragma once

#include "button.hpp"
#include "context.hpp"

#include <string>
#include <vector>

/// Who comes in, who is in, who leaves: /start, /undang, /pengguna, /libur, /bahasa, strangers, groups, and the
/// command line's share of it (messages A; product.md, "People").
namespace alur::chat {

/// Anybody not known: `/start <code>` takes up an invite; everything else gets one polite sentence a day.
void stranger_message(Context&, const telegram::Message& message);
/// A press by an account that is not bound yet (confirming an invite).
void stranger_press(Context&, const telegram::CallbackQuery& query);
void group_message(Context&, const telegram::Message& message);
void membership_changed(Context&, const telegram::MembershipChange& change);
void send_failed(Context&, const SendFailed& failure);
void condition_changed(Context&, const ConditionChanged& change);

/// "invite", "users", "revoke", "outbox", "outbox-retry", "updates", "updates-retry": JSON for the command line.
std::string office_command(Context&, const OfficeCommand& command);

/// Grants changed for these people: their open cases' waiting rows and cards follow, menus too.
void roles_changed(Context&, const std::vector<PersonId>& people);
/// The commands that this person can use, in their language (setMyCommands).
void refresh_menu(Context&, PersonId person);

}  // namespace alur::chat
