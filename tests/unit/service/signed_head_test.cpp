#include "signed_head.hpp"

#include "data_dir.hpp"
#include "stage.hpp"

#include <gtest/gtest.h>

#include <sys/stat.h>

namespace alur::service::test {

namespace {

const std::string head = "1234 " + std::string(64, 'a');

}  // namespace

TEST(SignedHead, is_read_back_by_the_office_that_signed_it) {
  const TemporaryFolder folder;
  const std::string text = sign_head(head, HeadKey::find_or_make(folder.path()));
  EXPECT_EQ(read_signed_head(text, HeadKey::find(folder.path())), head);
  struct stat info {};
  ASSERT_EQ(::stat((folder.path() + "/head.key").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777U, 0600U);
}

TEST(SignedHead, of_which_a_single_character_was_changed_is_none) {
  const TemporaryFolder folder;
  const HeadKey key = HeadKey::find_or_make(folder.path());
  const std::string text = sign_head(head, key);
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    std::string changed = text;
    changed[i] = changed[i] == '7' ? '8' : '7';
    EXPECT_FALSE(read_signed_head(changed, key)) << "at " << i;
  }
  EXPECT_FALSE(read_signed_head("", key));
  EXPECT_FALSE(read_signed_head("alur-head " + head, key));
}

TEST(SignedHead, of_another_office_is_none) {
  const TemporaryFolder ours;
  const TemporaryFolder theirs;
  const std::string text = sign_head(head, HeadKey::find_or_make(theirs.path()));
  EXPECT_FALSE(read_signed_head(text, HeadKey::find_or_make(ours.path())));
}

TEST(SignedHead, needs_a_key_that_is_there_and_whole) {
  const TemporaryFolder folder;
  EXPECT_THROW(HeadKey::find(folder.path()), std::runtime_error);
  replace_file(folder.path() + "/head.key", "no key\n");
  EXPECT_THROW(HeadKey::find_or_make(folder.path()), std::runtime_error);
}

}  // namespace alur::service::test
