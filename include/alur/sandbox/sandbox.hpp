#pragma once

#include "alur/sandbox/types.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// A local Bot API server with the people around one bot, for tests, demos and an office's own training day. It shares
/// nothing with alur::telegram but the wire: two readings of one API. Never for production.
namespace alur::sandbox {

struct Address {
  std::string host = "127.0.0.1";
  std::uint16_t port = 0;  ///< 0: any free one
};
/// "127.0.0.1:8090" or "[::1]:0"; nothing for anything else.
std::optional<Address> parse_address(std::string_view text);

/// Somebody who acts for the people when the page asks for it. Called on the sandbox's loop: returns at once, works
/// elsewhere, and says what became of it in status() after Sandbox::director_moved().
class Director {
 public:
  struct Status {
    std::string variant;              ///< of the case being played; empty: none
    std::vector<std::string> scenes;  ///< their titles, in order
    std::size_t played = 0;
    bool busy = false;
    std::string trouble;  ///< why the last thing asked for did not come about, or empty
  };
  virtual ~Director() = default;
  virtual Status status() const = 0;
  virtual void begin(const std::string& variant) = 0;  ///< "mandiri" or "pengembang"; its scenes wait to be played
  virtual void play_scene() = 0;                       ///< the next one
  virtual void jump_to_due() = 0;                      ///< moves the clock to what the bot has to do next
};

struct SandboxOptions {
  Address api;
  Address page;
  std::string token = "7000000001:sandbox-token-of-no-worth-anywhere";
  std::string bot_name = "Alur";
  std::string bot_username = "AlurSandboxBot";
  std::vector<User> people;
  time::Instant start{std::chrono::sys_days{std::chrono::year{2026} / 3 / 2} + std::chrono::hours{1}};
  double speed = 1.0;
  std::chrono::minutes zone_offset{7 * 60};  ///< the office's: what the page shows
  std::string samples_dir;
  std::string language = "id";  ///< of the page: "id" or "en"
  /// Kept here across restarts, at most every five seconds and at the end; empty: not kept. What it holds wins over
  /// `people` and `start`.
  std::string state_file;
  std::shared_ptr<Director> director;  ///< none: the page offers no play and no jump to what is due
};

/// Runs on a thread of its own from construction to destruction. Every method may be called from any thread and waits
/// for that thread; what a person's client would refuse throws std::invalid_argument.
class Sandbox {
 public:
  /// Throws boost::system::system_error when an address cannot be bound, std::runtime_error when the state file cannot
  /// be read.
  explicit Sandbox(SandboxOptions options);
  ~Sandbox();
  Sandbox(const Sandbox&) = delete;
  Sandbox& operator=(const Sandbox&) = delete;

  std::string api_root() const;  ///< http://127.0.0.1:PORT, for telegram.api_root
  std::string page_url() const;
  const std::string& token() const;
  std::string bot_username() const;

  // What people do.
  std::int64_t send_text(std::int64_t person, const std::string& text, std::optional<std::int64_t> reply_to = {});
  std::vector<std::int64_t> send_files(std::int64_t person, const std::vector<Outgoing>& files,
                                       const std::string& caption = {}, std::optional<std::int64_t> reply_to = {});
  /// Presses the button whose text contains `label`, on the newest message that has one; the press's id.
  std::string press(std::int64_t person, const std::string& label);
  std::string press(std::int64_t person, std::int64_t message, std::size_t row, std::size_t column);
  /// Any data on any message: an old client, or a forger.
  std::string press_data(std::int64_t person, std::int64_t message, const std::string& data);
  std::int64_t open_link(std::int64_t person, const std::string& link);
  void block(std::int64_t person);
  void unblock(std::int64_t person);
  void deactivate(std::int64_t person);
  std::int64_t create_group(std::int64_t person, const std::string& title);
  void add_person(User person);

  // What is seen. A private chat has the person's id.
  std::vector<MessageView> transcript(std::int64_t chat) const;
  std::optional<PressView> find_press(const std::string& id) const;
  std::string file_bytes(const std::string& file_id) const;
  std::vector<BotCommand> menu(std::int64_t person) const;
  std::vector<Violation> violations() const;
  /// Every update was confirmed and the bot waits for more.
  bool idle() const;
  /// Calls of the bot so far, by the method's own spelling.
  std::int64_t calls(const std::string& method) const;

  // What happens.
  ClockView clock() const;
  void set_clock(time::Instant now);
  void advance_clock(std::chrono::milliseconds by);
  void set_speed(double speed);
  void add_fault(Fault fault);
  void clear_faults();
  void director_moved();  ///< tells the page that the director's status is another

  /// Calls `predicate` now and after each change until it is true or `real_timeout` has passed; whether it was true.
  bool wait_for(const std::function<bool()>& predicate, std::chrono::milliseconds real_timeout) const;
  /// The first message of `chat` from the bot, newer than message `after`, whose text contains `part`.
  std::optional<MessageView> wait_for_text(std::int64_t chat, const std::string& part, std::int64_t after,
                                           std::chrono::milliseconds real_timeout) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace alur::sandbox
