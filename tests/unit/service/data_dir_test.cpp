#include "data_dir.hpp"

#include "stage.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sys/stat.h>

namespace alur::service::test {

TEST(DataDir, is_made_private_where_missing) {
  const TemporaryFolder folder;
  const DataDir data_dir{folder.path() + "/data"};
  struct stat info {};
  ASSERT_EQ(::stat((folder.path() + "/data").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777U, 0700U);
}

TEST(DataDir, is_held_by_one_process_at_a_time) {
  const TemporaryFolder folder;
  {
    const DataDir first{folder.path()};
    EXPECT_THROW(DataDir{folder.path()}, DataDirBusy);
  }
  EXPECT_NO_THROW(DataDir{folder.path()});
}

TEST(DataDir, keeps_the_button_key_and_refuses_a_damaged_one) {
  const TemporaryFolder folder;
  DataDir data_dir{folder.path()};
  const auto first = data_dir.button_key([](std::size_t bytes) { return std::string(bytes, 'a'); });
  const auto second = data_dir.button_key([](std::size_t bytes) { return std::string(bytes, 'b'); });
  EXPECT_EQ(first, std::string(32, 'a'));
  EXPECT_EQ(second, first);
  std::ofstream(folder.path() + "/button.key", std::ios::trunc) << "short";
  EXPECT_THROW(data_dir.button_key([](std::size_t bytes) { return std::string(bytes, 'c'); }), std::runtime_error);
}

TEST(DataDir, names_a_folder_that_cannot_be_written) { EXPECT_THROW(DataDir{"/proc/alur-nowhere"}, std::system_error); }

TEST(ReadSmallFile, fails_plainly_where_there_is_nothing_to_read) {
  const TemporaryFolder folder;
  EXPECT_THROW(read_small_file(folder.path() + "/nowhere"), std::system_error);
  EXPECT_THROW(read_small_file(folder.path()), std::system_error) << "a folder";
  EXPECT_EQ(read_small_file_if_there(folder.path() + "/nowhere"), "");
  EXPECT_THROW(read_small_file_if_there(folder.path()), std::system_error);
}

TEST(ReplaceFile, leaves_the_new_content_and_no_leftovers) {
  const TemporaryFolder folder;
  const std::string path = folder.path() + "/chain.head";
  replace_file(path, "one\n");
  replace_file(path, "two\n");
  EXPECT_EQ(read_small_file(path), "two");
  EXPECT_FALSE(std::filesystem::exists(path + ".new"));
}

}  // namespace alur::service::test
