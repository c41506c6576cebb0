#pragma once

#include "core/person.hpp"
#include "core/spec.hpp"
#include "core/world.hpp"
#include "methods/methods.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace alur::sandbox {

constexpr std::int64_t rina = 5000005;
constexpr std::int64_t hendra = 5000003;

inline WorldOptions two_people() {
  WorldOptions options;
  options.token = "7000000001:test";
  options.bot_username = "TestBot";
  options.people = {User{rina, "Rina", "Marlina", "", "id", "Pranata Komputer"},
                    User{hendra, "Hendra", "W.", "", "en", "KASI"}};
  return options;
}

/// A world on a virtual clock, and the bot in it without any HTTP.
class BotTest : public ::testing::Test {
 protected:
  using Values = std::vector<std::pair<std::string, std::string>>;

  BotTest() { say(world, rina, rina, "/start"); }

  static Params params(const Values& values) {
    Params made;
    for (const auto& [name, value] : values) made.add(name, value);
    return made;
  }
  Answer call(const std::string& method, const Params& given) {
    return call_method(world, Spec::embedded(), method, given);
  }
  Answer call(const std::string& method, const Values& values) { return call(method, params(values)); }
  Json result(const std::string& method, const Values& values) {
    const Answer answer = call(method, values);
    EXPECT_EQ(answer.code, 200) << answer.body;
    return Json::parse(answer.body).value("result", Json());
  }
  std::string error(const std::string& method, const Values& values) {
    const Answer answer = call(method, values);
    const Json body = Json::parse(answer.body);
    EXPECT_FALSE(body.at("ok").get<bool>()) << answer.body;
    EXPECT_EQ(body.value("error_code", 0), answer.code);
    return body.value("description", "");
  }
  std::int64_t send(const std::string& text, const std::string& markup = {}) {
    Values values{{"chat_id", std::to_string(rina)}, {"text", text}};
    if (!markup.empty()) values.emplace_back("reply_markup", markup);
    return result("sendMessage", values).value("message_id", std::int64_t{0});
  }
  /// The bodies of what is queued, as getUpdates would hand them out.
  std::vector<Json> updates() {
    std::vector<Json> bodies;
    for (const QueuedUpdate& update : world.queue().read(0, 100, world.now())) {
      bodies.push_back(Json::parse("{" + update.body + "}"));
    }
    return bodies;
  }

  time::VirtualClock clock{time::from_ms(1'772'413'200'000)};  // 2 March 2026, 08.00 WIB
  World world{two_people(), clock};
};

}  // namespace alur::sandbox
