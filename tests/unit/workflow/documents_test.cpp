#include "a_case.hpp"

#include <gmock/gmock.h>

namespace alur::workflow {
namespace {

using testing::Contains;
using testing::ElementsAre;

FileVersion file(const std::string& item, const std::string& print, Submission what = a_file("a.pdf")) {
  return {item, std::move(what), print};
}

TEST(Documents, unknown_item_is_refused_with_what_is_owed) {
  ACase a(mandiri());
  const Refusal refused = a.refused(rina, file("spesifikasi", "f"));
  EXPECT_EQ(refused.reason, Reason::unknown_item);
  EXPECT_THAT(refused.items, ElementsAre("identifikasi"));
}

TEST(Documents, kind_must_fit_what_is_owed) {
  ACase a(mandiri());
  EXPECT_EQ(a.refused(rina, file("identifikasi", "f", nihil())).reason, Reason::wrong_kind);
  EXPECT_EQ(a.refused(rina, file("identifikasi", "f", a_link())).reason, Reason::wrong_kind);
  EXPECT_EQ(a.refused(rina, file("identifikasi", "f", Submission{})).reason, Reason::wrong_kind);
  a.does(rina, file("lampiran", "f", a_link()));
}

TEST(Documents, versions_are_numbered_and_none_is_overwritten) {
  ACase a(mandiri());
  a.does(rina, file("identifikasi", "f1"));
  a.does(rina, file("identifikasi", "f2"));
  ASSERT_EQ(a.state.versions.size(), 2u);
  EXPECT_EQ(a.state.versions[0].fingerprint, "f1");
  EXPECT_EQ(a.state.present("identifikasi")->number, 2);
}

TEST(Documents, wrong_file_may_be_withdrawn_until_the_hand_in) {
  ACase a(mandiri());
  EXPECT_EQ(a.refused(rina, WithdrawVersion{"identifikasi"}).reason, Reason::nothing_to_withdraw);
  a.does(rina, file("identifikasi", "f1"));
  a.does(rina, WithdrawVersion{"identifikasi"});
  EXPECT_EQ(a.state.present("identifikasi"), nullptr);
  EXPECT_TRUE(a.state.versions[0].withdrawn);
  a.does(rina, file("identifikasi", "f2"));
  EXPECT_EQ(a.state.present("identifikasi")->number, 2);
  a.does(rina, Submit{});
  EXPECT_EQ(a.refused(rina, WithdrawVersion{"identifikasi"}).reason, Reason::wrong_phase);
}

TEST(Documents, change_is_explained_by_who_filed_it) {
  ACase a(mandiri());
  a.does(rina, file("identifikasi", "f1"));
  EXPECT_FALSE(a.offers(rina, Act::explain_change));
  a.does(rina, file("identifikasi", "f2"));
  EXPECT_EQ(a.refused(rina, ExplainChange{"identifikasi", " "}).reason, Reason::text_required);
  a.does(rina, ExplainChange{"identifikasi", "Hanya perbaikan penulisan"});
  EXPECT_EQ(a.state.present("identifikasi")->change_note, "Hanya perbaikan penulisan");
}

TEST(Documents, incomplete_checklist_is_kept_but_still_owed) {
  ACase a(mandiri());
  a.run_to(13);
  a.does(dedi, file("perlengkapan", "f", checklist({"Laptop"})));
  a.does(dedi, file("laporan-pelatihan", "g"));
  EXPECT_THAT(a.refused(dedi, Submit{}).items, ElementsAre("perlengkapan"));
  EXPECT_EQ(a.refused(dedi, file("perlengkapan", "f", checklist({"Proyektor"}))).reason, Reason::wrong_kind);
  a.does(dedi, file("perlengkapan", "h", checklist({"Laptop", "PC Unit", "Kelengkapan pendukung lainnya"})));
  a.does(dedi, Submit{});
}

TEST(Documents, new_version_voids_open_approvals_and_their_giver_decides_again) {
  ACase a(mandiri());
  a.run_to(5);
  a.hand_in();
  a.does(hendra, Approve{});
  const std::vector<Event> events = a.does(fajar, file("jadwal", "new"));
  ASSERT_NE(first<ApprovalsVoided>(events), nullptr);
  EXPECT_TRUE(a.step().approvals.empty());
  EXPECT_EQ(a.refused(sari, Approve{}).reason, Reason::not_your_turn);
  a.does(hendra, Approve{});
  a.does(sari, Approve{});
  EXPECT_EQ(a.state.current, 6);
}

TEST(Documents, attachment_voids_nothing) {
  ACase a(mandiri());
  a.hand_in();
  EXPECT_EQ(first<ApprovalsVoided>(a.does(rina, file("lampiran", "l"))), nullptr);
}

TEST(Documents, whoever_changes_what_was_handed_in_cannot_approve_it) {
  ACase a(mandiri());
  a.run_to(5);
  a.grant(hendra, Role::system_analyst);
  a.does(sari, Appoint{Role::system_analyst, {fajar, hendra}, {}, "Membantu."});
  a.hand_in();
  EXPECT_TRUE(a.offers(hendra, Act::approve));
  a.does(hendra, file("jadwal", "by-hendra"));
  EXPECT_FALSE(a.offers(hendra, Act::approve));
  EXPECT_EQ(waiting(a, Waiting::For::approval).front().instead_of, Role::kasi_pengembangan);
}

TEST(Documents, approving_names_the_versions) {
  ACase a(mandiri());
  a.hand_in();
  EXPECT_EQ(a.refused(hendra, Approve{"", {"something else"}}).reason, Reason::versions_changed);
  const std::string print = a.state.present("identifikasi")->fingerprint;
  a.does(hendra, Approve{"Lengkap.", {print}});
  EXPECT_THAT(a.state.step(1).approvals.front().fingerprints, ElementsAre(print));
}

TEST(Documents, earlier_rounds_do_not_count_until_kept) {
  ACase a(mandiri());
  a.hand_in();
  EXPECT_FALSE(a.offers(rina, Act::keep_version));
  a.does(hendra, Return{1, "Kurang lengkap.", {}});
  EXPECT_EQ(a.state.present("identifikasi"), nullptr);
  EXPECT_NE(a.state.newest("identifikasi"), nullptr);
  EXPECT_EQ(a.refused(rina, Submit{}).reason, Reason::items_missing);
  a.does(rina, KeepVersion{"identifikasi"});
  EXPECT_EQ(a.state.present("identifikasi")->number, 1);
  EXPECT_EQ(a.refused(rina, KeepVersion{"identifikasi"}).reason, Reason::nothing_to_keep);
  a.does(rina, Submit{});
}

TEST(Documents, are_taken_while_the_case_is_paused) {
  ACase a(mandiri());
  a.does(hendra, PauseCase{Party::instansi_pengguna, "Diklat."});
  a.does(rina, file("identifikasi", "f"));
  EXPECT_EQ(a.refused(rina, Submit{}).reason, Reason::case_paused);
}

TEST(Documents, contractor_files_but_does_not_hand_in) {
  ACase a(pengembang());
  a.run_to(5);
  a.does(bayu, file("prototype", "p", a_link()));
  EXPECT_FALSE(a.step().holder);
  EXPECT_EQ(a.refused(bayu, Submit{}).reason, Reason::not_yours);
  a.hand_in();
  EXPECT_EQ(a.step().submitted_by, sari);
  EXPECT_EQ(a.refused(bayu, file("prototype", "q", a_link())).reason, Reason::wrong_phase);
}

}  // namespace
}  // namespace alur::workflow
