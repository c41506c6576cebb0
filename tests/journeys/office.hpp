#pragma once

#include "alur/sandbox/sandbox.hpp"

#include "program.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// The demo office, for real: a sandbox in this process, alurbot as another, nine people let in by real invitations.
namespace alur::journey {

using sandbox::MessageView;

class Office;

/// One person at their phone.
class Person {
 public:
  Person(Office& office, std::int64_t id, std::string name) : office_(office), id_(id), name_(std::move(name)) {}

  std::int64_t id() const { return id_; }
  const std::string& name() const { return name_; }

  Person& say(const std::string& text);
  Person& send(const std::string& sample, const std::string& caption = {});
  Person& send_album(const std::vector<std::string>& samples, const std::string& caption = {});
  Person& press(const std::string& label);
  /// Waits for a message from the bot, new or edited since this person's last act, that contains `part`.
  MessageView see(const std::string& part);
  /// Waits until everything is quiet, then: nothing since this person's last act contains `part`.
  void do_not_see(const std::string& part);
  /// The answer to this person's last press, and everything the bot wrote since their last act.
  std::string heard() const;
  /// Labels of the buttons now on the newest message that has any.
  std::vector<std::string> buttons() const;

 private:
  friend class Office;
  void acted();
  Office& office_;
  std::int64_t id_;
  std::string name_;
  std::int64_t since_ = 0;
  std::string press_;  ///< the last one's id
  bool in_ = false;
};

class Office {
 public:
  struct Options {
    /// After every act of a person the bot is ended (SIGTERM and SIGKILL in turn) and started again.
    bool disturb = false;
    std::string language = "id";
    std::string settings{};                                  ///< more lines of alurbot.toml
    std::vector<std::string> environment{};                  ///< more of alurbot's, NAME=value
    time::Instant start = time::from_ms(1'772'413'200'000);  // Monday, 2 March 2026, 08.00 WIB
  };
  Office() : Office(Options{}) {}
  explicit Office(Options options);
  ~Office();

  Person rina, hendra, dedi, yuni, sari, fajar, putri, bayu, anwar;
  std::vector<Person*> everybody();

  sandbox::Sandbox& telegram() { return *sandbox_; }
  Program& bot() { return *bot_; }
  void start_bot();     ///< launched and ready
  void launch_bot();    ///< launched
  void wait_for_bot();  ///< ready
  void stop_bot();      ///< SIGTERM
  void kill_bot();      ///< SIGKILL
  /// How often `disturb` ended it.
  int restarts() const { return restarts_; }
  /// From now on the settings, and all that is asked here, name another data_dir: a folder beside the first one.
  void use_data_dir(const std::string& name);
  std::string data_dir() const { return folder_ + "/" + data_dir_; }
  /// `alurbot COMMAND --config ... ARGS`.
  Output alurbot(const std::string& command, const std::vector<std::string>& arguments = {});

  /// Nothing queued, nothing on its way, nothing due, at the bot and at the server.
  void quiet();
  void move_clock_to(time::Instant at);
  /// dd.mm.yyyy hh:mm of the office.
  void move_clock_to(int year, unsigned month, unsigned day, int hour, int minute);
  time::Instant now() const { return sandbox_->clock().now; }
  /// When the bot has something due next.
  std::optional<time::Instant> next_due();

  /// One number out of the database, read-only.
  std::int64_t number(const std::string& sql) const;
  std::string word(const std::string& sql) const;
  const std::string& folder() const { return folder_; }

  /// What must hold after every journey: no violation of the method tables, nothing set aside, nothing dead, the record
  /// proved.
  void check_record();

 private:
  friend class Person;
  void enrol();
  void let_in(Person& person, const std::string& role, const std::string& agency);
  void acted();
  std::string ready_page() const;
  std::vector<std::string> environment() const;

  Options options_;
  std::string folder_;
  std::string data_dir_ = "data";
  std::unique_ptr<sandbox::Sandbox> sandbox_;
  std::unique_ptr<Program> bot_;
  int restarts_ = 0;
  bool enrolled_ = false;
};

}  // namespace alur::journey
