#include "alur/config/config.hpp"

#include "scratch_dir.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace alur::config {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(Texts, are_merged_by_language_with_dotted_keys) {
  const testing::ScratchDir dir;
  dir.write("id/card.toml", "[card]\ntitle = \"Tahap\"\n[card.line]\ndue = \"Batas waktu\"\n");
  dir.write("id/help.toml", "hello = \"Selamat\"\n");
  dir.write("en/card.toml", "[card]\ntitle = \"Step\"\nline.due = \"Due\"\n");
  dir.write("en/help.toml", "hello = \"Hello\"\n");
  const auto loaded = load_texts(dir.path());
  ASSERT_THAT(loaded.faults, IsEmpty());
  EXPECT_THAT(loaded.value.at("id"), SizeIs(3));
  EXPECT_EQ(loaded.value.at("id").at("card.title"), "Tahap");
  EXPECT_EQ(loaded.value.at("id").at("card.line.due"), "Batas waktu");
  EXPECT_EQ(loaded.value.at("id").at("hello"), "Selamat");
  EXPECT_EQ(loaded.value.at("en").at("card.line.due"), "Due");
}

TEST(Texts, stand_in_one_file_only) {
  const testing::ScratchDir dir;
  dir.write("id/a.toml", "[card]\ntitle = \"Tahap\"\n");
  dir.write("id/b.toml", "\n[card]\ntitle = \"Langkah\"\n");
  dir.write("en/a.toml", "[card]\ntitle = \"Step\"\n");
  const auto loaded = load_texts(dir.path());
  ASSERT_THAT(loaded.faults, SizeIs(1));
  EXPECT_THAT(loaded.faults.front().str(), HasSubstr("id/b.toml:3: card.title: stands in "));
  EXPECT_THAT(loaded.faults.front().str(), HasSubstr("id/a.toml:2 too"));
}

TEST(Texts, are_texts) {
  const testing::ScratchDir dir;
  dir.write("id/a.toml", "[card]\ntitle = 1\nlines = [\"a\"]\n");
  dir.write("en/a.toml", "title = \n");
  const auto loaded = load_texts(dir.path());
  ASSERT_THAT(loaded.faults, SizeIs(3));
  EXPECT_THAT(loaded.faults[0].str(), HasSubstr("id/a.toml:3: card.lines: must be a text"));
  EXPECT_THAT(loaded.faults[1].str(), HasSubstr("id/a.toml:2: card.title: must be a text"));
  EXPECT_THAT(loaded.faults[2].str(), HasSubstr("en/a.toml:1: "));
}

TEST(Texts, are_needed_in_every_language) {
  const testing::ScratchDir dir;
  dir.write("id/a.toml", "hello = \"Selamat\"\n");
  const auto loaded = load_texts(dir.path());
  ASSERT_THAT(loaded.faults, SizeIs(1));
  EXPECT_THAT(loaded.faults.front().str(), HasSubstr("/en: cannot be read"));
}

TEST(CheckTexts, names_file_and_line_of_patterns_that_do_not_parse_or_agree) {
  const testing::ScratchDir dir;
  dir.write("id/a.toml", "[card]\ntitle = \"Tahap {no}\"\nfine = \"Baik\"\nbroken = \"{no\"\nonly = \"Hanya\"\n");
  dir.write("en/b.toml", "[card]\nfine = \"Fine\"\nbroken = \"Broken\"\ntitle = \"Step {number}\"\n");
  std::vector<std::string> lines;
  for (const Fault& fault : check_texts(dir.path())) lines.push_back(fault.str());
  EXPECT_THAT(lines, ::testing::Contains(HasSubstr("id/a.toml:4: card.broken (id): ")));
  EXPECT_THAT(lines, ::testing::Contains(HasSubstr("id/a.toml:5: card.only (en): missing in this language")));
  EXPECT_THAT(lines, ::testing::Contains(HasSubstr(":2: card.title (id): arguments differ")));
  EXPECT_THAT(lines, ::testing::Not(::testing::Contains(HasSubstr("card.fine"))));
}

TEST(CheckTexts, reports_what_cannot_be_loaded_instead) {
  const testing::ScratchDir dir;
  dir.write("id/a.toml", "title = 1\n");
  dir.write("en/a.toml", "title = \"Step\"\n");
  const auto faults = check_texts(dir.path());
  ASSERT_THAT(faults, SizeIs(1));
  EXPECT_THAT(faults.front().str(), HasSubstr("id/a.toml:1: title: must be a text"));
}

}  // namespace
}  // namespace alur::config
