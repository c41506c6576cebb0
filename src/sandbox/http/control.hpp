#pragma once

#include "alur/net/http.hpp"
#include "alur/sandbox/sandbox.hpp"

#include "core/params.hpp"
#include "core/sandbox_clock.hpp"
#include "core/world.hpp"
#include "http/samples.hpp"
#include "http/signal.hpp"
#include "methods/poll.hpp"

/// The control API and the page, on the page's port; nothing of it is under /bot. Parameters come as for the Bot API
/// (query, JSON, urlencoded, multipart); answers are JSON; a refusal is 400 {"error": "..."}.
///
///   GET  /                                 the page (with /page.css, /page.js)
///   GET  /control/state                    bot, people, chats, clock, samples, language, rev, violations (count)
///   GET  /control/events?since=REV         long poll (timeout_s, 25): {"rev", "chats": [changed], "clock"}
///   GET  /control/transcript?chat=ID       {"rev", "chat", "messages", "deleted", "presses"}; since=REV: what changed
///   after it GET  /control/menu?person=ID           the commands that the person's menu shows GET
///   /control/file?id=FILE_ID          a file's bytes GET  /control/idle                     {"idle": true} when every
///   update is confirmed and the bot waits for more POST /control/say                      person, text [chat,
///   reply_to] -> {"message"} POST /control/press                    person, message, and row + column, or data ->
///   {"press"} POST /control/file                     person, files as parts or samples=["a.pdf"] [chat, caption,
///   reply_to,
///                                          as_photo] -> {"messages"}
///   POST /control/open                     person, link (t.me/<bot>?start=...) -> {"message"}
///   POST /control/block, unblock, deactivate    person
///   POST /control/group                    person, title -> {"chat"}; /control/kick: person, chat
///   GET  /control/clock                    {"rev", "now_ms", "speed"}
///   POST /control/clock                    one of now (ISO 8601), now_ms, advance_ms; and/or speed
///   GET, POST, DELETE /control/faults      list; add (kind, method, count, retry_after_s, delay_ms); clear
///   POST /control/play                     variant: its scenes wait; /control/play/scene: the next one;
///   /control/play/due:
///                                          the clock to what the bot has to do next. What came of it stands in events
///   GET  /control/violations               what the method table found
namespace alur::sandbox {

struct ControlContext {
  World& world;
  SandboxClock& clock;
  const Polls& polls;
  Samples samples;
  std::string language = "id";
  std::chrono::minutes zone_offset{7 * 60};  ///< the office's, for what the page shows
  std::shared_ptr<Director> director;
};

class Control {
 public:
  Control(ControlContext context, Signal& signal) : context_(std::move(context)), signal_(signal) {}
  boost::asio::awaitable<net::HandlerResult> handle(net::HttpRequest request);

 private:
  boost::asio::awaitable<net::HandlerResult> events(Params params);
  ControlContext context_;
  Signal& signal_;
};

/// Takes effect on the clock as POST /control/clock does; false when nothing in `params` says how.
bool move_clock(SandboxClock& clock, const Params& params);

}  // namespace alur::sandbox
