#pragma once

#include "alur/chat/desk.hpp"
#include "alur/config/config.hpp"
#include "alur/store/records.hpp"

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// An office in a box: a real database in a directory of its own, the real desk with the configuration that ships, and
/// a courier that delivers everything at once into chats which a test can read and press.
namespace alur::chat::test {

using office::AgencyId;
using office::PersonId;
using process::Role;
using workflow::CaseId;

struct ShownButton {
  std::string text;
  std::string data;
  std::string link;  ///< what it opens or copies
};

/// A message as its reader sees it now: edits replace it.
struct Shown {
  std::int64_t message_id = 0;
  std::string html;
  std::vector<std::vector<ShownButton>> keyboard;
  std::string document;  ///< file_id, of a document
  bool silent = false;

  const ShownButton* button(std::string_view text) const;  ///< the first whose text contains it
};

/// One showing of a picture: sent, or in place of the one that its message showed.
struct ShownPicture {
  std::int64_t message_id = 0;
  std::string caption;
  std::string picture;  ///< as store::read_picture() reads it
};

/// Somebody of the office, with the account that speaks for them.
struct Member {
  PersonId id{};
  std::int64_t account = 0;
};

/// How a file is sent.
struct SentFile {
  std::string name = "dokumen.pdf";
  std::string caption = {};
  std::string group = {};
  telegram::File::Kind kind = telegram::File::Kind::document;
  std::uint64_t bytes = 1000;
  std::optional<std::int64_t> reply_to = std::nullopt;
};

class Office {
 public:
  enum class Staff { everybody, nobody };
  explicit Office(Staff staff = Staff::everybody);
  ~Office();
  Office(const Office&) = delete;
  Office& operator=(const Office&) = delete;

  // --- who ---------------------------------------------------------------------------------------------------------
  AgencyId disdukcapil{};
  AgencyId dishub{};
  AgencyId company{};
  Member rina;    ///< Instansi Pengguna (Disdukcapil)
  Member dedi;    ///< Staff E-Gov
  Member yuni;    ///< Staff E-Gov and Admin
  Member hendra;  ///< KASI
  Member sari;    ///< KABID
  Member fajar;   ///< System Analyst
  Member putri;   ///< Programmer
  Member anwar;   ///< Kepala Dinas
  Member bayu;    ///< Penyedia, of the company
  Member joko;    ///< Inspektorat

  Member enrol(const std::string& name, Role role, AgencyId agency = {}, bool in_chat = true);
  void grant(const Member& member, Role role, AgencyId agency = {});
  void withdraw(const Member& member, Role role, AgencyId agency = {});
  void speak_english(const Member& member);
  AgencyId add_agency(const std::string& name, bool company = false);

  // --- what people do ----------------------------------------------------------------------------------------------
  void text(const Member& from, const std::string& text, std::optional<std::int64_t> reply_to = std::nullopt);
  /// Sends a file and lets it be fetched; `fetched` false leaves the fetching to fetch().
  void file(const Member& from, const SentFile& file, bool fetched = true);
  /// Replies to the message of the file sent last, with text.
  void reply_to_file(const Member& from, const std::string& text, const std::string& file_name);
  /// Everything that is on its way arrives; or fails.
  void fetch(std::optional<JobDone::Failed::Why> failure = std::nullopt);
  /// Presses the newest button that `from` sees whose text contains `text`. False when there is none.
  bool press(const Member& from, std::string_view text);
  void press_data(const Member& from, const std::string& data, std::int64_t message_id = 1);
  void send(const Input& input);
  /// The same inside a transaction of undo(): nothing is delivered. Text, a file with a caption that is fetched, a
  /// press.
  Immediate say(store::Tx& tx, const Member& from, const std::string& text);
  Immediate send_file(store::Tx& tx, const Member& from, const std::string& caption);
  Immediate press_data(store::Tx& tx, const Member& from, const std::string& data);
  /// Runs `body` and undoes what it did; within another, that much only.
  void undo(const std::function<void(store::Tx&)>& body);

  // --- time --------------------------------------------------------------------------------------------------------
  time::Instant now{};
  void at(int year, unsigned month, unsigned day, int hour, int minute);  ///< office time; timers run on the way
  void pass(std::chrono::milliseconds by);

  // --- what is there -------------------------------------------------------------------------------------------------
  const std::vector<Shown>& chat(const Member& member) const;
  const std::vector<ShownPicture>& pictures(const Member& member);  ///< every showing, oldest first
  /// The newest message of the chat that is no picture; an empty one when there is none.
  Shown last(const Member& member) const;
  /// Does any message that this person sees contain `text`?
  bool sees(const Member& member, std::string_view text) const;
  const Shown* newest_with(const Member& member, std::string_view text) const;
  std::size_t messages(const Member& member) const { return chat(member).size(); }
  std::string toast;  ///< of the last press
  bool toast_alert = false;
  std::optional<telegram::SendChatAction> action;
  std::vector<telegram::SetMyCommands> menus;
  std::string office_reply;
  std::optional<std::int64_t> left_chat;

  workflow::CaseState state(const std::string& register_no);
  std::int64_t case_number(const std::string& register_no);
  /// Reads within a transaction.
  void read(const std::function<void(store::Tx&)>& body);
  const process::Process& process(process::Track track) const;
  Desk& desk() { return *desk_; }
  const DeskOptions& options() const { return options_; }
  const text::Catalogue& catalogue() const { return catalogue_; }
  const time::WorkCalendar& calendar() const { return calendar_; }

 private:
  void enrol_everybody();
  void record(const std::vector<office::Event>& events);
  telegram::Update written(const Member& from, const std::string& text, std::optional<std::int64_t> reply_to);
  telegram::Update pressed(const Member& from, const std::string& data, std::int64_t message_id);
  JobDone fetched(const store::Job& job) const;
  void deliver();
  void deliver(store::Outbox& outbox, const store::OutMessage& message);
  void deliver(store::Cards& cards, const store::Card& card);
  void run_timers();
  Shown& message_of(std::int64_t chat_id, std::int64_t message_id);
  void show(std::int64_t chat_id, const std::string& body, std::optional<std::int64_t> message_id, std::int64_t new_id);

  std::filesystem::path directory_;
  DeskOptions options_;
  text::Catalogue catalogue_;
  time::WorkCalendar calendar_;
  std::unique_ptr<store::Database> database_;
  std::unique_ptr<Desk> desk_;
  store::Tx* undoing_ = nullptr;
  std::map<std::int64_t, std::vector<Shown>> chats_;
  std::map<std::int64_t, std::vector<ShownPicture>> pictures_;
  std::map<std::string, telegram::File> files_;
  std::int64_t next_person_ = 1;
  std::int64_t next_agency_ = 1;
  std::int64_t next_update_ = 1;
  std::int64_t next_message_ = 1;
  std::int64_t next_file_ = 1;
};

}  // namespace alur::chat::test
