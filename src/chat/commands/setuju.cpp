#include "card_documents.hpp"
#include "flow.hpp"
#include "handlers.hpp"
#include "needs.hpp"
#include "notice_parts.hpp"
#include "question.hpp"
#include "uploads.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace alur::chat {

namespace {

using nlohmann::json;
using workflow::Option;

constexpr std::array setuju_acts{Option::Act::approve};

/// What an approval covers: the newest version of everything the step owes.
std::vector<const workflow::Version*> versions_decided_on(const Context& ctx, const store::CaseRecord& record) {
  std::vector<const workflow::Version*> versions;
  for (const process::Owed& owed : process_of(ctx, record.state).step(record.state.current).owed) {
    if (const workflow::Version* version = record.state.present(owed.id)) {
      versions.push_back(version);
    }
  }
  return versions;
}

/// Fingerprints of the versions that the question showed, so that the yes covers these and no others.
std::vector<std::string> fingerprints_shown(const store::Conversation& question) {
  return json::parse(question.payload).at("fingerprints").get<std::vector<std::string>>();
}

/// What the yes leads to: the next step, the signature, the others' decisions, or the way back.
std::string consequence(const Context& ctx, const Speaker& speaker, const store::CaseRecord& before,
                        const std::vector<std::string>& fingerprints) {
  const auto after =
      outcome_of(ctx, speaker.person, before, workflow::Approve{.note = "", .fingerprints = fingerprints});
  if (!after) {
    return {};
  }
  const View view{ctx, *after, speaker.language, speaker.person};
  const int step = before.state.current;
  const std::string_view key = !after->state.open()          ? "approve.then_over"
                               : after->state.current > step ? "approve.then_next"
                               : after->state.current < step ? "approve.then_back"
                               : after->state.active().phase == workflow::Phase::awaiting_signature
                                   ? "approve.then_signature"
                                   : "approve.then_waits";
  return "\n" + view.say(key, {{"waits", waited_for(view)}});
}

void ask_to_confirm(Context& ctx, const Speaker& speaker, const store::CaseRecord& record) {
  const process::Process& process = process_of(ctx, record.state);
  const process::Step& step = process.step(record.state.current);
  const View view{ctx, record, speaker.language, speaker.person};
  std::vector<std::string> fingerprints;
  std::string lines;
  for (const workflow::Version* version : versions_decided_on(ctx, record)) {
    fingerprints.push_back(version->fingerprint);
    lines += (lines.empty() ? "" : "\n") + text::escape(version_in_full(view, *version)).value;
  }
  if (misfits_await_a_reason(view)) {
    ask_why_misfits_are_taken(ctx, speaker, record, fingerprints);
    return;
  }
  Question question;
  question.kind = "approve";
  question.payload = json{{"case", workflow::raw(record.id)}, {"fingerprints", fingerprints}}.dump();
  question.about = record.id;
  question.html =
      say(ctx, speaker.language, "approve.confirm",
          {{"register", record.state.register_no}, {"step", std::int64_t{step.no}}, {"versions", text::Html{lines}}}) +
      consequence(ctx, speaker, record, fingerprints);
  question.choices = {{{label(ctx, speaker.language, "button.not_yet"), {.verb = Verb::dismiss}}},
                      {{label(ctx, speaker.language, "button.approve_yes"), on_step(Verb::approve_yes, record),
                        telegram::ButtonStyle::success}}};
  ask(ctx, speaker, question);
}

}  // namespace

void typed_setuju(Context& ctx, const Typed& typed) {
  std::string rest = typed.argument;
  if (auto record = case_meant(ctx, typed, "setuju", rest, setuju_acts)) {
    run(ctx, by_typing(typed), *record, workflow::Approve{.note = rest, .fingerprints = {}});
  }
}

