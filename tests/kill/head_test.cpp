#include "steps.hpp"

#include <gtest/gtest.h>

#include <fstream>

/// S13: what the record alone cannot show, because all of it was put back, a head kept elsewhere does.
namespace alur::kill {

TEST(ExportedHead, shows_that_the_whole_of_data_dir_was_put_back) {
  namespace fs = std::filesystem;
  journey::Office office;
  const std::string no = journey::open_case(office, "mandiri", "Aplikasi Antrean Layanan Kependudukan");
  const std::string head_file = office.folder() + "/auditor.head";
  ASSERT_EQ(office.alurbot("verify", {"--export-head"}).status, 0) << "makes the key";
  office.quiet();
  office.stop_bot();
  fs::copy(office.data_dir(), office.folder() + "/earlier", fs::copy_options::recursive);
  office.start_bot();
  office.hendra.say("/catatan " + no + " Ini harus hilang").see("Catatan tersimpan");
  const journey::Output head = office.alurbot("verify", {"--export-head"});
  ASSERT_EQ(head.status, 0) << head.out;
  std::ofstream(head_file) << head.out;
  office.hendra.say("/catatan " + no + " Sesudahnya").see("Catatan tersimpan");
  EXPECT_EQ(office.alurbot("verify", {"--against", head_file}).status, 0) << "an older head is part of the record";
  office.stop_bot();

  fs::remove_all(office.data_dir());
  fs::rename(office.folder() + "/earlier", office.data_dir());
  EXPECT_EQ(office.alurbot("verify").status, 0) << "by itself the earlier record is whole";
  const journey::Output found = office.alurbot("verify", {"--against", head_file});
  EXPECT_EQ(found.status, 1);
  EXPECT_NE(found.out.find("rewritten or cut"), std::string::npos) << found.out;
}

}  // namespace alur::kill
