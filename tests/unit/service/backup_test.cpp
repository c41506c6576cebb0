#include "alur/service/backup.hpp"

#include "alur/archive/archive.hpp"
#include "alur/store/audit.hpp"
#include "alur/store/records.hpp"

#include "data_dir.hpp"
#include "manifest.hpp"
#include "office.hpp"
#include "restored.hpp"
#include "stage.hpp"
#include "support/shipped.hpp"
#include "watch.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <sys/stat.h>

namespace alur::service::test {

namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::ThrowsMessage;

constexpr time::Instant record_begins = time::from_ms(1'772'413'200'000);  // 2 March 2026, 08.00 WIB
const std::string secret = "7000000001:aaaaaaaaaabbbbbbbbbbccccccccccdddddd";

/// An office with one case that has one document, a person, and a message not sent yet.
class BackupTest : public testing::Test {
 protected:
  BackupTest() {
    options.settings = alur::test::shipped().settings;
    options.settings.storage.data_dir = folder.path() + "/data";
    options.processes = alur::test::shipped().processes;
    options.holidays = alur::test::shipped().holidays;
    options.texts = alur::test::shipped().texts;
    std::ofstream(config_file()) << "[telegram]\n# was " << secret << "\n[storage]\ndata_dir = \"data\"\n";
    const DataDir data_dir(options.settings.storage.data_dir);
    archive::Archive archive(data_dir.archive(), {1000, {"txt"}});
    document = file(archive, "identifikasi");
    undecided = file(archive, "belum dipilih");
    store::Database database({data_dir.database(), ""});
    database.transact([&](store::Tx& tx) { fill(tx); });
    database.transact([](store::Tx& tx) { replace_file(head_file, store::chain_head(tx) + "\n"); });
    database.checkpoint(true);
  }

  static std::string file(archive::Archive& archive, const std::string& text) {
    const auto intake = archive.intake();
    intake->write(text);
    return intake->finish("a.txt")->sha256;
  }

  void fill(store::Tx& tx) {
    head_file = options.settings.storage.data_dir + "/chain.head";
    workflow::CaseOpened opened;
    opened.register_no = "M26-001";
    opened.title = "Aplikasi Antrean";
    opened.agency = office::AgencyId{1};
    opened.process_id = "mandiri";
    opened.process_version = 1;
    opened.steps = 14;
    workflow::StepStarted started;
    started.step = 1;
    started.round = 1;
    started.due = time::Deadline{record_begins + 72h, false};
    workflow::Version version;
    version.item = "identifikasi";
    version.number = 1;
    version.step = 1;
    version.round = 1;
    version.what.contents = {{document, 12, "text/plain", "identifikasi.txt", ""}};
    store::Cases{tx}.open({{record_begins, office::PersonId{1}, std::nullopt, opened},
                           {record_begins, office::PersonId{1}, std::nullopt, started},
                           {record_begins, office::PersonId{1}, std::nullopt, workflow::VersionFiled{version}}});
    office::State state;
    store::OfficeRecords{tx}.append(
        state, {{record_begins, {}, office::PersonAdded{office::PersonId{1}, "Yuni Astuti, S.Kom.", "Staf", ""}},
                {record_begins, {}, office::RoleGranted{{office::PersonId{1}, process::Role::staff_egov, {}}}},
                {record_begins, {}, office::AccountBound{office::PersonId{1}, 4711, "yuni"}}});
    store::OutMessage message;
    message.chat_id = 4711;
    message.method = "sendMessage";
    message.body = R"({"chat_id":4711,"text":"dari waktu yang lain"})";
    store::Outbox{tx}.plan(message);
  }

