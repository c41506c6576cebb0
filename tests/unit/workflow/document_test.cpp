#include "alur/workflow/document.hpp"

#include <gtest/gtest.h>

namespace alur::workflow {
namespace {

Submission files(std::vector<std::string> hashes) {
  Submission what;
  for (std::string& hash : hashes) what.contents.push_back({std::move(hash), 1, "application/pdf", "a.pdf", ""});
  return what;
}

TEST(Fingerprint, of_one_file_is_its_own_hash) { EXPECT_EQ(fingerprint_source(files({"aa"})), ""); }

TEST(Fingerprint, of_several_files_covers_each_in_order) {
  EXPECT_EQ(fingerprint_source(files({"aa", "bb"})), "aa\nbb\n");
  EXPECT_NE(fingerprint_source(files({"aa", "bb"})), fingerprint_source(files({"bb", "aa"})));
}

TEST(Fingerprint, of_a_link_covers_address_and_given_hash) {
  Submission link;
  link.kind = VersionKind::link;
  link.link = "https://uji.go.id/antrean";
  Submission hashed = link;
  hashed.link_sha256 = "cc";
  EXPECT_NE(fingerprint_source(link), fingerprint_source(hashed));
}

TEST(Fingerprint, of_kinds_without_content_differ) {
  Submission nihil;
  nihil.kind = VersionKind::nihil;
  Submission checklist;
  checklist.kind = VersionKind::checklist;
  EXPECT_NE(fingerprint_source(nihil), fingerprint_source(checklist));
  EXPECT_FALSE(fingerprint_source(nihil).empty());
}

}  // namespace
}  // namespace alur::workflow
