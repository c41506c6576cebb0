#include "alur/archive/archive.hpp"

#include "corpus.hpp"
#include "fixture.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <sys/stat.h>

namespace alur::archive {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;

TEST_F(ArchiveTest, files_a_document_by_its_content) {
  Archive archive = make();
  const std::string bytes = sample("spt.pdf");
  const std::string sha256 = sha256_hex(bytes);
  const auto intake = archive.intake();
  EXPECT_TRUE(intake->write(bytes.substr(0, 1000)));
  EXPECT_TRUE(intake->write(bytes.substr(1000)));
  EXPECT_FALSE(archive.has(sha256));
  const auto stored = intake->finish("SPT.PDF");
  ASSERT_TRUE(stored.has_value());
  EXPECT_EQ(stored->sha256, sha256);
  EXPECT_EQ(stored->bytes, bytes.size());
  EXPECT_EQ(stored->media_type, "application/pdf");
  EXPECT_TRUE(archive.has(sha256));
  EXPECT_TRUE(archive.intact(sha256));
  EXPECT_EQ(archive.path_of(sha256),
            directory() + "/" + sha256.substr(0, 2) + "/" + sha256.substr(2, 2) + "/" + sha256);
  EXPECT_EQ(read_file(archive.path_of(sha256)), bytes);
  EXPECT_THAT(quarantined(), IsEmpty());
}

TEST_F(ArchiveTest, keeps_one_copy_of_one_content_and_mends_a_rotten_one) {
  Archive archive = make();
  const std::string bytes = sample("alur.png");
  const auto file_it = [&] {
    const auto intake = archive.intake();
    intake->write(bytes);
    return intake->finish("alur.png")->sha256;
  };
  const std::string sha256 = file_it();
  EXPECT_EQ(file_it(), sha256);
  std::ofstream{archive.path_of(sha256)} << "rotten";
  EXPECT_FALSE(archive.intact(sha256));
  file_it();
  EXPECT_TRUE(archive.intact(sha256));
}

TEST_F(ArchiveTest, what_is_written_is_for_its_owner_alone) {
  const Archive made_only{directory(), {1, {}}};
  Archive archive = make();
  const auto intake = archive.intake();
  intake->write("x");
  const auto mode = [](const std::string& path) {
    struct stat found {};
    EXPECT_EQ(::stat(path.c_str(), &found), 0) << path;
    return found.st_mode & 0777U;
  };
  EXPECT_EQ(mode(directory()), 0700U);
  EXPECT_EQ(mode(directory() + "/quarantine"), 0700U);
  ASSERT_EQ(quarantined().size(), 1U);
  EXPECT_EQ(mode(quarantined()[0]), 0600U);
}

TEST_F(ArchiveTest, an_abandoned_intake_leaves_nothing_and_neither_does_a_dead_process) {
  {
    Archive archive = make();
    archive.intake()->write("half a file");
    EXPECT_THAT(quarantined(), IsEmpty());
    std::ofstream{root / "archive/quarantine/left"} << "by a dead process";
  }
  const Archive again = make();
  EXPECT_THAT(quarantined(), IsEmpty());
}

TEST_F(ArchiveTest, counts_what_comes_and_drops_the_rest) {
  Archive archive = make({"txt"}, 10);
  const auto fits = archive.intake();
  EXPECT_TRUE(fits->write("0123456789"));
  EXPECT_TRUE(fits->finish("a.txt").has_value());
  const auto too_big = archive.intake();
  EXPECT_TRUE(too_big->write("01234"));
  EXPECT_FALSE(too_big->write("567890"));
  EXPECT_FALSE(too_big->write("x"));
  EXPECT_EQ(too_big->finish("a.txt").error(), Refused::too_big);
  EXPECT_EQ(archive.intake()->finish("a.txt").error(), Refused::empty);
}

TEST_F(ArchiveTest, the_name_is_never_a_path) {
  Archive archive = make();
  const auto intake = archive.intake();
  intake->write(sample("catatan.txt"));
  EXPECT_TRUE(intake->finish("../../etc/cron.d/catatan.txt").has_value());
  std::size_t files = 0;
  for (const auto& entry : fs::recursive_directory_iterator{root}) files += entry.is_regular_file() ? 1U : 0U;
  EXPECT_EQ(files, 1U);
}

TEST_F(ArchiveTest, a_configured_type_that_cannot_be_told_stops_the_start) {
  EXPECT_THROW(make({"pdf", "svg"}), std::invalid_argument);
}

TEST_F(ArchiveTest, what_is_no_hash_is_not_there) {
  const Archive archive = make();
  EXPECT_FALSE(archive.has("../../../etc/passwd"));
  EXPECT_FALSE(archive.intact(""));
  EXPECT_THROW(archive.path_of("abc"), std::invalid_argument);
}

TEST_F(ArchiveTest, a_check_names_what_is_missing_and_what_changed) {
  Archive archive = make();
  std::vector<std::string> hashes{std::string(64, '0'), "no hash"};
  for (const char* text : {"satu", "dua"}) {
    const auto intake = archive.intake();
    intake->write(text);
    hashes.push_back(intake->finish("a.txt")->sha256);
  }
  std::ofstream{archive.path_of(hashes[3])} << "lain";
  const ArchiveCheck found = check_contents(directory(), hashes);
  EXPECT_THAT(found.missing, ElementsAre(hashes[0], hashes[1]));
  EXPECT_THAT(found.changed, ElementsAre(hashes[3]));
}

TEST_F(ArchiveTest, a_copy_leaves_out_what_is_missing_or_changed) {
  Archive archive = make();
  std::vector<std::string> hashes{std::string(64, '0')};
  for (const char* text : {"satu", "dua", "tiga"}) {
    const auto intake = archive.intake();
    intake->write(text);
    hashes.push_back(intake->finish("a.txt")->sha256);
  }
  std::ofstream{archive.path_of(hashes[2])} << "lain";
  const std::string to = (root / "copy").string();
  const ArchiveCheck left_out = copy_contents(directory(), hashes, to);
  EXPECT_THAT(left_out.missing, ElementsAre(hashes[0]));
  EXPECT_THAT(left_out.changed, ElementsAre(hashes[2]));
  EXPECT_THAT(contents_of(to), testing::UnorderedElementsAre(hashes[1], hashes[3]));
  const ArchiveCheck found = check_contents(to, {hashes[1], hashes[3]});
  EXPECT_THAT(found.missing, IsEmpty());
  EXPECT_THAT(found.changed, IsEmpty());
}

TEST_F(ArchiveTest, a_copy_that_cannot_be_written_is_an_error_and_no_changed_document) {
  Archive archive = make();
  const auto intake = archive.intake();
  intake->write("satu");
  const std::string sha256 = intake->finish("a.txt")->sha256;
  const std::string to = (root / "copy").string();
  copy_contents(directory(), {sha256}, to);
  EXPECT_THROW(copy_contents(directory(), {sha256}, to), std::system_error) << "a copy is never written over";
}

TEST_F(ArchiveTest, lists_contents_and_nothing_else) {
  EXPECT_THAT(contents_of(directory()), IsEmpty()) << "a directory that is not there";
  Archive archive = make();
  const auto intake = archive.intake();
  intake->write("satu");
  const std::string sha256 = intake->finish("a.txt")->sha256;
  const auto coming_in = archive.intake();
  std::ofstream{root / "archive" / std::string(64, 'a')} << "not at its place";
  EXPECT_THAT(contents_of(directory()), ElementsAre(sha256));
}

TEST(Sha256Hex, is_the_standards_own_example) {
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

class InspectionTest : public ArchiveTest {
 protected:
  std::string upload(const std::string& bytes, const std::string& name,
                     const std::vector<std::string>& types = all_types) const {
    Archive archive = make(types);
    return outcome(put_in(archive, bytes, name));
  }
};

TEST_F(InspectionTest, takes_what_an_office_sends) {
  constexpr std::string_view ooxml = "application/vnd.openxmlformats-officedocument.";
  EXPECT_EQ(upload(sample("identifikasi.pdf"), "Identifikasi Kebutuhan.pdf"), "application/pdf");
  EXPECT_EQ(upload(sample("spesifikasi.docx"), "spesifikasi.docx"), std::string{ooxml} + "wordprocessingml.document");
  EXPECT_EQ(upload(sample("jadwal.xlsx"), "jadwal.xlsx"), std::string{ooxml} + "spreadsheetml.sheet");
  EXPECT_EQ(upload(sample("spesifikasi.odt"), "spesifikasi.odt"), "application/vnd.oasis.opendocument.text");
  EXPECT_EQ(upload(sample("spt.doc"), "spt.doc"), "application/msword");
  EXPECT_EQ(upload(sample("jadwal.xls"), "jadwal.xls"), "application/vnd.ms-excel");
  EXPECT_EQ(upload(sample("foto1.jpg"), "foto1.jpeg"), "image/jpeg");
  EXPECT_EQ(upload(sample("alur.png"), "alur.png"), "image/png");
  EXPECT_EQ(upload(sample("prototype.zip"), "prototype.zip"), "application/zip");
  EXPECT_EQ(upload(sample("catatan.txt"), "catatan.txt"), "text/plain");
  EXPECT_EQ(upload("a,b\n1,2\n3,4\n", "data.csv"), "text/plain");
  EXPECT_EQ(upload(R"(<mxfile host="app"><diagram id="1"></diagram></mxfile>)", "alur.drawio"),
            "application/vnd.jgraph.mxfile");
  EXPECT_EQ(upload("{\\rtf1\\ansi Surat}", "surat.rtf"), "text/rtf");
}

TEST_F(InspectionTest, a_name_without_an_extension_leaves_it_to_the_content) {
  EXPECT_EQ(upload(sample("spt.pdf"), ""), "application/pdf");
  EXPECT_EQ(upload(sample("spt.pdf"), "Surat rev 1.2"), "application/pdf");
  EXPECT_EQ(upload(sample("spt.pdf"), "No. 800 tahun 2026"), "application/pdf");
}

TEST_F(InspectionTest, refuses_programs_whatever_they_are_called) {
  EXPECT_EQ(upload(sample("program.pdf"), "program.pdf"), "program");
  EXPECT_EQ(upload(read_file("/proc/self/exe").substr(0, 100'000), "laporan.pdf"), "program");
  EXPECT_EQ(upload("#!/bin/sh\nrm -rf /\n", "catatan.txt"), "program");
  EXPECT_EQ(upload("@echo off\r\ndel *.*\r\n", "catatan.txt"), "program");
  EXPECT_EQ(upload(sample("spt.pdf"), "laporan.pdf.exe"), "program");
  EXPECT_EQ(upload(sample("spt.pdf"), "laporan.SCR . "), "program");
  EXPECT_EQ(upload("WScript.Echo 1", "catatan.vbs"), "program");
}

TEST_F(InspectionTest, refuses_macros_whatever_they_are_called) {
  EXPECT_EQ(upload(sample("makro.docm"), "makro.docm"), "macros");
  EXPECT_EQ(upload(sample("makro.docm"), "laporan.docx"), "macros");
}

TEST_F(InspectionTest, refuses_macros_in_documents_from_before_2007) {
  EXPECT_EQ(upload(sample("spt.doc") + directory_entry("_VBA_PROJECT"), "spt.doc"), "macros");
  EXPECT_EQ(upload(sample("spt.doc") + directory_entry("VBA_PROJECTS"), "spt.doc"), "application/msword");
}

TEST_F(InspectionTest, refuses_a_name_that_says_another_thing_than_the_content) {
  EXPECT_EQ(upload(sample("spt.pdf"), "spt.docx"), "type_mismatch");
  EXPECT_EQ(upload(sample("foto1.jpg"), "foto1.png"), "type_mismatch");
  EXPECT_EQ(upload(sample("spesifikasi.docx"), "spesifikasi.zip"), "type_mismatch");
  EXPECT_EQ(upload(sample("spesifikasi.docx"), "spesifikasi.xlsx"), "type_mismatch");
  EXPECT_EQ(upload(sample("spt.doc"), "spt.xls"), "type_mismatch");
  EXPECT_EQ(upload(sample("catatan.txt"), "catatan.pdf"), "type_mismatch");
  EXPECT_EQ(upload(sample("spt.pdf"), "spt.xyz"), "type_mismatch");
}

TEST_F(InspectionTest, refuses_contents_of_no_allowed_type) {
  EXPECT_EQ(upload(sample("foto1.jpg"), "foto1.jpg", {"pdf"}), "type_not_allowed");
  EXPECT_EQ(upload("<html><script>alert(1)</script></html>", "catatan.txt"), "type_not_allowed");
  EXPECT_EQ(upload(std::string("\x01\x02\x03\x00\xff\xfe\x80\x81", 8), "data.txt"), "type_not_allowed");
  EXPECT_EQ(upload("PK\x03\x04 and nothing that a ZIP has", "prototype.zip"), "damaged");
}

}  // namespace
}  // namespace alur::archive
