#include "core/html.hpp"

#include <gtest/gtest.h>

namespace alur::sandbox {
namespace {

FormattedText parsed(const std::string& html) {
  const auto result = parse_html(html);
  EXPECT_TRUE(result.has_value()) << (result ? "" : result.error().what);
  return result ? *result : FormattedText{};
}

std::string fault(const std::string& html) {
  const auto result = parse_html(html);
  return result ? "parsed" : result.error().what;
}

Entity entity(const std::string& type, int offset, int length) {
  Entity made;
  made.type = type;
  made.offset = offset;
  made.length = length;
  return made;
}

TEST(Html, gives_plain_tags_their_entity) {
  for (const auto& [tag, type] : {std::pair{"b", "bold"},
                                  {"strong", "bold"},
                                  {"i", "italic"},
                                  {"em", "italic"},
                                  {"u", "underline"},
                                  {"ins", "underline"},
                                  {"s", "strikethrough"},
                                  {"del", "strikethrough"},
                                  {"tg-spoiler", "spoiler"},
                                  {"code", "code"},
                                  {"blockquote", "blockquote"}}) {
    const FormattedText text = parsed(std::string{"a <"} + tag + ">kata</" + tag + ">");
    EXPECT_EQ(text.text, "a kata");
    ASSERT_EQ(text.entities.size(), 1U) << tag;
    EXPECT_EQ(text.entities[0], entity(type, 2, 4));
  }
}

TEST(Html, counts_offsets_in_utf16_units) {
  const FormattedText text = parsed("😀é <b>x😀</b>");
  EXPECT_EQ(text.entities.at(0), entity("bold", 4, 3));
}

TEST(Html, puts_outer_entities_before_inner_ones) {
  const FormattedText text = parsed("<b>a<i>b</i></b>");
  ASSERT_EQ(text.entities.size(), 2U);
  EXPECT_EQ(text.entities[0], entity("bold", 0, 2));
  EXPECT_EQ(text.entities[1], entity("italic", 1, 1));
}

TEST(Html, reads_links_and_keeps_text_of_bad_ones) {
  const FormattedText text = parsed("<a href=\"https://contoh.go.id/?a=1&amp;b=2\">tautan</a> <a href='kosong'>x</a>");
  ASSERT_EQ(text.entities.size(), 1U);
  EXPECT_EQ(text.entities[0].type, "text_link");
  EXPECT_EQ(text.entities[0].url, "https://contoh.go.id/?a=1&b=2");
  EXPECT_EQ(text.text, "tautan x");
}

TEST(Html, reads_expandable_quotes_and_code_languages) {
  EXPECT_EQ(parsed("<blockquote expandable>k</blockquote>").entities.at(0).type, "expandable_blockquote");
  const FormattedText code = parsed("<pre><code class=\"language-sql\">SELECT</code></pre>");
  ASSERT_EQ(code.entities.size(), 1U);
  EXPECT_EQ(code.entities[0].type, "pre");
  EXPECT_EQ(code.entities[0].language, "sql");
}

TEST(Html, reads_moments_with_any_valid_format) {
  const FormattedText text = parsed("<tg-time unix=\"1772413200\">Senin</tg-time>");
  ASSERT_EQ(text.entities.size(), 1U);
  EXPECT_EQ(text.entities[0].type, "date_time");
  EXPECT_EQ(text.entities[0].unix_time, 1772413200);
  EXPECT_EQ(text.entities[0].date_time_format, "");
  for (const auto* format : {"r", "R", "wDt", "tDw", "d", "W"}) {
    EXPECT_EQ(fault(std::string{"<tg-time unix=\"1\" format=\""} + format + "\">x</tg-time>"), "parsed") << format;
  }
  for (const auto* format : {"x", "w D", "dD", "rt"}) {
    EXPECT_EQ(fault(std::string{"<tg-time unix=\"1\" format=\""} + format + "\">x</tg-time>"),
              "Invalid date format used")
        << format;
  }
}

TEST(Html, drops_moments_without_a_time_and_keeps_their_text) {
  const FormattedText text = parsed("<tg-time unix=\"besok\">besok</tg-time><tg-time unix=\"-5\">lalu</tg-time>");
  EXPECT_EQ(text.text, "besoklalu");
  EXPECT_TRUE(text.entities.empty());
}

TEST(Html, decodes_four_names_and_all_numbers) {
  EXPECT_EQ(parsed("&lt;&gt;&amp;&quot;&#233;&#x1F600;&nbsp;&").text, "<>&\"é😀&nbsp;&");
}

TEST(Html, names_faults_with_byte_offsets_of_the_raw_text) {
  EXPECT_EQ(fault("é <x>"), "Unsupported start tag \"x\" at byte offset 3");
  EXPECT_EQ(fault("<b>tebal"), "Can't find end tag corresponding to start tag \"b\"");
  EXPECT_EQ(fault("<b>a</i>"), "Unmatched end tag at byte offset 4, expected \"</b>\", found \"</i>\"");
  EXPECT_EQ(fault("a</b>"), "Unexpected end tag at byte offset 1");
  EXPECT_EQ(fault("a <b"), "Unclosed start tag at byte offset 2");
  EXPECT_EQ(fault("<a href=\"x"), "Unclosed start tag at byte offset 0");
  EXPECT_EQ(fault("<b>a</b"), "Unclosed end tag at byte offset 4");
  EXPECT_EQ(fault("<span>a</span>"), "Tag \"span\" must have class \"tg-spoiler\" at byte offset 0");
}

TEST(Html, takes_any_case_and_empty_end_tags) {
  EXPECT_EQ(parsed("<B>a</>").entities.at(0), entity("bold", 0, 1));
  EXPECT_TRUE(parsed("<b></b>x").entities.empty());
}

}  // namespace
}  // namespace alur::sandbox
