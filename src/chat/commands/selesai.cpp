#include "card_documents.hpp"
#include "cards.hpp"
#include "handlers.hpp"
#include "question.hpp"
#include "uploads.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace alur::chat {

namespace {

using nlohmann::json;
using workflow::Option;
using workflow::Refusal;

constexpr std::array selesai_acts{Option::Act::submit, Option::Act::file, Option::Act::end_session,
                                  Option::Act::begin_session};
constexpr std::array late_reasons{"late.waiting_for_data", "late.needs_changed", "late.other_work"};
/// After this long a file that is still on its way is waited for no more.
constexpr std::chrono::minutes upload_wait_max{15};

CaseId case_in(const store::Conversation& question) {
  return CaseId{json::parse(question.payload).at("case").get<std::int64_t>()};
}

/// Messages C15: the reason comes before a late hand-in counts.
void ask_late_reason(Context& ctx, const Asked& asked, const store::CaseRecord& record) {
  const Speaker& speaker = asked.speaker;
  const workflow::StepState& step = record.state.active();
  Question question;
  question.kind = "late_reason";
  question.payload = json{{"case", workflow::raw(record.id)}}.dump();
  question.about = record.id;
  const std::string late = step.due ? text::time_left(ctx.now, step.due->due, ctx.calendar, speaker.language) : "";
  question.html = say(ctx, speaker.language, "late.ask",
                      {{"register", record.state.register_no}, {"step", std::int64_t{step.no}}, {"late", late}});
  for (std::size_t i = 0; i < late_reasons.size(); ++i) {
    question.choices.push_back({{label(ctx, speaker.language, late_reasons[i]),
                                 on_step(Verb::late_reason, record, {static_cast<std::int64_t>(i)})}});
  }
  question.choices.push_back({{label(ctx, speaker.language, "button.cancel"), {.verb = Verb::dismiss}}});
  ask(ctx, speaker, question, asked.from_question);
}

void hand_in(Context& ctx, const Asked& asked, store::CaseRecord& record) {
  const auto refusal = attempt(ctx, asked, record, workflow::Submit{});
  if (!refusal) {
    return;
  }
  if (refusal->reason == Refusal::Reason::late_reason_required) {
    ask_late_reason(ctx, asked, record);
  } else {
    refuse(ctx, asked, record, *refusal);
  }
}

/// What would be handed in: "Dokumen spesifikasi kebutuhan, versi 1 (412 kB, sidik 9F2C 71A0)".
std::string handed_in_lines(const View& view) {
  std::string lines;
  for (const process::Owed& owed : view.step().owed) {
    if (const workflow::Version* version = view.state().present(owed.id)) {
      lines += (lines.empty() ? "" : "\n") + text::escape(version_in_full(view, *version)).value;
    }
  }
  return lines;
}

/// "KASI dan KABID", or "KASI, kemudian KABID" where one comes after the other.
std::string approvers(const View& view) {
  const process::Approval& approval = view.step().approval;
  if (approval.mode != process::ApprovalMode::sequence) return view.short_titles(approval.parties);
  std::string all;
  for (const Role role : approval.parties) {
    if (!all.empty()) all += view.label("submit.then");
    all += view.short_title(role);
  }
  return all;
}

}  // namespace

void typed_selesai(Context& ctx, const Typed& typed) {
  std::string rest = typed.argument;
  auto record = case_meant(ctx, typed, "selesai", rest, selesai_acts);
  if (!record) {
    return;
  }
  if (uploads_in_flight(ctx, typed.speaker.chat_id)) {
    submit_after_uploads(ctx, typed.speaker, record->id);
    return;
  }
  hand_in(ctx, by_typing(typed), *record);
}

