#include "handlers.hpp"
#include "people.hpp"

namespace alur::chat {

std::span<const QuestionRow> question_table() {
  static const std::vector<QuestionRow> rows = [] {
    std::vector<QuestionRow> all{
        {"new", answered_new},
        {"file_item", answered_file_item},
        {"change_note", answered_change_note},
        {"letter", answered_letter},
        {"link", answered_link},
        {"checklist", answered_checklist},
        {"submit", answered_submit},
        {"late_reason", answered_late_reason},
        {"approve", answered_approve},
        {"return", answered_return},
        {"appoint", answered_appoint},
        {"schedule", answered_schedule},
        {"record_session", answered_record_session},
        {"pause", answered_pause},
        {"reassign", answered_reassign},
        {"change_track", answered_change_track},
        {"cancel_case", answered_cancel_case},
        {"obstacle", answered_obstacle},
        {"note", answered_note},
        {"written_approval", answered_written_approval},
        {"round_time", answered_round_time},
        {"amend_letter", answered_amend_letter},
        {"needs", answered_needs},
        {"marks", answered_marks},
        {"misfits", answered_misfits},
    };
    const std::span<const QuestionRow> people = people_questions();
    all.insert(all.end(), people.begin(), people.end());
    return all;
  }();
  return rows;
}

}  // namespace alur::chat
