#include "stage.hpp"

#include "support/shipped.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <gtest/gtest.h>

#include <stdlib.h>

namespace alur::service::test {

namespace {

constexpr time::Instant monday_morning = time::from_ms(1'772'413'200'000);  // 2 March 2026, 08.00 WIB

}  // namespace

TemporaryFolder::TemporaryFolder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "alur-stage-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("mkdtemp");
  path_ = {new std::string(pattern), [](const std::string* path) {
             std::filesystem::remove_all(*path);
             delete path;
           }};
}

chat::DeskOptions shipped_options() {
  chat::DeskOptions options;
  options.office_name = "Dinas Komunikasi dan Informatika Kabupaten Muara Enim";
  options.bot_username = "AlurMuaraEnimBot";
  options.bot_id = 1;
  options.document_types = {"pdf", "docx"};
  options.button_key = std::string(32, 'k');
  options.processes = alur::test::shipped().processes;
  options.random_bytes = [count = 0](std::size_t bytes) mutable {
    std::string out(bytes, '\0');
    for (char& byte : out) byte = static_cast<char>(++count);
    return out;
  };
  return options;
}

// --- transport -----------------------------------------------------------------------------------------------------

void ScriptedTransport::answer(const std::string& method, int status, const std::string& body) {
  CallOutcome outcome;
  outcome.reply = telegram::read_reply(status, body, std::nullopt);
  script_[method].push_back(outcome);
  for (const auto& timer : waiting_) timer->cancel();
}

void ScriptedTransport::fail(const std::string& method, CallOutcome::Kind kind) {
  CallOutcome outcome;
  outcome.kind = kind;
  outcome.error = "scripted";
  script_[method].push_back(outcome);
  for (const auto& timer : waiting_) timer->cancel();
}

asio::awaitable<CallOutcome> ScriptedTransport::next(std::string method) {
  auto timer = std::make_shared<asio::steady_timer>(loop_, asio::steady_timer::time_point::max());
  waiting_.push_back(timer);
  ++parked_;
  while (script_[method].empty()) {
    boost::system::error_code ignored;
    co_await timer->async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  }
  --parked_;
  std::erase(waiting_, timer);
  CallOutcome outcome = script_[method].front();
  script_[method].pop_front();
  co_return outcome;
}

asio::awaitable<CallOutcome> ScriptedTransport::call(Lane, telegram::Call call, std::chrono::milliseconds) {
  calls_[call.method].push_back(call.body);
  std::string method = call.method;
  co_return co_await next(std::move(method));
}

asio::awaitable<CallOutcome> ScriptedTransport::upload(telegram::SendDocument, std::string path, std::string,
                                                       std::string) {
  calls_["upload"].push_back(path);
  std::string method = "upload";
  co_return co_await next(std::move(method));
}

asio::awaitable<CallOutcome> ScriptedTransport::download(std::string file_path,
                                                         std::function<bool(std::string_view)> sink) {
  calls_["download"].push_back(file_path);
  std::string method = "download";
  CallOutcome outcome = co_await next(std::move(method));
  if (outcome.reply.code == 200 && !files_.empty()) {
    sink(files_.front());
    files_.pop_front();
  }
  co_return outcome;
}

// --- stage ---------------------------------------------------------------------------------------------------------

/// A bell on the stage's virtual time.
class StageBell : public Bell {
 public:
  explicit StageBell(Stage& stage) : stage_(stage) {}

  void ring() override {
    rung_ = true;
    if (timer_) timer_->cancel();
  }

  asio::awaitable<void> wait(std::chrono::milliseconds virtual_time) override {
    if (!rung_) {
      timer_ = std::make_shared<asio::steady_timer>(stage_.loop, asio::steady_timer::time_point::max());
      stage_.waiters_.emplace(stage_.clock.steady() + virtual_time, Stage::Waiter{timer_});
      boost::system::error_code ignored;
      co_await timer_->async_wait(asio::redirect_error(asio::use_awaitable, ignored));
      timer_.reset();
      const auto state = co_await asio::this_coro::cancellation_state;
      if (state.cancelled() != asio::cancellation_type::none)
        throw boost::system::system_error(asio::error::operation_aborted);
    }
    rung_ = false;
  }

 private:
  Stage& stage_;
  bool rung_ = false;
  std::shared_ptr<asio::steady_timer> timer_;
};

Stage::Stage(TemporaryFolder at)
    : folder(std::move(at)),
      clock(monday_morning),
      loop(io.get_executor()),
      database(store::DatabaseOptions{folder.path() + "/alur.db", ""}),
      writer(database, store::Writer::Limits{}, [this] { front.rolled_back(); }),
      catalogue(alur::test::shipped().texts),
      desk(shipped_options(), catalogue, alur::test::shipped().calendar()),
      transport(loop),
      group(loop),
      foundry([this] { return std::make_unique<StageBell>(*this); }),
      bells(foundry),
      front(desk, clock, transport, group, bells),
      gate(loop, writer) {}

Stage::~Stage() {
  group.cancel();
  settle();
}

void Stage::spawn(std::function<asio::awaitable<void>()> body) { group.spawn("loop", std::move(body)); }

void Stage::settle() {
  for (;;) {
    io.restart();
    const std::size_t handlers = io.poll();
    const std::size_t units = writer.queued() > 0 ? writer.run_batch() : 0;
    if (handlers == 0 && units == 0) return;
  }
}

void Stage::wake_due() {
  while (!waiters_.empty() && waiters_.begin()->first <= clock.steady()) {
    waiters_.begin()->second.timer->cancel();
    waiters_.erase(waiters_.begin());
  }
}

bool Stage::run_until(const std::function<bool()>& done, std::chrono::milliseconds at_most) {
  const auto limit = clock.steady() + at_most;
  for (;;) {
    settle();
    if (done()) return true;
    if (waiters_.empty() || waiters_.begin()->first > limit) {
      clock.advance(std::chrono::ceil<std::chrono::milliseconds>(limit - clock.steady()));
      return false;
    }
    const auto next = waiters_.begin()->first;
    if (next > clock.steady()) {
      clock.advance(std::chrono::ceil<std::chrono::milliseconds>(next - clock.steady()));
    }
    wake_due();
  }
}

}  // namespace alur::service::test