  std::string config_file() const { return folder.path() + "/alurbot.toml"; }
  std::string backups() const { return folder.path() + "/backups"; }
  BackupReport back_up(Damage damage = Damage::refused) {
    return service::back_up(options, config_file(), backups(), now, damage);
  }
  /// Options of another machine: the same office, an empty data_dir.
  ServiceOptions elsewhere() {
    ServiceOptions other;
    other.settings = options.settings;
    other.settings.storage.data_dir = folder.path() + "/elsewhere";
    other.holidays = options.holidays;
    other.processes = options.processes;
    other.texts = options.texts;
    return other;
  }
  static std::string path_in(const std::string& folder, const std::string& sha256) {
    return folder + "/archive/" + sha256.substr(0, 2) + "/" + sha256.substr(2, 2) + "/" + sha256;
  }
  static std::vector<std::string> names_in(const std::string& directory) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(directory)) names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
  }
  /// Puts other bytes in place of a file of the backup, with its line in the manifest made to fit when wanted.
  static void replace(const std::string& backup, const std::string& name, const std::string& bytes, bool listed) {
    std::ofstream(backup + "/" + name, std::ios::trunc | std::ios::binary) << bytes;
    if (!listed) return;
    Manifest manifest = Manifest::parse(read_small_file(backup + "/SHA256SUMS"));
    manifest.add(name, archive::hash_of_file(backup + "/" + name));
    std::ofstream(backup + "/SHA256SUMS", std::ios::trunc) << manifest.text();
  }
  auto refuses(const std::string& source, const std::string& why) {
    return [this, source, why] {
      EXPECT_THAT([&] { restore(elsewhere(), source); }, ThrowsMessage<std::runtime_error>(HasSubstr(why)));
      EXPECT_THAT(names_in(folder.path() + "/elsewhere"), ElementsAre("lock")) << "nothing is left of it";
    };
  }

  const TemporaryFolder folder;
  ServiceOptions options;
  time::Instant now = record_begins + 6h + 30min + 5s;
  std::string document;
  std::string undecided;
  inline static std::string head_file;
};

}  // namespace

TEST_F(BackupTest, is_a_dated_folder_that_holds_everything_and_proves_itself) {
  const BackupReport report = back_up();
  EXPECT_EQ(report.folder, backups() + "/alur-20260302-143005");
  EXPECT_THAT(names_in(backups()), ElementsAre("alur-20260302-143005"));
  EXPECT_THAT(names_in(report.folder), ElementsAre("SHA256SUMS", "alur.db", "archive", "chain.head", "config"));
  EXPECT_EQ(report.events, 6);
  EXPECT_EQ(report.documents, 2U) << "also the one whose sender has not said what it is";
  EXPECT_EQ(report.goes_back_to, record_begins);
  EXPECT_TRUE(fs::exists(path_in(report.folder, document)));
  EXPECT_TRUE(fs::exists(path_in(report.folder, undecided)));
  EXPECT_TRUE(fs::exists(report.folder + "/config/process/mandiri.toml"));
  EXPECT_TRUE(fs::exists(report.folder + "/config/text/id/cards.toml"));
  EXPECT_TRUE(fs::exists(report.folder + "/config/holidays/2026.toml"));
  std::size_t files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(report.folder)) {
    struct stat info {};
    ASSERT_EQ(::stat(entry.path().c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 0077U, 0U) << entry.path() << " is nobody else's";
    files += entry.is_regular_file() ? 1 : 0;
  }
  const std::string check = "cd '" + report.folder + "' && sha256sum --quiet --strict -c SHA256SUMS";
  EXPECT_EQ(std::system(check.c_str()), 0);
  EXPECT_EQ(Manifest::parse(read_small_file(report.folder + "/SHA256SUMS")).sums().size() + 1, files)
      << "every file is listed but the list";
}

TEST_F(BackupTest, holds_no_secret) {
  DataDir(options.settings.storage.data_dir).button_key([](std::size_t bytes) { return std::string(bytes, 'K'); });
  const BackupReport report = back_up();
  for (const auto& entry : fs::recursive_directory_iterator(report.folder)) {
    if (!entry.is_regular_file()) continue;
    const std::string bytes = read_small_file(entry.path().string());
    EXPECT_EQ(bytes.find(secret.substr(11)), std::string::npos) << entry.path();
    EXPECT_EQ(bytes.find(std::string(32, 'K')), std::string::npos) << entry.path();
  }
  EXPECT_THAT(read_small_file(report.folder + "/config/alurbot.toml"), HasSubstr("[redacted]"));
}

TEST_F(BackupTest, goes_back_to_the_last_sign_of_life_when_nothing_happened_since) {
  const time::Instant alive = record_begins + 2h;
  {
    store::Database database({options.settings.storage.data_dir + "/alur.db", ""});
    database.transact(
        [&](store::Tx& tx) { store::Settings{tx}.set("service.alive_ms", std::to_string(time::to_ms(alive))); });
  }
  EXPECT_EQ(back_up().goes_back_to, alive);
}

