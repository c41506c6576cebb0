#include "http/control.hpp"

#include "core/moment.hpp"
#include "core/person.hpp"
#include "core/view.hpp"
#include "embedded.hpp"
#include "http/target.hpp"
#include "methods/methods.hpp"

#include <boost/asio/awaitable.hpp>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <utility>

namespace alur::sandbox {
namespace {

using boost::asio::awaitable;
using std::chrono::steady_clock;

constexpr std::int64_t events_wait_default_s = 25;
constexpr std::int64_t events_wait_max_s = 50;

net::HandlerResult ok(const Json& body) {
  net::HandlerResult result;
  result.response = json_response(200, body);
  return result;
}

net::HandlerResult refuse(int status, const std::string& why) {
  net::HandlerResult result;
  result.response = json_response(status, Json{{"error", why}});
  return result;
}

/// `{name: value}`, or why not.
template <class T>
net::HandlerResult done(const char* name, const Done<T>& outcome) {
  if (!outcome) return refuse(400, outcome.error().why());
  Json body = Json::object();
  body[name] = *outcome;
  return ok(body);
}

std::int64_t person_in(const Params& params) { return params.integer("person"); }
std::int64_t chat_in(const Params& params) { return params.integer("chat", person_in(params)); }
std::optional<std::int64_t> reply_in(const Params& params) {
  if (!params.has("reply_to")) return {};
  return params.integer("reply_to");
}

Json all_people(const World& world) {
  Json people = Json::array();
  for (const auto& [id, user] : world.users()) people.push_back(to_json(user));
  return people;
}

Json chats_changed(const World& world, std::int64_t since) {
  Json chats = Json::array();
  for (const auto& [id, chat] : world.chats()) {
    if (chat.rev <= since) continue;
    Json json = to_json(view_of(world, chat));
    json["members"] = chat.members;
    chats.push_back(std::move(json));
  }
  return chats;
}

Json to_json(const Director::Status& status) {
  return {{"variant", status.variant},
          {"scenes", status.scenes},
          {"played", status.played},
          {"busy", status.busy},
          {"trouble", status.trouble}};
}

/// null where nobody directs.
Json director_of(const ControlContext& context) {
  return context.director ? to_json(context.director->status()) : Json{};
}

net::HandlerResult state(ControlContext& context, const Params&) {
  const World& world = context.world;
  return ok({{"rev", world.rev()},
             {"bot",
              {{"id", world.bot_id()}, {"name", world.options().bot_name}, {"username", world.options().bot_username}}},
             {"language", context.language},
             {"zone_offset_minutes", context.zone_offset.count()},
             {"people", all_people(world)},
             {"chats", chats_changed(world, -1)},
             {"clock", to_json(context.clock.view())},
             {"samples", context.samples.names()},
             {"director", director_of(context)},
             {"violations", world.violations().size()}});
}

net::HandlerResult chat_transcript(ControlContext& context, const Params& params) {
  const World& world = context.world;
  const Chat* chat = world.find_chat(chat_in(params));
  if (!chat) return refuse(404, "there is no such chat");
  const std::int64_t since = params.integer("since", -1);
  Json messages = Json::array();
  for (const MessageView& message : transcript(world, chat->id, since)) messages.push_back(to_json(message));
  Json deleted = Json::array();
  for (const auto& [id, message] : world.messages()) {
    if (message.chat_id == chat->id && message.deleted && message.rev > since) deleted.push_back(id);
  }
  Json presses = Json::array();
  for (const auto& [id, press] : world.presses()) {
    if (press.chat_id == chat->id && press.rev > since) presses.push_back(to_json(view_of(press)));
  }
  return ok({{"rev", world.rev()},
             {"chat", to_json(view_of(world, *chat))},
             {"messages", std::move(messages)},
             {"deleted", std::move(deleted)},
             {"presses", std::move(presses)}});
}

net::HandlerResult menu(ControlContext& context, const Params& params) {
  const User* user = context.world.find_user(person_in(params));
  if (!user) return refuse(404, "there is no such person");
  Json commands = Json::array();
  for (const BotCommand& one : menu_of(context.world, *user)) {
    commands.push_back({{"command", one.command}, {"description", one.description}});
  }
  return ok(commands);
}

/// The media type of what a browser shows safely by itself; nullptr: to be saved. A photo has no name of its own.
const char* shown_as(const std::string& name) {
  constexpr std::array<std::pair<std::string_view, const char*>, 5> kinds{{{".pdf", "application/pdf"},
                                                                           {".png", "image/png"},
                                                                           {".jpg", "image/jpeg"},
                                                                           {".jpeg", "image/jpeg"},
                                                                           {".txt", "text/plain; charset=utf-8"}}};
  std::string lower = name.empty() ? ".jpg" : name;
  std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return std::tolower(c); });
  const auto kind =
      std::find_if(kinds.begin(), kinds.end(), [&](const auto& one) { return lower.ends_with(one.first); });
  return kind == kinds.end() ? nullptr : kind->second;
}

