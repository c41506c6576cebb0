#include "filing.hpp"
#include "handlers.hpp"
#include "question.hpp"
#include "upload_json.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>

namespace alur::chat {

namespace {

using nlohmann::json;

constexpr std::size_t number_length_max = 80;

std::string trimmed(std::string_view text) {
  constexpr std::string_view around = " \t\r\n,;";
  const auto first = text.find_first_not_of(around);
  if (first == std::string_view::npos) {
    return {};
  }
  return std::string{text.substr(first, text.find_last_not_of(around) - first + 1)};
}

}  // namespace

std::optional<workflow::Letter> parse_letter(const Context& ctx, std::string_view typed, std::string_view language) {
  std::string text = trimmed(typed);
  workflow::Letter letter;
  letter.signatory = role_title(ctx, Role::kepala_dinas, language);
  // With a third part the date ends at the second semicolon.
  const auto first = text.find(';');
  const auto second = first == std::string::npos ? std::string::npos : text.find(';', first + 1);
  if (second != std::string::npos) {
    letter.signatory = trimmed(text.substr(second + 1));
    text = trimmed(text.substr(0, second));
  }
  const auto gap = text.find_last_of(" \t\r\n;");
  if (gap == std::string::npos) {
    return std::nullopt;
  }
  const auto date = text::parse_date(text.substr(gap + 1));
  letter.number = trimmed(text.substr(0, gap));
  const bool too_long = text::length(letter.number) > number_length_max;
  if (!date || letter.number.empty() || too_long || letter.signatory.empty()) {
    return std::nullopt;
  }
  letter.date = *date;
  return letter;
}

namespace {

/// Says so where it cannot be read.
std::optional<workflow::Letter> letter_in(Context& ctx, const Speaker& speaker, const telegram::Message& message) {
  auto letter = parse_letter(ctx, message.text, speaker.language);
  if (!letter) {
    answer(ctx, speaker.chat_id, {.html = say(ctx, speaker.language, "upload.letter_wrong")});
  }
  return letter;
}

}  // namespace

void ask_letter_details(Context& ctx, const Speaker& speaker, const store::CaseRecord& record, const std::string& item,
                        const std::vector<workflow::Content>& contents) {
  const process::Step& step = process_of(ctx, record.state).step(record.state.current);
  Question question;
  question.kind = "letter";
  question.payload =
      json{{"case", workflow::raw(record.id)}, {"item", item}, {"contents", to_payload(contents)}}.dump();
  question.about = record.id;
  question.html = say(ctx, speaker.language, "upload.letter_details",
                      {{"item", item_title(ctx, step, item, speaker.language)},
                       {"register", record.state.register_no},
                       {"signatory", role_title(ctx, Role::kepala_dinas, speaker.language)}});
  question.choices = {{{label(ctx, speaker.language, "button.other_signatory"), on_step(Verb::letter_details, record)},
                       {label(ctx, speaker.language, "button.cancel"), {.verb = Verb::dismiss}}}};
  ask(ctx, speaker, question);
}

bool answered_letter(Context& ctx, const Speaker& speaker, const store::Conversation& question,
                     const telegram::Message& message) {
  if (message.text.empty()) {
    return false;
  }
  const auto letter = letter_in(ctx, speaker, message);
  if (!letter) {
    return true;
  }
  const json payload = json::parse(question.payload);
  auto record = store::Cases{ctx.tx}.find(CaseId{payload.at("case").get<std::int64_t>()}).value();
  leave_question(ctx, speaker.chat_id);
  file_contents(ctx, {.speaker = speaker}, record, payload.at("item").get<std::string>(),
                contents_from(payload.at("contents")), letter);
  submit_when_ready(ctx, speaker);
  return true;
}

void pressed_letter_details(Context& ctx, const Pressed& pressed) {
  if (!question_of(ctx, pressed.speaker.chat_id, pressed.press, "letter")) {
    say_question_over(ctx, pressed);
    return;
  }
  toast(ctx, pressed.query.id, label(ctx, pressed.speaker.language, "upload.letter_signatory_how"), true);
}

// --- its data, afterwards
// ----------------------------------------------------------------------------------------------

void pressed_amend_letter(Context& ctx, const Pressed& pressed) {
  const auto record = case_looked_at(ctx, pressed);
  const std::vector<std::int64_t>& args = pressed.press.args;
  if (!record || args.size() != 2) {
    return;
  }
  const process::Process& process = process_of(ctx, record->state);
  const bool there = args[0] >= 1 && args[0] <= process.last_step();
  const auto item = there ? item_at(process.step(static_cast<int>(args[0])), args[1]) : std::nullopt;
  const workflow::Version* version = item ? record->state.newest(*item) : nullptr;
  if (version == nullptr || !version->what.letter) {
    say_question_over(ctx, pressed);
    return;
  }
  const Speaker& speaker = pressed.speaker;
  const workflow::Letter& letter = *version->what.letter;
  Question question;
  question.kind = "amend_letter";
  question.payload = json{{"case", workflow::raw(record->id)}, {"item", *item}, {"number", version->number}}.dump();
  question.about = record->id;
  question.html = say(ctx, speaker.language, "upload.amend_letter",
                      {{"item", item_title(ctx, process.step(version->step), *item, speaker.language)},
                       {"register", record->state.register_no},
                       {"number", letter.number},
                       {"date", text::date_plain(letter.date, speaker.language)},
                       {"signatory", letter.signatory}});
  question.choices = {{{label(ctx, speaker.language, "button.cancel"), {.verb = Verb::dismiss}}}};
  ask(ctx, speaker, question);
}

bool answered_amend_letter(Context& ctx, const Speaker& speaker, const store::Conversation& question,
                           const telegram::Message& message) {
  if (message.text.empty()) {
    return false;
  }
  const auto letter = letter_in(ctx, speaker, message);
  if (!letter) {
    return true;
  }
  const json payload = json::parse(question.payload);
  auto record = store::Cases{ctx.tx}.find(CaseId{payload.at("case").get<std::int64_t>()}).value();
  leave_question(ctx, speaker.chat_id);
  const auto item = payload.at("item").get<std::string>();
  const workflow::Version* newest = record.state.newest(item);
  if (newest == nullptr || payload.at("number") != newest->number) {
    answer(ctx, speaker.chat_id,
           {.html = say(ctx, speaker.language, "upload.letter_replaced", {{"register", record.state.register_no}}),
            .about = record.id});
    return true;
  }
  run(ctx, {.speaker = speaker}, record, workflow::AmendLetter{.item = item, .letter = *letter});
  return true;
}

}  // namespace alur::chat
