#include "handlers.hpp"
#include "people.hpp"

namespace alur::chat {

std::span<const VerbRow> verb_table() {
  static const std::vector<VerbRow> rows = [] {
    std::vector<VerbRow> all{
        {Verb::open_tasks, pressed_open_tasks},
        {Verb::open_case, pressed_open_case},
        {Verb::open_cases, pressed_open_cases},
        {Verb::open_documents, pressed_open_documents},
        {Verb::open_history, pressed_open_history},
        {Verb::details, pressed_details},
        {Verb::send_version, pressed_send_version},
        {Verb::send_materials, pressed_send_materials},
        {Verb::page, pressed_page},
        {Verb::claim, pressed_claim},
        {Verb::file_item, pressed_file_item},
        {Verb::upload_help, pressed_upload_help},
        {Verb::withdraw_version, pressed_withdraw_version},
        {Verb::explain_change, pressed_explain_change},
        {Verb::keep_version, pressed_keep_version},
        {Verb::checklist_toggle, pressed_checklist_toggle},
        {Verb::checklist_save, pressed_checklist_save},
        {Verb::nihil, pressed_nihil},
        {Verb::link, pressed_link},
        {Verb::submit, pressed_submit},
        {Verb::submit_yes, pressed_submit_yes},
        {Verb::recall, pressed_recall},
        {Verb::approve, pressed_approve},
        {Verb::approve_yes, pressed_approve_yes},
        {Verb::return_ask, pressed_return_ask},
        {Verb::return_to, pressed_return_to},
        {Verb::return_reason, pressed_return_reason},
        {Verb::return_time, pressed_return_time},
        {Verb::return_yes, pressed_return_yes},
        {Verb::request_return, pressed_request_return},
        {Verb::grant_return, pressed_grant_return},
        {Verb::decline_return, pressed_decline_return},
        {Verb::appoint, pressed_appoint},
        {Verb::appoint_toggle, pressed_appoint_toggle},
        {Verb::appoint_yes, pressed_appoint_yes},
        {Verb::schedule, pressed_schedule},
        {Verb::accept_session, pressed_accept_session},
        {Verb::other_time, pressed_other_time},
        {Verb::begin_session, pressed_begin_session},
        {Verb::end_session, pressed_end_session},
        {Verb::record_session, pressed_record_session},
        {Verb::late_reason, pressed_late_reason},
        {Verb::choose_provider, pressed_choose_provider},
        {Verb::pause, pressed_pause},
        {Verb::pause_party, pressed_pause_party},
        {Verb::resume, pressed_resume},
        {Verb::reassign, pressed_reassign},
        {Verb::reassign_to, pressed_reassign_to},
        {Verb::change_track, pressed_change_track},
        {Verb::change_track_yes, pressed_change_track_yes},
        {Verb::cancel_case, pressed_cancel_case},
        {Verb::cancel_case_yes, pressed_cancel_case_yes},
        {Verb::progress_ok, pressed_progress_ok},
        {Verb::obstacle, pressed_obstacle},
        {Verb::snooze, pressed_snooze},
        {Verb::note, pressed_note},
        {Verb::file_choice, pressed_file_choice},
        {Verb::letter_details, pressed_letter_details},
        {Verb::add_attachment, pressed_add_attachment},
        {Verb::on_behalf, pressed_on_behalf},
        {Verb::invite_for_case, pressed_invite_for_case},
        {Verb::written_approval, pressed_written_approval},
        {Verb::set_round_time, pressed_set_round_time},
        {Verb::round_time, pressed_round_time},
        {Verb::amend_letter, pressed_amend_letter},
        {Verb::dismiss, pressed_dismiss},
        {Verb::new_case, pressed_new_case},
        {Verb::new_track, pressed_new_track},
        {Verb::new_agency, pressed_new_agency},
        {Verb::new_confirm, pressed_new_confirm},
        {Verb::new_anyway, pressed_new_anyway},
        {Verb::new_change, pressed_new_change},
    };
    const std::span<const VerbRow> people = people_verbs();
    all.insert(all.end(), people.begin(), people.end());
    return all;
  }();
  return rows;
}

}  // namespace alur::chat
