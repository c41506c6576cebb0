#pragma once

#include "courier.hpp"
#include "stage.hpp"

#include <chrono>
#include <deque>
#include <map>
#include <random>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

/// For the promises about sending that are kept in figures.
namespace alur::service::test {

/// Shares of the calls that end otherwise than well.
struct Line {
  double done_but_timed_out = 0;
  double too_many = 0;
  double server_error = 0;  ///< half of them carried out
  double not_connected = 0;
};
inline constexpr Line bad_line{0.05, 0.05, 0.05, 0.02};

/// More than this in any second is answered with 429; 0: not counted.
struct Allowance {
  std::size_t per_second = 0;
  std::size_t per_second_and_chat = 0;
};

/// Telegram at the far end of a line, on the stage's virtual time. It carries out sendMessage, counts as Telegram does,
/// and the line fails by a seed. What it saw is what a test measures; a message is known by its text.
class FarTelegram : public Transport {
 public:
  struct Seen {
    std::size_t calls = 0;
    std::size_t in_doubt = 0;
    std::size_t too_many = 0;
    std::size_t not_connected = 0;
    std::size_t too_early = 0;  ///< calls before the end of a retry_after
    std::size_t busiest_second = 0;
    std::size_t busiest_second_of_a_chat = 0;
    std::map<std::string, std::size_t> executed;  ///< how often, by text
    std::map<std::int64_t, std::vector<std::string>> of_chat;
    delivery::SteadyTime last{};
  };

  FarTelegram(Stage& stage, Line line, Allowance allowance, std::uint64_t seed)
      : stage_(stage), line_(line), allowance_(allowance), random_(seed) {}

  /// Messages to this chat are answered with 403; a text that begins with "<" is answered with 400 everywhere.
  void block(std::int64_t chat_id) { blocked_.insert(chat_id); }
  const Seen& seen() const { return seen_; }

  asio::awaitable<CallOutcome> call(Lane lane, telegram::Call call, std::chrono::milliseconds deadline) override;
  asio::awaitable<CallOutcome> upload(telegram::SendDocument request, std::string path, std::string file_name,
                                      std::string media_type) override;
  asio::awaitable<CallOutcome> download(std::string file_path, std::function<bool(std::string_view)> sink) override;

 private:
  enum class Fate { well, done_but_timed_out, too_many, server_error, not_connected };
  using Window = std::deque<delivery::SteadyTime>;

  double draw() { return static_cast<double>(random_() >> 11U) * 0x1p-53; }
  Fate draw_fate();
  asio::awaitable<void> pass(std::chrono::milliseconds time);
  std::chrono::milliseconds one_way();
  void note_if_early(std::int64_t chat_id);
  CallOutcome wait_told(std::int64_t chat_id, int seconds);
  bool over_allowance(std::int64_t chat_id);
  /// What Telegram says to it, having carried it out where it could.
  CallOutcome take(std::int64_t chat_id, const std::string& text);

  Stage& stage_;
  Line line_;
  Allowance allowance_;
  std::mt19937_64 random_;
  std::set<std::int64_t> blocked_;
  std::unordered_map<std::int64_t, delivery::SteadyTime> told_to_wait_;
  delivery::SteadyTime all_told_to_wait_{};
  Window last_second_;
  std::unordered_map<std::int64_t, Window> last_second_of_chat_;
  Seen seen_;
};

/// The courier at one end, Telegram at the other.
class Dispatch {
 public:
  Dispatch(Line line, Allowance allowance, delivery::Limits limits, std::uint64_t seed = 1);
  ~Dispatch();

  struct Letter {
    std::int64_t chat_id = 0;
    std::string text;
    store::SendClass send_class = store::SendClass::answer;
    bool must_arrive = true;
  };
  void plan(const std::vector<Letter>& letters);
  /// Until nothing is left to be sent. Throws when that takes a week.
  void run();
  std::vector<store::OutMessage> dead();

  Stage stage;
  FarTelegram telegram;

 private:
  std::mt19937_64 jitter_;
  net::TaskGroup group_;
  Courier courier_;
};

/// The figures promised, and not the short form.
bool long_run();

}  // namespace alur::service::test
