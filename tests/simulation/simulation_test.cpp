#include "simulation.hpp"

#include "alur/log/log.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <stdlib.h>

namespace alur::simulation {

namespace {

class Scratch {
 public:
  Scratch() {
    std::string pattern = (std::filesystem::temp_directory_path() / "alur-simulation-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("mkdtemp");
    path_ = pattern;
  }
  ~Scratch() { std::filesystem::remove_all(path_); }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace

TEST(Simulation, first) {
  alur::log::start(alur::log::Level::off, alur::log::Format::text);
  const Scratch scratch;
  const service::DataDir data_dir(scratch.path());
  const char* given = std::getenv("ALUR_SEED");
  const std::uint64_t first = given ? std::stoull(given) : 1;
  const std::uint64_t count = given ? 1 : 100;
  Result total;
  const auto start = std::chrono::steady_clock::now();
  for (std::uint64_t seed = first; seed < first + count; ++seed) {
    Options options;
    options.seed = seed;
    const Result result = run(options, data_dir);
    EXPECT_EQ(result.failure, "") << "seed " << seed;
    total.updates += result.updates;
    total.transitions += result.transitions;
    total.crashes += result.crashes;
    total.crashes_in_commit += result.crashes_in_commit;
    total.sends += result.sends;
    total.doubles += result.doubles;
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  std::cout << "[ FIGURE ] " << count << " seeds, " << total.updates << " updates, " << total.transitions
            << " transitions, " << total.crashes << " crashes (" << total.crashes_in_commit << " in a commit), "
            << total.sends << " sends, " << total.doubles << " doubled, "
            << static_cast<double>(count) * 1800 / took.count() << " virtual s per s\n";
}

}  // namespace alur::simulation
