#pragma once

#include "alur/time/clock.hpp"

#include "core/faults.hpp"
#include "core/json.hpp"
#include "core/model.hpp"
#include "core/update_queue.hpp"

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

/// The simulated messenger around one bot: people, chats, messages, files, presses, and the queue of updates. No
/// sockets, no waiting; time comes from the clock it is given. What people do is in person.hpp, what the bot may call
/// in methods/. One thread.
namespace alur::sandbox {

struct WorldOptions {
  std::string token;
  std::string bot_name = "Alur";
  std::string bot_username = "AlurSandboxBot";
  std::vector<User> people;
  /// The real server begins anywhere in [2'000'001, 1'000'000'000].
  std::int32_t first_update_id = 2'000'001;
};

/// What lasts beyond one run.
struct WorldState {
  std::int64_t rev = 0;
  std::int64_t counter = 0;
  std::int64_t file_counter = 0;
  std::int64_t message_counter = 0;  ///< private chats and basic groups share it: the account's own
  std::map<std::int64_t, User> users;
  std::map<std::int64_t, Chat> chats;
  std::map<std::int64_t, Message> messages;
  std::map<std::string, StoredFile> files;
  CommandTable commands;
  std::set<std::string> allowed_updates;
  UpdateQueue queue{2'000'001};
};

class World {
 public:
  static constexpr std::chrono::seconds callback_update_lifetime{150};
  static constexpr std::chrono::hours message_update_lifetime{24};
  /// How long a press may be answered.
  static constexpr std::chrono::seconds press_lifetime{60};
  static constexpr std::chrono::hours file_path_lifetime{1};

  World(WorldOptions options, const time::Clock& clock);

  const WorldOptions& options() const { return options_; }
  std::int64_t bot_id() const { return bot_id_; }
  time::Instant now() const { return clock_.now(); }
  /// Grows with every change that somebody could see.
  std::int64_t rev() const { return state_.rev; }
  /// Called after every change of rev and every new update.
  void on_change(std::function<void()> listener) { listener_ = std::move(listener); }

  User* find_user(std::int64_t id);
  const User* find_user(std::int64_t id) const;
  Chat* find_chat(std::int64_t id);
  const Chat* find_chat(std::int64_t id) const;
  Message* find_message(std::int64_t chat_id, std::int64_t message_id);
  const Message* find_message(std::int64_t chat_id, std::int64_t message_id) const;
  StoredFile* find_file(const std::string& file_id);
  const StoredFile* find_file(const std::string& file_id) const;
  Press* find_press(const std::string& id);

  const std::map<std::int64_t, User>& users() const { return state_.users; }
  const std::map<std::int64_t, Chat>& chats() const { return state_.chats; }
  const std::map<std::int64_t, Message>& messages() const { return state_.messages; }
  const std::map<std::string, Press>& presses() const { return presses_; }
  const StoredFile* file_at(const std::string& path) const;

  User& add_user(User user);
  Chat& add_group(std::string title, std::int64_t creator);
  /// Gives it id, date and rev. The chat exists.
  Message& post(Message draft);
  StoredFile& keep_file(const Outgoing& file, FileFamily family);
  Press& add_press(Press press);
  std::string next_media_group_id() { return std::to_string(13'000'000'000'000 + ++state_.counter); }
  std::int64_t next_file_number() { return ++state_.file_counter; }

  void changed(Message& message);
  void changed(Chat& chat);
  void changed(Press& press);
  void changed();

  /// Queues `{"update_id":..., "<kind>": value}` when the bot asks for this kind.
  void enqueue(const std::string& kind, const Json& value, time::Instant expires);
  UpdateQueue& queue() { return state_.queue; }
  void restrict_updates(std::set<std::string> kinds) { state_.allowed_updates = std::move(kinds); }
  const std::set<std::string>& allowed_updates() const { return state_.allowed_updates; }

  CommandTable& commands() { return state_.commands; }
  const CommandTable& commands() const { return state_.commands; }
  FaultPlan& faults() { return faults_; }
  /// To the plan, or, for duplicates, to the queue.
  void add_fault(const Fault& fault);
  void count_call(const std::string& method) { ++calls_[method]; }
  std::int64_t calls(const std::string& method) const;
  void violation(const std::string& method, const std::string& what);
  const std::vector<Violation>& violations() const { return violations_; }

  const WorldState& state() const { return state_; }
  /// Goes on from an earlier run; everybody is told that everything changed.
  void restore(WorldState state);

 private:
  WorldOptions options_;
  const time::Clock& clock_;
  std::function<void()> listener_;
  std::int64_t bot_id_;
  WorldState state_;
  std::map<std::string, Press> presses_;
  std::map<std::string, std::int64_t> calls_;
  FaultPlan faults_;
  std::vector<Violation> violations_;
};

/// Every kind of update of the Bot API that the sandbox can be asked for, in lower case.
bool is_update_kind(std::string_view kind);
/// All but the three that must be named.
std::set<std::string> default_updates();

}  // namespace alur::sandbox
