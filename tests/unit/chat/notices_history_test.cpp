#include "case_test.hpp"
#include "notices.hpp"

#include <set>

namespace alur::chat::test {

namespace {

using namespace std::chrono_literals;

/// One event of every kind, filled with the least that it may carry.
template <std::size_t... I>
std::vector<workflow::Fact> one_of_each(std::index_sequence<I...>) {
  return {workflow::Fact{std::variant_alternative_t<I, workflow::Fact>{}}...};
}

class NoticesHistory : public CaseTest {
 protected:
  std::string line(const workflow::Event& event, std::string_view language = "id") {
    std::string html;
    const store::CaseRecord at = record();
    within([&](Context& ctx) { html = history_line(ctx, at, event, language); });
    return html;
  }
};

TEST_F(NoticesHistory, has_a_line_of_its_own_for_every_kind_of_event) {
  open();
  for (const std::string_view language : {"id", "en"}) {
    std::set<std::string> lines;
    std::size_t kinds = 0;
    for (workflow::Fact& fact : one_of_each(std::make_index_sequence<std::variant_size_v<workflow::Fact>>{})) {
      const std::string html = line({office_.now, office_.rina.id, std::nullopt, std::move(fact)}, language);
      EXPECT_EQ(faults_of(html, ""), "");
      lines.insert(html);
      ++kinds;
    }
    EXPECT_EQ(lines.size(), kinds);
  }
}

TEST_F(NoticesHistory, says_when_who_and_what) {
  open();
  EXPECT_EQ(
      line({office_.now, office_.hendra.id, std::nullopt, workflow::Returned{3, 2, "Tambahkan antrean prioritas."}}),
      "2 Mar 09.00 Hendra Wijaya, S.T. mengembalikan ke Tahap 2: \"Tambahkan antrean prioritas.\"");
}

TEST_F(NoticesHistory, says_on_whose_behalf) {
  open();
  EXPECT_EQ(line({office_.now, office_.dedi.id, Role::instansi_pengguna, workflow::Submitted{1, "", {}, {}}}),
            "2 Mar 09.00 Dedi Saputra, A.Md. (atas nama Instansi Pengguna) mengirim Tahap 1 untuk persetujuan");
}

TEST_F(NoticesHistory, escapes_what_people_wrote) {
  open();
  EXPECT_NE(line({office_.now, office_.rina.id, std::nullopt, workflow::NoteAdded{1, "<b>&"}}).find("&lt;b&gt;&amp;"),
            std::string::npos);
}

TEST_F(NoticesHistory, tells_of_steps_that_the_present_track_does_not_have) {
  open(process::Track::pengembang);
  EXPECT_NE(line({office_.now, office_.rina.id, std::nullopt, workflow::StepCompleted{14}}).find("Tahap 14 selesai"),
            std::string::npos);
}

}  // namespace
}  // namespace alur::chat::test
