#include "alur/service/backup.hpp"

#include "data_dir.hpp"
#include "durable.hpp"
#include "manifest.hpp"
#include "proof.hpp"
#include "restored.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <stdexcept>

namespace alur::service {

namespace fs = std::filesystem;

namespace {

/// What may be in a directory that counts as empty: our own lock, a restore that did not end, a file system's own.
bool counts_as_empty(const fs::path& entry) {
  constexpr std::array ignored{"lock", "restore.partial", "lost+found"};
  return std::find(ignored.begin(), ignored.end(), entry.filename()) != ignored.end();
}

void require_empty(const std::string& data_dir) {
  for (const fs::directory_entry& entry : fs::directory_iterator(data_dir)) {
    if (counts_as_empty(entry.path())) continue;
    throw std::runtime_error(data_dir + " is not empty (" + entry.path().filename().string() +
                             "): a restore goes into an empty place only");
  }
}

/// Where the backup is put together again; nothing of it is left when that fails.
class Gathering {
 public:
  explicit Gathering(const std::string& data_dir) : path_(DataDir::restore_folder(data_dir)) {
    fs::remove_all(path_);
    make_folder(path_);
  }
  ~Gathering() {
    std::error_code ignored;
    if (!moving_) fs::remove_all(path_, ignored);
  }
  Gathering(const Gathering&) = delete;
  Gathering& operator=(const Gathering&) = delete;
  const std::string& path() const { return path_; }

  /// The database last: without it nothing is served, and while the folder is there neither.
  void move_into(const std::string& data_dir) {
    sync_folders(path_);
    moving_ = true;
    for (const fs::directory_entry& entry : fs::directory_iterator(path_)) {
      const std::string name = entry.path().filename().string();
      if (name != "alur.db") rename_path(entry.path().string(), (fs::path(data_dir) / name).string());
    }
    rename_path(path_ + "/alur.db", data_dir + "/alur.db");
    sync_folder(data_dir);
    fs::remove(path_);
    sync_folder(data_dir);
  }

 private:
  std::string path_;
  bool moving_ = false;
};

class Restore {
 public:
  Restore(std::string source, std::string into, Damage accepted)
      : source_(std::move(source)), into_(std::move(into)), accepted_(accepted) {}

  BackupReport run() {
    const std::string sums = source_ + "/" + Manifest::file_name;
    if (!fs::exists(sums)) throw std::runtime_error(source_ + " is no backup: it has no " + Manifest::file_name);
    manifest_ = Manifest::parse(read_small_file(sums));
    take_file("alur.db");
    take_file("chain.head");
    take_documents();
    check_the_rest();
    take_up_record();
    report_.folder = source_;
    return std::move(report_);
  }

 private:
  void take_file(const std::string& name) {
    const auto sum = manifest_.find(name);
    if (!sum || !fs::exists(source_ + "/" + name)) throw std::runtime_error(source_ + " lacks " + name);
    if (archive::copy_file(source_ + "/" + name, into_ + "/" + name) != *sum) throw std::runtime_error(unlike(name));
  }

  void take_documents() {
    std::vector<std::string> listed;
    for (const auto& [path, sum] : manifest_.sums()) {
      if (path == archived_as(sum)) listed.push_back(sum);
    }
    const auto left_out = archive::copy_contents(source_ + "/archive", listed, into_ + "/archive");
    note_damage(report_.damage, left_out, accepted_);
    report_.documents = listed.size() - left_out.missing.size() - left_out.changed.size();
  }

  /// Settings are not put back: the office may have changed them since. But a backup is whole or it is not.
  void check_the_rest() {
    for (const auto& [path, sum] : manifest_.sums()) {
      if (path == "alur.db" || path == "chain.head" || path == archived_as(sum)) continue;
      const std::string file = source_ + "/" + path;
      if (fs::exists(file) && archive::hash_of_file(file) == sum) continue;
      if (accepted_ == Damage::refused) throw std::runtime_error(unlike(path) + "; --accept-damage goes on without");
      report_.damage.push_back(unlike(path));
    }
  }

  /// Opened as the service would: refused when newer, brought up to date when older. Then proved, and marked.
  void take_up_record() {
    const std::string path = into_ + "/alur.db";
    {
      store::Database database({path, ""});
      prove(path);
      database.transact([this](store::Tx& tx) {
        report_.goes_back_to = newest_moment(tx);
        mark_restored(tx, report_.goes_back_to);
      });
      database.checkpoint(true);
    }
    if (fs::exists(path + "-wal") && fs::file_size(path + "-wal") != 0) {
      throw std::runtime_error("the restored database could not be closed");
    }
    fs::remove(path + "-wal");
    fs::remove(path + "-shm");
    sync_file(path);
  }

  void prove(const std::string& path) {
    store::ReadDatabase reader({path, ""}, true);
    const store::AuditReport proved = prove_record(reader, read_small_file_if_there(into_ + "/chain.head"), accepted_);
    report_.events = proved.events;
    for (std::string& line : findings_of(proved)) report_.damage.push_back(std::move(line));
    // Those that were taken have their hash; here it shows whether the record names others.
    archive::ArchiveCheck lacking;
    for (const std::string& sha256 : proved.contents) {
      if (!manifest_.find(archived_as(sha256))) lacking.missing.push_back(sha256);
    }
    note_damage(report_.damage, lacking, accepted_);
  }

  std::string unlike(const std::string& name) const {
    return source_ + "/" + name + " is not what " + Manifest::file_name + " says";
  }

  std::string source_;
  std::string into_;
  Damage accepted_;
  Manifest manifest_;
  BackupReport report_;
};

}  // namespace

BackupReport restore(const ServiceOptions& options, const std::string& source, Damage damage) {
  const std::string& data_dir = options.settings.storage.data_dir;
  if (source.ends_with(".partial")) throw std::runtime_error(source + " is a backup that did not end");
  const DataDir lock(data_dir);
  require_empty(data_dir);
  Gathering gathering(data_dir);
  BackupReport report = Restore(source, gathering.path(), damage).run();
  gathering.move_into(data_dir);
  return report;
}

}  // namespace alur::service
