#pragma once

#include "alur/sandbox/sandbox.hpp"

#include "people_file.hpp"
#include "play/stage.hpp"

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

namespace alur::sandbox {

/// Plays for the page, as `alur-sandbox play` does for a terminal: over HTTP, on a thread of its own.
class Conductor : public Director {
 public:
  /// `bot_data_dir`: where the bot leaves the port of its health page, in http.port.
  Conductor(DemoOffice office, std::string bot_data_dir)
      : office_(std::move(office)), bot_data_dir_(std::move(bot_data_dir)) {}
  ~Conductor() override;
  Conductor(const Conductor&) = delete;
  Conductor& operator=(const Conductor&) = delete;

  /// From now on it can work. `moved` is called on its thread when the status is another.
  void open(std::string page_url, std::function<void()> moved);
  /// Ends its work; nothing that is asked for afterwards comes about.
  void close();

  Status status() const override;
  void begin(const std::string& variant) override;
  void play_scene() override;
  void jump_to_due() override;

 private:
  using Task = std::function<void()>;
  void ask(Task task);
  void work();
  void begin_now(const std::string& variant);
  void scene_now();
  void due_now();
  std::string health_url() const;

  const DemoOffice office_;
  const std::string bot_data_dir_;
  std::string page_url_;
  std::function<void()> moved_;

  mutable std::mutex mutex_;
  std::condition_variable asked_;
  std::deque<Task> tasks_;  ///< one at most: what is asked for meanwhile is dropped
  bool closing_ = false;
  Status status_;

  // The play under way: of the thread alone, but for stage_->stop().
  script::Play play_;
  std::unique_ptr<Messenger> messenger_;
  std::unique_ptr<BotHealth> bot_;
  std::shared_ptr<Stage> stage_;
  std::thread thread_;
};

}  // namespace alur::sandbox
