#include "filing.hpp"
#include "flow.hpp"
#include "handlers.hpp"
#include "needs.hpp"
#include "notice_parts.hpp"
#include "question.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>

/// The trace of needs: the list pasted in step 2, marks by buttons, and the reason for what does not fit.
namespace alur::chat {

namespace {

using nlohmann::json;
using workflow::NeedFinding;
using workflow::Option;

constexpr std::string_view list_question = "needs";
constexpr std::string_view marks_question = "marks";
constexpr std::string_view misfits_question = "misfits";
constexpr std::array ready_reasons{"needs.reason.later", "needs.reason.dropped"};

/// "KB-01. Cetak nomor", "1) Cetak nomor" and "- Cetak nomor" without what stands before the words.
std::string without_number(std::string_view line) {
  const auto is_space = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
  const auto skip = [&line](auto wanted) {
    while (!line.empty() && wanted(line.front())) line.remove_prefix(1);
  };
  skip(is_space);
  if (lower_case(std::string{line.substr(0, 2)}) == "kb") line.remove_prefix(2);
  skip([&](char c) { return is_space(c) || c == '-' || c == '*'; });
  if (line.starts_with("•")) line.remove_prefix(std::string_view{"•"}.size());
  skip([](char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; });
  skip([&](char c) { return is_space(c) || c == '.' || c == ')' || c == ':' || c == '-'; });
  return text::plain(std::string{line});
}

std::vector<std::string> split(std::string_view text, std::string_view separators) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const auto end = std::min(text.find_first_of(separators), text.size());
    parts.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

std::vector<std::string> needs_in(std::string_view text) {
  std::vector<std::string> needs;
  for (const std::string& line : split(text, "\n;")) {
    if (std::string need = without_number(line); !need.empty()) needs.push_back(std::move(need));
  }
  return needs;
}

// --- marks by buttons ------------------------------------------------------------------------------------------------

/// The marks as they are being set: for each need the place of its mark among the stage's, or -1.
struct Marking {
  CaseId case_id{};
  std::vector<int> marks;
};

std::string marking_payload(const Marking& marking) {
  return json{{"case", workflow::raw(marking.case_id)}, {"marks", marking.marks}}.dump();
}

Marking marking_from(const store::Conversation& question) {
  const json payload = json::parse(question.payload);
  return {CaseId{payload.at("case").get<std::int64_t>()}, payload.at("marks").get<std::vector<int>>()};
}

/// The stage that the active step marks; nothing where it marks none.
std::optional<TraceStage> stage_marked(const View& view) {
  const auto& stage = view.step().trace;
  return stage == TraceStage::needs ? std::nullopt : stage;
}

Marking marking_of(const View& view, TraceStage stage) {
  Marking marking{view.record().id, std::vector<int>(view.state().needs.size(), -1)};
  const auto marks = marks_of(stage);
  for (std::size_t i = 0; i < marking.marks.size(); ++i) {
    const auto mark = view.state().mark_of(static_cast<int>(i) + 1, stage);
    if (!mark) continue;
    marking.marks[i] = static_cast<int>(std::find(marks.begin(), marks.end(), *mark) - marks.begin());
  }
  return marking;
}

void show_marking(Context& ctx, const Speaker& speaker, const store::CaseRecord& record, TraceStage stage,
                  const Marking& marking, bool same_message) {
  const View view{ctx, record, speaker.language, speaker.person};
  const auto marks = marks_of(stage);
  Question question;
  question.kind = marks_question;
  question.payload = marking_payload(marking);
  question.about = record.id;
  question.html =
      view.say("needs.ask_marks", {{"how", view.label("needs.how", {{"first", mark_word(view, marks.front())}})}});
  for (std::size_t i = 0; i < marking.marks.size(); ++i) {
    const int no = static_cast<int>(i) + 1;
    const int at = marking.marks[i];
    const std::string word =
        at < 0 ? view.label("needs.mark.none") : mark_word(view, marks[static_cast<std::size_t>(at)]);
    question.html += "\n" + view.say("needs.line_found", {{"need", need_name(record.state, no)}, {"found", word}});
    if (i % 2 == 0) question.choices.emplace_back();
    question.choices.back().push_back({view.label("needs.button", {{"code", need_code(no)}, {"word", word}}),
                                       on_step(Verb::mark_toggle, record, {static_cast<std::int64_t>(i)}),
                                       telegram::ButtonStyle::standard, true});
  }
  question.choices.push_back({{view.label("needs.rest", {{"word", mark_word(view, marks.front())}}),
                               on_step(Verb::mark_rest, record), telegram::ButtonStyle::standard, true}});
  question.choices.push_back(
      {{view.label("button.save"), on_step(Verb::mark_save, record), telegram::ButtonStyle::success, true}});
  question.choices.push_back({{view.label("button.cancel"), {.verb = Verb::dismiss}}});
  ask(ctx, speaker, question, same_message);
}

struct MarkingGoing {
  store::CaseRecord record;
  TraceStage stage;
  Marking marking;
};

std::optional<MarkingGoing> marking_going_on(Context& ctx, const Pressed& pressed) {
  const auto question = dialogue_of(ctx, pressed.speaker.chat_id, pressed.press, marks_question);
  if (!question) {
    say_question_over(ctx, pressed);
    return std::nullopt;
  }
  auto record = case_pressed(ctx, pressed);
  if (!record) return std::nullopt;
  Marking marking = marking_from(*question);
  const auto stage = stage_marked(View{ctx, *record, pressed.speaker.language, pressed.speaker.person});
  // The list was replaced meanwhile: what was being marked is not there any more.
  if (!stage || marking.marks.size() != record->state.needs.size()) {
    say_question_over(ctx, pressed);
    return std::nullopt;
  }
  return MarkingGoing{std::move(*record), *stage, std::move(marking)};
}

// --- marks as typed --------------------------------------------------------------------------------------------------

std::optional<NeedMark> mark_meant(TraceStage stage, std::string_view typed) {
  using Word = std::pair<std::string_view, NeedMark>;
  static constexpr std::array words{Word{"ada", NeedMark::covered},
                                    Word{"skenario ada", NeedMark::covered},
                                    Word{"scenario there", NeedMark::covered},
                                    Word{"lulus", NeedMark::passed},
                                    Word{"passed", NeedMark::passed},
                                    Word{"gagal", NeedMark::failed},
                                    Word{"tidak lulus", NeedMark::failed},
                                    Word{"failed", NeedMark::failed},
                                    Word{"sesuai", NeedMark::fits},
                                    Word{"fits", NeedMark::fits},
                                    Word{"fits with a note", NeedMark::fits_with_note},
                                    Word{"does not fit", NeedMark::does_not_fit},
                                    Word{"catatan", NeedMark::fits_with_note},
                                    Word{"sesuai dengan catatan", NeedMark::fits_with_note},
                                    Word{"note", NeedMark::fits_with_note},
                                    Word{"tidak sesuai", NeedMark::does_not_fit},
                                    Word{"misfit", NeedMark::does_not_fit}};
  const auto* const found =
      std::find_if(words.begin(), words.end(), [&](const Word& each) { return each.first == typed; });
  if (found == words.end() || workflow::stage_of(found->second) != stage) return std::nullopt;
  return found->second;
}

/// "KB-04 tidak lulus; semua lulus": the named ones as said, "semua" for the rest. Nothing where it cannot be read.
std::optional<std::vector<NeedFinding>> findings_in(std::string_view text, TraceStage stage, int count) {
  std::vector<NeedFinding> findings;
  std::optional<NeedMark> rest;
  for (const std::string& part : split(text, "\n;")) {
    std::string words = lower_case(text::plain(part));
    if (words.empty()) continue;
    std::string code = take_word(words);
    const auto mark = mark_meant(stage, words);
    if (!mark) return std::nullopt;
    if (code == "semua" || code == "all") {
      rest = mark;
      continue;
    }
    if (code.starts_with("kb")) code.erase(0, code.starts_with("kb-") ? 3 : 2);
    int no = 0;
    const auto [end, error] = std::from_chars(code.data(), code.data() + code.size(), no);
    if (error != std::errc{} || end != code.data() + code.size() || no < 1 || no > count) return std::nullopt;
    findings.push_back({no, *mark});
  }
  for (int no = 1; rest && no <= count; ++no) {
    const bool said =
        std::any_of(findings.begin(), findings.end(), [no](const NeedFinding& one) { return one.need == no; });
    if (!said) findings.push_back({no, *rest});
  }
  if (findings.empty()) return std::nullopt;
  return findings;
}

void ask_for_list(Context& ctx, const Speaker& speaker, const store::CaseRecord& record) {
  const View view{ctx, record, speaker.language, speaker.person};
  Question question;
  question.kind = list_question;
  question.payload = json{{"case", workflow::raw(record.id)}, {"round", record.state.active().round}}.dump();
  question.about = record.id;
  question.html = view.say("needs.ask_list");
  question.choices = {{{view.label("button.cancel"), {.verb = Verb::dismiss}}}};
  ask(ctx, speaker, question);
}

}  // namespace

void typed_needs(Context& ctx, const Typed& typed, store::CaseRecord& record, const std::string& value) {
  const std::vector<std::string> needs = needs_in(value);
  if (needs.empty()) {
    answer(ctx, typed.speaker.chat_id,
           {.html = say(ctx, typed.speaker.language, "needs.wrong_list", {{"register", record.state.register_no}}),
            .about = record.id});
    return;
  }
  run(ctx, by_typing(typed), record, workflow::ListNeeds{needs});
}

void typed_marks(Context& ctx, const Typed& typed, store::CaseRecord& record, const std::string& value) {
  const View view{ctx, record, typed.speaker.language, typed.speaker.person};
  const auto stage = stage_marked(view);
  const auto findings = stage ? findings_in(value, *stage, static_cast<int>(record.state.needs.size())) : std::nullopt;
  if (stage && !findings) {
    const auto marks = marks_of(*stage);
    answer(ctx, typed.speaker.chat_id,
           {.html = view.say("needs.wrong_marks",
                             {{"good", mark_word(view, marks.front())}, {"bad", mark_word(view, marks.back())}}),
            .about = record.id});
    return;
  }
  run(ctx, by_typing(typed), record, workflow::MarkNeeds{findings.value_or(std::vector<NeedFinding>{})});
}

void pressed_list_needs(Context& ctx, const Pressed& pressed) {
  if (const auto record = case_pressed(ctx, pressed)) ask_for_list(ctx, pressed.speaker, *record);
}

bool answered_needs(Context& ctx, const Speaker& speaker, const store::Conversation& question,
                    const telegram::Message& message) {
  if (message.text.empty()) return false;
  const json payload = json::parse(question.payload);
  auto record = store::Cases{ctx.tx}.find(CaseId{payload.at("case").get<std::int64_t>()}).value();
  const std::vector<std::string> needs = needs_in(message.text);
  if (needs.empty()) {
    answer(ctx, speaker.chat_id,
           {.html = say(ctx, speaker.language, "needs.wrong_list", {{"register", record.state.register_no}}),
            .about = record.id});
    return true;
  }
  leave_question(ctx, speaker.chat_id);
  run(ctx, {.speaker = speaker}, record, workflow::ListNeeds{needs});
  return true;
}

void pressed_mark_needs(Context& ctx, const Pressed& pressed) {
  const auto record = case_pressed(ctx, pressed);
  if (!record) return;
  const View view{ctx, *record, pressed.speaker.language, pressed.speaker.person};
  const std::vector<Option> options = options_for(ctx, pressed.speaker.person, *record);
  const auto stage = stage_marked(view);
  if (!stage || workflow::find(options, Option::Act::mark_needs) == nullptr) {
    say_stale(ctx, pressed, *record);
    return;
  }
  show_marking(ctx, pressed.speaker, *record, *stage, marking_of(view, *stage), false);
}

void pressed_mark_toggle(Context& ctx, const Pressed& pressed) {
  auto going = marking_going_on(ctx, pressed);
  if (!going) return;
  int& mark = going->marking.marks.at(static_cast<std::size_t>(pressed.press.args.at(0)));
  const int last = static_cast<int>(marks_of(going->stage).size()) - 1;
  mark = mark == last ? -1 : mark + 1;
  show_marking(ctx, pressed.speaker, going->record, going->stage, going->marking, true);
}

void pressed_mark_rest(Context& ctx, const Pressed& pressed) {
  auto going = marking_going_on(ctx, pressed);
  if (!going) return;
  std::replace(going->marking.marks.begin(), going->marking.marks.end(), -1, 0);
  show_marking(ctx, pressed.speaker, going->record, going->stage, going->marking, true);
}

void pressed_mark_save(Context& ctx, const Pressed& pressed) {
  auto going = marking_going_on(ctx, pressed);
  if (!going) return;
  workflow::MarkNeeds command;
  const auto marks = marks_of(going->stage);
  for (std::size_t i = 0; i < going->marking.marks.size(); ++i) {
    const int at = going->marking.marks[i];
    if (at >= 0) command.findings.push_back({static_cast<int>(i) + 1, marks[static_cast<std::size_t>(at)]});
  }
  if (command.findings.empty()) {
    toast(ctx, pressed.query.id, label(ctx, pressed.speaker.language, "needs.nothing_marked"), true);
    return;
  }
  run(ctx, by_pressing(pressed, true), going->record, command);
}

/// Only its buttons answer it.
bool answered_marks(Context&, const Speaker&, const store::Conversation&, const telegram::Message&) { return false; }

void pressed_open_needs(Context& ctx, const Pressed& pressed) {
  const auto record = case_looked_at(ctx, pressed);
  if (!record) return;
  const View view{ctx, *record, pressed.speaker.language, pressed.speaker.person};
  OutText text = about_case(view, view.say("needs.title") + "\n" + needs_in_full(view),
                            {offered_acts(view, {Option::Act::list_needs, Option::Act::mark_needs})});
  answer(ctx, pressed.speaker.chat_id, text);
}

// --- a yes in spite of what does not fit
// -------------------------------------------------------------------------------

bool misfits_await_a_reason(const View& view) {
  return view.step().trace == TraceStage::verdicts && !view.state().needs_with(NeedMark::does_not_fit).empty();
}

void ask_why_misfits_are_taken(Context& ctx, const Speaker& speaker, const store::CaseRecord& record,
                               const std::vector<std::string>& fingerprints) {
  const View view{ctx, record, speaker.language, speaker.person};
  const std::vector<int> misfits = record.state.needs_with(NeedMark::does_not_fit);
  Question question;
  question.kind = misfits_question;
  question.payload = json{{"case", workflow::raw(record.id)}, {"fingerprints", fingerprints}}.dump();
  question.about = record.id;
  question.html = view.say("needs.misfits", {{"n", static_cast<std::int64_t>(misfits.size())},
                                             {"of", static_cast<std::int64_t>(record.state.needs.size())},
                                             {"needs", need_names(view, misfits)}});
  for (std::size_t i = 0; i < ready_reasons.size(); ++i) {
    question.choices.push_back(
        {{view.label(ready_reasons[i]), on_step(Verb::misfits_reason, record, {static_cast<std::int64_t>(i)})}});
  }
  question.choices.push_back({{view.label("button.cancel"), {.verb = Verb::dismiss}}});
  ask(ctx, speaker, question);
}

namespace {

workflow::Approve approval_in_spite(const store::Conversation& question, const std::string& reason) {
  const json payload = json::parse(question.payload);
  return {.note = reason, .fingerprints = payload.at("fingerprints").get<std::vector<std::string>>()};
}

}  // namespace

void pressed_misfits_reason(Context& ctx, const Pressed& pressed) {
  const auto question = question_of(ctx, pressed.speaker.chat_id, pressed.press, misfits_question);
  if (!question) {
    say_question_over(ctx, pressed);
    return;
  }
  if (auto record = case_pressed(ctx, pressed)) {
    const auto* const key = ready_reasons.at(static_cast<std::size_t>(pressed.press.args.at(0)));
    run(ctx, by_pressing(pressed, true), *record,
        approval_in_spite(*question, label(ctx, pressed.speaker.language, key)));
  }
}

bool answered_misfits(Context& ctx, const Speaker& speaker, const store::Conversation& question,
                      const telegram::Message& message) {
  if (message.text.empty()) return false;
  const json payload = json::parse(question.payload);
  auto record = store::Cases{ctx.tx}.find(CaseId{payload.at("case").get<std::int64_t>()}).value();
  const workflow::Approve command = approval_in_spite(question, message.text);
  leave_question(ctx, speaker.chat_id);
  run(ctx, {.speaker = speaker}, record, command);
  return true;
}

}  // namespace alur::chat
