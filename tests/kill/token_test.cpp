#include "steps.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <iterator>

/// S2: the token is in memory and nowhere else.
namespace alur::kill {

namespace {

std::string read_all(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

class Token : public testing::Test {
 protected:
  void look_into(const std::string& where, const std::string& text) {
    ++looked_into_;
    bytes_ += text.size();
    hits_ += text.find(secret()) == std::string::npos ? 0 : 1;
    EXPECT_EQ(text.find(secret()), std::string::npos) << "the token stands in " << where;
  }
  std::string secret() {
    const std::string& token = office.telegram().token();
    return token.substr(token.find(':') + 1);
  }

  static journey::Office::Options talkative() {
    journey::Office::Options options;
    options.settings = "[log]\nlevel = \"debug\"\n";
    return options;
  }
  journey::Office office{talkative()};
  std::size_t looked_into_ = 0;
  std::size_t hits_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace

TEST_F(Token, is_in_no_log_no_file_no_answer_and_no_environment_whatever_goes_wrong) {
  using sandbox::Fault;
  const std::string no = journey::open_case(office, "mandiri", "Aplikasi Antrean Layanan Kependudukan");
  for (const auto kind : {Fault::Kind::too_many, Fault::Kind::server_error, Fault::Kind::proxy_page,
                          Fault::Kind::drop_before, Fault::Kind::drop_after}) {
    Fault fault;
    fault.kind = kind;
    fault.count = 2;
    office.telegram().add_fault(fault);
    fault.method = "getUpdates";
    fault.count = 1;
    office.telegram().add_fault(fault);
    office.hendra.say("/catatan " + no + " Hujan").see("Catatan tersimpan");
  }
  office.rina.send("identifikasi.pdf").see("Tersimpan");
  const std::string process = "/proc/" + std::to_string(office.bot().pid());
  const std::string environment = read_all(process + "/environ");
  EXPECT_NE(environment.find("ALURBOT_TOKEN="), std::string::npos) << "it came this way";
  look_into("its environment", environment);
  look_into("its command line", read_all(process + "/cmdline"));
  for (const char* command : {"users", "outbox", "updates", "verify", "check"}) {
    look_into(command, office.alurbot(command).out);
  }
  look_into("a backup's answer", office.alurbot("backup", {office.folder() + "/backups"}).out);
  look_into("a second server's answer", office.alurbot("serve").out);
  office.kill_bot();
  office.start_bot();
  office.stop_bot();
  for (const auto& entry : std::filesystem::recursive_directory_iterator(office.folder())) {
    if (entry.is_regular_file()) look_into(entry.path(), read_all(entry.path()));
  }
  EXPECT_NE(read_all(office.folder() + "/alurbot.log").find("send failed"), std::string::npos)
      << "the faults were met, or nothing was tested";
  std::printf(
      "[ FIGURE ] S2: %zu hits in %zu places, %zu bytes: logs at debug, record, archive, backup, answers, "
      "environment\n",
      hits_, looked_into_, bytes_);
}

}  // namespace alur::kill
