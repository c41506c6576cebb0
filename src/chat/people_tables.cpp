#include "people.hpp"
#include "people_parts.hpp"

#include <array>

namespace alur::chat {

std::span<const VerbRow> people_verbs() {
  static constexpr std::array rows{
      VerbRow{Verb::open_menu, pressed_open_menu},
      VerbRow{Verb::open_help, pressed_open_help},
      VerbRow{Verb::invite_role, pressed_invite_role},
      VerbRow{Verb::invite_agency, pressed_invite_agency},
      VerbRow{Verb::invite_confirm, pressed_invite_confirm},
      VerbRow{Verb::invite_cancel, pressed_invite_cancel},
      VerbRow{Verb::invite_data_right, pressed_invite_data_right},
      VerbRow{Verb::invite_fix, pressed_invite_fix},
      VerbRow{Verb::invite_not_me, pressed_invite_not_me},
      VerbRow{Verb::invite_wrong_person, pressed_invite_wrong_person},
      VerbRow{Verb::withdraw_role, pressed_withdraw_role},
      VerbRow{Verb::withdraw_role_yes, pressed_withdraw_role_yes},
      VerbRow{Verb::user_open, pressed_user_open},
      VerbRow{Verb::users, pressed_users},
      VerbRow{Verb::agency_same, pressed_agency_same},
      VerbRow{Verb::agency_new, pressed_agency_new},
      VerbRow{Verb::holiday_yes, pressed_holiday_yes},
      VerbRow{Verb::language, pressed_language},
  };
  return rows;
}

std::span<const QuestionRow> people_questions() {
  static constexpr std::array rows{
      QuestionRow{"invite", answered_invite},
      QuestionRow{"invite_data", data_written},
      QuestionRow{"withdraw_role", answered_withdraw_role},
      QuestionRow{"holiday", answered_holiday},
  };
  return rows;
}

}  // namespace alur::chat
