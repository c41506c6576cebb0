#include "clamd.hpp"
#include "corpus.hpp"
#include "fixture.hpp"
#include "support/fake_clamd.hpp"

#include <array>
#include <cstdlib>
#include <iostream>

namespace alur::archive {
namespace {

using Manner = test::FakeClamd::Manner;
using namespace std::chrono_literals;

constexpr std::array bad_manners{Manner::away,   Manner::silent,  Manner::hangs_up,   Manner::limited,
                                 Manner::erring, Manner::garbled, Manner::unfinished, Manner::early};

class Scan : public ArchiveTest {
 protected:
  Archive scanned(std::chrono::milliseconds deadline) const {
    Limits limits{20'000'000, all_types, socket()};
    limits.scan_deadline = deadline;
    return Archive{directory(), limits};
  }
  std::string socket() const { return (root / "clamd").string(); }
  std::size_t archived() const { return contents_of(directory()).size(); }
};

TEST_F(Scan, archives_nothing_without_an_explicit_ok) {
  test::FakeClamd clamd{socket()};
  Archive hasty = scanned(20ms);
  Archive patient = scanned(10s);
  // Larger than what a socket holds, so that an OK that comes early comes before the end.
  const std::string text(3'000'000, 'a');
  const int uploads = std::getenv("ALUR_LONG") != nullptr ? 1'000 : 200;
  for (int i = 0; i < uploads; ++i) {
    const Manner manner = bad_manners[static_cast<std::size_t>(i) % bad_manners.size()];
    clamd.behave(manner);
    const bool large = manner == Manner::early || manner == Manner::limited;
    Archive& archive = manner == Manner::silent ? hasty : patient;
    const auto stored = put_in(archive, (large ? text : "catatan ") + std::to_string(i), "catatan.txt");
    ASSERT_TRUE(stored.has_error()) << i;
    EXPECT_EQ(stored.error(), manner == Manner::limited ? Refused::not_scannable : Refused::not_scanned) << i;
  }
  EXPECT_EQ(archived(), 0U);
  EXPECT_TRUE(quarantined().empty());
  std::cout << "[ FIGURE ] S8: archived without an explicit OK " << archived() << " of " << uploads << "\n";

  clamd.behave(Manner::healthy);
  EXPECT_EQ(outcome(put_in(patient, "catatan", "catatan.txt")), "text/plain");
  std::cout << "[ FIGURE ] S8 control: archived with its OK " << archived() << " of 1\n";
}

TEST_F(Scan, keeps_a_virus_out_and_lets_in_what_is_clean) {
  test::FakeClamd clamd{socket()};
  {
    Archive archive = scanned(10s);
    EXPECT_EQ(outcome(put_in(archive, eicar(), "catatan.txt")), "infected");
    EXPECT_EQ(outcome(put_in(archive, "catatan " + std::string(100'000, 'a') + eicar(), "catatan.txt")), "infected");
    EXPECT_EQ(archived(), 0U);
    EXPECT_EQ(outcome(put_in(archive, sample("spt.pdf"), "spt.pdf")), "application/pdf");
    EXPECT_EQ(archived(), 1U);
  }
  Archive without_scanner = make();
  EXPECT_EQ(outcome(put_in(without_scanner, eicar(), "catatan.txt")), "text/plain") << "no gate but the scanner's";
}

TEST_F(Scan, asks_the_scanner_last) {
  Archive archive = scanned(20ms);
  EXPECT_EQ(outcome(put_in(archive, sample("makro.docm"), "makro.docx")), "macros") << "though nobody scans";
}

TEST_F(Scan, knows_whether_the_scanner_answers) {
  EXPECT_FALSE(make().scans());
  EXPECT_FALSE(make().scanner_answers());
  const Archive archive = scanned(20ms);
  EXPECT_TRUE(archive.scans());
  EXPECT_FALSE(archive.scanner_answers());
  test::FakeClamd clamd{socket()};
  EXPECT_TRUE(archive.scanner_answers());
  clamd.behave(Manner::garbled);
  EXPECT_FALSE(archive.scanner_answers());
  clamd.behave(Manner::hangs_up);
  EXPECT_FALSE(archive.scanner_answers());
}

}  // namespace
}  // namespace alur::archive
