#include "alur/telegram/request.hpp"

#include <gmock/gmock.h>

#include <random>

namespace alur::telegram {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::string repeated(const std::string& text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

TEST(SplitHtml, leaves_a_text_that_fits_as_it_is) {
  EXPECT_THAT(split_html("<b>a</b> &amp; b\n"), ElementsAre("<b>a</b> &amp; b\n"));
  const std::string full(4096, 'x');
  EXPECT_THAT(split_html(full), ElementsAre(full));
  const std::string with_tags = "<b>" + full + "</b>";
  EXPECT_THAT(split_html(with_tags), ElementsAre(with_tags));
}

TEST(SplitHtml, of_nothing_to_show_is_empty) {
  EXPECT_THAT(split_html(""), IsEmpty());
  EXPECT_THAT(split_html(" \n "), IsEmpty());
  EXPECT_THAT(split_html("<b></b>"), IsEmpty());
}

TEST(SplitHtml, breaks_at_the_last_line_end_that_fits) {
  const std::string first = std::string(3000, 'a') + "\n" + std::string(1000, 'b');
  const std::string second(3000, 'c');
  EXPECT_THAT(split_html(first + "\n" + second), ElementsAre(first, second));
}

TEST(SplitHtml, breaks_at_a_space_where_there_is_no_line_end_and_anywhere_where_there_is_neither) {
  EXPECT_THAT(split_html(std::string(4000, 'a') + " " + std::string(200, 'b')),
              ElementsAre(std::string(4000, 'a'), std::string(200, 'b')));
  EXPECT_THAT(split_html(std::string(4100, 'a')), ElementsAre(std::string(4096, 'a'), "aaaa"));
}

TEST(SplitHtml, closes_and_reopens_tags_in_their_order) {
  const std::string html = "<b><a href=\"https://a?x=1&amp;y=>\">" + std::string(4096, 'x') + "yz</a>q</b>r";
  EXPECT_THAT(split_html(html),
              ElementsAre("<b><a href=\"https://a?x=1&amp;y=>\">" + std::string(4096, 'x') + "</a></b>",
                          "<b><a href=\"https://a?x=1&amp;y=>\">yz</a>q</b>r"));
}

TEST(SplitHtml, closes_tags_that_end_at_the_cut_instead_of_reopening_them_around_nothing) {
  EXPECT_THAT(split_html("<b>" + std::string(4096, 'x') + "</b>y"),
              ElementsAre("<b>" + std::string(4096, 'x') + "</b>", "y"));
  EXPECT_THAT(split_html("<i>" + std::string(4000, 'x') + "\n</i>" + std::string(4000, 'y')),
              ElementsAre("<i>" + std::string(4000, 'x') + "</i>", std::string(4000, 'y')));
}

TEST(SplitHtml, never_cuts_an_entity_a_tag_or_a_character) {
  const std::string entities = repeated("&amp;", 4097);
  EXPECT_THAT(split_html(entities), ElementsAre(repeated("&amp;", 4096), "&amp;"));
  const std::string emoji = repeated("😀", 2049);
  EXPECT_THAT(split_html(emoji), ElementsAre(repeated("😀", 2048), "😀"));
  const std::string accents = repeated("é", 4097);
  EXPECT_THAT(split_html(accents), ElementsAre(repeated("é", 4096), "é"));
}

TEST(SplitHtml, counts_what_is_shown_but_keeps_the_bytes_below_the_parsers_limit) {
  const auto pieces = split_html(repeated("&#1234567;", 4000));
  for (const auto& piece : pieces) EXPECT_LE(piece.size(), 32'768u);
  const auto dates =
      split_html(repeated("<tg-time unix=\"1790000000\">1 Januari 2026 pukul 08.00 WIB</tg-time>\n", 300));
  for (const auto& piece : dates) EXPECT_LE(piece.size(), 32'768u);
}

TEST(SplitHtml, takes_what_is_no_markup_literally) {
  EXPECT_THAT(split_html("1 < 2 & 3 > 2 <> &; </b>"), ElementsAre("1 < 2 & 3 > 2 <> &; </b>"));
  const std::string stray = std::string(4095, 'x') + "<&\xff";
  EXPECT_EQ(split_html(stray).size(), 2u);
}

/// Text without tags, spaces and line ends: what must survive every split.
std::string essence(const std::string& html) {
  std::string left;
  bool in_tag = false;
  for (const char c : html) {
    if (c == '<') in_tag = true;
    if (!in_tag && c != ' ' && c != '\n') left += c;
    if (c == '>') in_tag = false;
  }
  return left;
}

bool balanced(const std::string& html) {
  std::vector<std::string> open;
  for (std::size_t i = html.find('<'); i != std::string::npos; i = html.find('<', i + 1)) {
    const auto end = html.find('>', i);
    const std::string tag = html.substr(i + 1, end - i - 1);
    if (!tag.starts_with('/')) {
      open.push_back(tag.substr(0, tag.find(' ')));
    } else {
      if (open.empty() || open.back() != tag.substr(1)) return false;
      open.pop_back();
    }
  }
  return open.empty();
}

std::string random_html(std::mt19937& random, std::size_t parts) {
  const std::vector<std::string> words{"kata",    "dokumen ",           "&lt;", "é", "😀", "\n", " ",
                                       "baris\n", std::string(600, 'x')};
  const std::vector<std::pair<std::string, std::string>> tags{
      {"<b>", "</b>"}, {"<i>", "</i>"}, {"<a href=\"https://x\">", "</a>"}, {"<tg-time unix=\"1\">", "</tg-time>"}};
  std::string html;
  std::vector<std::string> open;
  for (std::size_t i = 0; i < parts; ++i) {
    const auto choice = random() % 8;
    if (choice == 0 && open.size() < 4) {
      const auto& [begin, end] = tags[random() % tags.size()];
      html += begin;
      open.push_back(end);
    } else if (choice == 1 && !open.empty()) {
      html += open.back();
      open.pop_back();
    } else {
      html += words[random() % words.size()];
    }
  }
  for (; !open.empty(); open.pop_back()) html += open.back();
  return html;
}

TEST(SplitHtml, loses_nothing_and_balances_every_piece) {
  std::mt19937 random{2021};
  for (int round = 0; round < 20; ++round) {
    const std::string html = random_html(random, 400);
    std::string joined;
    for (const auto& piece : split_html(html)) {
      EXPECT_TRUE(balanced(piece));
      joined += essence(piece);
    }
    ASSERT_EQ(joined, essence(html)) << "round " << round;
  }
}

}  // namespace
}  // namespace alur::telegram
