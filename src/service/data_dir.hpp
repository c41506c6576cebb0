#pragma once

#include <functional>
#include <stdexcept>
#include <string>

/// data_dir: one process at a time, its keys, and the head of the chain kept apart from the database.
namespace alur::service {

/// Another process has the lock.
struct DataDirBusy : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class DataDir {
 public:
  /// Makes the folder (0700) where missing and takes its lock. Throws DataDirBusy, or std::system_error.
  explicit DataDir(std::string path);
  ~DataDir();
  DataDir(const DataDir&) = delete;
  DataDir& operator=(const DataDir&) = delete;

  const std::string& path() const { return path_; }
  std::string database() const { return path_ + "/alur.db"; }
  std::string archive() const { return path_ + "/archive"; }
  /// Where a restore gathers what it takes in; gone when it is done.
  static std::string restore_folder(const std::string& data_dir) { return data_dir + "/restore.partial"; }
  /// When the last backup was made, in ms of the office's time.
  static std::string backup_marker(const std::string& data_dir) { return data_dir + "/backup.at"; }
  std::string socket() const { return socket_path(path_); }
  static std::string socket_path(const std::string& data_dir) { return data_dir + "/alurbot.sock"; }

  /// The 32 bytes that seal buttons: made at the first start, kept in button.key (0600).
  std::string button_key(const std::function<std::string(std::size_t)>& random_bytes);
  /// Share of the disk that is free, 0..1.
  double disk_free() const;

 private:
  std::string path_;
  int lock_ = -1;
};

/// Reads a whole small file; trailing newlines are cut. Throws std::system_error when it cannot be read.
std::string read_small_file(const std::string& path);
/// The same; empty when it is not there.
std::string read_small_file_if_there(const std::string& path);
/// Writes, fsyncs, renames, fsyncs the folder: the old content or the new, never half. Mode 0600. Throws
/// std::system_error.
void replace_file(const std::string& path, const std::string& content);

}  // namespace alur::service
