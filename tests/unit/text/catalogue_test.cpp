#include "alur/text/catalogue.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>
#include <string>

namespace alur::text {
namespace {

Catalogue catalogue() {
  return Catalogue{{{"id",
                     {{"card.title", "<b>Tahap {step} dari {steps}</b> – {title}"},
                      {"card.amount", "{n} dokumen"},
                      {"card.days", "{n, plural, other {# hari kerja}}"},
                      {"card.status", "{status, select, done {selesai} other {berjalan}}"},
                      {"only.here", "Ada"}}},
                    {"en",
                     {{"card.title", "<b>Step {step} of {steps}</b> – {title}"},
                      {"card.amount", "{n} documents"},
                      {"card.days", "{n, plural, one {# working day} other {# working days}}"},
                      {"card.status", "{status, select, done {done} other {running}}"}}}}};
}

bool has_fault(const std::vector<Catalogue::Fault>& faults, std::string_view language, std::string_view key,
               std::string_view part) {
  return std::any_of(faults.begin(), faults.end(), [&](const Catalogue::Fault& fault) {
    return fault.language == language && fault.key == key && fault.message.find(part) != std::string::npos;
  });
}

std::vector<Catalogue::Fault> lint_of(const std::string& pattern) {
  return Catalogue{{{"id", {{"k", pattern}}}}}.lint();
}

TEST(Catalogue, puts_named_arguments_in) {
  EXPECT_EQ(catalogue().format("id", "card.title", {{"step", 2}, {"steps", 14}, {"title", "Antrean"}}),
            "<b>Tahap 2 dari 14</b> – Antrean");
}

TEST(Catalogue, escapes_strings_and_leaves_html) {
  const auto texts = catalogue();
  EXPECT_EQ(texts.format("id", "card.title", {{"step", 1}, {"steps", 8}, {"title", "<i>x</i>"}}),
            "<b>Tahap 1 dari 8</b> – &lt;i&gt;x&lt;/i&gt;");
  EXPECT_EQ(texts.format("id", "card.title", {{"step", 1}, {"steps", 8}, {"title", Html{"<i>x</i>"}}}),
            "<b>Tahap 1 dari 8</b> – <i>x</i>");
}

TEST(Catalogue, takes_braces_and_apostrophes_of_an_argument_as_they_are) {
  EXPECT_EQ(catalogue().format("id", "card.title", {{"step", 1}, {"steps", 8}, {"title", "{n} '{x}' #"}}),
            "<b>Tahap 1 dari 8</b> – {n} '{x}' #");
}

TEST(Catalogue, writes_numbers_as_the_language_does) {
  EXPECT_EQ(catalogue().format("id", "card.amount", {{"n", 12345}}), "12.345 dokumen");
  EXPECT_EQ(catalogue().format("en", "card.amount", {{"n", 12345}}), "12,345 documents");
}

TEST(Catalogue, chooses_plural_and_select_branches) {
  EXPECT_EQ(catalogue().format("en", "card.days", {{"n", 1}}), "1 working day");
  EXPECT_EQ(catalogue().format("en", "card.days", {{"n", 3}}), "3 working days");
  EXPECT_EQ(catalogue().format("id", "card.days", {{"n", 1}}), "1 hari kerja");
  EXPECT_EQ(catalogue().format("id", "card.status", {{"status", "done"}}), "selesai");
}

TEST(Catalogue, falls_back_to_indonesian) {
  EXPECT_EQ(catalogue().format("en", "only.here"), "Ada");
  EXPECT_FALSE(catalogue().has("en", "only.here"));
  EXPECT_TRUE(catalogue().has("id", "only.here"));
  EXPECT_EQ(catalogue().format("fr", "card.days", {{"n", 2}}), "2 hari kerja");
}

TEST(Catalogue, throws_for_an_unknown_key_and_a_missing_argument) {
  EXPECT_THROW(catalogue().format("id", "no.such"), std::out_of_range);
  EXPECT_THROW(catalogue().format("id", "card.title", {{"step", 1}}), std::invalid_argument);
}

TEST(Catalogue, says_the_same_after_its_patterns_were_dropped) {
  Catalogue::Texts many;
  for (int i = 0; i < 200; ++i) many["id"]["key." + std::to_string(i)] = std::to_string(i) + " {x}";
  const Catalogue texts{std::move(many)};
  for (int pass = 0; pass < 2; ++pass) {
    for (int i = 0; i < 200; ++i) {
      ASSERT_EQ(texts.format("id", "key." + std::to_string(i), {{"x", "a"}}), std::to_string(i) + " a");
    }
  }
}

TEST(CatalogueLint, is_silent_about_good_texts) {
  auto faults = catalogue().lint();
  std::erase_if(faults, [](const auto& fault) { return fault.key == "only.here"; });
  EXPECT_TRUE(faults.empty());
}

TEST(CatalogueLint, names_patterns_that_do_not_parse) {
  const Catalogue texts{{{"id", {{"broken", "{n, plural, other {#}"}, {"fine", "x"}}}}};
  const auto faults = texts.lint();
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults.front().key, "broken");
}

TEST(CatalogueLint, names_keys_that_one_language_lacks) {
  EXPECT_TRUE(has_fault(catalogue().lint(), "en", "only.here", "missing"));
}

TEST(CatalogueLint, names_arguments_that_differ_also_inside_branches) {
  const Catalogue texts{
      {{"en", {{"k", "{n, plural, one {{who}} other {#}}"}}}, {"id", {{"k", "{n, plural, other {#}}"}}}}};
  EXPECT_TRUE(has_fault(texts.lint(), "id", "k", "arguments differ"));
}

TEST(CatalogueLint, flags_an_apostrophe_that_quotes) {
  EXPECT_TRUE(has_fault(lint_of("the step's '{name}'"), "id", "k", "apostrophe"));
  EXPECT_TRUE(lint_of("the step's {name}").empty());
  EXPECT_TRUE(lint_of("''{name}''").empty());
}

TEST(CatalogueLint, flags_tags_that_telegram_would_refuse) {
  EXPECT_TRUE(has_fault(lint_of("<b>x"), "id", "k", "not closed"));
  EXPECT_TRUE(has_fault(lint_of("x</b>"), "id", "k", "closes nothing"));
  EXPECT_TRUE(has_fault(lint_of("<h1>x</h1>"), "id", "k", "unknown tag"));
  EXPECT_TRUE(has_fault(lint_of("a < b"), "id", "k", "&lt;"));
  EXPECT_TRUE(has_fault(lint_of("a & b"), "id", "k", "&amp;"));
}

}  // namespace
}  // namespace alur::text
