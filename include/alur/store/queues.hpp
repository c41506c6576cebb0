#pragma once

#include "alur/office/office.hpp"
#include "alur/store/database.hpp"
#include "alur/workflow/ids.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What enters and what leaves: updates seen, messages, cards, timers, jobs, questions (architecture, rules 3, 4, 8).
namespace alur::store {

using workflow::CaseId;
using workflow::PersonId;

// --- updates ----------------------------------------------------------------------------------------------------

class Updates {
 public:
  explicit Updates(Tx& tx) : tx_(tx) {}
  /// False when the id was remembered already (a redelivery).
  bool remember(std::int64_t bot_id, std::int64_t update_id, time::Instant now);
  void forget_older_than(time::Instant limit, std::size_t rows_max);

  struct Parked {
    std::int64_t id = 0;
    std::int64_t update_id = 0;
    std::int64_t chat_id = 0;
    std::string raw;
    std::string why;
    std::string reference;  ///< the code in the apology and in the log
    int attempts = 0;
    bool set_aside = false;
    time::Instant next_try{};
    time::Instant since{};
  };
  void park(const Parked& parked);
  bool has_parked(std::int64_t chat_id);  ///< waiting (not set aside) ones of the chat
  /// Of each chat the oldest one that is not set aside, once its time has come: later ones wait behind it.
  std::vector<Parked> due(time::Instant now, std::size_t limit);
  std::optional<time::Instant> next_try();  ///< of those that wait
  /// Counted before it is handled, so that one that ends the process is known for it.
  void attempt_begun(std::int64_t id);
  void attempt_failed(std::int64_t id, const std::string& why, time::Instant next_try, bool set_aside);
  void done(std::int64_t id);
  std::vector<Parked> list(std::size_t limit);
  bool retry(std::int64_t id, time::Instant now);  ///< an operator's wish
  std::size_t set_aside_count();

 private:
  Tx& tx_;
};

// --- messages out -------------------------------------------------------------------------------------------------

/// Order of sending: answers to a person's own message are never paced; notices are.
enum class SendClass : std::uint8_t { answer, notice };
enum class SendState : std::uint8_t { planned, sending, sent, waiting, ambiguous, dead };

/// What was being sent when the process died.
struct Interrupted {
  std::size_t again = 0;     ///< will be sent once more
  std::size_t given_up = 0;  ///< dead: it need not arrive, or was in doubt too often
};

/// A chat that is to get nothing before a moment of the office's time.
struct ChatWait {
  std::int64_t chat_id = 0;
  time::Instant until{};
};

struct OutMessage {
  std::int64_t id = 0;
  std::int64_t chat_id = 0;
  SendClass send_class = SendClass::notice;
  std::string method;  ///< "sendMessage", "sendDocument"
  std::string body;    ///< the JSON body, as encoded
  /// Set for a document: what to upload when Telegram no longer has the file_id.
  std::string content_sha256;
  std::string content_name;
  std::string content_type;
  bool must_arrive = true;
  /// What happens to the id of the message sent, or to an answer: "invite:12", "question", ""; chat's own tag.
  std::string tag;
  SendState state = SendState::planned;
  int attempts = 0;
  int doubts = 0;  ///< attempts that may have arrived without our knowing
  time::Instant not_before{};
  time::Instant planned{};
  std::string last_error;
};

class Outbox {
 public:
  explicit Outbox(Tx& tx) : tx_(tx) {}
  std::int64_t plan(const OutMessage& message);
  /// The oldest unfinished message of each chat that has any; answers before notices, then in planned order; `limit`
  /// chats.
  std::vector<OutMessage> heads(std::size_t limit);
  std::optional<OutMessage> find(std::int64_t id);
  void begin(std::int64_t id);  ///< intent, before the call
  void sent(std::int64_t id, std::optional<std::int64_t> message_id, time::Instant at);
  /// `state`: waiting, or ambiguous, which is one more doubt.
  void wait(std::int64_t id, SendState state, const std::string& error, time::Instant not_before);
  void dead(std::int64_t id, const std::string& reason);
  /// At start: what was `sending` when the process died is ambiguous. What need not arrive, and what has been in doubt
  /// `doubts_max` times by now, is dead.
  Interrupted recover(int doubts_max);
  std::vector<ChatWait> waits(time::Instant now);
  /// After a restore: what was still to be sent is of another time, and is forgotten. How many.
  std::size_t drop_unfinished();
  std::vector<OutMessage> list_dead(std::size_t limit);
  bool retry(std::int64_t id);
  std::size_t unfinished();
  std::size_t dead_count();
  std::optional<time::Instant> oldest_unfinished();
  /// The case a message of this chat was about, for replies without a register; remembered from `tag` "case:<id>".
  std::optional<CaseId> case_of(std::int64_t chat_id, std::int64_t message_id);
  void forget_older_than(time::Instant limit, std::size_t rows_max);

