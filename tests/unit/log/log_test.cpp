#include "alur/log/log.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <thread>
#include <vector>

namespace alur::log {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;

const std::string token = "1234567890:AAF-abcdefghijklmnopqrstuvwxyz_0123";

/// What `action` writes to stderr.
template <class Action>
std::string lines_of(Action action) {
  ::testing::internal::CaptureStderr();
  action();
  return ::testing::internal::GetCapturedStderr();
}

TEST(TextLog, writes_one_line_with_time_level_event_and_fields) {
  start(Level::info, Format::text);
  const std::string line = lines_of([] {
    info("update handled",
         {{"id", std::int64_t{42}}, {"ms", 1.5}, {"again", false}, {"command", std::string{"/tugas"}}});
  });
  EXPECT_THAT(line, MatchesRegex("[0-9-]+T[0-9:.]+[+-][0-9:]+ info update handled id=42 ms=1.5 again=false "
                                 "command=/tugas\n"));
}

TEST(TextLog, quotes_what_would_break_the_line) {
  start(Level::info, Format::text);
  const std::string line = lines_of([] {
    info("told\nfake line", {{"a", std::string{"two words"}},
                             {"b", std::string{"x\ny=\"z\"\\\t\x01"}},
                             {"c", std::string{}},
                             {"d", std::string{"Muara Enim \u2013 \u00e9"}}});
  });
  EXPECT_THAT(line, HasSubstr(" told fake line a=\"two words\" b=\"x\\ny=\\\"z\\\"\\\\\\t\\u0001\" c=\"\" "
                              "d=\"Muara Enim \u2013 \u00e9\"\n"));
}

TEST(JsonLog, writes_one_object_a_line) {
  start(Level::info, Format::json);
  const std::string line = lines_of([] {
    warning("disk \"full\"", {{"left", 0.5},
                              {"rate", std::numeric_limits<double>::infinity()},
                              {"file", std::string{"a\nb"}},
                              {"count", std::int64_t{-1}},
                              {"ok", true}});
  });
  EXPECT_THAT(line, MatchesRegex("\\{\"time\":\"[0-9-]+T[0-9:.]+[+-][0-9:]+\",\"level\":\"warning\","
                                 "\"event\":\"disk \\\\\"full\\\\\"\",\"left\":0.5,\"rate\":null,"
                                 "\"file\":\"a\\\\nb\",\"count\":-1,\"ok\":true\\}\n"));
}

TEST(Log, leaves_out_what_is_below_its_level) {
  start(Level::warning, Format::text);
  const std::string lines = lines_of([] {
    debug("one");
    info("two");
    warning("three");
    error("four");
  });
  EXPECT_THAT(lines, Not(HasSubstr("one")));
  EXPECT_THAT(lines, Not(HasSubstr("two")));
  EXPECT_THAT(lines, HasSubstr(" warning three\n"));
  EXPECT_THAT(lines, HasSubstr(" error four\n"));
}

TEST(Log, redacts_events_and_values_in_both_formats) {
  const Secret secret{"pass \"word\""};
  for (const Format format : {Format::text, Format::json}) {
    start(Level::debug, format);
    const std::string line = lines_of([&secret] {
      error("cannot call " + token, {{"url", "https://x/bot" + token + "/getMe"}, {"secret", secret.reveal()}});
    });
    EXPECT_THAT(line, Not(HasSubstr("AAF")));
    EXPECT_THAT(line, Not(HasSubstr("word")));
    EXPECT_THAT(line, HasSubstr("https://x/bot[redacted]/getMe"));
  }
}

TEST(Log, keeps_lines_of_several_threads_whole) {
  start(Level::info, Format::text);
  const std::string lines = lines_of([] {
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
      threads.emplace_back([] {
        for (int i = 0; i < 50; ++i) info("tick", {{"thread", std::string(200, 'x')}});
      });
    for (std::thread& thread : threads) thread.join();
  });
  EXPECT_EQ(std::count(lines.begin(), lines.end(), '\n'), 200);
  const std::string whole = " info tick thread=" + std::string(200, 'x') + '\n';
  std::size_t found = 0;
  for (auto at = lines.find(whole); at != std::string::npos; at = lines.find(whole, at + 1)) ++found;
  EXPECT_EQ(found, 200U);
}

}  // namespace
}  // namespace alur::log