net::HandlerResult file_bytes(ControlContext& context, const Params& params) {
  const StoredFile* file = context.world.find_file(std::string{params.text("id")});
  if (!file) return refuse(404, "there is no such file");
  const char* shown = params.boolean("inline") ? shown_as(file->name) : nullptr;
  net::HandlerResult result;
  result.response = bytes_response(shown ? shown : "application/octet-stream", *file->bytes);
  result.response.headers.push_back(
      {"Content-Disposition",
       std::string{shown ? "inline" : "attachment"} + "; filename*=UTF-8''" + net::percent_encode(file->name)});
  result.response.headers.push_back({"X-Content-Type-Options", "nosniff"});
  return result;
}

net::HandlerResult idle(ControlContext& context, const Params&) {
  return ok(Json{{"idle", context.polls.idle()}, {"pending", context.world.queue().waiting().size()}});
}

net::HandlerResult say_text(ControlContext& context, const Params& params) {
  return done("message", say(context.world, person_in(params), chat_in(params), std::string{params.text("text")},
                             reply_in(params)));
}

net::HandlerResult press_button(ControlContext& context, const Params& params) {
  const std::int64_t message = params.integer("message");
  if (params.has("data")) {
    return done("press", press_data(context.world, person_in(params), message, std::string{params.text("data")}));
  }
  return done("press", press(context.world, person_in(params), message,
                             static_cast<std::size_t>(std::max<std::int64_t>(0, params.integer("row"))),
                             static_cast<std::size_t>(std::max<std::int64_t>(0, params.integer("column")))));
}

net::HandlerResult send_file(ControlContext& context, const Params& params) {
  std::vector<Outgoing> files;
  const bool as_photo = params.boolean("as_photo");
  for (const UploadedFile& part : params.files()) files.push_back({part.name, part.mime_type, part.bytes, as_photo});
  const Json named = Json::parse(params.text("samples"), nullptr, false);
  if (named.is_array()) {
    for (const Json& name : named) {
      auto sample = name.is_string() ? context.samples.read(name) : std::nullopt;
      if (!sample) return refuse(404, "there is no sample " + name.dump());
      sample->as_photo = as_photo;
      files.push_back(*std::move(sample));
    }
  }
  return done("messages", send_files(context.world, person_in(params), chat_in(params), files,
                                     std::string{params.text("caption")}, reply_in(params)));
}

net::HandlerResult open_deep_link(ControlContext& context, const Params& params) {
  return done("message", open_link(context.world, person_in(params), std::string{params.text("link")}));
}
net::HandlerResult block_bot(ControlContext& context, const Params& params) {
  return done("done", block(context.world, person_in(params)));
}
net::HandlerResult unblock_bot(ControlContext& context, const Params& params) {
  return done("done", unblock(context.world, person_in(params)));
}
net::HandlerResult deactivate_account(ControlContext& context, const Params& params) {
  return done("done", deactivate(context.world, person_in(params)));
}
net::HandlerResult make_group(ControlContext& context, const Params& params) {
  return done("chat", create_group(context.world, person_in(params), std::string{params.text("title")}));
}
net::HandlerResult kick(ControlContext& context, const Params& params) {
  return done("done", kick_bot(context.world, person_in(params), chat_in(params)));
}