 private:
  Tx& tx_;
};

/// A message that is kept current by editing: one per (chat, key). The courier sends or edits where shown differs from
/// wanted; a card told to close is edited once more and then left alone. A remark is a card that asks nothing: an
/// answer or a notice whose buttons do not outlive what they act on. It is sent even where it closes before.
struct Card {
  std::int64_t id = 0;
  std::int64_t chat_id = 0;
  std::string key;  ///< e.g. "c12/s2/p5": case, step, person
  std::string ask;  ///< what is asked; a new ask is a new message and closes the old one
  bool remark = false;
  CaseId case_id{};
  std::string html;
  std::string keyboard;  ///< reply_markup as JSON, or empty
  std::optional<std::int64_t> reply_to;
  bool silent = false;
  /// answer: shown to whoever just acted, so never paced.
  SendClass send_class = SendClass::notice;
  bool closing = false;
  std::int64_t wanted_rev = 0;
  std::int64_t shown_rev = 0;
  std::optional<std::int64_t> message_id;
  SendState state = SendState::planned;
  int attempts = 0;
  int doubts = 0;  ///< attempts that may have arrived without our knowing
  time::Instant not_before{};
  time::Instant planned{};
  std::string last_error;
};

class Cards {
 public:
  explicit Cards(Tx& tx) : tx_(tx) {}
  std::optional<Card> find(std::int64_t id);
  /// The live card of the key, if any.
  std::optional<Card> live(std::int64_t chat_id, const std::string& key);
  std::vector<Card> live_of_case(CaseId id);
  /// Sets what the card should show. Same `ask`: an edit when the content differs, else nothing. Another `ask`: the
  /// live card is closed with `closed_html` and a new one is planned.
  void show(const Card& wanted, const std::string& closed_html);
  /// Plans a remark. Its key gets a number of its own, so that nothing replaces it.
  void remark(Card wanted);
  /// A card whose question is over: its message shows `wanted` from now on, which nobody has seen yet.
  void turn_into_remark(std::int64_t id, const Card& wanted);
  /// For good. What nobody has seen is not shown any more, unless it is a remark.
  void close(std::int64_t id, const std::string& html, const std::string& keyboard = {});
  std::optional<Card> by_message(std::int64_t chat_id, std::int64_t message_id);
  /// The oldest unsettled card of each chat (shown differs from wanted); answers before notices, then oldest change
  /// first.
  std::vector<Card> unsettled(std::size_t limit);
  void begin(std::int64_t id);
  void settled(std::int64_t id, std::int64_t rev, std::optional<std::int64_t> message_id);
  /// `state`: waiting, or ambiguous, which is one more doubt.
  void wait(std::int64_t id, SendState state, const std::string& error, time::Instant not_before);
  /// Revision `rev` was refused. A newer one that is wanted by now has its own try.
  void dead(std::int64_t id, std::int64_t rev, const std::string& reason);
  /// The message is gone (deleted by the person): forget its id, and send what it should show anew.
  void lost(std::int64_t id);
  /// As Outbox::recover(). An edit is repeated however often it was in doubt; a closed card that has no message is
  /// forgotten.
  Interrupted recover(int doubts_max);
  std::vector<ChatWait> waits(time::Instant now);
  std::vector<Card> list_dead(std::size_t limit);
  /// By the revision that could not be shown: its number is one of the outbox's sequence. The card, live again.
  std::optional<Card> retry(std::int64_t wanted_rev);
  std::size_t dead_count();
  /// Cards that closed or died, of before `limit`.
  void forget_older_than(time::Instant limit, std::size_t rows_max);
  /// After a restore: changes not shown yet stay unshown; a card that has no message is forgotten. How many.
  std::size_t drop_unsettled();

