#include "reasons.hpp"

#include "question.hpp"

#include <nlohmann/json.hpp>

namespace alur::chat {

using nlohmann::json;

std::string to_payload(const ReasonDraft& draft) {
  return json{{"case", workflow::raw(draft.case_id)}, {"detail", draft.detail}, {"text", draft.text}}.dump(
      -1, ' ', false, json::error_handler_t::replace);
}

ReasonDraft reason_draft(const store::Conversation& question) {
  const json payload = json::parse(question.payload);
  return {.case_id = CaseId{payload.at("case").get<std::int64_t>()},
          .detail = payload.at("detail").get<std::int64_t>(),
          .text = payload.at("text").get<std::string>()};
}

void ask_reason(Context& ctx, const Speaker& speaker, const store::CaseRecord& record, std::string_view kind,
                std::string_view key, std::int64_t detail, bool same_message) {
  Question question;
  question.kind = kind;
  question.payload = to_payload({.case_id = record.id, .detail = detail, .text = ""});
  question.about = record.id;
  question.html = say(ctx, speaker.language, key,
                      {{"register", record.state.register_no},
                       {"step", std::int64_t{record.state.current}},
                       {"title", record.state.title}});
  question.choices = {{{label(ctx, speaker.language, "button.cancel"), {.verb = Verb::dismiss}}}};
  ask(ctx, speaker, question, same_message);
}

void ask_to_confirm(Context& ctx, const Speaker& speaker, const store::CaseRecord& record, std::string_view kind,
                    const ReasonDraft& draft, const std::string& html, Verb yes, std::string_view yes_key) {
  Question question;
  question.kind = kind;
  question.payload = to_payload(draft);
  question.about = record.id;
  question.html = html;
  question.choices = {{{label(ctx, speaker.language, "button.not_yet"), {.verb = Verb::dismiss}}},
                      {{label(ctx, speaker.language, yes_key), on_step(yes, record), telegram::ButtonStyle::danger}}};
  ask(ctx, speaker, question, true);
}

std::optional<ReasonGoing> reason_going_on(Context& ctx, const Pressed& pressed, std::string_view kind) {
  const auto question = question_of(ctx, pressed.speaker.chat_id, pressed.press, kind);
  if (!question) {
    say_question_over(ctx, pressed);
    return std::nullopt;
  }
  auto record = case_pressed(ctx, pressed);
  if (!record) {
    return std::nullopt;
  }
  return ReasonGoing{std::move(*record), reason_draft(*question)};
}

}  // namespace alur::chat
