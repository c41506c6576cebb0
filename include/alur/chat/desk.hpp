#pragma once

#include "alur/office/office.hpp"
#include "alur/process/process.hpp"
#include "alur/store/queues.hpp"
#include "alur/telegram/request.hpp"
#include "alur/telegram/update.hpp"
#include "alur/text/catalogue.hpp"
#include "alur/time/work_calendar.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

/// From an input to commands and back to cards. Synchronous, deterministic, inside the caller's transaction.
namespace alur::chat {

struct TimerDue {
  store::Timer timer;
};

/// A fetched file, or why there is none.
struct JobDone {
  store::Job job;
  struct Fetched {
    std::string sha256;
    std::uint64_t bytes = 0;
    std::string media_type;
  };
  struct Failed {
    enum class Why : std::uint8_t {
      empty,
      too_big,
      program,
      type_not_allowed,
      type_mismatch,
      macros,
      misleading_name,
      two_in_one,
      damaged,
      encrypted,
      inflates,
      unsafe_zip,
      active,
      too_many_pixels,
      infected,
      not_scannable,
      unavailable,  ///< Telegram no longer gives it
    } why{};
  };
  /// Not done yet: the virus scanner does not answer. The job stays open, and is done once it does.
  struct Waiting {};
  std::variant<Fetched, Failed, Waiting> outcome;
};

/// A send that ended in a way the desk must know of.
struct SendFailed {
  std::int64_t chat_id = 0;
  bool blocked = false;  ///< 403: the person cannot be reached
  std::string reason;
};

/// From the command line, through the control socket or the command's own writer. Answered with one JSON object.
struct OfficeCommand {
  std::string name;  ///< "invite", "users", "revoke", "outbox", "outbox-retry", "updates", "updates-retry"
  std::vector<std::pair<std::string, std::string>> args;
};

/// The service's own condition, for the admins: one message when it begins, one when it is over.
struct ConditionChanged {
  std::string condition;  ///< "disk", "token", "clock", "holidays", "updates"
  bool wrong = true;
  std::string detail;
};

/// The service was down for a while: one summary, no burst.
struct Recovered {
  time::Instant down_from{};
  time::Instant up_at{};
};

/// The record was restored from a copy. What it still wanted to send is of another time and is never sent; everybody
/// is told how far the record goes, and the cards that count come anew.
struct Restored {
  time::Instant goes_back_to{};
};

using Input =
    std::variant<telegram::Update, TimerDue, JobDone, SendFailed, OfficeCommand, ConditionChanged, Recovered, Restored>;

/// What goes out at once after the commit and is never stored (architecture, rule 3).
struct Immediate {
  std::optional<telegram::AnswerCallbackQuery> answer;
  std::optional<telegram::SendChatAction> action;
  std::optional<std::int64_t> leave_chat;
  std::vector<telegram::SetMyCommands> menus;
  std::string office_reply;  ///< JSON, for an OfficeCommand
};

/// What the desk knows besides the database. Values given once at start.
struct DeskOptions {
  std::string office_name;   ///< "Dinas Komunikasi dan Informatika Kabupaten Muara Enim"
  std::string bot_username;  ///< may be empty until the service has run
  std::int64_t bot_id = 0;
  std::string default_language = "id";
  std::vector<std::string> document_types;  ///< extensions
  std::uint64_t document_bytes_max = std::uint64_t{20} * 1024 * 1024;
  int actions_per_minute = 240;
  std::string button_key;  ///< 32 bytes, data_dir/button.key
  std::vector<process::Process> processes;
  /// Random bytes for invite codes and references: the only randomness, and a port.
  std::function<std::string(std::size_t bytes)> random_bytes;
};

class Desk {
 public:
  Desk(DeskOptions options, const text::Catalogue& catalogue, time::WorkCalendar calendar);
  ~Desk();

  /// Handles one input. Throws when it cannot (the caller rolls back its savepoint and parks the update); a person's
  /// mistake is answered, never thrown. The office's state is kept between calls: call rolled_back() after any
  /// roll-back.
  Immediate handle(store::Tx& tx, const Input& input, time::Instant now);
  void rolled_back();

  /// The apology for a parked update (messages I7), to be sent in the transaction that parks it.
  void apologise(store::Tx& tx, std::int64_t chat_id, const std::string& reference, time::Instant now);
  /// The bot's own name, once Telegram said it: what invitation links begin with.
  void introduce(const std::string& bot_username);
  /// Timers that must exist whatever happens (digests); idempotent, called at start.
  void ensure_timers(store::Tx& tx, time::Instant now);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace alur::chat