void pressed_approve(Context& ctx, const Pressed& pressed) {
  const auto record = case_pressed(ctx, pressed);
  if (!record) {
    return;
  }
  const Speaker& speaker = pressed.speaker;
  const std::vector<Option> options = options_for(ctx, speaker.person, *record);
  if (workflow::find(options, Option::Act::approve) == nullptr) {
    // Not offered any more: decide() knows why.
    store::CaseRecord unchanged = *record;
    run(ctx, by_pressing(pressed), unchanged, workflow::Approve{});
    return;
  }
  if (pressed.press.rev != static_cast<std::int64_t>(record->state.versions.size())) {
    toast(ctx, pressed.query.id, label(ctx, speaker.language, "press.versions_changed"), true);
    return;
  }
  ask_to_confirm(ctx, speaker, *record);
}

void pressed_approve_yes(Context& ctx, const Pressed& pressed) {
  const auto question = question_of(ctx, pressed.speaker.chat_id, pressed.press, "approve");
  if (!question) {
    say_question_over(ctx, pressed);
    return;
  }
  if (auto record = case_pressed(ctx, pressed)) {
    run(ctx, by_pressing(pressed, true), *record,
        workflow::Approve{.note = "", .fingerprints = fingerprints_shown(*question)});
  }
}

/// Only the buttons answer "Setujui?": text is no answer to it.
bool answered_approve(Context&, const Speaker&, const store::Conversation&, const telegram::Message&) { return false; }

// --- the yes of somebody off the chat
// -----------------------------------------------------------------------------------

void pressed_written_approval(Context& ctx, const Pressed& pressed) {
  const auto record = case_pressed(ctx, pressed);
  if (!record) {
    return;
  }
  const Speaker& speaker = pressed.speaker;
  const std::vector<Option> options = options_for(ctx, speaker.person, *record);
  const Option* recording = workflow::find(options, Option::Act::record_approval);
  const auto index = pressed.press.args.empty() ? 0 : pressed.press.args.front();
  const auto wanted = static_cast<Role>(index);
  const bool offered = recording != nullptr &&
                       std::find(recording->roles.begin(), recording->roles.end(), wanted) != recording->roles.end();
  if (recording == nullptr || (!offered && recording->roles.size() != 1)) {
    say_stale(ctx, pressed, *record);
    return;
  }
  const Role role = offered ? wanted : recording->roles.front();
  Question question;
  question.kind = "written_approval";
  question.payload = json{{"case", workflow::raw(record->id)}, {"role", process::id_of(role)}}.dump();
  question.about = record->id;
  question.html = say(ctx, speaker.language, "written.ask",
                      {{"register", record->state.register_no},
                       {"step", std::int64_t{record->state.current}},
                       {"role", role_title(ctx, role, speaker.language)}});
  question.choices = {{{label(ctx, speaker.language, "button.cancel"), {.verb = Verb::dismiss}}}};
  ask(ctx, speaker, question);
}

/// The scanned sheet, its caption naming who signed and when: "NAMA; TANGGAL".
bool answered_written_approval(Context& ctx, const Speaker& speaker, const store::Conversation& question,
                               const telegram::Message& message) {
  if (!message.file) {
    answer(ctx, speaker.chat_id, {.html = say(ctx, speaker.language, "written.wrong")});
    return true;
  }
  const auto semicolon = message.caption.rfind(';');
  std::string date_text = semicolon == std::string::npos ? std::string{} : message.caption.substr(semicolon + 1);
  const auto date = text::parse_date(take_word(date_text));
  const std::string name = text::plain(message.caption.substr(0, semicolon));
  if (!date || name.empty()) {
    answer(ctx, speaker.chat_id, {.html = say(ctx, speaker.language, "written.wrong")});
    return true;
  }
  const json payload = json::parse(question.payload);
  Target target;
  target.case_id = CaseId{payload.at("case").get<std::int64_t>()};
  target.written = WrittenApproval{
      .role = process::role_from(payload.at("role").get<std::string>()).value(), .signed_by = name, .signed_on = *date};
  leave_question(ctx, speaker.chat_id);
  receive_file(ctx, speaker, message, *message.file, target);
  return true;
}

}  // namespace alur::chat
