#include "alur/archive/archive.hpp"

#include "clamd.hpp"
#include "digest.hpp"
#include "file.hpp"
#include "gate.hpp"
#include "layout.hpp"

#include <array>
#include <cerrno>
#include <filesystem>
#include <functional>
#include <optional>
#include <stdexcept>
#include <sys/random.h>
#include <system_error>

namespace alur::archive {

namespace fs = std::filesystem;

namespace {

/// Unguessable, so that nobody waits for it at its place.
std::string random_name() {
  std::array<char, 16> bytes{};
  if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
    throw std::system_error{errno, std::generic_category(), "getrandom"};
  }
  return sha256_hex({bytes.data(), bytes.size()}).substr(0, 32);
}

void require_known(const std::vector<std::string>& types) {
  for (const std::string& type : types) {
    if (type_of_extension(type) == nullptr) {
      throw std::invalid_argument{"document type " + type + " cannot be told by its content"};
    }
  }
}

}  // namespace

struct Archive::Impl {
  std::string directory;
  std::string quarantine;
  Limits limits;
  std::optional<Clamd> scanner;

  void file(const std::string& from, const std::string& sha256) const;
};

/// Every name on the way is on the disk before this returns. A copy that is there already is replaced by this equal
/// one, which mends it should it have rotted.
void Archive::Impl::file(const std::string& from, const std::string& sha256) const {
  for (std::size_t depth = 1; depth <= 2; ++depth) {
    make_directory(content_folder(directory, sha256, depth));
    sync_directory(content_folder(directory, sha256, depth - 1));
  }
  rename_file(from, content_path(directory, sha256));
  sync_directory(content_folder(directory, sha256, 2));
}

namespace {

/// Only a scanner's own word lets a file pass, where there is one.
Verdict pass_scanner(const std::optional<Clamd>& scanner, const std::string& path) {
  if (!scanner) return std::nullopt;
  switch (scanner->scan(path)) {
    case Clamd::Answer::clean:
      return std::nullopt;
    case Clamd::Answer::infected:
      return Refused::infected;
    case Clamd::Answer::too_large:
      return Refused::not_scannable;
    case Clamd::Answer::none:
      return Refused::not_scanned;
  }
  return Refused::not_scanned;
}

class QuarantinedFile final : public Intake {
 public:
  /// `file_it(path, sha256)` takes the file to its place.
  using FileIt = std::function<void(const std::string& path, const std::string& sha256)>;

  QuarantinedFile(std::string path, const Limits& limits, const std::optional<Clamd>& scanner, FileIt file_it)
      : path_{std::move(path)},
        limits_{limits},
        scanner_{scanner},
        file_it_{std::move(file_it)},
        file_{File::create(path_)} {}
  ~QuarantinedFile() override {
    std::error_code ignored;  // gone when it was filed
    fs::remove(path_, ignored);
  }

  bool write(std::string_view bytes) override {
    bytes_ += bytes.size();
    if (bytes_ > limits_.bytes_max) return false;
    file_.write(bytes);
    hash_.update(bytes);
    return true;
  }

  boost::system::result<Stored, Refused> finish(std::string_view file_name) override {
    if (bytes_ == 0) return Refused::empty;
    if (bytes_ > limits_.bytes_max) return Refused::too_big;
    auto passed = pass_gates({path_, std::string{file_name}, bytes_, inspect(path_)}, limits_.types);
    if (passed.has_error()) return passed.error();
    if (const Verdict refused = pass_scanner(scanner_, path_)) return *refused;
    file_.sync();
    file_.close();
    Stored stored{hash_.finish_hex(), bytes_, std::move(*passed)};
    file_it_(path_, stored.sha256);
    return stored;
  }

 private:
  std::string path_;
  const Limits& limits_;
  const std::optional<Clamd>& scanner_;
  FileIt file_it_;
  File file_;
  Sha256 hash_;
  std::uint64_t bytes_ = 0;
};

}  // namespace

Archive::Archive(std::string directory, Limits limits) : impl_{std::make_unique<Impl>()} {
  require_known(limits.types);
  impl_->quarantine = directory + "/quarantine";
  impl_->directory = std::move(directory);
  if (!limits.clamd_socket.empty()) impl_->scanner.emplace(limits.clamd_socket, limits.scan_deadline);
  impl_->limits = std::move(limits);
  if (const fs::path parent = fs::path{impl_->directory}.parent_path(); !parent.empty()) fs::create_directories(parent);
  make_directory(impl_->directory);
  make_directory(impl_->quarantine);
  for (const fs::directory_entry& left : fs::directory_iterator{impl_->quarantine}) fs::remove(left.path());
}

Archive::~Archive() = default;

std::unique_ptr<Intake> Archive::intake() {
  return std::make_unique<QuarantinedFile>(
      impl_->quarantine + "/" + random_name(), impl_->limits, impl_->scanner,
      [impl = impl_.get()](const std::string& path, const std::string& sha256) { impl->file(path, sha256); });
}

bool Archive::scans() const { return impl_->scanner.has_value(); }

bool Archive::scanner_answers() const { return impl_->scanner && impl_->scanner->answers(); }

bool Archive::has(const std::string& sha256) const { return is_sha256(sha256) && fs::exists(path_of(sha256)); }

std::string Archive::path_of(const std::string& sha256) const { return content_path(impl_->directory, sha256); }

bool Archive::intact(const std::string& sha256) const { return has(sha256) && hash_of_file(path_of(sha256)) == sha256; }

}  // namespace alur::archive
