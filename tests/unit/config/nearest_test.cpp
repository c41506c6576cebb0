#include "alur/config/config.hpp"

#include <gtest/gtest.h>

namespace alur::config {
namespace {

const std::vector<std::string> known{"api_root", "mode", "token_file", "webhook"};

TEST(Nearest, finds_the_word_with_the_fewest_typing_errors) {
  EXPECT_EQ(nearest("apiroot", known), "api_root");
  EXPECT_EQ(nearest("token_fil", known), "token_file");
  EXPECT_EQ(nearest("webhok", known), "webhook");
  EXPECT_EQ(nearest("mod", known), "mode");
  EXPECT_EQ(nearest("mode", known), "mode");
}

TEST(Nearest, prefers_the_nearer_of_two) {
  EXPECT_EQ(nearest("cat", {"cart", "cat", "bat"}), "cat");
  EXPECT_EQ(nearest("clsoed", {"close", "closed"}), "closed");
}

TEST(Nearest, finds_nothing_when_nothing_is_near) {
  EXPECT_EQ(nearest("letterhead", known), "");
  EXPECT_EQ(nearest("x", {"y"}), "");
  EXPECT_EQ(nearest("", known), "");
  EXPECT_EQ(nearest("mode", {}), "");
}

TEST(Fault, is_written_as_file_line_and_message) {
  EXPECT_EQ((Fault{"a.toml", 3, "is wrong"}.str()), "a.toml:3: is wrong");
  EXPECT_EQ((Fault{"a.toml", 0, "cannot be read"}.str()), "a.toml: cannot be read");
}

}  // namespace
}  // namespace alur::config