void pressed_submit(Context& ctx, const Pressed& pressed) {
  auto record = case_pressed(ctx, pressed);
  if (!record) {
    return;
  }
  const Speaker& speaker = pressed.speaker;
  if (uploads_in_flight(ctx, speaker.chat_id)) {
    submit_after_uploads(ctx, speaker, record->id);
    return;
  }
  const process::Step& step = process_of(ctx, record->state).step(record->state.current);
  const std::vector<Option> options = options_for(ctx, speaker.person, *record);
  if (workflow::find(options, Option::Act::submit) == nullptr &&
      !on_behalf_role(ctx, speaker.person, *record, Option::Act::submit)) {
    hand_in(ctx, by_pressing(pressed), *record);
    return;
  }
  const View view{ctx, *record, speaker.language, speaker.person};
  Question question;
  question.kind = "submit";
  question.payload = json{{"case", workflow::raw(record->id)}}.dump();
  question.about = record->id;
  question.html = say(ctx, speaker.language, "submit.confirm",
                      {{"register", record->state.register_no},
                       {"step", std::int64_t{step.no}},
                       {"approvers", approvers(view)},
                       {"versions", text::Html{handed_in_lines(view)}}});
  // Another row than the card's button: a double tap does nothing.
  question.choices = {{{label(ctx, speaker.language, "button.not_yet"), {.verb = Verb::dismiss}}},
                      {{label(ctx, speaker.language, "button.submit_yes"), on_step(Verb::submit_yes, *record),
                        telegram::ButtonStyle::success}}};
  ask(ctx, speaker, question);
}

void pressed_submit_yes(Context& ctx, const Pressed& pressed) {
  if (!question_of(ctx, pressed.speaker.chat_id, pressed.press, "submit")) {
    say_question_over(ctx, pressed);
    return;
  }
  if (auto record = case_pressed(ctx, pressed)) {
    hand_in(ctx, by_pressing(pressed, true), *record);
  }
}

bool answered_submit(Context&, const Speaker&, const store::Conversation&, const telegram::Message&) { return false; }

void pressed_late_reason(Context& ctx, const Pressed& pressed) {
  const auto question = question_of(ctx, pressed.speaker.chat_id, pressed.press, "late_reason");
  if (!question) {
    say_question_over(ctx, pressed);
    return;
  }
  if (auto record = case_pressed(ctx, pressed)) {
    const auto index = static_cast<std::size_t>(pressed.press.args.at(0));
    run(ctx, by_pressing(pressed, true), *record,
        workflow::Submit{.late_reason = label(ctx, pressed.speaker.language, late_reasons.at(index))});
  }
}

bool answered_late_reason(Context& ctx, const Speaker& speaker, const store::Conversation& question,
                          const telegram::Message& message) {
  if (message.text.empty()) {
    return false;
  }
  auto record = store::Cases{ctx.tx}.find(case_in(question)).value();
  run(ctx, {.speaker = speaker, .from_question = true}, record, workflow::Submit{.late_reason = message.text});
  return true;
}

// --- a hand-in that waits for files
// ------------------------------------------------------------------------------------

void submit_after_uploads(Context& ctx, const Speaker& speaker, CaseId case_id) {
  store::Timers timers{ctx.tx};
  const std::string key = std::to_string(speaker.chat_id);
  const auto waiting = timers.find(std::string{submit_timer}, key);
  json cases = waiting ? json::parse(waiting->payload) : json::array();
  const std::int64_t id = workflow::raw(case_id);
  if (std::find(cases.begin(), cases.end(), json(id)) == cases.end()) {
    cases.push_back(id);
  }
  timers.set(
      {.kind = std::string{submit_timer}, .key = key, .due = ctx.now + upload_wait_max, .payload = cases.dump()});
  OutText text;
  text.html = say(ctx, speaker.language, "submit.waits_for_uploads");
  text.about = case_id;
  answer(ctx, speaker.chat_id, text);
}

namespace {

void hand_in_all(Context& ctx, const Speaker& speaker, const store::Timer& timer) {
  store::Timers{ctx.tx}.clear(timer.kind, timer.key);
  for (const json& id : json::parse(timer.payload)) {
    auto record = store::Cases{ctx.tx}.find(CaseId{id.get<std::int64_t>()});
    if (record) {
      hand_in(ctx, {.speaker = speaker}, *record);
    }
  }
}

}  // namespace

void submit_when_ready(Context& ctx, const Speaker& speaker) {
  const auto waiting = store::Timers{ctx.tx}.find(std::string{submit_timer}, std::to_string(speaker.chat_id));
  if (waiting && !uploads_in_flight(ctx, speaker.chat_id)) {
    hand_in_all(ctx, speaker, *waiting);
  }
}

void submit_wait_over(Context& ctx, const store::Timer& timer) {
  const std::int64_t chat_id = std::stoll(timer.key);
  if (const office::Person* person = ctx.office.by_telegram(chat_id)) {
    hand_in_all(ctx, {person->id, chat_id, language_of(ctx, person->id)}, timer);
  }
}

}  // namespace alur::chat
