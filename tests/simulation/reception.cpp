#include "reception.hpp"

#include "sop.hpp"

#include <nlohmann/json.hpp>

namespace alur::simulation {

namespace asio = boost::asio;
using nlohmann::json;
using service::CallOutcome;

namespace {

std::function<std::string(std::size_t)> bytes_of(Timeline& timeline) {
  return [&timeline](std::size_t count) { return timeline.random.bytes(count); };
}

chat::DeskOptions with_chance_of(chat::DeskOptions options, Timeline& timeline) {
  options.random_bytes = bytes_of(timeline);
  return options;
}

json account(std::int64_t id) { return {{"id", id}, {"is_bot", false}, {"first_name", "Akun"}}; }

}  // namespace

/// Takes every call at once; remembers the answers to presses.
class Reception::Toasts : public service::Transport {
 public:
  explicit Toasts(Reception& reception) : reception_(reception) {}

  asio::awaitable<CallOutcome> call(service::Lane, telegram::Call call, milliseconds) override {
    if (call.method == "answerCallbackQuery") {
      const json body = json::parse(call.body);
      reception_.toasts[body.at("callback_query_id")].push_back(body.value("text", ""));
    }
    CallOutcome outcome;
    outcome.reply = telegram::read_reply(200, R"({"ok":true,"result":true})", std::nullopt);
    co_return outcome;
  }
  asio::awaitable<CallOutcome> upload(telegram::SendDocument, std::string, std::string, std::string) override {
    throw std::logic_error("there is no courier to upload");
  }
  asio::awaitable<CallOutcome> show_picture(telegram::ShowPicture) override {
    throw std::logic_error("there is no courier to show a picture");
  }
  asio::awaitable<CallOutcome> download(std::string, std::function<bool(std::string_view)>) override {
    throw std::logic_error("there is no fetcher to download");
  }

 private:
  Reception& reception_;
};

Reception::Reception(Timeline& timeline, MemoryDisk& disk, const chat::DeskOptions& options,
                     const time::WorkCalendar& calendar)
    : timeline_(timeline),
      loop_(io_.get_executor()),
      database_(store::DatabaseOptions{database_name, disk.vfs()}),
      writer_(database_, store::Writer::Limits{}, [this] { front_.rolled_back(); }),
      desk_(with_chance_of(options, timeline), office_texts(), calendar),
      group_(loop_),
      bells_(bells_of(loop_, timeline)),
      transport_(std::make_unique<Toasts>(*this)),
      front_(desk_, timeline.clock, *transport_, group_, bells_),
      gate_(loop_, writer_),
      intake_(gate_, front_, health_, options.bot_id, bytes_of(timeline)),
      scheduler_(gate_, front_, intake_, *bells_.scheduler, health_) {}

Reception::~Reception() { io_.let_go(); }

void Reception::accept(const std::vector<std::string>& updates) {
  json list = json::array();
  for (const std::string& update : updates) list.push_back(json::parse(update));
  auto batch = std::make_shared<telegram::UpdateBatch>(telegram::read_updates(list.dump()).value());
  group_.spawn("accept", [this, batch]() -> asio::awaitable<void> {
    telegram::UpdateBatch own = *batch;
    co_await intake_.accept(std::move(own));
    ++accepted_;
  });
}

void Reception::start_scheduler() {
  group_.spawn("scheduler", [this] { return scheduler_.run(); });
}

bool Reception::step() {
  const bool can_write = writer_.queued() > 0;
  if (can_write && timeline_.random.chance(0.4)) {
    writer_.run_batch();
    return true;
  }
  if (io_.handle_one()) return true;
  if (can_write) writer_.run_batch();
  return can_write;
}

void Reception::settle() {
  while (step()) {
  }
}

std::string message_update(std::int64_t update_id, std::int64_t who, const std::string& text) {
  return json{{"update_id", update_id},
              {"message",
               {{"message_id", update_id},
                {"date", 1},
                {"chat", {{"id", who}, {"type", "private"}}},
                {"from", account(who)},
                {"text", text}}}}
      .dump();
}

std::string press_update(std::int64_t update_id, std::int64_t who, const std::string& query_id,
                         const std::string& data) {
  return json{{"update_id", update_id},
              {"callback_query",
               {{"id", query_id},
                {"from", account(who)},
                {"message", {{"message_id", 1}, {"date", 1}, {"chat", {{"id", who}, {"type", "private"}}}}},
                {"chat_instance", "1"},
                {"data", data}}}}
      .dump();
}

}  // namespace alur::simulation
