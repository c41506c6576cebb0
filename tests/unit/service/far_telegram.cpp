#include "far_telegram.hpp"

#include <nlohmann/json.hpp>

#include <cstdlib>
#include <stdexcept>

namespace alur::service::test {

namespace {

using namespace std::chrono_literals;
using delivery::SteadyTime;
using nlohmann::json;

CallOutcome answered(int status, const json& body) {
  CallOutcome outcome;
  outcome.reply = telegram::read_reply(status, body.dump(), std::nullopt);
  return outcome;
}

CallOutcome refused(int status, const std::string& description) {
  return answered(status, {{"ok", false}, {"error_code", status}, {"description", description}});
}

CallOutcome unanswered(CallOutcome::Kind kind, const std::string& why) {
  CallOutcome outcome;
  outcome.kind = kind;
  outcome.error = why;
  return outcome;
}

/// Takes `now` into a window of a second; its size then.
std::size_t count(std::deque<SteadyTime>& window, SteadyTime now) {
  while (!window.empty() && window.front() <= now - 1s) window.pop_front();
  window.push_back(now);
  return window.size();
}

}  // namespace

// --- Telegram ----------------------------------------------------------------------------------------------------

FarTelegram::Fate FarTelegram::draw_fate() {
  double lot = draw();
  for (const auto& [share, fate] :
       {std::pair{line_.done_but_timed_out, Fate::done_but_timed_out}, std::pair{line_.too_many, Fate::too_many},
        std::pair{line_.server_error, Fate::server_error}, std::pair{line_.not_connected, Fate::not_connected}}) {
    if (lot < share) return fate;
    lot -= share;
  }
  return Fate::well;
}

asio::awaitable<void> FarTelegram::pass(std::chrono::milliseconds time) {
  const std::unique_ptr<Bell> bell = stage_.foundry();
  co_await bell->wait(time);
}

std::chrono::milliseconds FarTelegram::one_way() { return 10ms + std::chrono::milliseconds{random_() % 80}; }

void FarTelegram::note_if_early(std::int64_t chat_id) {
  const auto waits = told_to_wait_.find(chat_id);
  const bool chat_waits = waits != told_to_wait_.end() && stage_.clock.steady() < waits->second;
  if (chat_waits || stage_.clock.steady() < all_told_to_wait_) ++seen_.too_early;
}

CallOutcome FarTelegram::wait_told(std::int64_t chat_id, int seconds) {
  ++seen_.too_many;
  const SteadyTime until = stage_.clock.steady() + std::chrono::seconds{seconds};
  told_to_wait_[chat_id] = until;
  if (seconds >= 60) all_told_to_wait_ = until;
  return answered(429, {{"ok", false},
                        {"error_code", 429},
                        {"description", "Too Many Requests: retry after " + std::to_string(seconds)},
                        {"parameters", {{"retry_after", seconds}}}});
}

bool FarTelegram::over_allowance(std::int64_t chat_id) {
  const SteadyTime now = stage_.clock.steady();
  const std::size_t in_all = count(last_second_, now);
  const std::size_t of_chat = count(last_second_of_chat_[chat_id], now);
  const bool over = (allowance_.per_second > 0 && in_all > allowance_.per_second) ||
                    (allowance_.per_second_and_chat > 0 && of_chat > allowance_.per_second_and_chat);
  if (over) {  // what was refused does not count
    last_second_.pop_back();
    last_second_of_chat_[chat_id].pop_back();
    return true;
  }
  seen_.busiest_second = std::max(seen_.busiest_second, in_all);
  seen_.busiest_second_of_a_chat = std::max(seen_.busiest_second_of_a_chat, of_chat);
  return false;
}

CallOutcome FarTelegram::take(std::int64_t chat_id, const std::string& text) {
  if (blocked_.contains(chat_id)) return refused(403, "Forbidden: bot was blocked by the user");
  if (text.starts_with('<')) return refused(400, "Bad Request: can't parse entities: unclosed tag");
  ++seen_.executed[text];
  seen_.of_chat[chat_id].push_back(text);
  seen_.last = stage_.clock.steady();
  return answered(200, {{"ok", true}, {"result", {{"message_id", seen_.calls}}}});
}

asio::awaitable<CallOutcome> FarTelegram::call(Lane, telegram::Call call, std::chrono::milliseconds deadline) {
  ++seen_.calls;
  const json body = json::parse(call.body);
  const auto chat_id = body.at("chat_id").get<std::int64_t>();
  const auto text = body.at("text").get<std::string>();
  note_if_early(chat_id);
  const Fate fate = draw_fate();
  co_await pass(one_way());
  if (fate == Fate::not_connected) {
    ++seen_.not_connected;
    co_return unanswered(CallOutcome::Kind::not_sent, "connection refused");
  }
  if (over_allowance(chat_id)) {
    co_await pass(one_way());
    co_return wait_told(chat_id, 1);
  }
  if (fate == Fate::too_many) {
    co_await pass(one_way());
    const bool whole_bot = draw() < 0.01;
    co_return wait_told(chat_id, whole_bot ? 61 : 1 + static_cast<int>(draw() * 9));
  }
  if (fate == Fate::server_error) {
    if (draw() < 0.5) take(chat_id, text);
    ++seen_.in_doubt;
    co_await pass(one_way());
    co_return refused(500, "Internal Server Error");
  }
  CallOutcome outcome = take(chat_id, text);
  if (fate == Fate::done_but_timed_out) {
    ++seen_.in_doubt;
    co_await pass(deadline);
    co_return unanswered(CallOutcome::Kind::ambiguous, "timed out");
  }
  co_await pass(one_way());
  co_return outcome;
}

asio::awaitable<CallOutcome> FarTelegram::upload(telegram::SendDocument, std::string, std::string, std::string) {
  throw std::logic_error("nothing is uploaded here");
  co_return CallOutcome{};
}

asio::awaitable<CallOutcome> FarTelegram::download(std::string, std::function<bool(std::string_view)>) {
  throw std::logic_error("nothing is downloaded here");
  co_return CallOutcome{};
}

// --- courier -----------------------------------------------------------------------------------------------------

Dispatch::Dispatch(Line line, Allowance allowance, delivery::Limits limits, std::uint64_t seed)
    : telegram(stage, line, allowance, seed),
      jitter_(seed),
      group_(stage.loop),
      courier_({stage.gate, stage.front, telegram, group_, *stage.bells.courier, stage.health,
                [this] { return static_cast<double>(jitter_() >> 11U) * 0x1p-53; },
                [](const std::string& sha256) { return sha256; }},
               limits) {
  group_.spawn("courier", [this] { return courier_.run(); });
  stage.settle();
}

Dispatch::~Dispatch() {
  group_.cancel();
  stage.settle();
}

void Dispatch::plan(const std::vector<Letter>& letters) {
  stage.read([&](store::Tx& tx) {
    store::Outbox outbox{tx};
    for (const Letter& letter : letters) {
      store::OutMessage message;
      message.chat_id = letter.chat_id;
      message.send_class = letter.send_class;
      message.method = "sendMessage";
      message.must_arrive = letter.must_arrive;
      message.body = json{{"chat_id", letter.chat_id}, {"text", letter.text}}.dump();
      message.planned = stage.clock.now();
      outbox.plan(message);
    }
  });
}

void Dispatch::run() {
  stage.bells.courier->ring();
  const bool ended = stage.run_until([this] { return courier_.idle(); }, std::chrono::hours{24 * 7});
  if (!ended) throw std::runtime_error("the courier does not come to an end");
}

std::vector<store::OutMessage> Dispatch::dead() {
  std::vector<store::OutMessage> found;
  stage.read([&](store::Tx& tx) { found = store::Outbox{tx}.list_dead(1'000'000); });
  return found;
}

bool long_run() { return std::getenv("ALUR_LONG") != nullptr; }

}  // namespace alur::service::test
