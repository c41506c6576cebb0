#include "wire.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <nlohmann/json.hpp>

#include <utility>

namespace alur::simulation {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using service::CallOutcome;
using Kind = CallOutcome::Kind;

namespace {

/// With the next one, and one that a crash takes, still fewer than the courier's five.
constexpr int bad_in_a_row_max = 3;

CallOutcome without_answer(Kind kind) {
  CallOutcome outcome;
  outcome.kind = kind;
  outcome.error = "simulated";
  return outcome;
}

CallOutcome answered(const Telegram::Answer& answer) {
  CallOutcome outcome;
  outcome.reply = telegram::read_reply(answer.status, answer.body, std::nullopt);
  return outcome;
}

std::int64_t chat_of(const telegram::Call& call) {
  return nlohmann::json::parse(call.body).value("chat_id", std::int64_t{0});
}

}  // namespace

struct Wire::Pending {
  explicit Pending(const asio::any_io_executor& loop) : timer(loop, asio::steady_timer::time_point::max()) {}
  void end(CallOutcome how) {
    if (outcome) return;
    outcome = std::move(how);
    timer.cancel();
  }
  asio::steady_timer timer;
  std::optional<CallOutcome> outcome;
};

Wire::Wire(asio::any_io_executor loop, Timeline& timeline, Telegram& telegram, const Weather& weather, WireLog& log)
    : loop_(std::move(loop)), timeline_(timeline), telegram_(telegram), weather_(weather), log_(log) {}

/// Most are quick, one in a thousand takes seconds.
milliseconds Wire::latency() {
  return timeline_.random.chance(0.001) ? timeline_.random.between(1s, 8s) : timeline_.random.between(5ms, 120ms);
}

asio::awaitable<CallOutcome> Wire::wait(std::shared_ptr<Pending> pending) {
  while (!pending->outcome) {
    boost::system::error_code woken;
    co_await pending->timer.async_wait(asio::redirect_error(asio::use_awaitable, woken));
  }
  co_return *pending->outcome;
}

asio::awaitable<CallOutcome> Wire::call(service::Lane lane, telegram::Call call, milliseconds deadline) {
  auto pending = std::make_shared<Pending>(loop_);
  ++log_.calls;
  timeline_.trace.note(call.method);
  timeline_.trace.note(call.body);
  if (call.method == "getUpdates") {
    if (lane == service::Lane::poll) poll_ = pending;
    poll(pending, call);
  } else {
    send(pending, std::move(call), deadline);
  }
  CallOutcome outcome = co_await wait(std::move(pending));
  timeline_.trace.note(static_cast<std::uint64_t>(outcome.reply.code));
  co_return outcome;
}

asio::awaitable<CallOutcome> Wire::upload(telegram::SendDocument, std::string, std::string, std::string) {
  throw std::logic_error("nobody asks for a document in the simulation");
}

asio::awaitable<CallOutcome> Wire::download(std::string file_path, std::function<bool(std::string_view)> sink) {
  auto pending = std::make_shared<Pending>(loop_);
  const bool fails = timeline_.random.chance(weather_.lost_after);
  CallOutcome outcome = fails ? without_answer(Kind::ambiguous) : answered({200, R"({"ok":true,"result":true})"});
  answer_later(pending, std::move(outcome), latency());
  CallOutcome ended = co_await wait(std::move(pending));
  const std::string content = "%PDF-1.4\n" + file_path + "\n%%EOF\n";
  if (!fails) sink(content);
  co_return ended;
}

void Wire::answer_later(const std::weak_ptr<Pending>& pending, CallOutcome outcome, milliseconds delay) {
  timeline_.after(delay, [pending, outcome = std::move(outcome)] {
    if (const auto waits = pending.lock()) waits->end(outcome);
  });
}

void Wire::hang_up_poll() {
  if (const auto pending = poll_.lock()) pending->end(without_answer(Kind::not_sent));
  telegram_.hang_up();
}

void Wire::poll(const std::shared_ptr<Pending>& pending, const telegram::Call& call) {
  const std::weak_ptr<Pending> waits = pending;
  if (timeline_.random.chance(weather_.not_sent)) {
    return answer_later(waits, without_answer(Kind::not_sent), latency());
  }
  timeline_.after(latency(), [this, waits, body = call.body, &telegram = telegram_, &timeline = timeline_,
                              lost = weather_.lost_after] {
    // A request of a process that is gone meanwhile finds its connection closed.
    if (waits.expired()) return;
    telegram.poll(body, [this, waits, &timeline, lost](const Telegram::Answer& answer) {
      if (waits.expired()) return;
      const bool vanishes = timeline.random.chance(lost);
      answer_later(waits, vanishes ? without_answer(Kind::ambiguous) : answered(answer), latency());
    });
  });
}

Wire::Fate Wire::fate_of(std::int64_t chat, milliseconds deadline) {
  Random& random = timeline_.random;
  const bool spared = log_.bad_in_a_row[chat] >= bad_in_a_row_max;
  Fate fate;
  fate.leaves = !random.chance(weather_.not_sent);
  fate.arrives = spared || !random.chance(weather_.lost_before);
  fate.heard = spared || !random.chance(weather_.lost_after);
  fate.broken = !spared && random.chance(weather_.server_error);
  // An answer that is not heard binds nobody.
  fate.too_many = chat != 0 && fate.heard && random.chance(weather_.too_many);
  fate.given_up_after = random.chance(0.5) ? 10ms : deadline;  // a reset, or silence
  return fate;
}

void Wire::send(const std::shared_ptr<Pending>& pending, telegram::Call call, milliseconds deadline) {
  const std::int64_t chat = chat_of(call);
  const Fate fate = fate_of(chat, deadline);
  if (!fate.leaves) return answer_later(pending, without_answer(Kind::not_sent), latency());
  ++log_.bad_in_a_row[chat];  // until its answer is heard: a crash meanwhile leaves it so
  if (!fate.arrives) return answer_later(pending, without_answer(Kind::ambiguous), fate.given_up_after);
  timeline_.after(latency(), [this, waits = std::weak_ptr{pending}, call = std::move(call), fate, &telegram = telegram_,
                              &random = timeline_.random] {
    const Telegram::Answer answer = arrive(telegram, random, call, fate);
    if (waits.expired()) return;  // and with it the process, and this wire
    const bool doubles = call.method == "sendMessage" && answer.status == 200 && !fate.heard;
    log_.sent_unheard += doubles ? 1 : 0;
    if (fate.heard) {
      answer_back(waits, call, answer);
    } else {
      answer_later(waits, without_answer(Kind::ambiguous), fate.given_up_after);
    }
  });
}

/// At the server, whether the process that called is still there or not.
Telegram::Answer Wire::arrive(Telegram& telegram, Random& random, const telegram::Call& call, const Fate& fate) {
  if (fate.broken) return {500, "<html>Internal Server Error</html>"};
  if (fate.too_many) return telegram.refuse_too_many(chat_of(call), std::chrono::seconds{1 + random.below(5)});
  return telegram.execute(call);
}

void Wire::answer_back(const std::weak_ptr<Pending>& waits, const telegram::Call& call,
                       const Telegram::Answer& answer) {
  timeline_.after(latency(), [this, waits, answer, chat = chat_of(call)] {
    const auto still = waits.lock();
    if (!still) return;
    if (answer.status != 500) log_.bad_in_a_row[chat] = 0;
    still->end(answered(answer));
  });
}

}  // namespace alur::simulation
