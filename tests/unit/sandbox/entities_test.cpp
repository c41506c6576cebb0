#include "core/entities.hpp"

#include <gtest/gtest.h>

namespace alur::sandbox {
namespace {

FormattedText with(const std::string& text, std::vector<Entity> entities) { return {text, std::move(entities)}; }

Entity entity(const std::string& type, int offset, int length) {
  Entity made;
  made.type = type;
  made.offset = offset;
  made.length = length;
  return made;
}

std::vector<std::pair<std::string, std::string>> detected(const std::string& text) {
  FormattedText formatted{text, {}};
  detect_entities(formatted);
  std::vector<std::pair<std::string, std::string>> found;
  for (const Entity& e : formatted.entities) {
    found.emplace_back(e.type, text.substr(static_cast<std::size_t>(e.offset), static_cast<std::size_t>(e.length)));
  }
  return found;
}

using Found = std::vector<std::pair<std::string, std::string>>;

TEST(Cleaning, replaces_control_characters_and_removes_direction_overrides) {
  EXPECT_EQ(clean({"a\tb\r\nc\x01"
                   "d\xE2\x80\xAE"
                   "e",
                   {}})
                .text,
            "a b\nc de");
}

TEST(Cleaning, trims_both_ends) {
  EXPECT_EQ(clean({" \n halo \n\t", {}}).text, "halo");
  EXPECT_EQ(clean({" \n\t", {}}).text, "");
}

TEST(Cleaning, keeps_leading_spaces_of_an_entity_and_moves_offsets) {
  const FormattedText moved = clean(with("  a b", {entity("bold", 4, 1)}));
  EXPECT_EQ(moved.text, "a b");
  EXPECT_EQ(moved.entities.at(0), entity("bold", 2, 1));
  EXPECT_EQ(clean(with("  a", {entity("code", 0, 3)})).text, "  a");
}

TEST(Cleaning, shortens_entities_that_end_in_trimmed_space_and_drops_empty_ones) {
  const FormattedText text = clean(with("a  ", {entity("bold", 0, 3), entity("italic", 2, 1)}));
  ASSERT_EQ(text.entities.size(), 1U);
  EXPECT_EQ(text.entities[0], entity("bold", 0, 1));
}

TEST(Cleaning, drops_entities_inside_code) {
  const FormattedText text = clean(with("kode", {entity("code", 0, 4), entity("bold", 1, 2)}));
  ASSERT_EQ(text.entities.size(), 1U);
  EXPECT_EQ(text.entities[0].type, "code");
}

TEST(Cleaning, keeps_a_hundred_entities) {
  std::vector<Entity> many;
  for (int i = 0; i < 150; ++i) many.push_back(entity("bold", i * 2, 1));
  EXPECT_EQ(clean(with(std::string(300, 'x'), many)).entities.size(), 100U);
}

TEST(Detection, finds_commands) {
  EXPECT_EQ(detected("/setuju M26-001 lalu /tugas@AlurBot."),
            (Found{{"bot_command", "/setuju"}, {"bot_command", "/tugas@AlurBot"}}));
  EXPECT_EQ(detected("a/b /c/d 3/4"), (Found{}));
}

TEST(Detection, finds_addresses_mentions_and_hashtags) {
  EXPECT_EQ(detected("lihat https://contoh.go.id/a?b=1. oleh @yuni_a #rapat #12"),
            (Found{{"url", "https://contoh.go.id/a?b=1"}, {"mention", "@yuni_a"}, {"hashtag", "#rapat"}}));
}

TEST(Detection, leaves_code_and_links_alone) {
  FormattedText text{"/tugas /tugas", {entity("code", 0, 6)}};
  detect_entities(text);
  ASSERT_EQ(text.entities.size(), 2U);
  EXPECT_EQ(text.entities[1], entity("bot_command", 7, 6));
}

}  // namespace
}  // namespace alur::sandbox
