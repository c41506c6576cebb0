#include "play/script.hpp"

#include "http/samples.hpp"
#include "people_file.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace alur::sandbox {
namespace {

using namespace script;

/// Who and which sample a beat names; empty where it names none.
struct Named {
  std::string who;
  std::string sample;
};
struct Names {
  Named operator()(const Says& beat) const { return {beat.who, ""}; }
  Named operator()(const Sends& beat) const { return {beat.who, beat.sample}; }
  Named operator()(const Presses& beat) const { return {beat.who, ""}; }
  Named operator()(const Sees& beat) const { return {beat.who, ""}; }
  Named operator()(const Awaits& beat) const { return {beat.who, ""}; }
  Named operator()(const Pass&) const { return {}; }
  Named operator()(const NextDay&) const { return {}; }
};

class Script : public ::testing::TestWithParam<Play (*)()> {};

TEST_P(Script, names_only_people_and_samples_that_are_there) {
  const DemoOffice office = read_people(ALUR_SOURCE_DIR "/config/demo.toml");
  const auto samples = Samples{ALUR_TEST_DATA}.names();
  for (const Scene& scene : GetParam()()) {
    EXPECT_FALSE(scene.beats.empty()) << scene.title;
    for (const Beat& beat : scene.beats) {
      const Named named = std::visit(Names{}, beat);
      const bool known = named.who.empty() || std::any_of(office.people.begin(), office.people.end(),
                                                          [&](const DemoPerson& p) { return p.key == named.who; });
      EXPECT_TRUE(known) << named.who;
      const bool there = named.sample.empty() || std::count(samples.begin(), samples.end(), named.sample) == 1;
      EXPECT_TRUE(there) << named.sample;
    }
  }
}

TEST_P(Script, has_a_reminder_to_wait_for_and_a_return) {
  int reminders = 0;
  int returns = 0;
  for (const Scene& scene : GetParam()()) {
    for (const Beat& beat : scene.beats) {
      if (std::holds_alternative<Awaits>(beat)) ++reminders;
      const auto* says = std::get_if<Says>(&beat);
      const auto* presses = std::get_if<Presses>(&beat);
      if (says && says->text.starts_with("/kembalikan")) ++returns;
      if (presses && presses->label == "Ya, kembalikan") ++returns;
    }
  }
  EXPECT_GE(reminders, 1);
  EXPECT_EQ(returns, 1);
}

INSTANTIATE_TEST_SUITE_P(Both, Script, ::testing::Values(&mandiri, &pengembang));

TEST(Cast, is_everybody_who_acts_once) {
  const Play play{{"a", {Says{"rina", "x"}, Sees{"sari", "y"}, Presses{"rina", "z"}, Sends{"dedi", "a.pdf", ""}}}};
  EXPECT_EQ(cast_of(play), (std::vector<std::string>{"rina", "dedi"}));
}

}  // namespace
}  // namespace alur::sandbox
