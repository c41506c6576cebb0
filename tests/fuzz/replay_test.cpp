#include "fuzz/target.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

/// Every input that was worth keeping, of every corpus, to every target.
namespace alur::fuzz {

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> inputs() {
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator{ALUR_FUZZ_CORPUS}) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  return files;
}

}  // namespace

class Corpus : public testing::TestWithParam<Target> {};

TEST_P(Corpus, is_taken_without_harm) {
  const std::vector<fs::path> files = inputs();
  ASSERT_GE(files.size(), 50U);
  for (const fs::path& file : files) {
    SCOPED_TRACE(file.string());
    std::ifstream in{file, std::ios::binary};
    const std::string bytes{std::istreambuf_iterator<char>{in}, {}};
    GetParam().run(bytes);
  }
}

TEST(Corpora, are_one_for_each_target) {
  for (const Target& target : targets()) {
    EXPECT_TRUE(fs::is_directory(fs::path{ALUR_FUZZ_CORPUS} / target.name)) << target.name;
  }
}

INSTANTIATE_TEST_SUITE_P(Fuzz, Corpus, testing::ValuesIn(targets()),
                         [](const auto& of) { return std::string{of.param.name}; });

}  // namespace alur::fuzz
