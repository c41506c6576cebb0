#include "office_fixture.hpp"

namespace alur::office::test {
namespace {

struct CloseNames : ::testing::Test {
  Office office;
  AgencyId capil = office.agency("Dinas Kependudukan dan Pencatatan Sipil");
  AgencyId perhubungan = office.agency("Dinas Perhubungan");
  AgencyId setda = office.agency("Sekretariat Daerah Kabupaten Muara Enim");
  AgencyId perdagangan = office.agency("Dinas Perdagangan");

  std::vector<AgencyId> near(const std::string& name) const { return close_names(office.state, name); }
};

TEST_F(CloseNames, look_past_case_spacing_and_dots) {
  EXPECT_EQ(near("  DINAS   perhubungan. "), std::vector{perhubungan});
  EXPECT_EQ(near("Dinas Kependudukan & Pencatatan Sipil"), std::vector{capil});
}

TEST_F(CloseNames, read_short_forms) {
  EXPECT_EQ(near("Din. Perhubungan"), std::vector{perhubungan});
  EXPECT_EQ(near("Sekretariat Daerah Kab. Muara Enim"), std::vector{setda});
}

TEST_F(CloseNames, forgive_small_typing_errors) {
  EXPECT_EQ(near("Dinas Perhubugan"), std::vector{perhubungan});
  EXPECT_EQ(near("Dinas Prehubungan"), std::vector{perhubungan});
  EXPECT_EQ(near("Dinas Kependudukan dan Catatan Sipil"), std::vector{capil});
}

TEST_F(CloseNames, miss_no_word_that_most_leave_out) { EXPECT_EQ(near("Perhubungan"), std::vector{perhubungan}); }

TEST_F(CloseNames, keep_other_agencies_apart) {
  EXPECT_TRUE(near("Dinas Perkebunan").empty());
  EXPECT_TRUE(near("Dinas Sosial").empty());
  EXPECT_TRUE(near("").empty());
  EXPECT_TRUE(near(std::string(100'000, 'a')).empty());
}

TEST_F(CloseNames, come_nearest_first) {
  const AgencyId twin = office.agency("Dinas Perhubungan I");
  EXPECT_EQ(near("Dinas Perhubungan"), (std::vector{perhubungan, twin}));
  EXPECT_EQ(near("Dinas Perhubungan I"), (std::vector{twin, perhubungan}));
}

TEST(SameName, is_exact_but_for_spelling_habits) {
  Office office;
  const AgencyId agency = office.agency("Dinas Perhubungan");
  EXPECT_EQ(same_name(office.state, "din perhubungan"), agency);
  EXPECT_EQ(same_name(office.state, "Dinas Perhubugan"), AgencyId{});
}

TEST(ReadNip, takes_18_digits_with_spaces) {
  EXPECT_EQ(read_nip("19850412 201001 1 007"), "198504122010011007");
  EXPECT_EQ(read_nip("198504122010011007"), "198504122010011007");
  EXPECT_FALSE(read_nip("19850412-201001-1-007").has_value());
  EXPECT_FALSE(read_nip("").has_value());
}

TEST(KnownByName, finds_the_one_person_of_that_name) {
  Office office;
  const InviteId id = office.invite({}, Role::kasi_pengembangan, "Hendra Wijaya, S.T.", "a");
  const PersonId hendra = office.state.invites.at(id).person;
  EXPECT_EQ(known_by_name(office.state, "hendra wijaya s.t.", ""), hendra);
  EXPECT_EQ(known_by_name(office.state, "Hendra", ""), PersonId{});
  office.invite({}, Role::programmer, "Hendra Wijaya, S.T.", "b");
  EXPECT_EQ(known_by_name(office.state, "Hendra Wijaya, S.T.", ""), PersonId{}) << "two of them: neither for certain";
}

TEST(KnownByName, is_somebody_else_when_the_nip_says_so) {
  Office office;
  MakeInvite wanted;
  wanted.role = Role::programmer;
  wanted.name = "Andi Kurniawan";
  wanted.nip = "198504122010011007";
  ASSERT_TRUE(office.run({}, wanted).has_value());
  EXPECT_NE(known_by_name(office.state, "Andi Kurniawan", "198504122010011007"), PersonId{});
  EXPECT_EQ(known_by_name(office.state, "Andi Kurniawan", "199001012015011001"), PersonId{});
}

}  // namespace
}  // namespace alur::office::test
