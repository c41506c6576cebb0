#include "fixture.hpp"

#include <gtest/gtest.h>

/// Lists, positions, documents and history: what each may see, and no more.
namespace alur::chat::test {

namespace {

class Looking : public ::testing::Test {
 protected:
  Looking() { office_.text(office_.rina, "/ajukan mandiri Aplikasi Antrean"); }

  Office office_;

  bool says(const Member& member, std::string_view words) {
    return office_.last(member).html.find(words) != std::string::npos;
  }
};

}  // namespace

TEST_F(Looking, lists_what_waits_and_opens_it_with_its_buttons) {
  office_.text(office_.rina, "/tugas");
  EXPECT_TRUE(says(office_.rina, "Menunggu Bapak/Ibu: 1"));
  ASSERT_TRUE(office_.press(office_.rina, "1 – M26-001"));
  EXPECT_NE(office_.last(office_.rina).button("Unggah dokumen"), nullptr);
}

TEST_F(Looking, says_when_nothing_waits) {
  office_.text(office_.putri, "/tugas");
  EXPECT_EQ(office_.last(office_.putri).html, "Tidak ada tugas yang menunggu Bapak/Ibu.");
}

TEST_F(Looking, turns_pages_of_long_lists) {
  for (int i = 0; i < 20; ++i) {
    office_.text(office_.rina, "/ajukan mandiri Proyek nomor" + std::to_string(i) + " unik" + std::to_string(i));
  }
  office_.text(office_.rina, "/tugas");
  EXPECT_TRUE(says(office_.rina, "Menunggu Bapak/Ibu: 21"));
  EXPECT_EQ(office_.last(office_.rina).button("Sebelumnya"), nullptr);
  ASSERT_TRUE(office_.press(office_.rina, "Selanjutnya"));
  EXPECT_TRUE(says(office_.rina, "9. "));
  ASSERT_TRUE(office_.press(office_.rina, "Selanjutnya"));
  EXPECT_TRUE(says(office_.rina, "21. "));
  EXPECT_EQ(office_.last(office_.rina).button("Selanjutnya"), nullptr);
  office_.text(office_.rina, "/proyek");
  EXPECT_TRUE(says(office_.rina, "Permohonan: 21"));
  ASSERT_TRUE(office_.press(office_.rina, "Selanjutnya"));
  ASSERT_TRUE(office_.press(office_.rina, "Sebelumnya"));
}

TEST_F(Looking, shows_each_the_cases_that_are_theirs_to_see) {
  const Member other = office_.enrol("Tono", Role::instansi_pengguna, office_.dishub);
  for (const Member& sees_all : {office_.dedi, office_.hendra, office_.sari, office_.anwar, office_.joko}) {
    office_.text(sees_all, "/proyek");
    EXPECT_TRUE(says(sees_all, "M26-001"));
  }
  for (const Member& sees_none : {other, office_.fajar, office_.putri, office_.bayu}) {
    office_.text(sees_none, "/proyek");
    EXPECT_TRUE(says(sees_none, "Belum ada permohonan")) << office_.last(sees_none).html;
  }
}

TEST_F(Looking, shows_the_position_of_a_case_and_the_count_of_its_deadline) {
  office_.text(office_.hendra, "/proyek M26-001");
  EXPECT_TRUE(says(office_.hendra, "Tahap 1 dari 14"));
  ASSERT_TRUE(office_.press(office_.hendra, "Rincian"));
  EXPECT_TRUE(says(office_.hendra, "hari ke-3"));
  EXPECT_TRUE(office_.press(office_.hendra, "Riwayat"));
}

TEST_F(Looking, finds_no_case_of_a_wrong_register) {
  for (const std::string register_no : {"M26-010", "X26-001", "m99-1", "M26-99999999999999999999"}) {
    office_.text(office_.hendra, "/proyek " + register_no);
    EXPECT_TRUE(says(office_.hendra, "Tidak ditemukan permohonan")) << register_no;
  }
}

TEST_F(Looking, lists_and_sends_documents_and_their_versions) {
  office_.file(office_.rina, {.name = "satu.pdf"});
  office_.file(office_.rina, {.name = "dua.pdf"});
  office_.text(office_.hendra, "/dokumen M26-001");
  EXPECT_TRUE(says(office_.hendra, "Dokumen identifikasi kebutuhan, versi 2"));
  EXPECT_TRUE(says(office_.hendra, "Dokumen identifikasi kebutuhan, versi 1"));
  ASSERT_TRUE(office_.press(office_.hendra, "2"));
  EXPECT_EQ(office_.last(office_.hendra).document, "file-1");
  office_.text(office_.hendra, "/dokumen M26-001 identifikasi");
  EXPECT_EQ(office_.last(office_.hendra).document, "file-2");
  office_.text(office_.hendra, "/dokumen M26-001 kontrak");
  EXPECT_TRUE(says(office_.hendra, "Tidak ada dokumen kontrak"));
}

TEST_F(Looking, opens_no_document_to_an_admin_and_withdrawn_ones_to_few) {
  const Member admin = office_.enrol("Admin Saja", Role::admin);
  office_.file(office_.rina, {.name = "satu.pdf"});
  office_.text(admin, "/dokumen M26-001");
  EXPECT_TRUE(says(admin, "Belum ada dokumen M26-001 yang dapat Bapak/Ibu buka"));
  ASSERT_TRUE(office_.press(office_.rina, "Salah berkas"));
  office_.text(office_.hendra, "/dokumen M26-001");
  EXPECT_TRUE(says(office_.hendra, "Belum ada dokumen"));
  for (const Member& reader : {office_.sari, office_.joko}) {
    office_.text(reader, "/dokumen M26-001");
    EXPECT_TRUE(says(reader, "(ditarik)"));
  }
}

TEST_F(Looking, shows_an_agency_what_was_accepted_and_what_it_decides_on) {
  office_.file(office_.rina, {});
  office_.text(office_.rina, "/selesai M26-001");
  office_.text(office_.hendra, "/setuju M26-001");
  office_.file(office_.dedi, {.name = "spesifikasi.pdf"});
  office_.text(office_.rina, "/dokumen M26-001");
  EXPECT_FALSE(says(office_.rina, "spesifikasi"));
  office_.text(office_.dedi, "/selesai M26-001");
  office_.text(office_.hendra, "/setuju M26-001");
  office_.text(office_.rina, "/dokumen M26-001");
  EXPECT_TRUE(says(office_.rina, "Dokumen spesifikasi kebutuhan"));
}

TEST_F(Looking, sends_what_a_card_is_about) {
  office_.file(office_.rina, {.name = "kebutuhan.pdf"});
  office_.text(office_.rina, "/selesai M26-001");
  ASSERT_TRUE(office_.press(office_.hendra, "Lihat dokumen"));
  EXPECT_EQ(office_.last(office_.hendra).document, "file-1");
}

TEST_F(Looking, turns_pages_of_a_long_history) {
  for (int i = 0; i < 15; ++i) {
    office_.text(office_.hendra, "/catatan M26-001 Catatan ke-" + std::to_string(i));
  }
  office_.text(office_.hendra, "/riwayat M26-001");
  EXPECT_TRUE(says(office_.hendra, "Catatan ke-14"));
  EXPECT_FALSE(says(office_.hendra, "Catatan ke-0\""));
  ASSERT_TRUE(office_.press(office_.hendra, "Selanjutnya"));
  EXPECT_TRUE(says(office_.hendra, "Catatan ke-0"));
  EXPECT_NE(office_.last(office_.hendra).button("Sebelumnya"), nullptr);
}

TEST_F(Looking, speaks_english_to_whoever_chose_it) {
  office_.speak_english(office_.hendra);
  office_.text(office_.hendra, "/docs M26-001");
  EXPECT_TRUE(says(office_.hendra, "There is no document of M26-001 yet"));
  office_.text(office_.hendra, "/approve M26-001");
  EXPECT_TRUE(says(office_.hendra, "is still being worked on"));
  office_.text(office_.hendra, "/aprove M26-001");
  EXPECT_TRUE(says(office_.hendra, "Perhaps /approve is meant"));
}

TEST_F(Looking, writes_names_and_titles_as_text_never_as_markup) {
  office_.text(office_.rina, "/ajukan mandiri <b>Tebal</b> & \"kutip\" \xE2\x80\xAEterbalik");
  office_.text(office_.hendra, "/proyek M26-002");
  EXPECT_TRUE(says(office_.hendra, "&lt;b&gt;Tebal&lt;/b&gt; &amp; "));
  EXPECT_FALSE(says(office_.hendra, "\xE2\x80\xAE"));
}

}  // namespace alur::chat::test
