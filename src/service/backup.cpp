#include "alur/service/backup.hpp"

#include "alur/archive/archive.hpp"
#include "alur/store/audit.hpp"

#include "data_dir.hpp"
#include "durable.hpp"
#include "manifest.hpp"
#include "proof.hpp"
#include "restored.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <iterator>
#include <stdexcept>
#include <utility>

namespace alur::service {

namespace fs = std::filesystem;

namespace {

/// alur-20260302-143005: a moment at the office.
std::string folder_name(const time::WorkCalendar& calendar, time::Instant now) {
  const time::Day day = calendar.day_of(now);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{
      std::chrono::floor<std::chrono::seconds>(now - calendar.at(day, std::chrono::minutes{0}))};
  char name[64];
  std::snprintf(name, sizeof name, "alur-%04d%02u%02u-%02ld%02ld%02ld", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<long>(clock.hours().count()), static_cast<long>(clock.minutes().count()),
                static_cast<long>(clock.seconds().count()));
  return name;
}

/// Of several made within a second, the later ones count on.
std::string free_name(const std::string& under, const time::WorkCalendar& calendar, time::Instant now) {
  for (;; now += std::chrono::seconds{1}) {
    std::string name = (fs::path(under) / folder_name(calendar, now)).string();
    if (!fs::exists(name) && !fs::exists(name + ".partial")) return name;
  }
}

/// A folder in the making; gone with all it holds unless it gets its name.
class UnfinishedFolder {
 public:
  /// Throws when somebody else makes one of this name.
  explicit UnfinishedFolder(std::string name) : name_(std::move(name)), path_(name_ + ".partial") {
    make_folder(path_);
  }
  ~UnfinishedFolder() {
    std::error_code ignored;
    if (!finished_) fs::remove_all(path_, ignored);
  }
  UnfinishedFolder(const UnfinishedFolder&) = delete;
  UnfinishedFolder& operator=(const UnfinishedFolder&) = delete;

  const std::string& path() const { return path_; }
  /// Everything in it is synced by then; its folders are here.
  void finish() {
    sync_folders(path_);
    rename_path(path_, name_);
    finished_ = true;
    sync_folder(fs::path(name_).parent_path().string());
  }

 private:
  std::string name_;
  std::string path_;
  bool finished_ = false;
};

class Backup {
 public:
  Backup(const ServiceOptions& options, std::string into, Damage accepted)
      : options_(options), data_dir_(options.settings.storage.data_dir), into_(std::move(into)), accepted_(accepted) {}

  /// The database first: every document that it names was filed before, and a filed document never changes.
  BackupReport run(const std::string& config_file) {
    record();
    documents();
    settings(config_file);
    put(Manifest::file_name, manifest_.text());
    return std::move(report_);
  }

 private:
  void record() {
    const std::string live = data_dir_ + "/alur.db";
    const std::string copy = into_ + "/alur.db";
    if (!fs::exists(live)) throw std::runtime_error(live + " is not there");
    // Read before the copy is made, so that the copy goes at least as far.
    const std::string kept_head = read_small_file_if_there(data_dir_ + "/chain.head");
    store::ReadDatabase{{live, ""}, true}.copy_to(copy);
    store::ReadDatabase reader({copy, ""}, true);
    proved_ = prove_record(reader, kept_head, accepted_);
    reader.read([this](store::Tx& tx) {
      report_.goes_back_to = newest_moment(tx);
      put("chain.head", store::chain_head(tx) + "\n");
    });
    report_.events = proved_.events;
    report_.damage = findings_of(proved_);
    manifest_.add("alur.db", archive::hash_of_file(copy));
    manifest_.add("chain.head", archive::hash_of_file(into_ + "/chain.head"));
  }

  /// Those that the record names must be there; others may wait for their sender to say what they are.
  void documents() {
    std::vector<std::string> named = proved_.contents;
    std::sort(named.begin(), named.end());
    std::vector<std::string> others;
    const std::vector<std::string> all = archive::contents_of(data_dir_ + "/archive");
    std::set_difference(all.begin(), all.end(), named.begin(), named.end(), std::back_inserter(others));
    const archive::ArchiveCheck left_out = copy(named);
    note_damage(report_.damage, left_out, accepted_);
    copy(others);
    for (const std::string& sha256 : archive::contents_of(into_ + "/archive")) {
      manifest_.add(archived_as(sha256), sha256);
      ++report_.documents;
    }
  }

  archive::ArchiveCheck copy(const std::vector<std::string>& sha256s) {
    return archive::copy_contents(data_dir_ + "/archive", sha256s, into_ + "/archive");
  }

  void settings(const std::string& config_file) {
    make_folder(into_ + "/config");
    copy_text(config_file, "config/alurbot.toml");
    copy_texts(options_.settings.process.dir, "config/process");
    copy_texts(options_.settings.office.holidays, "config/holidays");
    copy_texts(options_.settings.text.dir, "config/text");
  }

  /// The *.toml of a directory and of those below it.
  void copy_texts(const std::string& directory, const std::string& as) {
    make_folder(into_ + "/" + as);
    for (const fs::directory_entry& entry : fs::directory_iterator(directory)) {
      const std::string name = entry.path().filename().string();
      if (name.find_first_of("\n\\") != std::string::npos) continue;
      if (entry.is_directory()) copy_texts(entry.path().string(), (fs::path(as) / name).string());
      if (entry.is_regular_file() && entry.path().extension() == ".toml") {
        copy_text(entry.path().string(), (fs::path(as) / name).string());
      }
    }
  }

  /// The token never stands in settings that `alurbot check` passes; in a comment it might.
  void copy_text(const std::string& from, const std::string& as) {
    const std::string text = log::redact(read_small_file(from)) + "\n";
    put(as, text);
    manifest_.add(as, archive::sha256_hex(text));
  }

  void put(const std::string& as, const std::string& text) { replace_file(into_ + "/" + as, text); }

  const ServiceOptions& options_;
  std::string data_dir_;
  std::string into_;
  Damage accepted_;
  store::AuditReport proved_;
  Manifest manifest_;
  BackupReport report_;
};

}  // namespace

BackupReport back_up(const ServiceOptions& options, const std::string& config_file, const std::string& destination,
                     time::Instant now, Damage damage) {
  const config::Settings& settings = options.settings;
  const time::WorkCalendar calendar(settings.office.timezone, settings.office.work_hours, options.holidays);
  const std::string under = fs::absolute(destination).lexically_normal().string();
  if (!fs::exists(under)) {
    make_folder(under);
    sync_folder((fs::path(under) / "..").string());
  }
  std::string name = free_name(under, calendar, now);
  UnfinishedFolder folder(name);
  BackupReport report = Backup(options, folder.path(), damage).run(config_file);
  folder.finish();
  replace_file(DataDir::backup_marker(settings.storage.data_dir), std::to_string(time::to_ms(now)));
  report.folder = name;
  return report;
}

}  // namespace alur::service
