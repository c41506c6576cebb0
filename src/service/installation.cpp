#include "alur/service/installation.hpp"

#include "alur/store/database.hpp"

#include "data_dir.hpp"

#include <array>
#include <cerrno>
#include <filesystem>
#include <pwd.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace alur::service {

namespace fs = std::filesystem;

namespace {

std::string user_name(uid_t uid) {
  std::array<char, 1024> buffer{};
  passwd entry{};
  passwd* found = nullptr;
  const bool known = ::getpwuid_r(uid, &entry, buffer.data(), buffer.size(), &found) == 0 && found != nullptr;
  return known ? entry.pw_name : "user " + std::to_string(uid);
}

std::string quoted_mode(mode_t mode) {
  std::string digits;
  for (int shift = 6; shift >= 0; shift -= 3) digits += static_cast<char>('0' + ((mode >> shift) & 7U));
  return digits;
}

class Inspection {
 public:
  Inspection(const config::Settings& settings, const std::string& config_file)
      : settings_(settings), config_file_(config_file), me_(user_name(::geteuid())) {}

  std::vector<std::string> run() {
    readable();
    secrecy_of_token();
    if (data_dir()) {
      ownership();
      unfinished_restore();
      database();
    }
    return std::move(faults_);
  }

 private:
  /// A fault: three parts, so that each call reads as its sentence.
  void fault(const std::string& path, const std::string& what, const std::string& remedy) {
    faults_.push_back(path + ": " + what + ": " + remedy);
  }

  void readable() {
    for (const std::string& path : {config_file_, settings_.process.dir, settings_.office.holidays, settings_.text.dir,
                                    settings_.telegram.token_file}) {
      if (path.empty()) continue;
      const int needed = fs::is_directory(path) ? R_OK | X_OK : R_OK;
      if (::access(path.c_str(), needed) == 0) continue;
      fault(path, me_ + " cannot read it (" + std::generic_category().message(errno) + ")",
            "chmod or chown it and the folders above it");
    }
  }

  void secrecy_of_token() {
    const std::string& file = settings_.telegram.token_file;
    struct stat info {};
    if (file.empty() || ::stat(file.c_str(), &info) != 0 || (info.st_mode & S_IRWXO) == 0) return;
    fault(file, "every user of this machine can reach the token", "chmod o= " + file);
  }

  /// True when it is there and can be looked into. One that is missing is made by whoever serves first.
  bool data_dir() {
    const std::string& path = settings_.storage.data_dir;
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0) {
      const std::string above = fs::path(path).parent_path().string();
      if (errno != ENOENT || (fs::exists(above) && ::access(above.c_str(), W_OK | X_OK) != 0))
        fault(path, "data_dir cannot be made by " + me_, "mkdir -m 700 it and chown it to the service's user");
      return false;
    }
    if (!S_ISDIR(info.st_mode)) {
      fault(path, "data_dir is no folder", "set storage.data_dir to one");
      return false;
    }
    if ((info.st_mode & (S_IRWXG | S_IRWXO)) != 0)
      fault(path, "others than its owner can look into data_dir (mode " + quoted_mode(info.st_mode) + ")",
            "chmod 700 " + path);
    if (::access(path.c_str(), R_OK | W_OK | X_OK) == 0) return true;
    fault(path, "data_dir belongs to " + user_name(info.st_uid) + ", and " + me_ + " cannot write in it",
          "run as root or as " + user_name(info.st_uid));
    return false;
  }

  /// What a program run as somebody else left there, which the service then cannot write.
  void ownership() {
    const std::string& path = settings_.storage.data_dir;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(path)) {
      struct stat info {};
      if (::lstat(entry.path().c_str(), &info) != 0 || info.st_uid == ::geteuid()) continue;
      fault(entry.path().string(), "belongs to " + user_name(info.st_uid) + ", not to " + me_ + " as data_dir does",
            "chown -R " + me_ + " " + path);
      return;
    }
  }

  void unfinished_restore() {
    const std::string path = DataDir::restore_folder(settings_.storage.data_dir);
    if (fs::exists(path)) fault(path, "a restore did not end", "empty data_dir and restore again");
  }

  void database() {
    const std::string path = settings_.storage.data_dir + "/alur.db";
    if (!fs::exists(path)) return;
    try {
      const store::ReadDatabase sound{{path, ""}};
    } catch (const store::StartError& e) {
      faults_.emplace_back(e.what());
    }
  }

  const config::Settings& settings_;
  const std::string& config_file_;
  std::string me_;
  std::vector<std::string> faults_;
};

}  // namespace

std::vector<std::string> installation_faults(const config::Settings& settings, const std::string& config_file) {
  return Inspection(settings, config_file).run();
}

}  // namespace alur::service
