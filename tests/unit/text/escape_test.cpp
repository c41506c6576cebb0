#include "alur/text/catalogue.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace alur::text {
namespace {

std::string random_bytes(std::mt19937& random) {
  // Bytes that matter (frames of tags and entities, pieces of UTF-8) come often.
  static const std::string often = "<>&\";#x/ \n\t\r\x01\x7f\xe2\x80\xae\xd9\xf0\x9f";
  std::string out(random() % 40, ' ');
  for (char& c : out) c = random() % 2 == 0 ? often[random() % often.size()] : static_cast<char>(random() % 256);
  return out;
}

bool valid_utf8(const std::string& text) {
  std::size_t rest = 0;
  for (const char byte : text) {
    const auto b = static_cast<unsigned char>(byte);
    if (rest > 0) {
      if ((b & 0xC0U) != 0x80U) return false;
      --rest;
    } else if (b >= 0x80U) {
      rest = b >= 0xF0U ? 3 : b >= 0xE0U ? 2 : b >= 0xC0U ? 1 : 9;
      if (rest == 9) return false;
    }
  }
  return rest == 0;
}

TEST(Escape, frames_the_four_characters_of_html) { EXPECT_EQ(escape("<b>&\"'").value, "&lt;b&gt;&amp;&quot;'"); }

TEST(Escape, keeps_letters_of_every_script_and_line_ends) {
  EXPECT_EQ(escape("Ökonomi 数\n🙂").value, "Ökonomi 数\n🙂");
}

TEST(Escape, removes_controls_and_overrides_of_direction) {
  EXPECT_EQ(escape("a\u202Eb\u2066c\u2069\u200Ed\u200F\x01\x7f\re").value, "abcde");
  EXPECT_EQ(escape("a\tb").value, "a b");
}

TEST(Escape, replaces_each_invalid_sequence) {
  EXPECT_EQ(escape("a\xff\x62").value, "a\uFFFDb");
  EXPECT_EQ(escape("\xe2\x80").value, "\uFFFD");
  EXPECT_EQ(escape("\xc0\xaf").value, "\uFFFD\uFFFD");
}

TEST(Escape, never_yields_a_tag_whatever_was_written) {
  std::mt19937 random{2021};
  for (int i = 0; i < 5000; ++i) {
    const std::string html = escape(random_bytes(random)).value;
    ASSERT_EQ(html.find_first_of("<>\""), std::string::npos) << html;
    ASSERT_TRUE(valid_utf8(html));
  }
}

TEST(Escape, comes_back_through_strip) {
  std::mt19937 random{38};
  for (int i = 0; i < 5000; ++i) {
    const std::string written = random_bytes(random);
    std::string one_line = strip(escape(written).value);
    for (char& c : one_line) c = c == '\n' ? ' ' : c;
    ASSERT_EQ(one_line, plain(written));
  }
}

TEST(Plain, is_one_line_without_escaping) { EXPECT_EQ(plain("a <b>\nc\u2028d"), "a <b> c d"); }

TEST(Strip, drops_tags_and_decodes_entities) {
  EXPECT_EQ(strip("<b>Tahap 2</b> &amp; <a href=\"https://a.b/?x=1&amp;y=2\">3</a> &lt;&#65;&#x42;&gt;"),
            "Tahap 2 & 3 <AB>");
}

TEST(Strip, keeps_what_is_no_tag_and_no_entity) {
  EXPECT_EQ(strip("a < b & c; &nope; &#x110000; &"), "a < b & c; &nope; &#x110000; &");
}

TEST(Length, counts_code_points) {
  EXPECT_EQ(length(""), 0U);
  EXPECT_EQ(length("☑ ada"), 5U);
  EXPECT_EQ(length("🙂"), 1U);
}

TEST(Trim, takes_white_space_of_any_script_from_both_ends) { EXPECT_EQ(trim(" \t\r\n\u00A0a b\u2003\u3000\n"), "a b"); }

TEST(Trim, leaves_nothing_of_what_shows_nothing) {
  for (const std::string_view blank : {"", " ", "\u00A0", "\u200B \u2060", "\uFEFF", "\u00AD\n\u202E"}) {
    EXPECT_EQ(trim(blank), "") << blank.size() << " bytes";
  }
}

TEST(Trim, keeps_what_belongs_to_the_last_character) { EXPECT_EQ(trim("awas \u26A0\uFE0F "), "awas \u26A0\uFE0F"); }

TEST(Trim, keeps_invalid_bytes_for_escape_to_replace) { EXPECT_EQ(trim(" \xC3 "), "\xC3"); }

TEST(Shorten, leaves_what_fits) { EXPECT_EQ(shorten("Rincian", 7), "Rincian"); }

TEST(Shorten, cuts_at_code_points_with_an_ellipsis) {
  EXPECT_EQ(shorten("Rencana implementasi", 10), "Rencana i…");
  EXPECT_EQ(shorten("☑☑☑", 2), "☑…");
  EXPECT_EQ(shorten("abc", 0), "");
  EXPECT_EQ(shorten("abc", 1), "…");
}

TEST(Shorten, leaves_no_space_before_the_ellipsis) { EXPECT_EQ(shorten("Rencana implementasi", 9), "Rencana…"); }

}  // namespace
}  // namespace alur::text
