#pragma once

#include "alur/telegram/request.hpp"

#include "timeline.hpp"

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace alur::simulation {

struct ShownButton {
  std::string text;
  std::string data;
};

/// A message of the bot as its reader sees it now.
struct ShownMessage {
  std::int64_t id = 0;
  std::string html;
  std::vector<ShownButton> buttons;
  std::vector<std::string> said;  ///< every text it has had
};

/// What a person did, on its way to the bot.
struct Deed {
  std::int64_t chat = 0;
  std::string text;     ///< of a message
  std::string file_id;  ///< of a document, `text` being its caption
  std::string data;     ///< of a press
  std::int64_t on_message = 0;
  std::string query_id;  ///< of a press
};

/// The Bot API server and the chats behind it: what a call does, and the queue of updates with its lifetimes. Reading:
/// TDLib's TQueue and telegram-bot-api's Client.cpp (anchors, facts 1-4). It outlives the bot.
class Telegram {
 public:
  static constexpr std::chrono::seconds press_lifetime{150};
  static constexpr std::chrono::hours message_lifetime{24};
  struct Answer {
    int status = 200;
    std::string body;
  };
  struct Update {
    std::int64_t id = 0;
    Deed deed;
    SteadyTime expires;
  };

  explicit Telegram(Timeline& timeline) : timeline_(timeline) {}

  // --- people ---
  void send(Deed deed);  ///< at the server now
  std::vector<ShownMessage>& chat(std::int64_t id) { return chats_[id]; }
  const std::map<std::int64_t, std::vector<ShownMessage>>& chats() const { return chats_; }
  /// The pop-ups that a press was answered with.
  const std::vector<std::string>& toasts(const std::string& query_id) { return toasts_[query_id]; }

  // --- the bot ---
  /// What the call does, and what is answered. Not for getUpdates.
  Answer execute(const telegram::Call& call);
  /// Answered at once when there is something, or when `timeout` is over. A poll that was held is ended by a new one.
  void poll(const std::string& body, std::function<void(Answer)> reply);
  /// Waits that the bot cannot know of: all but those of these chats.
  void forgive_waits_except(const std::set<std::int64_t>& chats);
  void hang_up() { held_.reset(); }  ///< the bot's end of the connection is gone

  // --- what goes wrong ---
  void restart_ids();                       ///< after a quiet week: a random number, here a lower one
  void deliver_again(std::uint64_t index);  ///< of what was delivered before, the same id
  /// For controls: one in a hundred is lost, and nobody is told.
  bool drops_updates = false;
  bool drops_sends = false;
  Answer refuse_too_many(std::int64_t chat, std::chrono::seconds retry_after);

  // --- what was seen ---
  std::function<void(const Update&)> on_delivery;      ///< before the bot has it
  std::function<void(const Update&)> on_confirmation;  ///< the bot says that it has it
  std::size_t pending();
  std::uint64_t delivered() const { return history_.size(); }
  std::uint64_t sent = 0;        ///< messages, doubles included
  std::uint64_t too_early = 0;   ///< calls to a chat before its retry_after
  std::uint64_t unexpected = 0;  ///< calls that a correct bot does not make
  std::string first_unexpected;

 private:
  std::optional<Answer> too_many(std::int64_t chat);
  Answer send_message(std::int64_t chat, const std::string& html, std::vector<ShownButton> buttons);
  Answer edit_message(std::int64_t chat, std::int64_t id, const std::string& html, std::vector<ShownButton> buttons);
  void confirm_below(std::int64_t offset);
  std::string batch();
  void answer_poll();

  struct Held {
    std::function<void(Answer)> reply;
    std::uint64_t number = 0;
  };
  Timeline& timeline_;
  std::map<std::int64_t, std::vector<ShownMessage>> chats_;
  std::map<std::string, std::vector<std::string>> toasts_;
  std::map<std::int64_t, SteadyTime> held_until_;
  std::deque<Update> queue_;
  std::vector<Update> history_;  ///< every update once, by its first delivery
  std::set<std::int64_t> ids_delivered_;
  std::optional<Held> held_;
  std::uint64_t polls_ = 0;
  std::int64_t next_update_ = 500'000'000;
  std::int64_t next_message_ = 1;
  std::int64_t next_query_ = 1;
};

}  // namespace alur::simulation
