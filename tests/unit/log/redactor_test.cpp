#include "redactor.hpp"

#include "alur/log/log.hpp"

#include <gtest/gtest.h>

#include <concepts>
#include <memory>
#include <type_traits>
#include <utility>

namespace alur::log {
namespace {

const std::string token = "1234567890:AAF-abcdefghijklmnopqrstuvwxyz_0123";

TEST(Redactor, removes_what_is_shaped_like_a_token) {
  EXPECT_EQ(redact("GET /bot" + token + "/getMe"), "GET /bot[redacted]/getMe");
  EXPECT_EQ(redact(token), "[redacted]");
  EXPECT_EQ(redact(token + ' ' + token), "[redacted] [redacted]");
}

TEST(Redactor, keeps_what_is_not) {
  for (const std::string line : {"", "12:30:45", "address=127.0.0.1:8088", "sha256:0123456789abcdef0123456789abcdef",
                                 "12345:abcdefghijklmnopqrstuvwxyz0123456789", "123456:abcdefghijklmnopqrstuvwxyz012"})
    EXPECT_EQ(redact(line), line);
}

TEST(Redactor, knows_the_shape_to_the_character) {
  EXPECT_EQ(redact("123456:abcdefghijklmnopqrstuvwxyz0123"), "[redacted]");
  EXPECT_EQ(redact("123456:abcdefghijklmnopqrstuvwxyz0123.x"), "[redacted].x");
}

TEST(Redactor, removes_a_registered_secret_while_it_lives) {
  {
    const Secret secret{"button key"};
    EXPECT_EQ(redact("the button key, the button key"), "the [redacted], the [redacted]");
  }
  EXPECT_EQ(redact("the button key"), "the button key");
}

TEST(Redactor, does_not_cut_up_lines_for_a_secret_of_a_few_characters) {
  const Secret secret{"a"};
  EXPECT_EQ(redact("a banana"), "a banana");
}

TEST(Secret, is_registered_as_long_as_one_of_its_clones_lives) {
  auto first = std::make_unique<Secret>("button key");
  const Secret second = first->clone();
  first.reset();
  EXPECT_EQ(redact("button key"), "[redacted]");
  EXPECT_EQ(second.reveal(), "button key");
}

TEST(Secret, moves_and_leaves_nothing_behind) {
  Secret from{"button key"};
  Secret to{std::move(from)};
  EXPECT_TRUE(from.empty());  // NOLINT(bugprone-use-after-move): that is what is tested
  EXPECT_EQ(to.reveal(), "button key");
  Secret other{"another key"};
  other = std::move(to);
  EXPECT_EQ(other.reveal(), "button key");
  EXPECT_EQ(redact("another key, button key"), "another key, [redacted]");
}

TEST(Secret, cannot_be_copied_or_compared) {
  EXPECT_FALSE(std::is_copy_constructible_v<Secret>);
  EXPECT_FALSE(std::is_copy_assignable_v<Secret>);
  EXPECT_TRUE(std::is_nothrow_move_constructible_v<Secret>);
  EXPECT_FALSE(std::equality_comparable<Secret>);
}

TEST(Wipe, overwrites_every_byte_that_the_text_held) {
  std::string text = "a secret that is longer than the short string buffer";
  const char* bytes = text.data();
  const std::size_t size = text.size();
  wipe(text);
  EXPECT_TRUE(text.empty());
  ASSERT_EQ(text.data(), bytes);
  ASSERT_GE(text.capacity(), size);
  text.resize(text.capacity(), 'x');  // only what lies behind the wiped bytes is filled
  wipe(text);
  EXPECT_EQ(std::string(bytes, size), std::string(size, '\0'));
}

}  // namespace
}  // namespace alur::log
