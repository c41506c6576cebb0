#include "alur/store/picture.hpp"

#include "fixture.hpp"

#include <gtest/gtest.h>

/// The flow picture is a card that follows its case, for who asked for it and may see it.
namespace alur::chat::test {

namespace {

class FlowPictureOfCase : public ::testing::Test {
 protected:
  FlowPictureOfCase() { office_.text(office_.rina, "/ajukan mandiri Aplikasi Antrean"); }

  std::string picture(const Member& member) { return office_.pictures(member).back().picture; }
  void hand_in_step_1() {
    office_.file(office_.rina, {.name = "identifikasi.pdf", .caption = "/unggah M26-001 identifikasi"});
    office_.text(office_.rina, "/selesai M26-001");
  }

  Office office_;
};

}  // namespace

TEST_F(FlowPictureOfCase, comes_after_the_text_of_proyek_in_the_language_of_its_reader) {
  office_.text(office_.hendra, "/proyek M26-001");
  ASSERT_EQ(office_.pictures(office_.hendra).size(), 1U);
  EXPECT_GT(office_.pictures(office_.hendra)[0].message_id, office_.last(office_.hendra).message_id);
  EXPECT_EQ(store::read_picture(picture(office_.hendra)).language, "id");
  office_.speak_english(office_.sari);
  office_.text(office_.sari, "/case M26-001");
  EXPECT_EQ(store::read_picture(picture(office_.sari)).language, "en");
  office_.text(office_.hendra, "/proyek");
  EXPECT_EQ(office_.pictures(office_.hendra).size(), 1U) << "a list of cases has none";
}

TEST_F(FlowPictureOfCase, comes_by_button_where_nothing_waits_for_who_presses) {
  office_.text(office_.hendra, "/proyek");
  ASSERT_TRUE(office_.press(office_.hendra, "M26-001"));
  EXPECT_EQ(office_.pictures(office_.hendra).size(), 1U);
  office_.text(office_.rina, "/proyek");
  ASSERT_TRUE(office_.press(office_.rina, "M26-001"));
  EXPECT_TRUE(office_.pictures(office_.rina).empty()) << "her task came, with its buttons";
}

TEST_F(FlowPictureOfCase, is_changed_in_place_as_the_case_moves) {
  office_.text(office_.hendra, "/proyek M26-001");
  const ShownPicture first = office_.pictures(office_.hendra).back();
  hand_in_step_1();
  office_.text(office_.hendra, "/setuju M26-001");
  const ShownPicture now = office_.pictures(office_.hendra).back();
  EXPECT_EQ(now.message_id, first.message_id);
  EXPECT_NE(now.picture, first.picture);
  EXPECT_TRUE(office_.pictures(office_.rina).empty()) << "nobody gets one who did not ask";
}

TEST_F(FlowPictureOfCase, turns_late_without_anybody_doing_anything) {
  office_.text(office_.hendra, "/proyek M26-001");
  const std::string on_time = picture(office_.hendra);
  office_.pass(std::chrono::hours{24 * 10});
  EXPECT_NE(picture(office_.hendra), on_time);
}

TEST_F(FlowPictureOfCase, asked_for_again_is_a_new_message_and_the_old_one_stays_as_it_was) {
  office_.text(office_.hendra, "/proyek M26-001");
  const std::int64_t old = office_.pictures(office_.hendra).back().message_id;
  office_.pass(std::chrono::minutes{1});
  office_.text(office_.hendra, "/proyek M26-001");
  EXPECT_NE(office_.pictures(office_.hendra).back().message_id, old);
  const std::size_t shown = office_.pictures(office_.hendra).size();
  hand_in_step_1();
  for (std::size_t i = shown; i < office_.pictures(office_.hendra).size(); ++i) {
    EXPECT_NE(office_.pictures(office_.hendra)[i].message_id, old);
  }
}

TEST_F(FlowPictureOfCase, is_not_shown_to_who_may_not_see_the_case_any_more) {
  office_.text(office_.hendra, "/proyek M26-001");
  const std::size_t shown = office_.pictures(office_.hendra).size();
  office_.withdraw(office_.hendra, Role::kasi_pengembangan);
  hand_in_step_1();
  EXPECT_EQ(office_.pictures(office_.hendra).size(), shown);
}

TEST_F(FlowPictureOfCase, is_no_way_into_a_case_of_another_agency) {
  const Member other = office_.enrol("Tono", Role::instansi_pengguna, office_.dishub);
  office_.text(other, "/proyek M26-001");
  EXPECT_TRUE(office_.pictures(other).empty());
}

}  // namespace alur::chat::test
