#include "play/messenger.hpp"

#include "core/view.hpp"

#include <boost/asio/co_spawn.hpp>

#include <algorithm>
#include <exception>
#include <stdexcept>

namespace alur::sandbox {
namespace {

using boost::asio::awaitable;
using Answered = boost::system::result<net::HttpResponse, net::NetError>;

awaitable<void> send_to(net::HttpClient& client, net::HttpRequest request, std::optional<Answered>& answered) {
  net::CallOptions options;
  options.response_bytes_max = std::uint64_t{64} * 1024 * 1024;
  answered = co_await client.send(std::move(request), std::move(options));
}

std::unique_ptr<net::HttpClient> client_of(boost::asio::io_context& loop, const std::string& url) {
  const auto origin = net::parse_origin(url);
  if (!origin) throw std::runtime_error{url + " is no address like http://127.0.0.1:8091"};
  net::ClientOptions options;
  options.origin = *origin;
  return net::make_http_client(loop.get_executor(), std::move(options));
}

}  // namespace

Peer::Peer(const std::string& url) : url_(url), client_(client_of(loop_, url)) {}

net::HttpResponse Peer::exchange(net::HttpRequest request) {
  std::optional<Answered> answered;
  std::exception_ptr failed;
  bool ended = false;
  boost::asio::co_spawn(loop_, send_to(*client_, std::move(request), answered), [&](const std::exception_ptr& error) {
    failed = error;
    ended = true;
  });
  loop_.restart();
  while (!ended) loop_.run_one();
  if (failed) std::rethrow_exception(failed);
  if (!*answered) throw std::runtime_error{url_ + " does not answer: " + answered->error().what};
  return **std::move(answered);
}

Json Peer::get(const std::string& target) {
  net::HttpRequest request;
  request.target = target;
  const net::HttpResponse response = exchange(std::move(request));
  Json body = Json::parse(response.body, nullptr, false);
  if (body.is_discarded()) throw std::runtime_error{url_ + target + " gives no JSON"};
  return body;
}

Json Peer::post(const std::string& target, const Json& body) {
  net::HttpRequest request;
  request.method = "POST";
  request.target = target;
  request.headers.push_back({"Content-Type", "application/json"});
  request.body = body.dump();
  const net::HttpResponse response = exchange(std::move(request));
  Json answer = Json::parse(response.body, nullptr, false);
  if (response.status != 200 || answer.is_discarded()) {
    throw std::runtime_error{target + ": " + (answer.is_object() ? answer.value("error", "refused") : "no JSON")};
  }
  return answer;
}

Messenger::Messenger(const std::string& page_url) : page_(page_url) {
  const Json state = page_.get("/control/state");
  for (const Json& person : state.at("people")) people_.push_back(person.at("id").get<std::int64_t>());
  zone_offset_ = std::chrono::minutes{state.at("zone_offset_minutes").get<int>()};
}

void Messenger::say(std::int64_t person, const std::string& text) {
  page_.post("/control/say", {{"person", person}, {"text", text}});
}

void Messenger::send_samples(std::int64_t person, const std::vector<std::string>& names, const std::string& caption) {
  page_.post("/control/file", {{"person", person}, {"samples", names}, {"caption", caption}});
}

void Messenger::open_link(std::int64_t person, const std::string& link) {
  page_.post("/control/open", {{"person", person}, {"link", link}});
}

bool Messenger::press(std::int64_t person, const std::string& label) {
  const auto place = newest_button(transcript(person), label);
  if (!place) return false;
  page_.post("/control/press",
             {{"person", person}, {"message", place->message_id}, {"row", place->row}, {"column", place->column}});
  return true;
}

std::vector<MessageView> Messenger::transcript(std::int64_t person) {
  std::vector<MessageView> messages;
  const Json page = page_.get("/control/transcript?chat=" + std::to_string(person));
  for (const Json& message : page.at("messages")) messages.push_back(message_from(message));
  return messages;
}

std::vector<Messenger::News> Messenger::news() {
  std::vector<News> all;
  for (const std::int64_t chat : people_) {
    std::int64_t& seen = seen_.try_emplace(chat, -1).first->second;
    const Json page = page_.get("/control/transcript?chat=" + std::to_string(chat) + "&since=" + std::to_string(seen));
    for (const Json& json : page.at("messages")) {
      if (MessageView message = message_from(json); message.said > seen) all.push_back({chat, std::move(message)});
    }
    seen = page.at("rev");
  }
  std::sort(all.begin(), all.end(), [](const News& a, const News& b) { return a.message.rev < b.message.rev; });
  return all;
}

std::int64_t Messenger::rev() { return page_.get("/control/events?since=-1").at("rev"); }

std::vector<Violation> Messenger::violations() {
  std::vector<Violation> found;
  for (const Json& one : page_.get("/control/violations")) {
    found.push_back({time::from_ms(one.at("at_ms")), one.at("method"), one.at("what")});
  }
  return found;
}

ClockView Messenger::clock() {
  const Json view = page_.get("/control/clock");
  return {view.at("rev"), time::from_ms(view.at("now_ms")), view.at("speed")};
}

void Messenger::set_clock(time::Instant now) { page_.post("/control/clock", {{"now_ms", time::to_ms(now)}}); }

bool Messenger::idle() { return page_.get("/control/idle").at("idle"); }

Readiness BotHealth::read() {
  const Json page = peer_.get("/readyz");
  Readiness readiness;
  readiness.idle = page.value("idle", false);
  readiness.now = time::from_ms(page.value("now_ms", std::int64_t{0}));
  if (const auto next = page.find("next_due_ms"); next != page.end()) readiness.next_due = time::from_ms(*next);
  return readiness;
}

}  // namespace alur::sandbox
