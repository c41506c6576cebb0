#include "alur/archive/archive.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <sys/wait.h>
#include <unistd.h>

/// R19: archive and record agree, whatever dies or rots.
namespace alur::archive {
namespace {

namespace fs = std::filesystem;

bool full_length() { return std::getenv("ALUR_LONG") != nullptr; }

class Folder {
 public:
  Folder() {
    std::string pattern = (fs::temp_directory_path() / "alur-rot-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error{"mkdtemp"};
    path_ = pattern;
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string archive() const { return path_ + "/archive"; }

 private:
  std::string path_;
};

Archive open(const Folder& folder) { return Archive{folder.archive(), {1'000'000, {"txt"}}}; }

std::string file(Archive& archive, const std::string& text) {
  const auto intake = archive.intake();
  intake->write(text);
  return intake->finish("catatan.txt")->sha256;
}

std::string words(std::mt19937& random) {
  std::string text = "Catatan rapat ";
  for (std::size_t left = 20 + random() % 500; left > 0; --left) text += static_cast<char>('a' + random() % 26);
  return text;
}

void flip_a_bit(const std::string& path, std::mt19937& random) {
  std::fstream file{path, std::ios::in | std::ios::out | std::ios::binary};
  const auto at = static_cast<std::streamoff>(random() % fs::file_size(path));
  file.seekg(at);
  const int byte = file.get();
  file.seekp(at);
  file.put(static_cast<char>(byte ^ (1 << random() % 8)));
}

/// Files documents until it is killed, and says each hash once it is filed: what a row would name.
[[noreturn]] void file_for_ever(const Folder& folder, std::uint32_t seed, int filed) {
  Archive archive = open(folder);
  std::mt19937 random{seed};
  for (;;) {
    const std::string sha256 = file(archive, words(random));
    if (::write(filed, sha256.data(), sha256.size()) != static_cast<ssize_t>(sha256.size())) ::_exit(1);
  }
}

/// The hashes that a process named before it was killed, some time after the first of them.
std::vector<std::string> named_by_a_killed_process(const Folder& folder, std::mt19937& random) {
  std::array<int, 2> pipe{};
  if (::pipe(pipe.data()) != 0) throw std::runtime_error{"pipe"};
  const pid_t child = ::fork();
  if (child == 0) {
    ::close(pipe[0]);
    file_for_ever(folder, static_cast<std::uint32_t>(random()), pipe[1]);
  }
  ::close(pipe[1]);
  std::vector<std::string> named;
  std::string sha256(64, ' ');
  const std::size_t until = 1 + random() % 8;
  while (named.size() < until && ::read(pipe[0], sha256.data(), 64) == 64) named.push_back(sha256);
  ::kill(child, SIGKILL);
  while (::read(pipe[0], sha256.data(), 64) == 64) named.push_back(sha256);
  ::waitpid(child, nullptr, 0);
  ::close(pipe[0]);
  return named;
}

}  // namespace

TEST(Scrub, finds_every_document_of_which_one_bit_rotted_and_no_other) {
  const Folder folder;
  Archive archive = open(folder);
  std::mt19937 random{20'260'302};
  const std::size_t count = full_length() ? 1'000 : 200;
  std::vector<std::string> all;
  while (all.size() < 2 * count) all.push_back(file(archive, words(random)));
  std::vector<std::string> rotten{all.begin(), all.begin() + static_cast<std::ptrdiff_t>(count)};
  for (const std::string& sha256 : rotten) flip_a_bit(archive.path_of(sha256), random);
  const ArchiveCheck found = check_contents(folder.archive(), all);
  EXPECT_TRUE(found.missing.empty());
  EXPECT_EQ(found.changed, rotten);
  std::printf("[ FIGURE ] R19: %zu of %zu rotten documents found among %zu\n", found.changed.size(), count, all.size());
}

TEST(DeadUpload, leaves_no_name_without_its_document_and_no_more_than_one_document_without_a_name) {
  const Folder folder;
  std::mt19937 random{20'260'303};
  const std::size_t kills = full_length() ? 500 : 40;
  std::vector<std::string> named;
  std::size_t left_behind = 0;
  for (std::size_t i = 0; i < kills; ++i) {
    const auto more = named_by_a_killed_process(folder, random);
    named.insert(named.end(), more.begin(), more.end());
    const auto quarantined = [&] {
      const fs::directory_iterator each{folder.archive() + "/quarantine"};
      return static_cast<std::size_t>(std::distance(begin(each), end(each)));
    };
    EXPECT_LE(quarantined(), 1U);
    left_behind += quarantined();
    const Archive swept = open(folder);
    EXPECT_EQ(quarantined(), 0U);
  }
  const ArchiveCheck found = check_contents(folder.archive(), named);
  EXPECT_TRUE(found.missing.empty());
  EXPECT_TRUE(found.changed.empty());
  const std::size_t filed = contents_of(folder.archive()).size();
  EXPECT_LE(filed, named.size() + kills);
  std::printf(
      "[ FIGURE ] R19: %zu kills, %zu documents named: %zu missing, %zu changed; %zu half ones swept, %zu filed "
      "without a "
      "name\n",
      kills, named.size(), found.missing.size(), found.changed.size(), left_behind,
      filed - std::min(filed, named.size()));
}

}  // namespace alur::archive
