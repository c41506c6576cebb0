#include "alur/service/installation.hpp"

#include "data_dir.hpp"
#include "stage.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <sys/stat.h>

namespace alur::service::test {

namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class InstallationTest : public testing::Test {
 protected:
  InstallationTest() {
    for (const char* name : {"process", "holidays", "text"}) std::filesystem::create_directory(path(name));
    replace_file(path("alurbot.toml"), "");
    settings.process.dir = path("process");
    settings.office.holidays = path("holidays");
    settings.text.dir = path("text");
    settings.storage.data_dir = path("data");
    const DataDir made{path("data")};
    store::Database{store::DatabaseOptions{path("data/alur.db"), ""}};
  }
  std::string path(const std::string& name) const { return folder.path() + "/" + name; }
  std::vector<std::string> faults() const { return installation_faults(settings, path("alurbot.toml")); }

  TemporaryFolder folder;
  config::Settings settings;
};

}  // namespace

TEST_F(InstallationTest, has_no_fault_when_everything_is_in_place) { EXPECT_THAT(faults(), IsEmpty()); }

TEST_F(InstallationTest, has_no_fault_before_the_first_start) {
  std::filesystem::remove_all(path("data"));
  EXPECT_THAT(faults(), IsEmpty());
  EXPECT_FALSE(std::filesystem::exists(path("data")));
}

TEST_F(InstallationTest, names_a_data_dir_that_others_can_look_into) {
  ::chmod(path("data").c_str(), 0755);
  EXPECT_THAT(faults(), ElementsAre(AllOf(HasSubstr("mode 755"), HasSubstr("chmod 700 " + path("data")))));
}

TEST_F(InstallationTest, names_a_data_dir_that_is_a_file) {
  settings.storage.data_dir = path("alurbot.toml");
  EXPECT_THAT(faults(), ElementsAre(HasSubstr("no folder")));
}

TEST_F(InstallationTest, names_a_token_that_every_user_can_read) {
  settings.telegram.token_file = path("token");
  replace_file(path("token"), "1:a");
  EXPECT_THAT(faults(), IsEmpty());
  ::chmod(path("token").c_str(), 0644);
  EXPECT_THAT(faults(), ElementsAre(HasSubstr("chmod o= " + path("token"))));
}

TEST_F(InstallationTest, names_a_folder_of_the_settings_that_is_not_there) {
  settings.process.dir = path("nowhere");
  EXPECT_THAT(faults(), ElementsAre(AllOf(HasSubstr(path("nowhere")), HasSubstr("cannot read"))));
}

TEST_F(InstallationTest, names_a_restore_that_did_not_end) {
  std::filesystem::create_directory(DataDir::restore_folder(path("data")));
  EXPECT_THAT(faults(), ElementsAre(HasSubstr("restore again")));
}

TEST_F(InstallationTest, names_a_database_that_is_none) {
  std::filesystem::remove(path("data/alur.db-wal"));
  replace_file(path("data/alur.db"), std::string(8192, 'x'));
  EXPECT_THAT(faults(), ElementsAre(HasSubstr(path("data/alur.db"))));
}

}  // namespace alur::service::test