TEST_F(BackupTest, a_missing_or_changed_document_stops_it_and_nothing_is_left) {
  const std::string path = path_in(options.settings.storage.data_dir, document);
  std::ofstream(path, std::ios::trunc) << "lain";
  EXPECT_THAT([&] { back_up(); },
              ThrowsMessage<std::runtime_error>(HasSubstr("document " + document + " has changed")));
  fs::remove(path);
  EXPECT_THAT([&] { back_up(); }, ThrowsMessage<std::runtime_error>(HasSubstr("document " + document + " is missing")));
  EXPECT_THAT(names_in(backups()), IsEmpty());
  const BackupReport report = back_up(Damage::accepted);
  EXPECT_THAT(report.damage, ElementsAre("document " + document + " is missing"));
  EXPECT_EQ(report.documents, 1U);
}

TEST_F(BackupTest, a_record_that_was_tampered_with_stops_it) {
  replace_file(head_file, "99 " + std::string(64, 'a') + "\n");
  EXPECT_THAT([&] { back_up(); }, ThrowsMessage<std::runtime_error>(HasSubstr("the end is cut")));
  EXPECT_THAT(names_in(backups()), IsEmpty());
  EXPECT_THAT(back_up(Damage::accepted).damage, ElementsAre(HasSubstr("the end is cut")));
}

TEST_F(BackupTest, does_not_replace_an_earlier_one) {
  back_up();
  fs::create_directories(backups() + "/alur-20260302-143006.partial");  // of a process that was killed
  back_up();
  EXPECT_THAT(names_in(backups()),
              ElementsAre("alur-20260302-143005", "alur-20260302-143006.partial", "alur-20260302-143007"));
}

TEST_F(BackupTest, comes_back_whole_into_an_empty_place_and_proves_itself_there) {
  const BackupReport made = back_up();
  const ServiceOptions other = elsewhere();
  const BackupReport back = restore(other, made.folder);
  EXPECT_EQ(back.events, made.events);
  EXPECT_EQ(back.documents, made.documents);
  EXPECT_EQ(back.goes_back_to, made.goes_back_to);
  const std::string& data_dir = other.settings.storage.data_dir;
  EXPECT_THAT(names_in(data_dir), ElementsAre("alur.db", "archive", "chain.head", "lock"));
  EXPECT_EQ(archive::hash_of_file(path_in(data_dir, document)), document);
  store::ReadDatabase reader({data_dir + "/alur.db", ""}, true);
  EXPECT_THAT(reader.damage(), IsEmpty());
  EXPECT_THAT(store::audit(reader, read_small_file(data_dir + "/chain.head")).findings, IsEmpty());
}

TEST_F(BackupTest, a_restored_record_knows_it_and_says_so_once) {
  const ServiceOptions other = elsewhere();
  restore(other, back_up().folder);
  store::Database database({other.settings.storage.data_dir + "/alur.db", ""});
  database.transact([](store::Tx& tx) {
    const auto mark = take_restored_mark(tx);
    ASSERT_TRUE(mark);
    EXPECT_EQ(mark->goes_back_to, record_begins);
    EXPECT_FALSE(take_restored_mark(tx));
  });
}

TEST_F(BackupTest, a_command_before_the_first_start_holds_older_messages_too) {
  ServiceOptions other = elsewhere();
  restore(other, back_up().folder);
  const std::string data_dir = other.settings.storage.data_dir;
  run_office_command(std::move(other), "users", {});
  store::Database database({data_dir + "/alur.db", ""});
  database.transact([](store::Tx& tx) {
    const auto planned = store::Outbox{tx}.heads(10);
    ASSERT_EQ(planned.size(), 1U);
    EXPECT_THAT(planned.front().body, HasSubstr("dipulihkan dari cadangan"));
    EXPECT_FALSE(take_restored_mark(tx));
  });
}

TEST_F(BackupTest, a_command_before_the_first_start_leaves_no_outage_to_be_told) {
  {
    store::Database database({options.settings.storage.data_dir + "/alur.db", ""});
    database.transact(
        [](store::Tx& tx) { store::Settings{tx}.set(alive_setting, std::to_string(time::to_ms(record_begins))); });
  }
  ServiceOptions other = elsewhere();
  restore(other, back_up().folder);
  const std::string data_dir = other.settings.storage.data_dir;
  run_office_command(std::move(other), "users", {});
  store::Database database({data_dir + "/alur.db", ""});
  database.transact([](store::Tx& tx) { EXPECT_FALSE(store::Settings{tx}.get(alive_setting)); });
}

