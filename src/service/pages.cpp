#include "pages.hpp"

#include <nlohmann/json.hpp>

namespace alur::service {

bool Pages::idle() const {
  const auto next = scheduler_.next_due();
  const bool due = next && *next <= front_.clock().now();
  return gate_.idle() && health_.polling && courier_.idle() && !health_.fetching && !health_.scheduling && !due;
}

std::string Pages::ready() const {
  nlohmann::json body;
  body["ready"] = health_.reasons().empty() && health_.last_poll.has_value();
  body["reasons"] = health_.reasons();
  body["idle"] = idle();
  body["now_ms"] = time::to_ms(front_.clock().now());
  if (const auto next = scheduler_.next_due()) body["next_due_ms"] = time::to_ms(*next);
  body["updates"] = {{"handled", health_.updates_handled},
                     {"repeated", health_.updates_repeated},
                     {"unreadable", health_.updates_unreadable},
                     {"parked", health_.updates_parked}};
  body["sends"] = {{"done", health_.sends_done},
                   {"repeated", health_.sends_repeated},
                   {"too_many", health_.too_many},
                   {"dead", health_.sends_dead}};
  return body.dump();
}

net::HttpResponse Pages::answer(const net::HttpRequest& request) const {
  net::HttpResponse response;
  response.headers.push_back(net::Header{"Content-Type", "application/json"});
  response.headers.push_back(net::Header{"Cache-Control", "no-store"});
  if (request.method != "GET") {
    response.status = 405;
  } else if (request.target == "/healthz") {
    response.body = R"({"live":true})";
  } else if (request.target == "/readyz") {
    response.status = health_.reasons().empty() && health_.last_poll ? 200 : 503;
    response.body = ready();
  } else {
    response.status = 404;
  }
  return response;
}

}  // namespace alur::service
