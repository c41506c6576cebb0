#pragma once

#include <boost/system/result.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

/// Documents on disk, named by their content: data_dir/archive/ab/cd/<sha256>. Files come in through a quarantine, are
/// pass the gates, are hashed, fsynced and renamed; only then does a row speak of them. Never executed or unpacked.
namespace alur::archive {

struct Limits {
  std::uint64_t bytes_max = std::uint64_t{20} * 1024 * 1024;
  std::vector<std::string> types;  ///< extensions allowed, lower case, e.g. "pdf"
  std::string clamd_socket{};      ///< of the virus scanner; empty: there is none
  std::chrono::milliseconds scan_deadline{60'000};
};

enum class Refused : std::uint8_t {
  empty,             ///< 0 bytes
  too_big,           ///< more than bytes_max, as counted
  program,           ///< an executable or script, whatever its name
  type_not_allowed,  ///< its content is of no allowed type
  type_mismatch,     ///< the extension says one thing and the content another
  macros,            ///< an Office document that carries macros
  misleading_name,   ///< turned or hidden characters, or a program's extension before the last
  two_in_one,        ///< one kind of file within or behind another
  damaged,           ///< not whole, or not as its kind is built
  encrypted,         ///< a password keeps what is in it
  inflates,          ///< unpacks to more than is sound
  unsafe_zip,        ///< names or links that lead out of it, or archives within it
  active,            ///< fetches or starts something when it is opened
  too_many_pixels,
  infected,
  not_scannable,  ///< larger than the scanner takes
  not_scanned,    ///< the scanner gave no answer that counts: the same file may be offered again
};

struct Stored {
  std::string sha256;
  std::uint64_t bytes = 0;
  std::string media_type;
};

/// One file on its way in; its archive outlives it. Not thread-safe; destroying it removes what was written.
class Intake {
 public:
  virtual ~Intake() = default;
  /// False once more than bytes_max came; the rest may be dropped. Throws std::system_error when the disk fails.
  virtual bool write(std::string_view bytes) = 0;
  /// Through the gates and the scanner, then hashed, fsynced and filed. `file_name` is data, never a path (may be
  /// empty). What is refused is gone with this.
  virtual boost::system::result<Stored, Refused> finish(std::string_view file_name) = 0;
};

class Archive {
 public:
  /// Creates `directory` (0700) with its quarantine, and removes what an earlier process left in that. Throws
  /// std::system_error.
  Archive(std::string directory, Limits limits);
  ~Archive();

  std::unique_ptr<Intake> intake();  ///< from any thread
  bool scans() const;                ///< is there a scanner?
  /// Does it answer a ping now? From any thread; 2 s at most.
  bool scanner_answers() const;
  bool has(const std::string& sha256) const;
  std::string path_of(const std::string& sha256) const;
  /// Reads it again: does the file still have its hash?
  bool intact(const std::string& sha256) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

struct ArchiveCheck {
  std::vector<std::string> missing;
  std::vector<std::string> changed;
};
/// Reads every named file again; changes nothing.
ArchiveCheck check_contents(const std::string& directory, const std::vector<std::string>& sha256s);

/// Every content that an archive's directory holds, by its name and in order.
std::vector<std::string> contents_of(const std::string& directory);
/// Copies contents from one archive's directory to another (0700, made where missing), reading each one's hash on the
/// way; files and folders are on the disk when it returns. What is missing or changed is left out and named. Throws
/// std::system_error when it cannot write.
ArchiveCheck copy_contents(const std::string& from, const std::vector<std::string>& sha256s, const std::string& to);

/// Copies any file to `to`, which must not exist (0600; synced, its folder not). The SHA-256 of what was copied. Throws
/// std::system_error.
std::string copy_file(const std::string& from, const std::string& to);
/// Reads the file; its SHA-256. Throws std::system_error.
std::string hash_of_file(const std::string& path);

/// SHA-256 as 64 lower-case hex digits.
std::string sha256_hex(std::string_view bytes);

}  // namespace alur::archive
