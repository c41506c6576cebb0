#include "corpus.hpp"

#include "fixture.hpp"
#include "gate.hpp"
#include "limits.hpp"
#include "zip_builder.hpp"

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <functional>
#include <iostream>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace alur::archive {
namespace {

namespace fs = std::filesystem;

class Corpus : public ArchiveTest {
 protected:
  std::size_t archived() const { return contents_of(directory()).size(); }
};

TEST_F(Corpus, archives_none_of_the_bad_files_and_says_why) {
  Archive archive = make();
  const std::vector<BadFile> files = bad_files();
  for (const BadFile& file : files) {
    const std::string said = outcome(put_in(archive, file.bytes, file.name));
    const std::string_view expected = file.expected ? name_of(*file.expected) : std::string_view{said};
    EXPECT_EQ(said.find('/'), std::string::npos) << file.name << " came in as " << said << ", " << file.bytes.size();
    EXPECT_EQ(said, expected) << file.name << ", " << file.bytes.size() << " bytes";
  }
  EXPECT_EQ(archived(), 0U);
  EXPECT_TRUE(quarantined().empty()) << "nothing is half kept";
  EXPECT_GE(files.size(), 300U);
  std::cout << "[ FIGURE ] S7: bad files archived " << archived() << " of " << files.size() << "\n";
}

TEST_F(Corpus, refuses_at_most_one_good_file_in_a_hundred) {
  Archive archive = make();
  const std::vector<GoodFile> files = good_files();
  std::size_t refused = 0;
  for (const GoodFile& file : files) {
    const auto stored = put_in(archive, file.bytes, file.name);
    EXPECT_TRUE(stored.has_value()) << file.name << ": " << outcome(stored);
    refused += stored.has_value() ? 0U : 1U;
  }
  EXPECT_GE(files.size(), 300U);
  EXPECT_LE(100 * refused, files.size());
  std::cout << "[ FIGURE ] S7: good files refused " << refused << " of " << files.size() << "\n";
}

/// The control of the two above: each gate alone keeps files out that all the others let pass.
TEST_F(Corpus, without_one_gate_bad_files_would_come_in) {
  std::vector<std::size_t> only_here(gates().size(), 0);
  const std::string path = (root / "file").string();
  for (const BadFile& file : bad_files()) {
    std::ofstream{path, std::ios::binary} << file.bytes;
    const Candidate candidate{path, file.name, file.bytes.size(), inspect(path)};
    if (file.bytes.empty() || judge(candidate.found, candidate.file_name, all_types).has_error()) continue;
    std::vector<std::size_t> stopped_by;
    for (std::size_t i = 0; i < gates().size(); ++i) {
      if (gates()[i].pass(candidate)) stopped_by.push_back(i);
    }
    if (stopped_by.size() == 1) ++only_here[stopped_by.front()];
  }
  for (std::size_t i = 0; i < gates().size(); ++i) {
    EXPECT_GT(only_here[i], 0U) << gates()[i].name;
    std::cout << "[ FIGURE ] S7 control: without gate " << gates()[i].name << ", bad files archived " << only_here[i]
              << "\n";
  }
}

/// Whatever a file holds, it is judged: no mutation brings a gate down or keeps it going.
TEST_F(Corpus, survives_files_of_no_sense) {
  std::uint64_t state = 20'261'124;
  const auto random = [&state](std::size_t below) {
    state = state * 6'364'136'223'846'793'005U + 1'442'695'040'888'963'407U;
    return static_cast<std::size_t>(state >> 33U) % below;
  };
  const std::size_t rounds = std::getenv("ALUR_LONG") != nullptr ? 50 : 2;
  const std::string path = (root / "file").string();
  std::size_t refused = 0;
  std::size_t judged = 0;
  for (const GoodFile& file : good_files()) {
    for (std::size_t round = 0; round < rounds; ++round, ++judged) {
      std::string bytes = file.bytes;
      for (std::size_t i = 0; i < 1 + round % 8; ++i) bytes[random(bytes.size())] = static_cast<char>(random(256));
      std::ofstream{path, std::ios::binary} << bytes;
      refused += pass_gates({path, file.name, bytes.size(), inspect(path)}, all_types).has_error() ? 1U : 0U;
    }
  }
  EXPECT_GT(refused, 0U);
  EXPECT_LT(refused, judged);
}

struct Cost {
  double cpu_s = 0;
  double mebibytes = 0;  ///< above what the process had
};

/// In a process of its own, whose peak is that of the gate.
Cost cost_of(const std::function<void()>& work) {
  int ends[2];
  if (::pipe(ends) != 0) throw std::runtime_error{"pipe"};
  const pid_t child = ::fork();
  if (child == 0) {
    rusage before{};
    ::getrusage(RUSAGE_SELF, &before);
    const std::clock_t started = std::clock();
    work();
    rusage after{};
    ::getrusage(RUSAGE_SELF, &after);
    const Cost cost{static_cast<double>(std::clock() - started) / CLOCKS_PER_SEC,
                    static_cast<double>(after.ru_maxrss - before.ru_maxrss) / 1024};
    ::_exit(::write(ends[1], &cost, sizeof cost) == sizeof cost ? 0 : 1);
  }
  Cost cost;
  EXPECT_EQ(::read(ends[0], &cost, sizeof cost), static_cast<ssize_t>(sizeof cost));
  ::close(ends[0]);
  ::close(ends[1]);
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
  return cost;
}

std::string noise(std::size_t bytes) {
  std::string made(std::min<std::size_t>(bytes, 100'000), '\0');
  std::uint64_t state = 20'261'124;
  for (char& byte : made) {
    state = state * 6'364'136'223'846'793'005U + 1'442'695'040'888'963'407U;
    byte = static_cast<char>(state >> 56U);
  }
  const std::string once = made;
  while (made.size() < bytes) made += once;
  made.resize(bytes);
  return made;
}

/// What is let pass, or stopped last, and is as large as files may be.
std::vector<GoodFile> heavy_files() {
  const bool long_form = std::getenv("ALUR_LONG") != nullptr;
  const std::size_t largest = long_form ? 19'000'000 : 4'000'000;
  const std::string pdf = sample("spt.pdf");
  const std::string jpeg = sample("foto1.jpg");
  std::string stop = "<s7zRar!/Encrypt<<";
  std::string almost;
  while (almost.size() < largest) almost += stop.substr(0, 2 + almost.size() % 14);
  Parts dense{{"[Content_Types].xml", "<Types/>"}, {"word/document.xml", "<a/>"}};
  for (int i = 0; i < (long_form ? 190 : 40); ++i)
    dense.emplace_back("word/media/" + std::to_string(i), noise(12'000) + std::string(1'000'000, 'a'));
  std::vector<ZipMember> many(20'000);
  for (std::size_t i = 0; i < many.size(); ++i) many[i] = {"a/" + std::to_string(i), noise(700)};
  std::string bytes = noise(largest);
  std::replace(bytes.begin(), bytes.end(), '\xff', '\xfe');
  return {{"a.pdf", pdf.substr(0, 9) + almost + pdf.substr(9)},
          {"a.jpg", jpeg.substr(0, jpeg.size() - 2) + bytes + "\xff\xd9"},
          {"a.jpg", jpeg + almost},
          {"a.docx", packed_zip(dense)},
          {"a.zip", stored_zip(many)},
          {"a.txt", "catatan " + std::string(largest, '<')},
          {"a.doc", sample("spt.doc") + std::string(largest, '\x42')}};
}

TEST_F(Corpus, costs_at_most_two_seconds_and_256_mebibytes_a_gate) {
  double cpu_max = 0;
  double memory_max = 0;
  for (const GoodFile& file : heavy_files()) {
    const std::string path = (root / "heavy").string();
    std::ofstream{path, std::ios::binary} << file.bytes;
    Candidate candidate{path, file.name, file.bytes.size(), {}};
    const auto measure = [&](std::string_view gate, const std::function<void()>& work) {
      const Cost cost = cost_of(work);
      EXPECT_LE(cost.cpu_s, 2.0) << gate << " on " << file.name;
      EXPECT_LE(cost.mebibytes, 256.0) << gate << " on " << file.name;
      cpu_max = std::max(cpu_max, cost.cpu_s);
      memory_max = std::max(memory_max, cost.mebibytes);
    };
    measure("inspection", [&] { inspect(path); });
    candidate.found = inspect(path);
    for (const Gate& gate : gates()) measure(gate.name, [&] { gate.pass(candidate); });
  }
  const Cost control = cost_of([] {
    const std::string much(300 * limits::mebibyte, 'x');
    if (much.back() != 'x') ::_exit(2);
  });
  EXPECT_GT(control.mebibytes, 256.0) << "a gate that takes too much is seen";
  std::cout << "[ FIGURE ] S7: dearest gate " << cpu_max << " s CPU, " << memory_max << " MiB (control "
            << control.mebibytes << " MiB)\n";
}

}  // namespace
}  // namespace alur::archive
