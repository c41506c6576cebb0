#pragma once

#include "alur/store/records.hpp"
#include "alur/telegram/request.hpp"
#include "alur/workflow/ids.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Buttons: what a press means, sealed within the 64 bytes of callback_data. Layout before base64url (48 bytes at
/// most): verb (1), case, step, round, rev, args as varints, then 8 bytes of HMAC-SHA256 over all that and the person's
/// account id, which is not sent: a button works for the account it was made for and no other.
namespace alur::chat {

struct Context;

/// Stored in messages that live for months: a number, once given, keeps its meaning.
enum class Verb : std::uint8_t {
  // looking
  open_tasks = 1,
  open_case = 2,
  open_cases = 3,
  open_documents = 4,
  open_history = 5,
  open_help = 6,
  details = 7,
  send_version = 8,  ///< args: index into the case's versions
  send_materials = 9,
  page = 10,  ///< args: which list, offset
  open_menu = 11,
  open_needs = 12,
  // doing, on a case's step
  claim = 20,
  file_item = 21,  ///< "Unggah dokumen": asks for the file; args: item index
  upload_help = 22,
  withdraw_version = 23,
  explain_change = 24,  ///< args: which ready-made note
  keep_version = 25,
  checklist_toggle = 26,
  checklist_save = 27,
  nihil = 28,
  link = 29,
  submit = 30,
  submit_yes = 31,
  recall = 32,  ///< args: recall_of_hand_in or recall_of_yes
  approve = 33,
  approve_yes = 34,
  return_ask = 35,
  return_to = 36,
  return_reason = 37,
  return_time = 38,
  return_yes = 39,
  request_return = 40,
  grant_return = 41,
  decline_return = 42,
  appoint = 43,
  appoint_toggle = 44,
  appoint_yes = 45,
  schedule = 46,
  accept_session = 47,
  other_time = 48,
  begin_session = 49,
  end_session = 50,
  record_session = 51,
  late_reason = 52,
  choose_provider = 53,
  pause = 54,
  pause_party = 55,
  resume = 56,
  reassign = 57,
  reassign_to = 58,
  change_track = 59,
  change_track_yes = 60,
  cancel_case = 61,
  cancel_case_yes = 62,
  progress_ok = 63,
  obstacle = 64,
  snooze = 65,
  note = 66,
  file_choice = 67,  ///< an uploaded file's answer to "sebagai dokumen apa"; args: job or upload, item index
  letter_details = 68,
  add_attachment = 69,
  on_behalf = 70,
  invite_for_case = 71,
  written_approval = 72,
  set_round_time = 73,
  round_time = 74,    ///< args: working days; 0 for the SOP's, -1 for another number
  amend_letter = 75,  ///< args: step and item that owe the letter
  list_needs = 76,
  mark_needs = 77,
  mark_toggle = 78,  ///< args: place of the need in the list
  mark_rest = 79,    ///< the good mark for all that have none
  mark_save = 80,
  misfits_reason = 81,  ///< args: which ready-made reason
  // opening a case
  new_case = 90,
  new_track = 91,
  new_agency = 92,
  new_confirm = 93,
  new_anyway = 94,
  new_change = 95,
  // people
  invite_role = 110,
  invite_agency = 111,
  invite_confirm = 112,
  invite_cancel = 113,
  invite_data_right = 114,
  invite_fix = 115,
  invite_not_me = 116,
  invite_wrong_person = 117,
  withdraw_role = 118,
  withdraw_role_yes = 119,
  user_open = 120,
  users = 121,
  agency_same = 122,
  agency_new = 123,
  holiday_yes = 124,
  language = 125,
  // leaving a question
  dismiss = 140,
};

/// Does a press change something, so that it has its time? The others only show.
constexpr bool acts(Verb verb) { return verb >= Verb::claim && verb < Verb::new_case; }

inline constexpr std::int64_t recall_of_hand_in = 0;
inline constexpr std::int64_t recall_of_yes = 1;

struct Press {
  Verb verb{};
  workflow::CaseId case_id{};
  int step = 0;
  int round = 0;
  /// Of a question's button the conversation's rev (ask() sets it); of `approve` on a card, how many versions the case
  /// had when the card was made, so that a yes never covers a document not seen. Else 0.
  std::int64_t rev = 0;
  std::vector<std::int64_t> args{};
  bool operator==(const Press&) const = default;
};

/// A press on the case's active step as it stands now. An "item index" in `args` counts into step(press.step).owed;
/// the number of owed items stands for "lampiran".
Press on_step(Verb verb, const store::CaseRecord& record, std::vector<std::int64_t> args = {});
/// A button that only `account_id` (in a private chat: the chat's id) can press. `text` is plain.
telegram::Button button(const Context&, std::int64_t account_id, std::string text, const Press& press,
                        telegram::ButtonStyle style = telegram::ButtonStyle::standard);

/// callback_data, 1-64 bytes. Throws std::length_error when it would not fit (a programming error).
std::string seal(const Press& press, std::int64_t account_id, std::string_view key);
/// Nothing for anything that seal() did not make for this account with this key.
std::optional<Press> unseal(std::string_view data, std::int64_t account_id, std::string_view key);

}  // namespace alur::chat
