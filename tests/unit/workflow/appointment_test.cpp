#include "a_case.hpp"

#include <gmock/gmock.h>

namespace alur::workflow {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<PersonId> analysts(const ACase& a) { return holders(a.process(), a.roster, a.state, Role::system_analyst); }

FileVersion signed_letter(const ACase& a, const std::string& item) {
  return {item, a_signed_file(item, calendar().day_of(a.now)), "signed"};
}

TEST(Letter, its_data_is_set_right_by_who_filed_it) {
  ACase a(mandiri());
  a.run_to(5);
  const Letter right{"800/46/DISKOMINFO-III/2026", calendar().day_of(a.now), "Sekretaris Dinas"};
  EXPECT_EQ(a.refused(sari, AmendLetter{"spt-analis", right}).reason, Reason::not_yours);
  const PersonId filer = a.state.newest("spt-analis")->by;
  Letter of_tomorrow = right;
  of_tomorrow.date += std::chrono::days{1};
  EXPECT_EQ(a.refused(filer, AmendLetter{"spt-analis", of_tomorrow}).reason, Reason::letter_details_required);
  EXPECT_EQ(a.refused(filer, AmendLetter{"identifikasi", right}).reason, Reason::unknown_item);
  a.does(filer, AmendLetter{"spt-analis", right});
  EXPECT_EQ(a.state.newest("spt-analis")->what.letter, right);
  a.take_role(Role::kasi_pengembangan);
  EXPECT_EQ(a.refused(filer, AmendLetter{"spt-analis", right}).reason, Reason::not_yours);
}

TEST(Letter, is_signed_after_the_paraf_and_then_makes_the_appointment) {
  ACase a(mandiri());
  a.run_to(4);
  a.hand_in();
  a.does(sari, Approve{});
  EXPECT_EQ(a.step().phase, Phase::awaiting_signature);
  EXPECT_EQ(a.step().signature_since, a.now);
  EXPECT_THAT(analysts(a), IsEmpty());
  EXPECT_EQ(waiting(a, Waiting::For::signature).front().role, Role::kasi_pengembangan);
  a.does(hendra, signed_letter(a, "spt-analis"));
  EXPECT_THAT(analysts(a), ElementsAre(fajar));
  EXPECT_EQ(a.state.current, 5);
  EXPECT_TRUE(a.state.present("spt-analis")->signed_copy);
}

TEST(Letter, needs_number_date_and_signatory) {
  ACase a(mandiri());
  a.run_to(4);
  a.hand_in();
  a.does(sari, Approve{});
  EXPECT_EQ(a.refused(hendra, FileVersion{"spt-analis", a_file("x"), "f"}).reason, Reason::letter_details_required);
  const Submission tomorrow = a_signed_file("x", calendar().day_of(a.now) + std::chrono::days{1});
  EXPECT_EQ(a.refused(hendra, FileVersion{"spt-analis", tomorrow, "f"}).reason, Reason::letter_details_required);
  EXPECT_EQ(a.refused(hendra, FileVersion{"lampiran", a_file("x"), "f"}).reason, Reason::unknown_item);
}

TEST(Letter, kept_from_an_earlier_round_needs_no_new_signature) {
  ACase a(mandiri());
  a.run_to(6);
  a.hand_in();
  a.does(sari, Return{5, "Jumlah programmer.", {}});
  a.run_to(6);
  a.hand_in();
  a.does(sari, Approve{});
  a.does(hendra, signed_letter(a, "spt-programmer"));
  a.run_to(10);
  a.hand_in();
  a.does(hendra, Return{2, "Kebutuhan berubah.", {}});
  a.run_to(4);
  a.does(hendra, KeepVersion{"spt-analis"});
  a.does(hendra, Submit{"x"});
  a.does(sari, Approve{});
  EXPECT_EQ(a.state.current, 5);
  EXPECT_THAT(analysts(a), ElementsAre(fajar));
}

TEST(Letter, kept_does_not_cover_somebody_newly_appointed) {
  ACase a(mandiri());
  a.run_to(10);
  a.hand_in();
  a.does(hendra, Return{2, "Kebutuhan berubah.", {}});
  a.run_to(4);
  a.grant(yuni, Role::system_analyst);
  a.does(hendra, Appoint{Role::system_analyst, {yuni}, {}, ""});
  EXPECT_THAT(analysts(a), ElementsAre(fajar));
  a.does(hendra, KeepVersion{"spt-analis"});
  a.does(hendra, Submit{"x"});
  a.does(sari, Approve{});
  EXPECT_EQ(a.step().phase, Phase::awaiting_signature);
  a.does(hendra, signed_letter(a, "spt-analis"));
  EXPECT_THAT(analysts(a), ElementsAre(yuni));
}

TEST(Appointment, is_owed_by_the_step_that_appoints) {
  ACase a(mandiri());
  a.run_to(4);
  a.does(hendra, FileVersion{"spt-analis", a_file("spt"), "f"});
  const Refusal refused = a.refused(hendra, Submit{});
  EXPECT_EQ(refused.reason, Reason::appointment_missing);
  EXPECT_EQ(refused.role, Role::system_analyst);
  EXPECT_EQ(a.refused(hendra, Appoint{Role::system_analyst, {}, {" "}, ""}).reason, Reason::nobody_given);
  const Refusal cannot = a.refused(hendra, Appoint{Role::system_analyst, {putri}, {}, ""});
  EXPECT_EQ(cannot.reason, Reason::person_cannot_hold);
  EXPECT_EQ(cannot.person, putri);
  EXPECT_EQ(a.refused(hendra, Appoint{Role::programmer, {putri}, {}, ""}).reason, Reason::not_yours);
  a.does(hendra, Appoint{Role::system_analyst, {fajar}, {}, ""});
  a.does(hendra, Submit{});
}

TEST(Appointment, by_kabid_holds_at_once_and_needs_a_reason) {
  ACase a(mandiri());
  EXPECT_EQ(a.refused(sari, Appoint{Role::system_analyst, {fajar}, {}, ""}).reason, Reason::reason_required);
  a.does(sari, Appoint{Role::system_analyst, {fajar}, {}, "Sudah ditugaskan."});
  EXPECT_THAT(analysts(a), ElementsAre(fajar));
  EXPECT_EQ(a.refused(hendra, Appoint{Role::system_analyst, {fajar}, {}, "x"}).reason, Reason::not_yours);
}

TEST(Appointment, ends_with_the_role) {
  ACase a(mandiri());
  a.run_to(5);
  a.take_role(Role::system_analyst);
  EXPECT_THAT(analysts(a), IsEmpty());
  EXPECT_TRUE(waiting(a, Waiting::For::work).front().people.empty());
}

TEST(Appointment, of_somebody_without_telegram_is_done_on_behalf) {
  ACase a(mandiri());
  a.run_to(4);
  a.does(hendra, Appoint{Role::system_analyst, {}, {"Andi Kurniawan"}, ""});
  a.finish_step();
  EXPECT_EQ(a.state.current, 5);
  EXPECT_TRUE(a.offers({dedi, Role::system_analyst}, Act::file));
}

TEST(Appointment, of_the_contractors_people_may_be_by_name) {
  ACase a(pengembang());
  a.run_to(4);
  a.does(hendra, ChooseProvider{});
  a.does(hendra, Appoint{Role::pengembang, {bayu}, {}, ""});
  a.does(hendra, Appoint{Role::system_analyst, {}, {"Rudi Hartono"}, ""});
  a.does(hendra, Appoint{Role::programmer, {}, {"Sinta Maharani"}, ""});
  a.finish_step();
  EXPECT_EQ(a.state.current, 5);
  EXPECT_THAT(holders(a.process(), a.roster, a.state, Role::pengembang), ElementsAre(bayu));
}

TEST(Provider, starts_the_clock_of_step_4) {
  ACase a(pengembang());
  a.run_to(4);
  EXPECT_FALSE(a.step().due);
  EXPECT_EQ(waiting(a, Waiting::For::provider).front().role, Role::kasi_pengembangan);
  EXPECT_EQ(a.refused(hendra, Submit{}).reason, Reason::provider_not_chosen);
  a.now = at(5, 20, 10);
  a.does(hendra, ChooseProvider{});
  EXPECT_EQ(a.step().due->due, at(5, 25, 16));
  EXPECT_EQ(a.refused(hendra, ChooseProvider{}).reason, Reason::provider_already_chosen);
}

TEST(Provider, stays_chosen_in_a_later_round) {
  ACase a(pengembang());
  a.run_to(5);
  a.hand_in();
  a.does(rina, Return{4, "Perjanjian keliru.", {}});
  EXPECT_TRUE(a.step().due);
  EXPECT_TRUE(waiting(a, Waiting::For::provider).empty());
}

TEST(Reassignment, replaces_an_absent_kabid) {
  ACase a(mandiri());
  a.run_to(4);
  a.hand_in();
  EXPECT_EQ(a.refused(sari, Reassign{Role::kabid_egov, hendra, "Cuti."}).reason, Reason::person_cannot_hold);
  a.does(sari, Reassign{Role::kabid_egov, anwar, "Cuti."});
  EXPECT_FALSE(a.offers(sari, Act::approve));
  a.does(anwar, Approve{});
  EXPECT_EQ(a.step().phase, Phase::awaiting_signature);
}

TEST(Reassignment, offers_the_part_that_is_waited_for_and_no_other) {
  ACase a(mandiri());
  a.run_to(5);
  a.hand_in();
  a.does(hendra, Approve{});
  const std::vector<Successor> offered = successors(a.setting(), a.state, {sari, {}});
  ASSERT_FALSE(offered.empty());
  EXPECT_EQ(offered.front().person, anwar) << "the post above comes first";
  for (const Successor& one : offered) {
    EXPECT_EQ(one.role, Role::kabid_egov) << "KASI has decided, the analyst has handed in";
    EXPECT_NE(one.person, fajar) << "who handed in";
    EXPECT_NE(one.person, sari) << "who has it";
  }
  EXPECT_EQ(a.refused(sari, Reassign{Role::kasi_pengembangan, yuni, "Cuti."}).reason, Reason::not_yours);
  EXPECT_EQ(a.refused(sari, Reassign{Role::kabid_egov, sari, "Cuti."}).reason, Reason::person_cannot_hold);
  a.does(sari, Reassign{Role::kabid_egov, hendra, "Cuti."});
  EXPECT_FALSE(a.offers(sari, Act::approve));
  a.does(hendra, Approve{});
  EXPECT_EQ(a.state.current, 6);
}

TEST(Reassignment, by_admin_names_the_letter) {
  ACase a(mandiri());
  a.hand_in();
  EXPECT_EQ(a.refused(admin, Reassign{Role::kasi_pengembangan, yuni, ""}).reason, Reason::reason_required);
  a.does(admin, Reassign{Role::kasi_pengembangan, yuni, "800/52/DISKOMINFO/2026"});
  a.does(yuni, Approve{});
}

TEST(Reassignment, of_the_own_part_stays_within_the_agency) {
  ACase a(mandiri());
  EXPECT_EQ(a.refused(rina, Reassign{Role::instansi_pengguna, dedi, ""}).reason, Reason::nobody_else);
  const PersonId colleague{20};
  a.grant(colleague, Role::instansi_pengguna, dukcapil);
  EXPECT_EQ(a.refused(rina, Reassign{Role::instansi_pengguna, dedi, ""}).reason, Reason::person_cannot_hold);
  EXPECT_EQ(a.refused(rina, Reassign{Role::instansi_pengguna, stranger, ""}).reason, Reason::person_cannot_hold);
  EXPECT_EQ(a.refused(rina, Reassign{Role::kasi_pengembangan, yuni, ""}).reason, Reason::not_yours);
  a.does(rina, Claim{});
  a.does(rina, Reassign{Role::instansi_pengguna, colleague, ""});
  EXPECT_TRUE(a.offers(colleague, Act::claim));
  EXPECT_FALSE(a.offers(rina, Act::file));
}

TEST(Reassignment, by_kasi_covers_staff_but_not_her_own_post) {
  ACase a(mandiri());
  a.run_to(2);
  a.does(hendra, Reassign{Role::staff_egov, yuni, "Tugas luar."});
  EXPECT_FALSE(a.offers(dedi, Act::file));
  EXPECT_EQ(a.refused(hendra, Reassign{Role::kasi_pengembangan, yuni, ""}).reason, Reason::not_yours);
}

TEST(Reassignment, to_somebody_who_left_falls_back_to_the_holders) {
  ACase a(mandiri());
  a.run_to(2);
  a.does(hendra, Reassign{Role::staff_egov, yuni, "Tugas luar."});
  std::erase_if(a.roster.grants, [](const Grant& g) { return g.person == yuni; });
  EXPECT_TRUE(a.offers(dedi, Act::file));
}

}  // namespace
}  // namespace alur::workflow
