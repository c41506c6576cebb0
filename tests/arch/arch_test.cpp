#include "co_await_lint.hpp"
#include "include_rules.hpp"
#include "source_tree.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

/// The house rules, on the tree as it is. That each rule can see is in the tests beside this one.
namespace alur::arch {
namespace {

const std::string root = ALUR_SOURCE_DIR;

std::vector<SourceFile> tree() {
  std::vector<SourceFile> files = source_files(root, "include");
  for (SourceFile& file : source_files(root, "src")) files.push_back(std::move(file));
  return files;
}

std::string arrows_file() {
  std::ifstream in{root + "/tests/arch/modules.txt"};
  return {std::istreambuf_iterator<char>{in}, {}};
}

TEST(Architecture, keeps_to_the_arrows_between_modules_and_to_light_faces) {
  const Arrows arrows = read_arrows(arrows_file());
  const std::vector<SourceFile> files = tree();
  ASSERT_GT(arrows.size(), 10U);
  ASSERT_GT(files.size(), 50U);
  for (const SourceFile& file : files)
    for (const std::string& fault : include_faults(file, arrows, files)) ADD_FAILURE() << fault;
}

TEST(Architecture, awaits_no_form_that_gcc_12_miscompiles) {
  int awaiting = 0;
  for (const SourceFile& file : tree()) {
    awaiting += file.content.find("co_await") != std::string::npos ? 1 : 0;
    for (const CoAwaitFault& fault : co_await_faults(file.content))
      ADD_FAILURE() << file.path << ':' << fault.line << ": co_await with " << fault.what;
  }
  EXPECT_GT(awaiting, 0);
}

}  // namespace
}  // namespace alur::arch
