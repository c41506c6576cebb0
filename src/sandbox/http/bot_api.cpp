#include "http/bot_api.hpp"

#include "core/view.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <array>

namespace alur::sandbox {
namespace {

using boost::asio::awaitable;
using std::chrono::steady_clock;
using Ending = net::HandlerResult::Ending;

constexpr std::size_t token_bytes_max = 80;
constexpr std::int64_t clock_wait_default_s = 25;
constexpr std::int64_t clock_wait_max_s = 50;

net::HandlerResult answered(const Answer& answer) {
  net::HandlerResult result;
  result.response = json_response(answer.code, answer.body);
  if (answer.retry_after_s) result.response.headers.push_back({"Retry-After", std::to_string(*answer.retry_after_s)});
  return result;
}

net::HandlerResult bad_gateway() {
  net::HandlerResult result;
  result.response = bytes_response("text/html",
                                   "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n"
                                   "<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n");
  result.response.status = 502;
  return result;
}

/// What a fault answers instead of doing anything; nothing for those that let the call through.
std::optional<net::HandlerResult> instead_of_doing(const Fault& fault) {
  switch (fault.kind) {
    case Fault::Kind::too_many:
      return answered(answer_too_many(fault.retry_after_s));
    case Fault::Kind::server_error:
      return answered(answer_error(500, "Internal Server Error"));
    case Fault::Kind::proxy_page:
      return bad_gateway();
    case Fault::Kind::drop_before: {
      net::HandlerResult dropped;
      dropped.ending = Ending::drop_before_response;
      return dropped;
    }
    case Fault::Kind::drop_after:
    case Fault::Kind::slow:
    case Fault::Kind::duplicate:
      return {};
  }
  return {};
}

bool well_formed(std::string_view token) {
  return !token.starts_with('0') && token.size() <= token_bytes_max && token.find(':') != std::string_view::npos;
}

bool has_whole_id(std::string_view token) {
  const auto id = token.substr(0, token.find(':'));
  return !id.empty() && std::all_of(id.begin(), id.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Nothing when the token is this sandbox's bot.
std::optional<Answer> refuse_token(const World& world, std::string_view token) {
  if (!well_formed(token)) return answer_error(401, "Unauthorized: invalid token specified");
  if (!has_whole_id(token)) return answer_error(421, "Misdirected Request: unallowed token specified");
  if (token != world.options().token) return answer_error(401, "Unauthorized");
  return {};
}

}  // namespace

BotApi::BotApi(World& world, const SandboxClock& clock, Polls& polls, Signal& signal,
               boost::asio::any_io_executor executor)
    : world_(world), clock_(clock), polls_(polls), signal_(signal), executor_(std::move(executor)) {}

awaitable<net::HandlerResult> BotApi::handle(net::HttpRequest request) {
  if (request.method != "GET" && request.method != "POST") co_return bare_refusal(501);
  if (request.header("Content-Encoding")) co_return bare_refusal(415);
  if (!request.target.starts_with('/')) {
    co_return answered(answer_error(404, "Not Found: absolute URI is specified in the Request-Line"));
  }
  Target target = split_target(request.target);
  std::string query{target.query};
  if (target.path == "/sandbox/clock") {
    Params params;
    for (auto& [name, value] : net::parse_query(query)) params.add(std::move(name), std::move(value));
    co_return co_await clock_now(std::move(params));
  }
  if (target.path.starts_with("/file/bot")) co_return file(std::string_view{target.path}.substr(9));
  if (!target.path.starts_with("/bot")) co_return answered(answer_error(404, "Not Found"));
  co_return co_await handle_bot(std::move(request), target.path.substr(4), std::move(query));
}

awaitable<net::HandlerResult> BotApi::handle_bot(net::HttpRequest request, std::string path, std::string query) {
  const auto slash = path.find('/');
  if (slash == std::string::npos) co_return answered(answer_error(404, "Not Found"));
  if (const auto refusal = refuse_token(world_, std::string_view{path}.substr(0, slash))) co_return answered(*refusal);
  ParamsRead read = read_params(query, content_type_of(request), request.body);
  request.body.clear();
  if (!read.params) co_return bare_refusal(read.status);
  std::string method = path.substr(slash + 1);
  if (method.empty()) method = read.params->text("method");

  const std::optional<Fault> fault = world_.faults().take(method);
  if (fault) {
    if (auto instead = instead_of_doing(*fault)) co_return *std::move(instead);
  }
  const Answer answer = co_await call(std::move(method), *std::move(read.params));
  net::HandlerResult result = answered(answer);
  if (fault && fault->kind == Fault::Kind::drop_after) result.ending = Ending::drop_before_response;
  if (fault && fault->kind == Fault::Kind::slow) co_await pause(std::chrono::milliseconds{fault->delay_ms});
  co_return result;
}

awaitable<Answer> BotApi::call(std::string method, Params params) {
  const Spec& spec = Spec::embedded();
  if (spec.method_named(method) != "getUpdates") co_return call_method(world_, spec, method, params);
  judge_call(world_, spec, method, params);
  co_return co_await get_updates(std::move(params));
}

awaitable<Answer> BotApi::get_updates(Params params) {
  Polls::Decision decision = polls_.begin(params, steady_clock::now());
  world_.changed();  // an older poll may have lost its place, and whoever waits for an idle bot looks again
  while (!decision.answer) {
    co_await signal_.wait_until(decision.deadline);
    decision = polls_.resume(decision.ticket, steady_clock::now());
  }
  if (decision.answer_after.count() > 0) co_await pause(decision.answer_after);
  co_return *std::move(decision.answer);
}

awaitable<net::HandlerResult> BotApi::clock_now(Params params) {
  const auto wait_s = std::clamp<std::int64_t>(params.integer("timeout_s", clock_wait_default_s), 0, clock_wait_max_s);
  const auto deadline = steady_clock::now() + std::chrono::seconds{wait_s};
  if (params.has("rev")) {
    const std::int64_t known = params.integer("rev");
    while (clock_.view().rev == known && steady_clock::now() < deadline) co_await signal_.wait_until(deadline);
  }
  net::HandlerResult result;
  result.response = json_response(200, to_json(clock_.view()));
  co_return result;
}

awaitable<void> BotApi::pause(std::chrono::milliseconds real_time) {
  boost::asio::steady_timer timer{executor_, real_time};
  co_await timer.async_wait(boost::asio::use_awaitable);
}

net::HandlerResult BotApi::file(std::string_view path) const {
  net::HandlerResult result;
  const auto slash = path.find('/');
  if (slash == std::string_view::npos || path.substr(0, slash) != world_.options().token) {
    return answered(answer_error(404, "Not Found"));
  }
  const StoredFile* found = world_.file_at(std::string{path.substr(slash + 1)});
  if (!found) return answered(answer_error(404, "Not Found"));
  result.response = bytes_response("application/octet-stream", *found->bytes);
  return result;
}

}  // namespace alur::sandbox
