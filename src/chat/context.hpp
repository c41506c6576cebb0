#pragma once

#include "alur/chat/desk.hpp"
#include "alur/office/permission.hpp"
#include "alur/store/records.hpp"
#include "alur/text/dates.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What every part of the desk works with while it handles one input, and how it speaks.
namespace alur::chat {

using office::AgencyId;
using office::Language;
using office::PersonId;
using process::Role;
using workflow::CaseId;

struct Context {
  store::Tx& tx;
  const DeskOptions& options;
  const text::Catalogue& catalogue;
  const time::WorkCalendar& calendar;  ///< with the local holidays
  office::State& office;               ///< change it only through append_office()
  time::Instant now;
  Immediate& immediate;
};

/// Whoever is speaking to the bot in this input.
struct Speaker {
  PersonId person{};
  std::int64_t chat_id = 0;
  std::string_view language;  ///< "id" or "en"
};

// --- who -----------------------------------------------------------------------------------------------------------

std::string_view language_of(const Context&, PersonId person);
/// Chat of a person, when an account is bound.
std::optional<std::int64_t> chat_of(const Context&, PersonId person);
/// "Hendra Wijaya, S.T."; never empty ("orang yang telah dihapus").
std::string name_of(const Context&, PersonId person, std::string_view language);
std::string agency_name(const Context&, AgencyId agency);
/// "KASI", as in "menunggu persetujuan KASI": short title of the role.
std::string role_short(const Context&, Role role, std::string_view language);
/// "KASI Pengembangan Aplikasi".
std::string role_title(const Context&, Role role, std::string_view language);
/// "Hendra Wijaya, S.T. (KASI)".
std::string name_and_role(const Context&, PersonId person, Role role, std::string_view language);

// --- speaking ------------------------------------------------------------------------------------------------------

/// A sentence from the catalogue, as HTML.
std::string say(const Context&, std::string_view language, std::string_view key, const text::Args& args = {});
/// The same for a button or a pop-up: plain text.
std::string label(const Context&, std::string_view language, std::string_view key, const text::Args& args = {});

struct OutText {
  std::string html{};
  telegram::Keyboard keyboard{};
  std::optional<CaseId> about{};  ///< so that a reply to it needs no register
  /// position_of() the case that its buttons act on: they go when the case leaves it. Empty for buttons that stay.
  std::string position{};
  std::optional<std::int64_t> reply_to{};
  bool silent = false;
  bool must_arrive = true;
};
/// An answer to what the person just did: never paced.
void answer(Context&, std::int64_t chat_id, const OutText& text);
/// A notice to somebody; silent outside office hours; nothing when the person has no chat.
void notify(Context&, PersonId person, const OutText& text);
/// The card of a text whose buttons have a position.
store::Card remark_of(const Context&, std::int64_t chat_id, const OutText& text, store::SendClass send_class);
/// The pop-up of a press, at most 200 characters.
void toast(Context&, const std::string& callback_id, const std::string& plain_text, bool alert = false);
/// Sends an archived document by its file_id, with an upload as the way out.
void send_document(Context&, std::int64_t chat_id, const workflow::Content& content, const std::string& caption_html,
                   store::SendClass send_class);

void append_office(Context&, const std::vector<office::Event>& events);

// --- cases ---------------------------------------------------------------------------------------------------------

/// The process that a case runs by. Throws std::runtime_error where that is not loaded.
const process::Process& process_of(const Context&, const workflow::CaseState& state);
const process::Process* loaded_process(const Context&, const workflow::CaseState& state);  ///< or nullptr
const process::Process* find_process(const Context&, process::Track track);                ///< the newest version
workflow::Setting setting_of(const Context&, const process::Process& process, const workflow::Roster& roster);
/// Where the case stands: step, round, and what the step is at. What could be done there is over once it has left it.
/// Empty for a case that is closed.
std::string position_of(const workflow::CaseState& state);
/// Is this item there as a hand-in wants it: in the step's round, and a checklist with every tick?
bool is_complete(const workflow::CaseState& state, const process::Owed& owed);
/// May this person see the case (product.md, "sees")? Otherwise it does not exist for them.
bool can_see(const Context&, PersonId person, const store::CaseRecord& record);
bool can_see_documents(const Context&, PersonId person, const store::CaseRecord& record, const workflow::Version&);

}  // namespace alur::chat
