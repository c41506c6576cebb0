#include "alur/config/config.hpp"

#include "scratch_dir.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdlib.h>

namespace alur::config {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr const char* token = "123456:AAF-one_and_only";
constexpr const char* other = "123456:AAF-another";

class FindToken : public ::testing::Test {
 protected:
  FindToken() { clear(); }
  ~FindToken() override { clear(); }

  void use_environment(const std::string& value) { setenv("ALURBOT_TOKEN", value.c_str(), 1); }
  void use_file(const std::string& content) { settings_.telegram.token_file = dir_.write("token_file", content); }
  void use_credential(const std::string& content) {
    dir_.write("credentials/token", content);
    setenv("CREDENTIALS_DIRECTORY", dir_.path("credentials").c_str(), 1);
  }
  Loaded<std::string> find() const { return find_token(settings_); }

  testing::ScratchDir dir_;
  Settings settings_;

 private:
  static void clear() {
    unsetenv("ALURBOT_TOKEN");
    unsetenv("CREDENTIALS_DIRECTORY");
  }
};

TEST_F(FindToken, is_empty_when_nothing_is_set) {
  const auto found = find();
  EXPECT_TRUE(found.ok());
  EXPECT_EQ(found.value, "");
}

TEST_F(FindToken, takes_it_from_the_environment) {
  use_environment(token);
  EXPECT_EQ(find().value, token);
}

TEST_F(FindToken, takes_it_from_the_file_without_the_line_end) {
  use_file(std::string{token} + "\r\n");
  EXPECT_EQ(find().value, token);
}

TEST_F(FindToken, takes_it_from_the_systemd_credential) {
  use_credential(std::string{token} + '\n');
  EXPECT_EQ(find().value, token);
}

TEST_F(FindToken, needs_no_credential_of_that_name) {
  setenv("CREDENTIALS_DIRECTORY", dir_.path().c_str(), 1);
  EXPECT_TRUE(find().ok());
}

TEST_F(FindToken, takes_an_empty_variable_for_none) {
  use_environment("");
  use_file(token);
  EXPECT_EQ(find().value, token);
}

TEST_F(FindToken, accepts_several_places_that_agree) {
  use_environment(token);
  use_file(std::string{token} + '\n');
  use_credential(token);
  EXPECT_THAT(find().faults, IsEmpty());
  EXPECT_EQ(find().value, token);
}

TEST_F(FindToken, refuses_two_that_disagree_without_printing_them) {
  use_environment(token);
  use_file(other);
  const auto found = find();
  ASSERT_THAT(found.faults, SizeIs(1));
  EXPECT_THAT(found.faults.front().str(), HasSubstr("token_file: holds another token than ALURBOT_TOKEN"));
  EXPECT_THAT(found.faults.front().str(), Not(HasSubstr("AAF")));
  EXPECT_EQ(found.value, "");
}

TEST_F(FindToken, refuses_what_is_not_shaped_like_a_token_without_printing_it) {
  use_environment("AAF-nonsense");
  const auto found = find();
  ASSERT_THAT(found.faults, SizeIs(1));
  EXPECT_THAT(found.faults.front().str(), HasSubstr("ALURBOT_TOKEN: is not shaped like"));
  EXPECT_THAT(found.faults.front().str(), Not(HasSubstr("AAF")));
}

TEST_F(FindToken, names_a_file_that_is_missing_or_empty) {
  settings_.telegram.token_file = dir_.path("none");
  ASSERT_THAT(find().faults, SizeIs(1));
  EXPECT_THAT(find().faults.front().str(), HasSubstr("none: the token file cannot be read"));
  use_file("\n");
  ASSERT_THAT(find().faults, SizeIs(1));
  EXPECT_THAT(find().faults.front().str(), HasSubstr("is empty"));
}

}  // namespace
}  // namespace alur::config
