#include "filing.hpp"
#include "handlers.hpp"
#include "question.hpp"

#include <nlohmann/json.hpp>

#include <array>

namespace alur::chat {

namespace {

using nlohmann::json;

constexpr std::array ready_notes{"change.wording", "change.as_returned"};

void explain_change(Context& ctx, const Asked& asked, const store::Conversation& question, const std::string& note) {
  const json payload = json::parse(question.payload);
  auto record = store::Cases{ctx.tx}.find(CaseId{payload.at("case").get<std::int64_t>()}).value();
  run(ctx, asked, record, workflow::ExplainChange{.item = payload.at("item").get<std::string>(), .note = note});
}

/// On a card the button names the item only: the question follows.
void ask_from_card(Context& ctx, const Pressed& pressed) {
  const auto record = case_pressed(ctx, pressed);
  if (!record) {
    return;
  }
  const process::Step& step = process_of(ctx, record->state).step(record->state.current);
  const auto item = item_at(step, pressed.press.args.front());
  const workflow::Version* version = item ? record->state.present(*item) : nullptr;
  if (version == nullptr) {
    say_stale(ctx, pressed, *record);
    return;
  }
  ask_change_note(ctx, by_pressing(pressed), *record, *version,
                  say(ctx, pressed.speaker.language, "change.ask",
                      {{"item", item_title(ctx, step, *item, pressed.speaker.language)},
                       {"version", std::int64_t{version->number}}}));
}

}  // namespace

void ask_change_note(Context& ctx, const Asked& asked, const store::CaseRecord& record,
                     const workflow::Version& version, const std::string& html) {
  const Speaker& speaker = asked.speaker;
  const process::Step& step = process_of(ctx, record.state).step(record.state.current);
  const std::int64_t index = index_of_item(step, version.item);
  Question question;
  question.kind = "change_note";
  question.payload = json{{"case", workflow::raw(record.id)}, {"item", version.item}}.dump();
  question.about = record.id;
  question.html = html;
  auto& notes = question.choices.emplace_back();
  for (std::size_t i = 0; i < ready_notes.size(); ++i) {
    notes.push_back({label(ctx, speaker.language, ready_notes[i]),
                     on_step(Verb::explain_change, record, {index, static_cast<std::int64_t>(i)})});
  }
  question.choices.push_back(
      {{label(ctx, speaker.language, "button.wrong_file"), on_step(Verb::withdraw_version, record, {index})}});
  ask(ctx, speaker, question, asked.from_question);
}

void pressed_explain_change(Context& ctx, const Pressed& pressed) {
  if (pressed.press.args.size() == 1) {
    ask_from_card(ctx, pressed);
    return;
  }
  const auto question = question_of(ctx, pressed.speaker.chat_id, pressed.press, "change_note");
  if (!question || pressed.press.args.size() != 2 || pressed.press.args[1] < 0 ||
      pressed.press.args[1] >= static_cast<std::int64_t>(ready_notes.size())) {
    say_question_over(ctx, pressed);
    return;
  }
  const auto note = static_cast<std::size_t>(pressed.press.args[1]);
  explain_change(ctx, by_pressing(pressed, true), *question,
                 label(ctx, pressed.speaker.language, ready_notes.at(note)));
}

bool answered_change_note(Context& ctx, const Speaker& speaker, const store::Conversation& question,
                          const telegram::Message& message) {
  if (message.text.empty()) {
    return false;
  }
  explain_change(ctx, {.speaker = speaker, .from_question = true}, question, message.text);
  return true;
}

}  // namespace alur::chat
