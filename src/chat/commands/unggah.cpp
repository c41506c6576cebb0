#include "filing.hpp"
#include "handlers.hpp"
#include "question.hpp"

#include <nlohmann/json.hpp>

#include <array>

namespace alur::chat {

namespace {

using nlohmann::json;
using process::OwedKind;
using workflow::Option;

constexpr std::array unggah_acts{Option::Act::file, Option::Act::file_signed};

/// Buttons for every item of the active step that this person can fill in.
void offer_items(Context& ctx, const Speaker& speaker, const store::CaseRecord& record) {
  const process::Step& step = process_of(ctx, record.state).step(record.state.current);
  OutText text;
  text.about = record.id;
  text.position = position_of(record.state);
  text.html = say(ctx, speaker.language, "upload.choose_item",
                  {{"register", record.state.register_no}, {"step", std::int64_t{step.no}}});
  for (std::size_t i = 0; i < step.owed.size(); ++i) {
    text.keyboard.push_back({button(ctx, speaker.chat_id, step.owed[i].short_title,
                                    on_step(Verb::file_item, record, {static_cast<std::int64_t>(i)}))});
  }
  text.keyboard.push_back({button(ctx, speaker.chat_id, label(ctx, speaker.language, "document.attachment"),
                                  on_step(Verb::add_attachment, record))});
  answer(ctx, speaker.chat_id, text);
}

void ask_for_file(Context& ctx, const Speaker& speaker, const store::CaseRecord& record, const std::string& item) {
  const process::Step& step = process_of(ctx, record.state).step(record.state.current);
  const std::int64_t index = index_of_item(step, item);
  const process::Owed* owed = step.find_owed(item);
  Question question;
  question.kind = "file_item";
  question.payload = json{{"case", workflow::raw(record.id)}, {"item", item}}.dump();
  question.about = record.id;
  question.html = say(ctx, speaker.language, "upload.send_now",
                      {{"item", item_title(ctx, step, item, speaker.language)},
                       {"register", record.state.register_no},
                       {"step", std::int64_t{step.no}}});
  std::vector<Choice> other;
  if (owed != nullptr && owed->kind == OwedKind::file_or_nihil) {
    other.push_back({label(ctx, speaker.language, "button.nihil"), on_step(Verb::nihil, record, {index})});
  }
  if (owed != nullptr && owed->kind == OwedKind::link_or_file) {
    other.push_back({label(ctx, speaker.language, "button.send_link"), on_step(Verb::link, record, {index})});
  }
  if (!other.empty()) {
    question.choices.push_back(std::move(other));
  }
  question.choices.push_back({{label(ctx, speaker.language, "button.cancel"), {.verb = Verb::dismiss}}});
  ask(ctx, speaker, question);
}

void ask_for_item(Context& ctx, const Pressed& pressed, const store::CaseRecord& record, const std::string& item) {
  const process::Owed* owed = process_of(ctx, record.state).step(record.state.current).find_owed(item);
  if (owed != nullptr && owed->kind == OwedKind::checklist) {
    ask_checklist(ctx, pressed.speaker, record, item);
  } else {
    ask_for_file(ctx, pressed.speaker, record, item);
  }
}

/// The item that a press names, of the case it names; answers the press otherwise.
struct ItemPressed {
  store::CaseRecord record;
  std::string item;
};
std::optional<ItemPressed> item_pressed(Context& ctx, const Pressed& pressed) {
  auto record = case_pressed(ctx, pressed);
  if (!record) {
    return std::nullopt;
  }
  const process::Step& step = process_of(ctx, record->state).step(record->state.current);
  const auto item = pressed.press.args.empty() ? std::nullopt : item_at(step, pressed.press.args.front());
  if (!item) {
    say_stale(ctx, pressed, *record);
    return std::nullopt;
  }
  return ItemPressed{std::move(*record), *item};
}

}  // namespace

void typed_unggah(Context& ctx, const Typed& typed) {
  const Speaker& speaker = typed.speaker;
  const telegram::Message& message = typed.message;
  const telegram::File* file = nullptr;
  if (message.file) {
    file = &*message.file;
  } else if (message.reply_to_file) {
    file = &*message.reply_to_file;
  }
  std::string rest = typed.argument;
  if (file != nullptr && rest.empty() && !case_replied_to(ctx, message)) {
    receive_file(ctx, speaker, message, *file);
    return;
  }
  const auto record = case_meant(ctx, typed, "unggah", rest, unggah_acts);
  if (!record) {
    return;
  }
  if (file == nullptr) {
    if (record->state.open()) {
      offer_items(ctx, speaker, *record);
    } else {
      usage(ctx, speaker, "unggah");
    }
    return;
  }
  Target target;
  target.case_id = record->id;
  const std::string word = take_word(rest);
  if (!word.empty()) {
    const process::Step& step = process_of(ctx, record->state).step(record->state.current);
    const auto item = item_meant(step, word);
    if (!item) {
      say_unknown_item(ctx, speaker, *record, word);
      return;
    }
    target.item = *item;
  }
  if (!rest.empty()) {
    target.letter = parse_letter(ctx, rest, speaker.language);
    if (!target.letter) {
      answer(ctx, speaker.chat_id, {.html = say(ctx, speaker.language, "upload.letter_wrong")});
      return;
    }
  }
  receive_file(ctx, speaker, message, *file, target);
}

void pressed_file_item(Context& ctx, const Pressed& pressed) {
  if (const auto chosen = item_pressed(ctx, pressed)) {
    ask_for_item(ctx, pressed, chosen->record, chosen->item);
  }
}

void pressed_add_attachment(Context& ctx, const Pressed& pressed) {
  if (const auto record = case_pressed(ctx, pressed)) {
    ask_for_file(ctx, pressed.speaker, *record, std::string{workflow::attachment_item});
  }
}

void pressed_upload_help(Context& ctx, const Pressed& pressed) {
  const auto record = case_pressed(ctx, pressed);
  if (!record) {
    return;
  }
  const process::Step& step = process_of(ctx, record->state).step(record->state.current);
  std::vector<std::string> missing;
  for (const process::Owed& owed : step.owed) {
    if (!is_complete(record->state, owed)) {
      missing.push_back(owed.id);
    }
  }
  if (missing.size() == 1) {
    ask_for_item(ctx, pressed, *record, missing.front());
  } else {
    offer_items(ctx, pressed.speaker, *record);
  }
}

bool answered_file_item(Context& ctx, const Speaker& speaker, const store::Conversation& question,
                        const telegram::Message& message) {
  const json payload = json::parse(question.payload);
  Target target;
  target.case_id = CaseId{payload.at("case").get<std::int64_t>()};
  target.item = payload.at("item").get<std::string>();
  if (message.file) {
    leave_question(ctx, speaker.chat_id);
    receive_file(ctx, speaker, message, *message.file, target);
    return true;
  }
  auto record = store::Cases{ctx.tx}.find(target.case_id).value();
  const process::Step& step = process_of(ctx, record.state).step(record.state.current);
  const process::Owed* owed = step.find_owed(target.item);
  const auto link = parse_link(message.text);
  if (owed == nullptr || owed->kind != OwedKind::link_or_file || !link) {
    return false;
  }
  file_submission(ctx, {.speaker = speaker, .from_question = true}, record, target.item, *link);
  return true;
}

void pressed_withdraw_version(Context& ctx, const Pressed& pressed) {
  if (auto chosen = item_pressed(ctx, pressed)) {
    // As a button of "what changed" it ends that question; elsewhere there may be another one open, which stays.
    const bool of_question = question_of(ctx, pressed.speaker.chat_id, pressed.press, "change_note").has_value();
    run(ctx, by_pressing(pressed, of_question), chosen->record, workflow::WithdrawVersion{.item = chosen->item});
  }
}

void pressed_keep_version(Context& ctx, const Pressed& pressed) {
  if (auto chosen = item_pressed(ctx, pressed)) {
    run(ctx, by_pressing(pressed), chosen->record, workflow::KeepVersion{.item = chosen->item});
  }
}

}  // namespace alur::chat
