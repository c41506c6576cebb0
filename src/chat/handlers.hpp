#pragma once

#include "commands.hpp"

/// Every handler named by the tables, people's apart (people.hpp). A typed handler gets `/command argument`; a pressed
/// one a button's press; an answered one what is sent while its question is open, and returns false to have the input
/// handled as if no question was open.
namespace alur::chat {

// --- commands --------------------------------------------------------------------------------------------------------

void typed_ajukan(Context&, const Typed&);
void typed_tugas(Context&, const Typed&);
void typed_proyek(Context&, const Typed&);
void typed_unggah(Context&, const Typed&);
void typed_isi(Context&, const Typed&);
void typed_jadwal(Context&, const Typed&);
void typed_mulai(Context&, const Typed&);
void typed_akhiri(Context&, const Typed&);
void typed_selesai(Context&, const Typed&);
void typed_tarik(Context&, const Typed&);
void typed_setuju(Context&, const Typed&);
void typed_kembalikan(Context&, const Typed&);
void typed_tunjuk(Context&, const Typed&);
void typed_dokumen(Context&, const Typed&);
void typed_riwayat(Context&, const Typed&);
void typed_catatan(Context&, const Typed&);
void typed_tunda(Context&, const Typed&);
void typed_lanjutkan(Context&, const Typed&);
void typed_alihkan(Context&, const Typed&);
void typed_jalur(Context&, const Typed&);
void typed_batalkan(Context&, const Typed&);
void typed_batal(Context&, const Typed&);

// --- buttons ---------------------------------------------------------------------------------------------------------

// looking
void pressed_open_tasks(Context&, const Pressed&);
void pressed_open_case(Context&, const Pressed&);
void pressed_open_cases(Context&, const Pressed&);
void pressed_open_documents(Context&, const Pressed&);
void pressed_open_history(Context&, const Pressed&);
void pressed_details(Context&, const Pressed&);
void pressed_send_version(Context&, const Pressed&);
void pressed_send_materials(Context&, const Pressed&);
void pressed_page(Context&, const Pressed&);
// doing
void pressed_claim(Context&, const Pressed&);
void pressed_file_item(Context&, const Pressed&);
void pressed_upload_help(Context&, const Pressed&);
void pressed_withdraw_version(Context&, const Pressed&);
void pressed_explain_change(Context&, const Pressed&);
void pressed_keep_version(Context&, const Pressed&);
void pressed_checklist_toggle(Context&, const Pressed&);
void pressed_checklist_save(Context&, const Pressed&);
void pressed_nihil(Context&, const Pressed&);
void pressed_link(Context&, const Pressed&);
void pressed_submit(Context&, const Pressed&);
void pressed_submit_yes(Context&, const Pressed&);
void pressed_recall(Context&, const Pressed&);
void pressed_approve(Context&, const Pressed&);
void pressed_approve_yes(Context&, const Pressed&);
void pressed_return_ask(Context&, const Pressed&);
void pressed_return_to(Context&, const Pressed&);
void pressed_return_reason(Context&, const Pressed&);
void pressed_return_time(Context&, const Pressed&);
void pressed_return_yes(Context&, const Pressed&);
void pressed_request_return(Context&, const Pressed&);
void pressed_grant_return(Context&, const Pressed&);
void pressed_decline_return(Context&, const Pressed&);
void pressed_appoint(Context&, const Pressed&);
void pressed_appoint_toggle(Context&, const Pressed&);
void pressed_appoint_yes(Context&, const Pressed&);
void pressed_schedule(Context&, const Pressed&);
void pressed_accept_session(Context&, const Pressed&);
void pressed_other_time(Context&, const Pressed&);
void pressed_begin_session(Context&, const Pressed&);
void pressed_end_session(Context&, const Pressed&);
void pressed_record_session(Context&, const Pressed&);
void pressed_late_reason(Context&, const Pressed&);
void pressed_choose_provider(Context&, const Pressed&);
void pressed_pause(Context&, const Pressed&);
void pressed_pause_party(Context&, const Pressed&);
void pressed_resume(Context&, const Pressed&);
void pressed_reassign(Context&, const Pressed&);
void pressed_reassign_to(Context&, const Pressed&);
void pressed_change_track(Context&, const Pressed&);
void pressed_change_track_yes(Context&, const Pressed&);
void pressed_cancel_case(Context&, const Pressed&);
void pressed_cancel_case_yes(Context&, const Pressed&);
void pressed_progress_ok(Context&, const Pressed&);
void pressed_obstacle(Context&, const Pressed&);
void pressed_snooze(Context&, const Pressed&);
void pressed_note(Context&, const Pressed&);
void pressed_file_choice(Context&, const Pressed&);
void pressed_letter_details(Context&, const Pressed&);
void pressed_add_attachment(Context&, const Pressed&);
void pressed_on_behalf(Context&, const Pressed&);
void pressed_invite_for_case(Context&, const Pressed&);
void pressed_written_approval(Context&, const Pressed&);
void pressed_set_round_time(Context&, const Pressed&);
void pressed_round_time(Context&, const Pressed&);
void pressed_amend_letter(Context&, const Pressed&);
void pressed_open_needs(Context&, const Pressed&);
void pressed_list_needs(Context&, const Pressed&);
void pressed_mark_needs(Context&, const Pressed&);
void pressed_mark_toggle(Context&, const Pressed&);
void pressed_mark_rest(Context&, const Pressed&);
void pressed_mark_save(Context&, const Pressed&);
void pressed_misfits_reason(Context&, const Pressed&);
void pressed_dismiss(Context&, const Pressed&);
// opening a case
void pressed_new_case(Context&, const Pressed&);
void pressed_new_track(Context&, const Pressed&);
void pressed_new_agency(Context&, const Pressed&);
void pressed_new_confirm(Context&, const Pressed&);
void pressed_new_anyway(Context&, const Pressed&);
void pressed_new_change(Context&, const Pressed&);

// --- questions -------------------------------------------------------------------------------------------------------

using AskedOf = bool(Context&, const Speaker&, const store::Conversation&, const telegram::Message&);
AskedOf answered_new;               ///< "new"
AskedOf answered_file_item;         ///< "file_item": a file, or a link, for one item
AskedOf answered_change_note;       ///< "change_note"
AskedOf answered_letter;            ///< "letter": number and date of a signed letter
AskedOf answered_link;              ///< "link"
AskedOf answered_checklist;         ///< "checklist": buttons only
AskedOf answered_submit;            ///< "submit": buttons only
AskedOf answered_late_reason;       ///< "late_reason"
AskedOf answered_approve;           ///< "approve": text becomes the note
AskedOf answered_return;            ///< "return"
AskedOf answered_appoint;           ///< "appoint": names of a contractor's people
AskedOf answered_schedule;          ///< "schedule"
AskedOf answered_record_session;    ///< "record_session"
AskedOf answered_pause;             ///< "pause"
AskedOf answered_reassign;          ///< "reassign"
AskedOf answered_change_track;      ///< "change_track"
AskedOf answered_cancel_case;       ///< "cancel_case"
AskedOf answered_obstacle;          ///< "obstacle"
AskedOf answered_note;              ///< "note"
AskedOf answered_written_approval;  ///< "written_approval": the scanned sheet
AskedOf answered_round_time;        ///< "round_time"
AskedOf answered_amend_letter;      ///< "amend_letter"
AskedOf answered_needs;             ///< "needs": the list, a line each
AskedOf answered_marks;             ///< "marks": buttons only
AskedOf answered_misfits;           ///< "misfits": why needs that do not fit are taken

}  // namespace alur::chat
