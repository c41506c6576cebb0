#include "manifest.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace alur::service::test {

namespace {
const std::string sum_a(64, 'a');
const std::string sum_b(64, '0');
}  // namespace

TEST(Manifest, is_written_as_sha256sum_reads_it_and_read_again) {
  Manifest manifest;
  manifest.add("config/hari libur.toml", sum_b);
  manifest.add("alur.db", sum_a);
  EXPECT_EQ(manifest.text(), sum_a + "  alur.db\n" + sum_b + "  config/hari libur.toml\n");
  const Manifest again = Manifest::parse(manifest.text());
  EXPECT_EQ(again.sums(), manifest.sums());
  EXPECT_EQ(again.find("alur.db"), sum_a);
  EXPECT_FALSE(again.find("alur.db-wal"));
}

TEST(Manifest, refuses_lines_of_another_shape_and_paths_that_lead_elsewhere) {
  for (const std::string& line : {std::string("alur.db"), sum_a, sum_a + "  ", sum_a + " alur.db", sum_a + " *alur.db",
                                  std::string(64, 'g') + "  alur.db", std::string(63, 'a') + "  alur.db",
                                  sum_a + "  ../alur.db", sum_a + "  archive/../../x", sum_a + "  /etc/passwd"}) {
    EXPECT_THROW(Manifest::parse(line + "\n"), std::runtime_error) << line;
  }
}

}  // namespace alur::service::test
