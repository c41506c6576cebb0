#include "handlers.hpp"
#include "question.hpp"

#include <nlohmann/json.hpp>

#include <array>

namespace alur::chat {

namespace {

using nlohmann::json;
using workflow::Option;

constexpr std::array beginning_acts{Option::Act::begin_session, Option::Act::claim, Option::Act::take_over,
                                    Option::Act::choose_provider};
constexpr std::array ending_acts{Option::Act::end_session, Option::Act::record_session};

/// "12-3-2026 09.00 10.45".
std::optional<workflow::RecordSession> parse_session(const Context& ctx, const std::string& typed) {
  std::string rest = typed;
  const auto day = text::parse_date(take_word(rest));
  const auto from = text::parse_time(take_word(rest));
  const auto to = text::parse_time(take_word(rest));
  if (!day || !from || !to || !rest.empty()) {
    return std::nullopt;
  }
  return workflow::RecordSession{.begun = ctx.calendar.at(*day, *from), .ended = ctx.calendar.at(*day, *to)};
}

/// `/mulai` is "Mulai sesi", "Penyedia sudah ditetapkan" or "Saya kerjakan", by what the step waits for.
workflow::Command beginning(const Context& ctx, PersonId person, const store::CaseRecord& record) {
  const process::Step& step = process_of(ctx, record.state).step(record.state.current);
  if (step.session) {
    return workflow::BeginSession{};
  }
  const std::vector<Option> options = options_for(ctx, person, record);
  if (workflow::find(options, Option::Act::choose_provider) != nullptr) {
    return workflow::ChooseProvider{};
  }
  return workflow::Claim{};
}

}  // namespace

void typed_mulai(Context& ctx, const Typed& typed) {
  std::string rest = typed.argument;
  if (auto record = case_meant(ctx, typed, "mulai", rest, beginning_acts)) {
    run(ctx, by_typing(typed), *record, beginning(ctx, typed.speaker.person, *record));
  }
}

void typed_akhiri(Context& ctx, const Typed& typed) {
  std::string rest = typed.argument;
  auto record = case_meant(ctx, typed, "akhiri", rest, ending_acts);
  if (!record) {
    return;
  }
  if (rest.empty()) {
    run(ctx, by_typing(typed), *record, workflow::EndSession{});
  } else if (const auto session = parse_session(ctx, rest)) {
    run(ctx, by_typing(typed), *record, *session);
  } else {
    usage(ctx, typed.speaker, "akhiri");
  }
}

void pressed_claim(Context& ctx, const Pressed& pressed) {
  if (auto record = case_pressed(ctx, pressed)) {
    run(ctx, by_pressing(pressed), *record, workflow::Claim{});
  }
}

void pressed_choose_provider(Context& ctx, const Pressed& pressed) {
  if (auto record = case_pressed(ctx, pressed)) {
    run(ctx, by_pressing(pressed), *record, workflow::ChooseProvider{});
  }
}

void pressed_begin_session(Context& ctx, const Pressed& pressed) {
  if (auto record = case_pressed(ctx, pressed)) {
    run(ctx, by_pressing(pressed), *record, workflow::BeginSession{});
  }
}

void pressed_end_session(Context& ctx, const Pressed& pressed) {
  if (auto record = case_pressed(ctx, pressed)) {
    run(ctx, by_pressing(pressed), *record, workflow::EndSession{});
  }
}

void pressed_record_session(Context& ctx, const Pressed& pressed) {
  const auto record = case_pressed(ctx, pressed);
  if (!record) {
    return;
  }
  const Speaker& speaker = pressed.speaker;
  Question question;
  question.kind = "record_session";
  question.payload = json{{"case", workflow::raw(record->id)}}.dump();
  question.about = record->id;
  question.html = say(ctx, speaker.language, "session.ask_when_held",
                      {{"register", record->state.register_no}, {"step", std::int64_t{record->state.current}}});
  question.choices = {{{label(ctx, speaker.language, "button.cancel"), {.verb = Verb::dismiss}}}};
  ask(ctx, speaker, question);
}

bool answered_record_session(Context& ctx, const Speaker& speaker, const store::Conversation& question,
                             const telegram::Message& message) {
  if (message.text.empty()) {
    return false;
  }
  const auto session = parse_session(ctx, message.text);
  if (!session) {
    answer(ctx, speaker.chat_id, {.html = say(ctx, speaker.language, "session.wrong_when_held")});
    return true;
  }
  const CaseId id{json::parse(question.payload).at("case").get<std::int64_t>()};
  auto record = store::Cases{ctx.tx}.find(id).value();
  run(ctx, {.speaker = speaker, .from_question = true}, record, *session);
  return true;
}

}  // namespace alur::chat
