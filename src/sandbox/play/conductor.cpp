#include "play/conductor.hpp"

#include <fstream>
#include <ostream>
#include <stdexcept>

namespace alur::sandbox {
namespace {

/// What a terminal would be told; the page shows the chats themselves.
std::ostream& nowhere() {
  static std::ostream out{nullptr};
  return out;
}

}  // namespace

Conductor::~Conductor() { close(); }

void Conductor::open(std::string page_url, std::function<void()> moved) {
  page_url_ = std::move(page_url);
  moved_ = std::move(moved);
  thread_ = std::thread{[this] { work(); }};
}

void Conductor::close() {
  {
    const std::lock_guard lock{mutex_};
    closing_ = true;
    tasks_.clear();
    if (stage_) stage_->stop();
  }
  asked_.notify_all();
  if (thread_.joinable()) thread_.join();
}

Director::Status Conductor::status() const {
  const std::lock_guard lock{mutex_};
  return status_;
}

void Conductor::begin(const std::string& variant) {
  ask([this, variant] { begin_now(variant); });
}
void Conductor::play_scene() {
  ask([this] { scene_now(); });
}
void Conductor::jump_to_due() {
  ask([this] { due_now(); });
}

void Conductor::ask(Task task) {
  {
    const std::lock_guard lock{mutex_};
    if (status_.busy || closing_) return;
    status_.busy = true;
    status_.trouble.clear();
    tasks_.push_back(std::move(task));
  }
  asked_.notify_all();
}

void Conductor::work() {
  while (true) {
    std::unique_lock lock{mutex_};
    asked_.wait(lock, [this] { return closing_ || !tasks_.empty(); });
    if (closing_) return;
    const Task task = std::move(tasks_.front());
    tasks_.pop_front();
    lock.unlock();
    std::string trouble;
    try {
      task();
    } catch (const Stage::Failure& failure) {
      trouble = failure.what;
    } catch (const std::runtime_error& error) {  // page or bot do not answer
      trouble = error.what();
    }
    lock.lock();
    status_.busy = false;
    status_.trouble = std::move(trouble);
    if (closing_) return;
    lock.unlock();
    moved_();
  }
}

void Conductor::begin_now(const std::string& variant) {
  play_ = script::play_of(variant);
  messenger_ = std::make_unique<Messenger>(page_url_);
  bot_ = std::make_unique<BotHealth>(health_url());
  auto stage = std::make_shared<Stage>(*messenger_, *bot_, office_, nowhere());
  const std::lock_guard lock{mutex_};
  stage_ = std::move(stage);
  status_.variant = variant;
  status_.played = 0;
  status_.scenes.clear();
  for (const script::Scene& scene : play_) status_.scenes.push_back(scene.title);
}

void Conductor::scene_now() {
  const std::size_t next = status().played;
  if (!stage_ || next == play_.size()) throw Stage::Failure{"there is no scene left to play"};
  stage_->perform(play_[next]);
  const std::lock_guard lock{mutex_};
  ++status_.played;
}

void Conductor::due_now() {
  BotHealth bot{health_url()};
  const auto due = bot.read().next_due;
  if (!due) throw Stage::Failure{"nothing is due"};
  Messenger messenger{page_url_};
  if (*due > messenger.clock().now) messenger.set_clock(*due);
}

std::string Conductor::health_url() const {
  std::ifstream file{bot_data_dir_ + "/http.port"};
  std::string port;
  if (!(file >> port)) throw std::runtime_error{"the bot has left no http.port in " + bot_data_dir_};
  return "http://127.0.0.1:" + port;
}

}  // namespace alur::sandbox
