#include "a_case.hpp"

#include <gmock/gmock.h>

/// From the needs to the verdict on each (SOP, Peringatan).
namespace alur::workflow {
namespace {

using process::TraceStage;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

const ListNeeds two_needs{{"Cetak nomor antrean", "Laporan harian"}};

MarkNeeds all(NeedMark mark) { return {{{1, mark}, {2, mark}}}; }

/// A case whose step 2 listed two needs, at the start of `step`, everything before it in order.
ACase traced_to(int step) {
  ACase a(mandiri());
  a.run_to(2);
  a.does(dedi, two_needs);
  for (const auto& [at, mark] : {std::pair{8, NeedMark::covered}, std::pair{10, NeedMark::passed}}) {
    if (step <= at) continue;
    a.run_to(at);
    a.does(a.performer(), all(mark));
  }
  a.run_to(step);
  return a;
}

}  // namespace

TEST(Trace, lists_the_needs_in_the_step_that_specifies_them_and_nowhere_else) {
  ACase a(mandiri());
  EXPECT_EQ(a.refused(rina, two_needs).reason, Reason::no_needs);
  a.run_to(2);
  EXPECT_EQ(a.refused(rina, two_needs).reason, Reason::not_yours);
  EXPECT_EQ(a.refused(dedi, ListNeeds{}).reason, Reason::needs_invalid);
  EXPECT_EQ(a.refused(dedi, ListNeeds{{"  "}}).reason, Reason::needs_invalid);
  EXPECT_EQ(a.refused(dedi, ListNeeds{std::vector<std::string>(61, "x")}).reason, Reason::needs_invalid);
  a.does(dedi, ListNeeds{{"Antrean"}});
  a.does(dedi, two_needs);
  EXPECT_EQ(a.state.needs.size(), 2U) << "the list is replaced";
  EXPECT_EQ(a.step().holder, dedi);
}

TEST(Trace, asks_nothing_of_a_case_without_a_list) {
  ACase a(mandiri());
  a.run_to(8);
  EXPECT_EQ(a.refused(a.performer(), all(NeedMark::covered)).reason, Reason::no_needs);
  a.run_to(14);
}

TEST(Trace, wants_every_need_marked_before_the_hand_in) {
  ACase a = traced_to(8);
  a.prepare();
  EXPECT_THAT(a.refused(fajar, Submit{}).needs, ElementsAre(1, 2));
  a.does(fajar, MarkNeeds{{{2, NeedMark::covered}}});
  EXPECT_EQ(a.refused(fajar, Submit{}).reason, Reason::needs_unmarked);
  EXPECT_EQ(a.refused(fajar, MarkNeeds{{{1, NeedMark::passed}}}).reason, Reason::needs_invalid) << "not this step's";
  EXPECT_EQ(a.refused(fajar, MarkNeeds{{{3, NeedMark::covered}}}).reason, Reason::needs_invalid);
  EXPECT_EQ(a.refused(fajar, MarkNeeds{{{0, NeedMark::covered}}}).reason, Reason::needs_invalid);
  a.does(fajar, MarkNeeds{{{1, NeedMark::covered}}});
  a.does(fajar, Submit{});
}

TEST(Trace, counts_a_test_again_after_the_step_came_back) {
  ACase a = traced_to(10);
  a.does(rina, MarkNeeds{{{1, NeedMark::failed}, {2, NeedMark::passed}}});
  EXPECT_THAT(a.state.needs_with(NeedMark::failed), ElementsAre(1));
  a.hand_in();
  a.does(hendra, Return{9, "KB-01 gagal.", {}});
  a.run_to(10);
  EXPECT_THAT(a.state.needs_without(TraceStage::results), ElementsAre(1, 2)) << "what failed is tested again";
  EXPECT_THAT(a.state.needs_without(TraceStage::scenarios), IsEmpty()) << "the scenarios stand";
  a.does(rina, all(NeedMark::passed));
  a.finish_step();
}

TEST(Trace, takes_a_need_that_does_not_fit_only_with_a_reason_of_both_parties) {
  ACase a = traced_to(12);
  a.does(sari, MarkNeeds{{{1, NeedMark::does_not_fit}, {2, NeedMark::fits_with_note}}});
  a.hand_in();
  const Refusal refused = a.refused(sari, Approve{});
  EXPECT_EQ(refused.reason, Reason::decision_required);
  EXPECT_THAT(refused.needs, ElementsAre(1));
  a.does(sari, Approve{"Diperbaiki saat implementasi.", {}});
  EXPECT_EQ(a.refused(rina, Approve{" \n", {}}).reason, Reason::decision_required);
  a.does(rina, Approve{"Disepakati.", {}});
  EXPECT_EQ(a.state.current, 13);
}

TEST(Trace, takes_what_fits_without_a_word) {
  ACase a = traced_to(12);
  a.does(sari, MarkNeeds{{{1, NeedMark::fits}, {2, NeedMark::fits_with_note}}});
  a.finish_step();
  EXPECT_EQ(a.state.current, 13);
}

}  // namespace alur::workflow
