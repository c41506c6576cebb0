#include "handlers.hpp"
#include "question.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace alur::chat {

namespace {

using nlohmann::json;
using workflow::Option;

constexpr std::array jadwal_acts{Option::Act::propose_session, Option::Act::accept_session};
constexpr std::array words_of_consent{"bersedia", "setuju", "available", "agreed"};
constexpr std::size_t place_length_max = 120;

/// "12-3-2026 09.00 Ruang Rapat Kominfo"; without a place, the office's meeting place goes unsaid.
std::optional<workflow::ProposeSession> parse_proposal(const Context& ctx, const std::string& typed) {
  std::string rest = typed;
  const auto day = text::parse_date(take_word(rest));
  const auto at = text::parse_time(take_word(rest));
  if (!day || !at) {
    return std::nullopt;
  }
  return workflow::ProposeSession{.at = ctx.calendar.at(*day, *at), .place = text::shorten(rest, place_length_max)};
}

bool consents(std::string_view word) {
  return std::find(words_of_consent.begin(), words_of_consent.end(), lower_case(word)) != words_of_consent.end();
}

void ask_when(Context& ctx, const Pressed& pressed) {
  const auto record = case_pressed(ctx, pressed);
  if (!record) {
    return;
  }
  const Speaker& speaker = pressed.speaker;
  Question question;
  question.kind = "schedule";
  question.payload = json{{"case", workflow::raw(record->id)}}.dump();
  question.about = record->id;
  const time::Day example = ctx.calendar.next_working_day(ctx.calendar.day_of(ctx.now));
  const std::chrono::year_month_day date{example};
  const std::string day = std::to_string(static_cast<unsigned>(date.day())) + "-" +
                          std::to_string(static_cast<unsigned>(date.month())) + "-" +
                          std::to_string(static_cast<int>(date.year()));
  question.html = say(ctx, speaker.language, "session.ask_when",
                      {{"register", record->state.register_no},
                       {"step", std::int64_t{record->state.current}},
                       {"example", day + " 09.00"}});
  question.choices = {{{label(ctx, speaker.language, "button.cancel"), {.verb = Verb::dismiss}}}};
  ask(ctx, speaker, question);
}

}  // namespace

void typed_jadwal(Context& ctx, const Typed& typed) {
  std::string rest = typed.argument;
  if (rest.empty()) {
    usage(ctx, typed.speaker, "jadwal");
    return;
  }
  auto record = case_meant(ctx, typed, "jadwal", rest, jadwal_acts);
  if (!record) {
    return;
  }
  if (consents(rest)) {
    run(ctx, by_typing(typed), *record, workflow::AcceptSession{});
  } else if (const auto proposal = parse_proposal(ctx, rest)) {
    run(ctx, by_typing(typed), *record, *proposal);
  } else {
    usage(ctx, typed.speaker, "jadwal");
  }
}

void pressed_schedule(Context& ctx, const Pressed& pressed) { ask_when(ctx, pressed); }
void pressed_other_time(Context& ctx, const Pressed& pressed) { ask_when(ctx, pressed); }

void pressed_accept_session(Context& ctx, const Pressed& pressed) {
  if (auto record = case_pressed(ctx, pressed)) {
    run(ctx, by_pressing(pressed), *record, workflow::AcceptSession{});
  }
}

bool answered_schedule(Context& ctx, const Speaker& speaker, const store::Conversation& question,
                       const telegram::Message& message) {
  if (message.text.empty()) {
    return false;
  }
  const auto proposal = parse_proposal(ctx, message.text);
  if (!proposal) {
    answer(ctx, speaker.chat_id, {.html = say(ctx, speaker.language, "session.wrong_when")});
    return true;
  }
  const CaseId id{json::parse(question.payload).at("case").get<std::int64_t>()};
  auto record = store::Cases{ctx.tx}.find(id).value();
  run(ctx, {.speaker = speaker, .from_question = true}, record, *proposal);
  return true;
}

}  // namespace alur::chat