TEST_F(BackupTest, fails_plainly_when_the_settings_cannot_be_read) {
  fs::remove(config_file());
  EXPECT_THAT([&] { back_up(); }, ThrowsMessage<std::system_error>(HasSubstr("cannot read " + config_file())));
  EXPECT_TRUE(fs::is_empty(backups())) << "and leaves no half of a backup";
}

TEST_F(BackupTest, goes_into_an_empty_place_only) {
  const std::string source = back_up().folder;
  EXPECT_THAT([&] { restore(options, source); }, ThrowsMessage<std::runtime_error>(HasSubstr("is not empty (")));
  const std::string data_dir = elsewhere().settings.storage.data_dir;
  fs::create_directories(data_dir);
  std::ofstream(data_dir + "/catatan.txt") << "milik orang lain";
  EXPECT_THAT([&] { restore(elsewhere(), source); },
              ThrowsMessage<std::runtime_error>(HasSubstr("is not empty (catatan.txt)")));
  fs::remove(data_dir + "/catatan.txt");
  {
    const DataDir in_use(data_dir);
    EXPECT_THROW(restore(elsewhere(), source), DataDirBusy);
  }
  EXPECT_NO_THROW(restore(elsewhere(), source));
}

TEST_F(BackupTest, a_backup_that_is_not_what_its_manifest_says_is_refused) {
  const std::string source = back_up().folder;
  const std::string other = source + "-copy";
  const auto spoiled = [&](const std::string& name) {
    fs::remove_all(other);
    fs::copy(source, other, fs::copy_options::recursive);
    std::fstream file(other + "/" + name, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(10);
    file.put('\x7f');
  };
  spoiled("alur.db");
  refuses(other, "alur.db is not what SHA256SUMS says")();
  spoiled("chain.head");
  refuses(other, "chain.head is not what SHA256SUMS says")();
  spoiled("config/alurbot.toml");
  refuses(other, "config/alurbot.toml is not what SHA256SUMS says")();
  spoiled(path_in("", document).substr(1));
  refuses(other, "document " + document + " has changed")();
  EXPECT_THAT(restore(elsewhere(), other, Damage::accepted).damage,
              ElementsAre("document " + document + " has changed"));
}

TEST_F(BackupTest, what_is_no_whole_backup_is_refused) {
  const std::string source = back_up().folder;
  refuses(folder.path(), "is no backup")();
  fs::remove(path_in(source, document));
  refuses(source, "document " + document + " is missing")();
  fs::remove(source + "/alur.db");
  refuses(source, "lacks alur.db")();
  EXPECT_THAT([&] { restore(elsewhere(), source + ".partial"); },
              ThrowsMessage<std::runtime_error>(HasSubstr("did not end")));
}

TEST_F(BackupTest, a_record_that_fails_its_proof_is_refused_although_its_sums_fit) {
  const std::string source = back_up().folder;
  const std::string head = read_small_file(source + "/chain.head");
  replace(source, "chain.head", "99 " + head.substr(head.find(' ') + 1) + "\n", true);
  refuses(source, "the end is cut")();
  EXPECT_THAT(restore(elsewhere(), source, Damage::accepted).damage, ElementsAre(HasSubstr("the end is cut")));
}

TEST_F(BackupTest, a_newer_schema_is_refused) {
  const std::string source = back_up().folder;
  // The file change counter and the like stay: user_version stands at offset 60 of the header, big-endian.
  std::string bytes;
  {
    std::ifstream in(source + "/alur.db", std::ios::binary);
    bytes.assign(std::istreambuf_iterator<char>(in), {});
  }
  bytes[63] = static_cast<char>(store::Database::schema_version() + 1);
  replace(source, "alur.db", bytes, true);
  refuses(source, "newer than this program's")();
}

TEST_F(BackupTest, nothing_is_served_where_a_restore_was_cut_off_while_it_moved_things_in) {
  ServiceOptions other = elsewhere();
  const std::string& data_dir = other.settings.storage.data_dir;
  fs::create_directories(DataDir::restore_folder(data_dir));
  EXPECT_THAT([&] { OfficeParts{other}; }, ThrowsMessage<std::runtime_error>(HasSubstr("did not end")));
  // Before anything was moved it is only to be done again.
  EXPECT_NO_THROW(restore(elsewhere(), back_up().folder));
  EXPECT_NO_THROW(OfficeParts{other});
}

}  // namespace alur::service::test