net::HandlerResult clock_view(ControlContext& context, const Params&) { return ok(to_json(context.clock.view())); }

net::HandlerResult clock_move(ControlContext& context, const Params& params) {
  if (!move_clock(context.clock, params)) {
    return refuse(400, "say now (ISO 8601), now_ms, advance_ms or speed (0 to 100000)");
  }
  context.world.changed();
  return clock_view(context, params);
}

net::HandlerResult faults_list(ControlContext& context, const Params&) {
  Json list = Json::array();
  for (const Fault& fault : context.world.faults().plan()) list.push_back(to_json(fault));
  return ok(list);
}

net::HandlerResult faults_add(ControlContext& context, const Params& params) {
  const auto kind = fault_kind_named(params.text("kind"));
  if (!kind) return refuse(400, "there is no such kind of fault");
  Fault fault;
  fault.kind = *kind;
  if (params.has("method")) fault.method = params.text("method");
  fault.count = static_cast<int>(std::clamp<std::int64_t>(params.integer("count", 1), 1, 1'000'000));
  fault.retry_after_s = static_cast<int>(std::clamp<std::int64_t>(params.integer("retry_after_s", 1), 1, 100'000));
  fault.delay_ms = static_cast<int>(std::clamp<std::int64_t>(params.integer("delay_ms", 1000), 0, 600'000));
  context.world.add_fault(fault);
  return faults_list(context, params);
}

net::HandlerResult faults_clear(ControlContext& context, const Params& params) {
  context.world.faults().clear();
  return faults_list(context, params);
}

net::HandlerResult violations(ControlContext& context, const Params&) {
  Json list = Json::array();
  for (const Violation& violation : context.world.violations()) list.push_back(to_json(violation));
  return ok(list);
}

net::HandlerResult directed(ControlContext& context) {
  context.world.changed();
  return ok(director_of(context));
}

net::HandlerResult play_begin(ControlContext& context, const Params& params) {
  const std::string_view variant = params.text("variant");
  if (!context.director) return refuse(404, "nobody plays here");
  if (variant != "mandiri" && variant != "pengembang") return refuse(400, "variant is mandiri or pengembang");
  context.director->begin(std::string{variant});
  return directed(context);
}

net::HandlerResult play_scene(ControlContext& context, const Params&) {
  if (!context.director) return refuse(404, "nobody plays here");
  context.director->play_scene();
  return directed(context);
}

net::HandlerResult play_due(ControlContext& context, const Params&) {
  if (!context.director) return refuse(404, "nobody plays here");
  context.director->jump_to_due();
  return directed(context);
}

struct Route {
  std::string_view method;
  std::string_view path;
  net::HandlerResult (*handler)(ControlContext&, const Params&);
};
constexpr std::array<Route, 23> routes{{{"GET", "/control/state", state},
                                        {"GET", "/control/transcript", chat_transcript},
                                        {"GET", "/control/menu", menu},
                                        {"GET", "/control/file", file_bytes},
                                        {"GET", "/control/idle", idle},
                                        {"POST", "/control/say", say_text},
                                        {"POST", "/control/press", press_button},
                                        {"POST", "/control/file", send_file},
                                        {"POST", "/control/open", open_deep_link},
                                        {"POST", "/control/block", block_bot},
                                        {"POST", "/control/unblock", unblock_bot},
                                        {"POST", "/control/deactivate", deactivate_account},
                                        {"POST", "/control/group", make_group},
                                        {"POST", "/control/kick", kick},
                                        {"GET", "/control/clock", clock_view},
                                        {"POST", "/control/clock", clock_move},
                                        {"GET", "/control/faults", faults_list},
                                        {"POST", "/control/faults", faults_add},
                                        {"DELETE", "/control/faults", faults_clear},
                                        {"POST", "/control/play", play_begin},
                                        {"POST", "/control/play/scene", play_scene},
                                        {"POST", "/control/play/due", play_due},
                                        {"GET", "/control/violations", violations}}};

struct PageFile {
  std::string_view path;
  const char* media_type;
  const std::string_view* content;
};
constexpr const char* javascript = "text/javascript; charset=utf-8";
constexpr std::array<PageFile, 5> page_files{{{"/", "text/html; charset=utf-8", &embedded::page_html},
                                              {"/page.css", "text/css; charset=utf-8", &embedded::page_css},
                                              {"/words.js", javascript, &embedded::page_words},
                                              {"/messages.js", javascript, &embedded::page_messages},
                                              {"/page.js", javascript, &embedded::page_js}}};

std::optional<net::HandlerResult> page_file(std::string_view path) {
  const auto found =
      std::find_if(page_files.begin(), page_files.end(), [path](const PageFile& f) { return f.path == path; });
  if (found == page_files.end()) return {};
  net::HandlerResult result;
  result.response = bytes_response(found->media_type, std::string{*found->content});
  result.response.headers.push_back({"Cache-Control", "no-store"});
  return result;
}

/// Another site's page must not drive this one: such a request names an origin that is not this server.
bool from_elsewhere(const net::HttpRequest& request) {
  const std::string* origin = request.header("Origin");
  const std::string* host = request.header("Host");
  return origin && (!host || *origin != "http://" + *host);
}

}  // namespace

bool move_clock(SandboxClock& clock, const Params& params) {
  std::optional<double> speed;
  if (params.has("speed")) {
    const std::string_view text = params.text("speed");
    double value = -1;
    std::from_chars(text.data(), text.data() + text.size(), value);
    if (!(value >= 0 && value <= 100'000)) return false;
    speed = value;
  }
  std::optional<time::Instant> to;
  if (params.has("now")) {
    const auto moment = parse_moment(params.text("now"));
    if (!moment) return false;
    to = moment->at;
  }
  if (params.integer("now_ms", 0) > 0) to = time::from_ms(params.integer("now_ms"));
  if (params.has("advance_ms")) to = clock.view().now + std::chrono::milliseconds{params.integer("advance_ms")};
  if (to) clock.set(*to);
  if (speed) clock.set_speed(*speed);
  return to || speed;
}

awaitable<net::HandlerResult> Control::handle(net::HttpRequest request) {
  if (from_elsewhere(request)) co_return refuse(403, "requests from other sites are refused");
  const Target target = split_target(request.target);
  if (request.method == "GET") {
    if (auto page = page_file(target.path)) co_return *std::move(page);
  }
  ParamsRead read = read_params(target.query, content_type_of(request), request.body);
  if (!read.params) co_return refuse(read.status, "the body cannot be read");
  if (request.method == "GET" && target.path == "/control/events") {
    co_return co_await events(*std::move(read.params));
  }
  const auto route = std::find_if(routes.begin(), routes.end(),
                                  [&](const Route& r) { return r.path == target.path && r.method == request.method; });
  if (route == routes.end()) co_return refuse(404, "there is nothing here");
  co_return route->handler(context_, *read.params);
}

awaitable<net::HandlerResult> Control::events(Params params) {
  const World& world = context_.world;
  const std::int64_t since = params.integer("since", -1);
  const auto wait_s =
      std::clamp<std::int64_t>(params.integer("timeout_s", events_wait_default_s), 0, events_wait_max_s);
  const auto deadline = steady_clock::now() + std::chrono::seconds{wait_s};
  while (world.rev() <= since && steady_clock::now() < deadline) co_await signal_.wait_until(deadline);
  Json body{{"rev", world.rev()},
            {"chats", chats_changed(world, since)},
            {"people", all_people(world)},
            {"clock", to_json(context_.clock.view())},
            {"director", director_of(context_)},
            {"violations", world.violations().size()}};
  co_return ok(body);
}

}  // namespace alur::sandbox
