#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <array>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <regex>
#include <set>
#include <stdexcept>
#include <string>

/// The bill of materials that deploy/sbom.sh makes of a program, here of this one.
namespace alur::arch {
namespace {

using nlohmann::json;

std::string output_of(const std::string& command) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe{::popen(command.c_str(), "r"), ::pclose};
  std::string out;
  std::array<char, 4096> part{};
  while (const std::size_t bytes = std::fread(part.data(), 1, part.size(), pipe.get())) out.append(part.data(), bytes);
  return out;
}

class Sbom : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    const std::string self = std::filesystem::read_symlink("/proc/self/exe").string();
    made = json::parse(output_of(std::string{ALUR_SOURCE_DIR} + "/deploy/sbom.sh 1.2.3 '" + self + "'"));
  }
  static const json& package(const std::string& name) {
    for (const json& candidate : made.at("packages"))
      if (candidate.at("name") == name) return candidate;
    throw std::runtime_error{name + " is not in it"};
  }
  static bool related(const std::string& from, const std::string& how, const std::string& to) {
    for (const json& relation : made.at("relationships"))
      if (relation == json{{"spdxElementId", from}, {"relationshipType", how}, {"relatedSpdxElement", to}}) return true;
    return false;
  }

  static inline json made;
};

TEST_F(Sbom, has_what_spdx_2_3_asks_of_a_document) {
  EXPECT_EQ(made.at("spdxVersion"), "SPDX-2.3");
  EXPECT_EQ(made.at("dataLicense"), "CC0-1.0");
  EXPECT_EQ(made.at("SPDXID"), "SPDXRef-DOCUMENT");
  EXPECT_EQ(made.at("name"), "alurbot-1.2.3");
  EXPECT_THAT(made.at("documentNamespace").get<std::string>(), ::testing::MatchesRegex("https://[^#]+-[0-9a-f]{64}"));
  EXPECT_THAT(made.at("creationInfo").at("created").get<std::string>(),
              ::testing::MatchesRegex("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z"));
  EXPECT_FALSE(made.at("creationInfo").at("creators").empty());
  EXPECT_TRUE(related("SPDXRef-DOCUMENT", "DESCRIBES", "SPDXRef-alurbot"));
}

TEST_F(Sbom, gives_every_package_an_id_of_its_own_and_the_version_it_has_here) {
  const std::regex id{"SPDXRef-[A-Za-z0-9.-]+"};
  std::set<std::string> ids;
  for (const json& each : made.at("packages")) {
    const auto name = each.at("name").get<std::string>();
    const auto own = each.at("SPDXID").get<std::string>();
    EXPECT_TRUE(std::regex_match(own, id)) << own;
    EXPECT_TRUE(ids.insert(own).second) << own << " twice";
    EXPECT_FALSE(each.at("versionInfo").get<std::string>().empty()) << name;
    EXPECT_EQ(each.at("filesAnalyzed"), false) << name;
    for (const char* field : {"downloadLocation", "licenseConcluded", "licenseDeclared", "copyrightText"})
      EXPECT_TRUE(each.contains(field)) << name << ' ' << field;
  }
  EXPECT_EQ(package("libc6").at("versionInfo"), output_of("dpkg-query -W -f '${Version}' libc6"));
}

TEST_F(Sbom, relates_every_package_to_the_program) {
  std::set<std::string> ids{"SPDXRef-DOCUMENT"};
  for (const json& each : made.at("packages")) ids.insert(each.at("SPDXID").get<std::string>());
  std::set<std::string> related_ids;
  for (const json& each : made.at("relationships")) {
    for (const char* end : {"spdxElementId", "relatedSpdxElement"}) {
      EXPECT_TRUE(ids.count(each.at(end).get<std::string>()) == 1) << each;
      related_ids.insert(each.at(end).get<std::string>());
    }
  }
  EXPECT_EQ(related_ids, ids);
}

TEST_F(Sbom, names_what_it_is_built_with_and_what_it_loads) {
  EXPECT_TRUE(related("SPDXRef-alurbot", "DYNAMIC_LINK", "SPDXRef-deb-libc6"));
  EXPECT_TRUE(related("SPDXRef-alurbot", "DYNAMIC_LINK", "SPDXRef-deb-libstdc--6"));
  EXPECT_TRUE(related("SPDXRef-deb-nlohmann-json3-dev", "BUILD_DEPENDENCY_OF", "SPDXRef-alurbot"));
  EXPECT_FALSE(related("SPDXRef-alurbot", "DYNAMIC_LINK", "SPDXRef-deb-nlohmann-json3-dev"));
}

TEST_F(Sbom, writes_names_and_versions_as_a_package_url_wants_them) {
  const json& reference = package("g++").at("externalRefs").at(0);
  EXPECT_EQ(reference.at("referenceCategory"), "PACKAGE-MANAGER");
  EXPECT_EQ(reference.at("referenceType"), "purl");
  const auto locator = reference.at("referenceLocator").get<std::string>();
  EXPECT_EQ(locator.rfind("pkg:deb/debian/g%2B%2B@4%3A", 0), 0U) << locator;
}

}  // namespace
}  // namespace alur::arch
