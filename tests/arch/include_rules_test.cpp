#include "include_rules.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace alur::arch {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const Arrows arrows = read_arrows("# module: others\ntime:\nlog:\nnet: time log  # both\n");

const std::vector<SourceFile> tree{
    {"src/net/private.hpp", ""}, {"src/net/tls/keys.hpp", ""}, {"src/time/zone.hpp", ""}};

std::vector<std::string> faults_of(const std::string& path, const std::string& content) {
  return include_faults({path, content}, arrows, tree);
}

TEST(IncludeRules, read_the_table_of_arrows) {
  EXPECT_EQ(arrows, (Arrows{{"time", {}}, {"log", {}}, {"net", {"time", "log"}}}));
}

TEST(IncludeRules, let_pass_what_the_table_has) {
  EXPECT_THAT(faults_of("src/net/a.cpp", "#include \"alur/net/http.hpp\"\n#include \"alur/time/clock.hpp\"\n"),
              IsEmpty());
  EXPECT_THAT(faults_of("include/alur/net/a.hpp", "#include \"alur/log/log.hpp\"\n"), IsEmpty());
}

TEST(IncludeRules, see_an_arrow_that_the_table_lacks) {
  EXPECT_THAT(faults_of("src/time/a.cpp", "\n#include \"alur/net/http.hpp\"\n"),
              ElementsAre("src/time/a.cpp:2: time may not include alur/net/http.hpp"));
  EXPECT_THAT(faults_of("include/alur/log/a.hpp", "#  include <alur/time/clock.hpp>\n"),
              ElementsAre("include/alur/log/a.hpp:1: log may not include alur/time/clock.hpp"));
  EXPECT_THAT(faults_of("src/unknown/a.cpp", "#include \"alur/net/http.hpp\"\n"),
              ElementsAre(HasSubstr("module \"unknown\" has no row")));
}

TEST(IncludeRules, see_a_heavy_header_in_a_face_but_not_inside) {
  for (const char* header :
       {"boost/asio.hpp", "boost/beast/core.hpp", "openssl/ssl.h", "sqlite3.h", "SQLiteCpp/Database.h",
        "nlohmann/json.hpp", "toml++/toml.h", "spdlog/spdlog.h", "fmt/format.h", "unicode/msgfmt.h", "date/tz.h"}) {
    const std::string include = "#include <" + std::string{header} + ">\n";
    EXPECT_THAT(faults_of("include/alur/net/a.hpp", include), ElementsAre(HasSubstr("a face may not include")))
        << header;
    EXPECT_THAT(faults_of("src/net/a.cpp", include), IsEmpty()) << header;
  }
}

TEST(IncludeRules, let_pass_the_light_headers_in_a_face) {
  for (const char* header : {"boost/system/result.hpp", "boost/asio/awaitable.hpp", "boost/asio/any_io_executor.hpp",
                             "nlohmann/json_fwd.hpp", "chrono"})
    EXPECT_THAT(faults_of("include/alur/net/a.hpp", "#include <" + std::string{header} + ">\n"), IsEmpty()) << header;
}

TEST(IncludeRules, let_pass_private_headers_of_the_own_module) {
  EXPECT_THAT(faults_of("src/net/a.cpp", "#include \"private.hpp\"\n#include \"tls/keys.hpp\"\n"), IsEmpty());
  EXPECT_THAT(faults_of("src/net/tls/a.cpp", "#include \"keys.hpp\"\n#include \"private.hpp\"\n"), IsEmpty());
}

TEST(IncludeRules, see_private_headers_of_another_module) {
  for (const char* header : {"zone.hpp", "time/zone.hpp", "../time/zone.hpp", "src/time/zone.hpp"})
    EXPECT_THAT(faults_of("src/net/a.cpp", "#include \"" + std::string{header} + "\"\n"),
                ElementsAre(HasSubstr("is no private header of net")))
        << header;
  EXPECT_THAT(faults_of("include/alur/net/a.hpp", "#include \"zone.hpp\"\n"),
              ElementsAre(HasSubstr("is no private header")));
}

}  // namespace
}  // namespace alur::arch
