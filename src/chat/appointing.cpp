#include "appointing.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace alur::chat {

namespace {

using nlohmann::json;

constexpr std::string_view appoint_question = "appoint";
constexpr std::size_t people_offered_max = 12;

std::string appointing_payload(const Appointing& draft) {
  json people = json::array();
  for (const PersonId person : draft.people) {
    people.push_back(workflow::raw(person));
  }
  return json{{"case", workflow::raw(draft.case_id)},
              {"role", process::id_of(draft.role)},
              {"people", people},
              {"names", draft.names},
              {"reason", draft.reason},
              {"confirmed", draft.confirmed},
              {"reason_asked", draft.reason_asked}}
      .dump(-1, ' ', false, json::error_handler_t::replace);
}

void put(Context& ctx, const Asked& asked, const store::CaseRecord& record, const Appointing& draft,
         const std::string& html, Choices choices) {
  Question question;
  question.kind = appoint_question;
  question.payload = appointing_payload(draft);
  question.html = html;
  question.choices = std::move(choices);
  question.about = record.id;
  ask(ctx, asked.speaker, question, asked.from_question);
}

text::Args about(const Context& ctx, const Speaker& speaker, const store::CaseRecord& record, const Appointing& draft) {
  std::string chosen;
  for (const PersonId person : draft.people) {
    chosen += (chosen.empty() ? "" : "; ") + name_of(ctx, person, speaker.language);
  }
  for (const std::string& name : draft.names) {
    chosen += (chosen.empty() ? "" : "; ") + name;
  }
  return {{"register", record.state.register_no},
          {"step", std::int64_t{record.state.current}},
          {"steps", std::int64_t{process_of(ctx, record.state).last_step()}},
          {"role", role_title(ctx, draft.role, speaker.language)},
          {"chosen", chosen.empty() ? std::string{"-"} : chosen}};
}

Choice cancelling(const Context& ctx, const Speaker& speaker) {
  return {label(ctx, speaker.language, "button.cancel"), {.verb = Verb::dismiss}};
}

Choice inviting(const Context& ctx, const Speaker& speaker, const store::CaseRecord& record, const Appointing& draft,
                std::string_view key) {
  return {label(ctx, speaker.language, key, {{"role", role_title(ctx, draft.role, speaker.language)}}),
          on_step(Verb::invite_for_case, record, {static_cast<std::int64_t>(draft.role)})};
}

}  // namespace

Appointing appointing_from(const store::Conversation& question) {
  const json payload = json::parse(question.payload);
  Appointing draft;
  draft.case_id = CaseId{payload.at("case").get<std::int64_t>()};
  draft.role = process::role_from(payload.at("role").get<std::string>()).value();
  for (const json& person : payload.at("people")) {
    draft.people.push_back(PersonId{person.get<std::int64_t>()});
  }
  draft.names = payload.at("names").get<std::vector<std::string>>();
  draft.reason = payload.at("reason").get<std::string>();
  draft.confirmed = payload.at("confirmed").get<bool>();
  draft.reason_asked = payload.at("reason_asked").get<bool>();
  return draft;
}

bool names_people_off_the_chat(const store::CaseRecord& record, Role role) {
  return record.state.track == process::Track::pengembang && role != Role::pengembang;
}

void ask_whom(Context& ctx, const Asked& asked, const store::CaseRecord& record, const Appointing& draft) {
  const Speaker& speaker = asked.speaker;
  Appointing shown = draft;
  shown.confirmed = false;
  Choices choices;
  store::Cases cases{ctx.tx};
  for (const PersonId person : ctx.office.holders(draft.role)) {
    if (choices.size() == people_offered_max) {
      break;
    }
    const bool ticked = std::find(draft.people.begin(), draft.people.end(), person) != draft.people.end();
    choices.push_back(
        {{label(ctx, speaker.language, ticked ? "appoint.ticked" : "appoint.unticked",
                {{"name", name_of(ctx, person, speaker.language)},
                 {"count", std::int64_t{cases.running_count(draft.role, person)}}}),
          on_step(Verb::appoint_toggle, record, {workflow::raw(person)}), telegram::ButtonStyle::standard, true}});
  }
  choices.push_back({inviting(ctx, speaker, record, draft, "appoint.somebody_else"),
                     {label(ctx, speaker.language, "appoint.go_on"), on_step(Verb::appoint_yes, record),
                      telegram::ButtonStyle::success}});
  choices.push_back({cancelling(ctx, speaker)});
  const std::string_view key =
      names_people_off_the_chat(record, draft.role) ? "appoint.ask_contractors_people" : "appoint.ask";
  put(ctx, asked, record, shown, say(ctx, speaker.language, key, about(ctx, speaker, record, draft)),
      std::move(choices));
}

void ask_about_unknown(Context& ctx, const Asked& asked, const store::CaseRecord& record, const Appointing& draft) {
  const Speaker& speaker = asked.speaker;
  Choices choices{{inviting(ctx, speaker, record, draft, "appoint.make_invite")},
                  {{label(ctx, speaker.language, "appoint.without_telegram"), on_step(Verb::appoint_yes, record)}},
                  {cancelling(ctx, speaker)}};
  text::Args args = about(ctx, speaker, record, draft);
  args.emplace_back("name", draft.names.back());
  put(ctx, asked, record, draft, say(ctx, speaker.language, "appoint.unknown", args), std::move(choices));
}

void ask_to_confirm(Context& ctx, const Asked& asked, const store::CaseRecord& record, const Appointing& draft) {
  const Speaker& speaker = asked.speaker;
  Choices choices{{{label(ctx, speaker.language, "button.not_yet"), {.verb = Verb::dismiss}}},
                  {{label(ctx, speaker.language, "button.appoint_yes"), on_step(Verb::appoint_yes, record),
                    telegram::ButtonStyle::success}}};
  put(ctx, asked, record, draft, say(ctx, speaker.language, "appoint.confirm", about(ctx, speaker, record, draft)),
      std::move(choices));
}

void appoint(Context& ctx, const Asked& asked, store::CaseRecord& record, const Appointing& draft) {
  const auto refusal = attempt(
      ctx, asked, record,
      workflow::Appoint{.role = draft.role, .people = draft.people, .names = draft.names, .reason = draft.reason});
  if (!refusal) {
    return;
  }
  if (refusal->reason != workflow::Refusal::Reason::reason_required) {
    refuse(ctx, asked, record, *refusal);
    return;
  }
  Appointing with_reason = draft;
  with_reason.reason_asked = true;
  const Speaker& speaker = asked.speaker;
  put(ctx, asked, record, with_reason,
      say(ctx, speaker.language, "appoint.ask_reason", about(ctx, speaker, record, draft)),
      {{cancelling(ctx, speaker)}});
}

std::optional<AppointingGoing> appointing_going_on(Context& ctx, const Pressed& pressed) {
  const auto asked = pressed.press.verb == Verb::appoint_toggle ? dialogue_of : question_of;
  const auto question = asked(ctx, pressed.speaker.chat_id, pressed.press, appoint_question);
  if (!question) {
    say_question_over(ctx, pressed);
    return std::nullopt;
  }
  auto record = case_pressed(ctx, pressed);
  if (!record) {
    return std::nullopt;
  }
  return AppointingGoing{std::move(*record), appointing_from(*question)};
}

}  // namespace alur::chat
