#include "fixture.hpp"
#include "similar_titles.hpp"

#include <gtest/gtest.h>

/// /ajukan: typed, step by step, for one's own agency and for another (messages B).
namespace alur::chat::test {

namespace {

class NewCase : public ::testing::Test {
 protected:
  Office office_;
  std::size_t cases() {
    std::size_t count = 0;
    office_.read([&](store::Tx& tx) { count = store::Cases{tx}.count({}); });
    return count;
  }
};

}  // namespace

TEST(SimilarTitles, see_past_case_punctuation_and_common_words) {
  EXPECT_TRUE(similar_titles("Aplikasi Antrean Layanan Kependudukan", "Sistem Antrean - Kependudukan"));
  EXPECT_TRUE(similar_titles("ANTREAN", "Aplikasi Antrean"));
  EXPECT_FALSE(similar_titles("Aplikasi Antrean Layanan Kependudukan", "Aplikasi Retribusi Pasar"));
  EXPECT_FALSE(similar_titles("Aplikasi Perizinan", "Aplikasi Perpustakaan"));
  EXPECT_TRUE(similar_titles("Sistem Informasi", "sistem  informasi"));
  EXPECT_FALSE(similar_titles("", ""));
}

TEST_F(NewCase, opens_at_once_when_an_agency_types_a_title) {
  office_.text(office_.rina, "/ajukan mandiri Aplikasi Antrean");
  EXPECT_EQ(office_.state("M26-001").title, "Aplikasi Antrean");
  EXPECT_EQ(office_.state("M26-001").agency, office_.disdukcapil);
  EXPECT_TRUE(office_.sees(office_.rina, "Permohonan terdaftar: M26-001"));
  EXPECT_TRUE(office_.sees(office_.hendra, "Permohonan baru: M26-001"));
  EXPECT_TRUE(office_.sees(office_.sari, "Permohonan baru: M26-001"));
}

TEST_F(NewCase, asks_an_agency_for_no_track) {
  office_.text(office_.rina, "/ajukan Aplikasi Antrean");
  EXPECT_EQ(office_.state("M26-001").track, process::Track::mandiri);
  office_.text(office_.rina, "/ajukan pengembang Aplikasi Retribusi");
  EXPECT_EQ(office_.state("P26-001").track, process::Track::pengembang);
}

TEST_F(NewCase, is_asked_step_by_step_of_an_agency) {
  office_.text(office_.rina, "/ajukan");
  EXPECT_TRUE(office_.last(office_.rina).html.find("Dinas Kependudukan dan Pencatatan Sipil") != std::string::npos);
  office_.text(office_.rina, "Aplikasi <b>Antrean</b> & \"Layanan\"");
  EXPECT_TRUE(office_.last(office_.rina).html.find("Aplikasi &lt;b&gt;Antrean&lt;/b&gt; &amp;") != std::string::npos);
  EXPECT_EQ(cases(), 0U);
  EXPECT_TRUE(office_.press(office_.rina, "Ajukan"));
  EXPECT_EQ(office_.state("M26-001").title, "Aplikasi <b>Antrean</b> & \"Layanan\"");
}

TEST_F(NewCase, is_asked_step_by_step_of_staff_with_agency_and_letter) {
  office_.text(office_.dedi, "/ajukan");
  EXPECT_TRUE(office_.press(office_.dedi, "MANDIRI"));
  EXPECT_TRUE(office_.press(office_.dedi, "Dinas Perhubungan"));
  office_.text(office_.dedi, "tanpa tanggal");
  EXPECT_TRUE(office_.sees(office_.dedi, "Nomor dan tanggal surat belum terbaca"));
  office_.text(office_.dedi, "550/9/DISHUB/2026 27-2-2026");
  office_.text(office_.dedi, "Aplikasi Parkir");
  EXPECT_TRUE(office_.sees(office_.dedi, "Surat permohonan: 550/9/DISHUB/2026 tanggal 27 Februari 2026"));
  EXPECT_TRUE(office_.press(office_.dedi, "Ajukan"));
  const workflow::CaseState state = office_.state("M26-001");
  EXPECT_EQ(state.agency, office_.dishub);
  ASSERT_TRUE(state.request_letter);
  EXPECT_EQ(state.request_letter->number, "550/9/DISHUB/2026");
  EXPECT_TRUE(office_.sees(office_.dedi, "belum ada pengguna dari Dinas Perhubungan"));
}

TEST_F(NewCase, typed_by_staff_asks_only_for_agency_and_letter) {
  office_.text(office_.dedi, "/ajukan pengembang Aplikasi Parkir");
  EXPECT_TRUE(office_.press(office_.dedi, "Dinas Perhubungan"));
  office_.text(office_.dedi, "550/9/DISHUB/2026; 27-2-2026");
  EXPECT_EQ(office_.state("P26-001").title, "Aplikasi Parkir");
}

TEST_F(NewCase, typed_by_staff_without_a_track_gets_an_example) {
  office_.text(office_.dedi, "/ajukan Aplikasi Parkir");
  EXPECT_TRUE(office_.last(office_.dedi).html.find("/ajukan mandiri") != std::string::npos);
  EXPECT_EQ(cases(), 0U);
}

TEST_F(NewCase, adds_an_agency_that_is_like_no_other) {
  office_.text(office_.dedi, "/ajukan mandiri Aplikasi Posyandu");
  office_.text(office_.dedi, "Dinas Kesehatan");
  office_.text(office_.dedi, "440/1/DINKES/2026 27-2-2026");
  ASSERT_EQ(cases(), 1U);
  const AgencyId agency = office_.state("M26-001").agency;
  EXPECT_NE(agency, office_.dishub);
  EXPECT_NE(agency, office_.disdukcapil);
}

TEST_F(NewCase, asks_about_an_agency_with_a_close_name) {
  office_.text(office_.dedi, "/ajukan mandiri Aplikasi Parkir");
  office_.text(office_.dedi, "Dinas Perhubngan");
  EXPECT_TRUE(office_.sees(office_.dedi, "Ada instansi dengan nama yang mirip"));
  EXPECT_TRUE(office_.press(office_.dedi, "Dinas Perhubungan"));
  office_.text(office_.dedi, "550/9/DISHUB/2026 27-2-2026");
  EXPECT_EQ(office_.state("M26-001").agency, office_.dishub);
}

TEST_F(NewCase, takes_the_very_name_of_an_agency_without_asking) {
  office_.text(office_.dedi, "/ajukan mandiri Aplikasi Parkir");
  office_.text(office_.dedi, "dinas perhubungan");
  EXPECT_TRUE(office_.sees(office_.dedi, "Mohon menuliskan nomor dan tanggal surat permohonan"));
}

TEST_F(NewCase, shows_a_similar_open_one_of_the_agency_first) {
  office_.text(office_.rina, "/ajukan mandiri Aplikasi Antrean Layanan Kependudukan");
  office_.text(office_.rina, "/ajukan mandiri Sistem Antrean Kependudukan");
  EXPECT_EQ(cases(), 1U);
  const Shown question = office_.last(office_.rina);
  EXPECT_TRUE(question.html.find("Sudah ada permohonan yang serupa") != std::string::npos);
  EXPECT_NE(question.button("Buka M26-001"), nullptr);
  EXPECT_TRUE(office_.press(office_.rina, "Tetap ajukan"));
  EXPECT_EQ(cases(), 2U);
}

TEST_F(NewCase, begins_again_when_something_is_to_be_changed) {
  office_.text(office_.rina, "/ajukan");
  office_.text(office_.rina, "Aplikasi Antrian");
  EXPECT_TRUE(office_.press(office_.rina, "Ubah"));
  office_.text(office_.rina, "Aplikasi Antrean");
  EXPECT_TRUE(office_.press(office_.rina, "Ajukan"));
  EXPECT_EQ(office_.state("M26-001").title, "Aplikasi Antrean");
}

TEST_F(NewCase, opens_one_case_however_often_the_button_is_pressed) {
  office_.text(office_.rina, "/ajukan");
  office_.text(office_.rina, "Aplikasi Antrean");
  const ShownButton confirm = *office_.last(office_.rina).button("Ajukan");
  office_.press_data(office_.rina, confirm.data);
  office_.press_data(office_.rina, confirm.data);
  EXPECT_EQ(cases(), 1U);
  EXPECT_TRUE(office_.toast_alert);
}

TEST_F(NewCase, is_open_to_nobody_else) {
  for (const Member& member : {office_.fajar, office_.putri, office_.bayu, office_.anwar, office_.joko}) {
    office_.text(member, "/ajukan mandiri Aplikasi Antrean");
    EXPECT_TRUE(office_.last(member).html.starts_with("Permohonan diajukan oleh")) << office_.last(member).html;
  }
  EXPECT_EQ(cases(), 0U);
}

TEST_F(NewCase, gives_numbers_by_track_and_year) {
  office_.text(office_.rina, "/ajukan mandiri Aplikasi Antrean");
  office_.text(office_.rina, "/ajukan mandiri Aplikasi Perpustakaan");
  office_.text(office_.rina, "/ajukan pengembang Aplikasi Retribusi");
  EXPECT_EQ(office_.state("M26-002").title, "Aplikasi Perpustakaan");
  EXPECT_EQ(office_.state("P26-001").title, "Aplikasi Retribusi");
}

}  // namespace alur::chat::test
