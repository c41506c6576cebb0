#include "small_process.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

namespace alur::process {
namespace {

struct Spoiled {
  const char* what;
  std::function<void(Process&)> spoil;
  const char* path;
  const char* says;
};

class Lint : public ::testing::TestWithParam<Spoiled> {};

TEST(LintOfAGoodProcess, finds_nothing) { EXPECT_THAT(lint(testing::small_process()), ::testing::IsEmpty()); }

TEST_P(Lint, names_the_one_thing_that_is_wrong) {
  Process process = testing::small_process();
  GetParam().spoil(process);
  const std::vector<Fault> faults = lint(process);
  ASSERT_EQ(faults.size(), 1U) << ::testing::PrintToString(faults.size());
  EXPECT_EQ(faults.front().path, GetParam().path);
  EXPECT_THAT(faults.front().message, ::testing::HasSubstr(GetParam().says));
}

const std::string forty_one(41, 'x');

const std::vector<Spoiled> spoiled{
    {"no_id", [](Process& p) { p.id.clear(); }, "id", "empty"},
    {"no_title", [](Process& p) { p.title.clear(); }, "title", "empty"},
    {"no_number", [](Process& p) { p.number.clear(); }, "number", "empty"},
    {"version_zero", [](Process& p) { p.version = 0; }, "version", "from 1"},
    {"no_steps", [](Process& p) { p.steps.clear(); }, "step", "at least one"},
    {"no_time_to_approve", [](Process& p) { p.limits.approval_working_days = 0; }, "limits.approval_working_days",
     "at least 1"},
    {"no_time_to_meet", [](Process& p) { p.limits.session_wait_working_days = 0; }, "limits.session_wait_working_days",
     "at least 1"},
    {"no_time_for_papers", [](Process& p) { p.limits.session_papers_working_days = -1; },
     "limits.session_papers_working_days", "at least 1"},
    {"gap_in_numbers", [](Process& p) { p.steps[2].no = 4; }, "step[2].no", "this one is 3"},
    {"no_activity", [](Process& p) { p.steps[0].activity.clear(); }, "step[0].activity", "empty"},
    {"long_activity", [](Process& p) { p.steps[0].short_activity = forty_one; }, "step[0].short_activity", "40 fit"},
    {"nobody_performs", [](Process& p) { p.steps[0].performers.clear(); }, "step[0].performers", "must perform"},
    {"performer_twice", [](Process& p) { p.steps[0].performers.push_back(Role::instansi_pengguna); },
     "step[0].performers[1]", "twice"},
    {"admin_performs", [](Process& p) { p.steps[0].performers = {Role::admin}; }, "step[0].performers[0]",
     "no part in a case"},
    {"auditor_approves", [](Process& p) { p.steps[0].approval.parties = {Role::auditor}; },
     "step[0].approval.parties[0]", "no part in a case"},
    {"role_nobody_holds", [](Process& p) { p.steps[0].performers = {Role::system_analyst}; }, "step[0].performers[0]",
     "nobody can hold \"system_analyst\""},
    {"role_appointed_too_late",
     [](Process& p) {
       p.steps[1].approval.parties = {Role::programmer, Role::kabid_egov};
     },
     "step[1].approval.parties[0]", "nobody can hold \"programmer\""},
    {"contributor_nobody_holds", [](Process& p) { p.steps[0].contributors = {Role::pengembang}; },
     "step[0].contributors[0]", "nobody can hold"},
    {"contributor_performs", [](Process& p) { p.steps[0].contributors = {Role::instansi_pengguna}; },
     "step[0].contributors[0]", "performs the step already"},
    {"nobody_approves", [](Process& p) { p.steps[0].approval.parties.clear(); }, "step[0].approval.parties",
     "must approve"},
    {"sole_approver_performs",
     [](Process& p) {
       p.steps[0].performers = {Role::staff_egov, Role::kasi_pengembangan};
     },
     "step[0].approval.parties", "sole approver"},
    {"joint_of_one", [](Process& p) { p.steps[0].approval.mode = ApprovalMode::joint; }, "step[0].approval.mode",
     "two parties"},
    {"id_not_typeable", [](Process& p) { p.steps[2].owed[0].id = "Prototype"; }, "step[2].owed[0].id", "is no id"},
    {"id_reserved", [](Process& p) { p.steps[2].owed[0].id = "lampiran"; }, "step[2].owed[0].id",
     "word of the commands"},
    {"id_twice", [](Process& p) { p.steps[2].owed[0].id = "spt"; }, "step[2].owed[0].id", "owed twice"},
    {"document_without_title", [](Process& p) { p.steps[2].owed[0].title.clear(); }, "step[2].owed[0].title", "empty"},
    {"button_too_long", [](Process& p) { p.steps[2].owed[0].short_title = std::string(29, 'x'); },
     "step[2].owed[0].short_title", "28 fit"},
    {"checklist_without_items", [](Process& p) { p.steps[0].owed[1].items.clear(); }, "step[0].owed[1].items",
     "needs items"},
    {"checklist_item_twice", [](Process& p) { p.steps[0].owed[1].items[1] = "Laptop"; }, "step[0].owed[1].items[1]",
     "twice"},
    {"items_of_a_file", [](Process& p) { p.steps[0].owed[0].items = {"Laptop"}; }, "step[0].owed[0].items",
     "only a checklist"},
    {"time_without_unit", [](Process& p) { p.steps[0].time.unit = TimeUnit::none; }, "step[0].time.amount",
     "needs a unit"},
    {"unit_without_time", [](Process& p) { p.steps[0].time.amount = 0; }, "step[0].time.amount", "at least 1"},
    {"session_of_days", [](Process& p) { p.steps[1].time.unit = TimeUnit::working_days; }, "step[1].time.unit",
     "working_minutes"},
    {"progress_of_minutes", [](Process& p) { p.steps[1].progress_asked = true; }, "step[1].progress_asked",
     "steps of days"},
    {"provider_of_minutes", [](Process& p) { p.steps[1].time.from_provider_chosen = true; },
     "step[1].time.from_provider_chosen", "limit of days"},
    {"provider_not_appointed", [](Process& p) { p.steps[0].time.from_provider_chosen = true; },
     "step[0].time.from_provider_chosen", "appoints"},
    {"appoints_an_official", [](Process& p) { p.steps[0].appoints = {Role::kabid_egov}; }, "step[0].appoints[0]",
     "without appointment"},
    {"appoints_twice", [](Process& p) { p.steps[1].appoints.push_back(Role::programmer); }, "step[1].appoints[2]",
     "twice"},
    {"back_to_a_later_step",
     [](Process& p) {
       p.steps[0].back_to.push_back({3, "maju"});
     },
     "step[0].back_to[1].step", "later one"},
    {"back_to_nowhere",
     [](Process& p) {
       p.steps[0].back_to.push_back({0, "mundur"});
     },
     "step[0].back_to[1].step", "no step 0"},
    {"back_to_twice",
     [](Process& p) {
       p.steps[0].back_to.push_back({1, "lagi"});
     },
     "step[0].back_to[1].step", "twice"},
    {"back_without_label", [](Process& p) { p.steps[0].back_to[0].label.clear(); }, "step[0].back_to[0].label",
     "empty"},
    {"not_back_to_itself",
     [](Process& p) {
       p.steps[2].back_to = {{2, "ulang"}};
     },
     "step[2].back_to", "itself"},
    {"modification_forward", [](Process& p) { p.steps[1].modification_to = 2; }, "step[1].modification_to",
     "earlier step"},
    {"modification_not_a_way_back", [](Process& p) { p.steps[1].back_to.pop_back(); }, "step[1].modification_to",
     "not among the ways back"},
    {"modification_without_nihil", [](Process& p) { p.steps[1].owed[0].kind = OwedKind::file; },
     "step[1].modification_to", "file_or_nihil"},
    {"material_unknown", [](Process& p) { p.steps[2].materials[0] = "kontrak"; }, "step[2].materials[0]",
     "no earlier step owes \"kontrak\""},
    {"material_of_the_same_step", [](Process& p) { p.steps[2].materials[0] = "prototype"; }, "step[2].materials[0]",
     "no earlier step owes"},
    {"material_twice", [](Process& p) { p.steps[2].materials[0] = "identifikasi"; }, "step[2].materials[1]", "twice"},
};

INSTANTIATE_TEST_SUITE_P(every_check, Lint, ::testing::ValuesIn(spoiled),
                         [](const auto& spoil) { return std::string{spoil.param.what}; });

TEST(LintOfSeveralFaults, reports_them_all_at_once) {
  Process process = testing::small_process();
  process.id.clear();
  process.steps[0].performers.clear();
  process.steps[2].owed[0].id = "spt";
  EXPECT_EQ(lint(process).size(), 3U);
}

TEST(LintOfLengths, counts_characters_and_not_bytes) {
  Process process = testing::small_process();
  std::string twenty_eight;
  for (int i = 0; i < 28; ++i) twenty_eight += "\u2013";
  process.steps[2].owed[0].short_title = twenty_eight;
  EXPECT_THAT(lint(process), ::testing::IsEmpty());
}

}  // namespace
}  // namespace alur::process