 private:
  Tx& tx_;
};

/// What a chat gets next: the oldest of its messages and of its cards' changes.
struct NextSend {
  std::int64_t chat_id = 0;
  std::int64_t id = 0;  ///< of the message, or of the card
  bool is_card = false;
  /// answer: there is an answer in the chat, at the latest behind this, and it must not wait for the pace of notices.
  SendClass send_class = SendClass::notice;
};
/// Chats that have an answer first, then in the order in which things were decided.
std::vector<NextSend> next_sends(Tx& tx, std::size_t chats_max);

// --- timers -------------------------------------------------------------------------------------------------------

struct Timer {
  std::string kind;  ///< "case", "digest", "parked", "again", "question", ...: the desk's own
  std::string key;   ///< unique within kind
  time::Instant due{};
  std::string payload;  ///< the desk's own, JSON or empty
};

class Timers {
 public:
  explicit Timers(Tx& tx) : tx_(tx) {}
  void set(const Timer& timer);  ///< replaces (kind, key)
  void clear(const std::string& kind, const std::string& key);
  std::optional<Timer> find(const std::string& kind, const std::string& key);
  std::vector<Timer> due(time::Instant now, std::size_t limit);
  std::optional<time::Instant> next();

 private:
  Tx& tx_;
};

// --- jobs ---------------------------------------------------------------------------------------------------------

/// Work an edge does outside the transaction; it comes back as JobDone. Survives a restart: what was running runs
/// again.
struct Job {
  std::int64_t id = 0;
  std::string kind;     ///< "fetch", ...
  std::string payload;  ///< JSON, the desk's own
  std::int64_t chat_id = 0;
  CaseId case_id{};
  PersonId person{};
  int attempts = 0;
  time::Instant not_before{};
  time::Instant planned{};
};

class Jobs {
 public:
  explicit Jobs(Tx& tx) : tx_(tx) {}
  std::int64_t plan(const Job& job);
  std::vector<Job> due(time::Instant now, std::size_t limit);
  std::optional<Job> find(std::int64_t id);
  void again(std::int64_t id, time::Instant not_before);  ///< failed, to be tried later
  void finish(std::int64_t id);
  std::vector<Job> open_of(PersonId person, CaseId case_id);  ///< e.g. uploads still on their way
  std::vector<Job> open_in_chat(std::int64_t chat_id);
  std::size_t open_count();

 private:
  Tx& tx_;
};

// --- questions and settings -----------------------------------------------------------------------------------------

/// The question a chat is being asked: at most one.
struct Conversation {
  std::int64_t chat_id = 0;
  std::string kind;
  std::string payload;   ///< JSON, the desk's own
  std::int64_t rev = 0;  ///< a new number for each new question: buttons carry it
  time::Instant expires{};
};

class Conversations {
 public:
  explicit Conversations(Tx& tx) : tx_(tx) {}
  std::optional<Conversation> find(std::int64_t chat_id);
  std::int64_t put(const Conversation& conversation);  ///< replaces; returns the new rev
  void clear(std::int64_t chat_id);

 private:
  Tx& tx_;
};

/// Small named values: bot id and name, clock anchors, the day a stranger was last answered.
class Settings {
 public:
  explicit Settings(Tx& tx) : tx_(tx) {}
  std::optional<std::string> get(const std::string& name);
  void set(const std::string& name, const std::string& value);
  void clear(const std::string& name);

 private:
  Tx& tx_;
};

}  // namespace alur::store
