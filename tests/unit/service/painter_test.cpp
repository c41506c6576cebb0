#include "painter.hpp"

#include "alur/store/records.hpp"

#include "stage.hpp"
#include "support/shipped.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace alur::service::test {

namespace {

class PainterTest : public testing::Test {
 protected:
  workflow::CaseId open_case(const process::Process& process) {
    workflow::CaseId id{};
    stage.read([&](store::Tx& tx) {
      const workflow::Roster nobody;
      const time::WorkCalendar calendar = alur::test::shipped().calendar();
      workflow::OpenCase opening;
      opening.register_no = store::Cases{tx}.next_register(process.track, 2026);
      opening.title = "Aplikasi Antrean";
      const workflow::Setting setting{process, nobody, calendar, stage.clock.now()};
      id = store::Cases{tx}.open(workflow::open(setting, {workflow::PersonId{1}, std::nullopt}, opening));
    });
    return id;
  }

  static asio::awaitable<void> inline_work(std::function<void()> work) {
    work();
    co_return;
  }

  /// The picture, or what was thrown.
  std::string draw(workflow::CaseId id, const std::string& wanted) {
    store::Card card;
    card.case_id = id;
    card.picture = wanted;
    std::string result;
    stage.spawn([this, &card, &result]() -> asio::awaitable<void> {
      std::string trouble;
      try {
        result = co_await painter.draw(card);
      } catch (const std::exception& error) {
        trouble = error.what();
      }
      if (!trouble.empty()) result = trouble;
    });
    stage.settle();
    return result;
  }

  Stage stage;
  std::vector<process::Process> processes = alur::test::shipped().processes;
  Painter painter{{{stage.folder.path() + "/alur.db", ""}, processes, alur::test::shipped().calendar(), {}},
                  stage.catalogue,
                  stage.clock,
                  inline_work};
};

}  // namespace

TEST_F(PainterTest, draws_a_case_of_either_process_in_either_language) {
  for (const process::Process& process : processes) {
    const workflow::CaseId id = open_case(process);
    const std::string indonesian = draw(id, "flow/id/1");
    const std::string english = draw(id, "flow/en/1");
    EXPECT_EQ(indonesian.substr(1, 3), "PNG");
    EXPECT_EQ(english.substr(1, 3), "PNG");
    EXPECT_NE(indonesian, english);
  }
}

TEST_F(PainterTest, says_what_it_cannot_draw) {
  const workflow::CaseId id = open_case(processes.front());
  EXPECT_EQ(draw(id, "sculpture"), "no picture: sculpture");
}

}  // namespace alur::service::test
