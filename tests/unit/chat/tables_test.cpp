#include "commands.hpp"
#include "fixture.hpp"
#include "people.hpp"
#include "support/shipped.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <regex>
#include <set>
#include <sstream>

/// The tables agree with each other and with the texts.
namespace alur::chat::test {

namespace {

const std::vector<std::string> languages{"id", "en"};

std::string source_of(const std::filesystem::path& file) {
  std::ifstream in{file};
  std::ostringstream all;
  all << in.rdbuf();
  return all.str();
}

text::Catalogue shipped_texts() { return text::Catalogue{alur::test::shipped().texts}; }

}  // namespace

TEST(CommandTable, has_help_menu_and_example_of_every_command_in_both_languages) {
  const text::Catalogue texts = shipped_texts();
  for (const CommandRow& row : command_table()) {
    for (const std::string& language : languages) {
      for (const std::string prefix : {"help.", "menu.", "usage."}) {
        EXPECT_TRUE(texts.has(language, prefix + std::string{row.name})) << language << " " << prefix << row.name;
      }
    }
  }
}

TEST(CommandTable, shows_examples_with_the_name_of_the_language) {
  const text::Catalogue texts = shipped_texts();
  for (const CommandRow& row : command_table()) {
    const std::string name{row.name};
    EXPECT_NE(texts.format("id", "usage." + name).find("/" + name), std::string::npos) << name;
    EXPECT_NE(texts.format("en", "usage." + name).find("/" + std::string{row.english}), std::string::npos) << name;
  }
}

TEST(CommandTable, gives_every_name_to_one_command) {
  std::set<std::string_view> names;
  for (const CommandRow& row : command_table()) {
    EXPECT_TRUE(names.insert(row.name).second) << row.name;
    if (row.english != row.name) {
      EXPECT_TRUE(names.insert(row.english).second) << row.english;
    }
    EXPECT_EQ(find_command(row.name), &row);
    EXPECT_EQ(find_command(row.english), &row);
  }
}

TEST(CommandTable, names_what_telegram_takes_as_a_command) {
  const std::regex allowed{"[a-z0-9_]{1,32}"};
  const text::Catalogue texts = shipped_texts();
  for (const CommandRow& row : command_table()) {
    EXPECT_TRUE(std::regex_match(std::string{row.name}, allowed)) << row.name;
    EXPECT_TRUE(std::regex_match(std::string{row.english}, allowed)) << row.english;
    for (const std::string& language : languages) {
      EXPECT_LE(text::length(texts.format(language, "menu." + std::string{row.name})), 256U);
    }
  }
}

TEST(CommandTable, finds_the_nearest_name_of_a_slip_and_none_for_nonsense) {
  ASSERT_NE(nearest_command("setujui"), nullptr);
  EXPECT_EQ(nearest_command("setujui")->name, "setuju");
  EXPECT_EQ(nearest_command("kembalian")->name, "kembalikan");
  EXPECT_EQ(nearest_command("aprove")->name, "setuju");
  EXPECT_EQ(nearest_command("xyzzyplugh"), nullptr);
  EXPECT_EQ(nearest_command(std::string(4096, 'a')), nullptr);
}

TEST(VerbTable, has_one_row_for_each_verb_of_the_header) {
  const std::string header = source_of(std::string{ALUR_SOURCE_DIR} + "/src/chat/button.hpp");
  const std::regex verb{R"(\n  [a-z_]+ = (\d+),)"};
  std::set<int> declared;
  for (std::sregex_iterator each{header.begin(), header.end(), verb}; each != std::sregex_iterator{}; ++each) {
    declared.insert(std::stoi((*each)[1].str()));
  }
  ASSERT_GT(declared.size(), 80U);
  std::set<int> handled;
  for (const VerbRow& row : verb_table()) {
    EXPECT_TRUE(handled.insert(static_cast<int>(row.verb)).second) << static_cast<int>(row.verb);
  }
  EXPECT_EQ(handled, declared);
}

TEST(QuestionTable, has_one_row_for_each_kind) {
  std::set<std::string_view> kinds;
  for (const QuestionRow& row : question_table()) {
    EXPECT_TRUE(kinds.insert(row.kind).second) << row.kind;
  }
}

TEST(Texts, hold_every_key_that_the_chat_names) {
  const text::Catalogue texts = shipped_texts();
  // say(.., "key" and label(.., "key": keys put together at run time are the other tests' part.
  const std::regex named{R"re((say|label|say_of)\([^";]*"([a-z_]+(\.[a-z_]+)+)"[,)])re"};
  std::size_t found = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(std::string{ALUR_SOURCE_DIR} + "/src/chat")) {
    if (entry.path().extension() != ".cpp") {
      continue;
    }
    const std::string source = source_of(entry.path());
    for (std::sregex_iterator each{source.begin(), source.end(), named}; each != std::sregex_iterator{}; ++each) {
      ++found;
      for (const std::string& language : languages) {
        EXPECT_TRUE(texts.has(language, (*each)[2].str())) << entry.path().filename() << ": " << (*each)[2].str();
      }
    }
  }
  EXPECT_GT(found, 150U);
}

TEST(Texts, are_without_fault_in_what_ships) {
  for (const text::Catalogue::Fault& fault : shipped_texts().lint()) {
    ADD_FAILURE() << fault.language << " " << fault.key << ": " << fault.message;
  }
}

TEST(Refusals, are_explained_in_both_languages_whatever_they_name) {
  Office office;
  office.text(office.rina, "/ajukan mandiri Aplikasi Antrean");
  office.read([&](store::Tx& tx) {
    Immediate immediate;
    office::State everybody = store::OfficeRecords{tx}.load();
    const Context ctx{.tx = tx,
                      .options = office.options(),
                      .catalogue = office.catalogue(),
                      .calendar = office.calendar(),
                      .office = everybody,
                      .now = office.now,
                      .immediate = immediate};
    const store::CaseRecord record = store::Cases{tx}.find("M26-001").value();
    using Reason = workflow::Refusal::Reason;
    for (int reason = 0; reason <= static_cast<int>(Reason::nothing_changed); ++reason) {
      workflow::Refusal bare;
      bare.reason = static_cast<Reason>(reason);
      workflow::Refusal full = bare;
      full.step = 1;
      full.phase = workflow::Phase::awaiting_approval;
      full.role = Role::kasi_pengembangan;
      full.person = office.hendra.id;
      full.at = office.now;
      full.items = {"identifikasi"};
      full.steps = {1};
      for (const std::string& language : languages) {
        const Speaker speaker{office.rina.id, office.rina.account, language};
        EXPECT_FALSE(explain(ctx, speaker, record, bare).empty()) << reason;
        EXPECT_FALSE(explain(ctx, speaker, record, full).empty()) << reason;
      }
    }
  });
}

}  // namespace alur::chat::test
