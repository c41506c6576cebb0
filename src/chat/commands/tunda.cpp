#include "handlers.hpp"
#include "question.hpp"
#include "reasons.hpp"

#include <algorithm>
#include <array>

namespace alur::chat {

namespace {

using workflow::Option;
using workflow::Party;

constexpr std::string_view tunda_question = "pause";
constexpr std::array pausing_acts{Option::Act::pause};
constexpr std::array resuming_acts{Option::Act::resume};

struct PartyRow {
  Party party;
  std::string_view id;    ///< of the text "party.<id>"
  std::string_view word;  ///< as typed in front of the reason
  std::string_view english;
};
constexpr std::array parties{
    PartyRow{Party::instansi_pengguna, "instansi_pengguna", "instansi", "agency"},
    PartyRow{Party::kepala_dinas, "kepala_dinas", "kepala-dinas", "head"},
    PartyRow{Party::penyedia, "penyedia", "penyedia", "contractor"},
    PartyRow{Party::other, "other", "lain", "other"},
};

/// A party named in front of the reason ("instansi: penguji diklat"), taken off.
std::optional<Party> take_party(std::string& text) {
  std::string rest = text;
  std::string word = lower_case(take_word(rest));
  if (!word.empty() && word.back() == ':') {
    word.pop_back();
  }
  const auto* const row = std::find_if(parties.begin(), parties.end(),
                                       [&](const PartyRow& each) { return each.word == word || each.english == word; });
  if (row == parties.end() || rest.empty()) {
    return std::nullopt;
  }
  text = rest;
  return row->party;
}

/// Whom the case waits for anyway: booked to that party when none is named.
Party waited_for(const Context& ctx, const store::CaseRecord& record) {
  const workflow::Roster roster = ctx.office.roster();
  for (const workflow::Waiting& waiting : workflow::waiting(process_of(ctx, record.state), roster, record.state)) {
    switch (waiting.role) {
      case Role::instansi_pengguna:
        return Party::instansi_pengguna;
      case Role::pengembang:
        return Party::penyedia;
      case Role::kepala_dinas:
        return Party::kepala_dinas;
      case Role::staff_egov:
      case Role::kasi_pengembangan:
      case Role::kabid_egov:
      case Role::system_analyst:
      case Role::programmer:
      case Role::admin:
      case Role::auditor:
        break;
    }
  }
  return Party::other;
}

bool only_asks(const Context& ctx, PersonId person) {
  return office::may(ctx.office, person, office::Action::pause) == office::Scope::asks;
}

/// Whoever may only ask: the wish goes to KASI and KABID, who have the button.
void pass_on(Context& ctx, const Speaker& speaker, const store::CaseRecord& record, const std::string& reason,
             bool resume) {
  std::vector<PersonId> deciders = ctx.office.holders(Role::kasi_pengembangan);
  for (const PersonId kabid : ctx.office.holders(Role::kabid_egov)) {
    if (std::find(deciders.begin(), deciders.end(), kabid) == deciders.end()) {
      deciders.push_back(kabid);
    }
  }
  for (const PersonId decider : deciders) {
    const auto chat_id = chat_of(ctx, decider);
    if (!chat_id) {
      continue;
    }
    const std::string_view language = language_of(ctx, decider);
    OutText text;
    text.html = say(ctx, language, resume ? "pause.wish_resume" : "pause.wish",
                    {{"register", record.state.register_no},
                     {"step", std::int64_t{record.state.current}},
                     {"name", name_of(ctx, speaker.person, language)},
                     {"reason", reason}});
    text.about = record.id;
    text.position = position_of(record.state);
    text.keyboard = {{button(ctx, *chat_id, label(ctx, language, resume ? "button.resume" : "button.pause"),
                             on_step(resume ? Verb::resume : Verb::pause, record), telegram::ButtonStyle::primary)}};
    notify(ctx, decider, text);
  }
  answer(ctx, speaker.chat_id,
         {.html = say(ctx, speaker.language, "pause.wish_passed_on", {{"register", record.state.register_no}}),
          .about = record.id});
}

void pause(Context& ctx, const Asked& asked, store::CaseRecord& record, Party party, const std::string& reason) {
  if (only_asks(ctx, asked.speaker.person) && record.state.status == workflow::CaseStatus::running) {
    if (asked.from_question) {
      leave_question(ctx, asked.speaker.chat_id);
    }
    pass_on(ctx, asked.speaker, record, reason, false);
    return;
  }
  run(ctx, asked, record, workflow::PauseCase{.waiting_for = party, .reason = reason});
}

void resume(Context& ctx, const Asked& asked, store::CaseRecord& record) {
  if (only_asks(ctx, asked.speaker.person) && record.state.status == workflow::CaseStatus::paused) {
    pass_on(ctx, asked.speaker, record, "", true);
    return;
  }
  run(ctx, asked, record, workflow::ResumeCase{});
}

}  // namespace

void typed_tunda(Context& ctx, const Typed& typed) {
  std::string rest = typed.argument;
  if (rest.empty()) {
    usage(ctx, typed.speaker, "tunda");
    return;
  }
  auto record = case_meant(ctx, typed, "tunda", rest, pausing_acts);
  if (!record) {
    return;
  }
  const auto named = take_party(rest);
  if (rest.empty()) {
    usage(ctx, typed.speaker, "tunda");
    return;
  }
  pause(ctx, by_typing(typed), *record, named.value_or(waited_for(ctx, *record)), rest);
}

void typed_lanjutkan(Context& ctx, const Typed& typed) {
  std::string rest = typed.argument;
  if (auto record = case_meant(ctx, typed, "lanjutkan", rest, resuming_acts)) {
    resume(ctx, by_typing(typed), *record);
  }
}

void pressed_pause(Context& ctx, const Pressed& pressed) {
  const auto record = case_pressed(ctx, pressed);
  if (!record) {
    return;
  }
  const Speaker& speaker = pressed.speaker;
  Question question;
  question.kind = tunda_question;
  question.payload = to_payload(ReasonDraft{.case_id = record->id, .detail = -1, .text = ""});
  question.about = record->id;
  question.html = say(ctx, speaker.language, "pause.ask_party",
                      {{"register", record->state.register_no}, {"step", std::int64_t{record->state.current}}});
  for (const PartyRow& row : parties) {
    question.choices.push_back({{label(ctx, speaker.language, "party." + std::string{row.id}),
                                 on_step(Verb::pause_party, *record, {static_cast<std::int64_t>(row.party)})}});
  }
  question.choices.push_back({{label(ctx, speaker.language, "button.cancel"), {.verb = Verb::dismiss}}});
  ask(ctx, speaker, question);
}

void pressed_pause_party(Context& ctx, const Pressed& pressed) {
  if (const auto going = reason_going_on(ctx, pressed, tunda_question)) {
    ask_reason(ctx, pressed.speaker, going->record, tunda_question, "pause.ask_reason", pressed.press.args.at(0), true);
  }
}

bool answered_pause(Context& ctx, const Speaker& speaker, const store::Conversation& question,
                    const telegram::Message& message) {
  const ReasonDraft draft = reason_draft(question);
  if (message.text.empty() || draft.detail < 0) {
    return false;
  }
  auto record = store::Cases{ctx.tx}.find(draft.case_id).value();
  pause(ctx, {.speaker = speaker, .from_question = true}, record, static_cast<Party>(draft.detail), message.text);
  return true;
}

void pressed_resume(Context& ctx, const Pressed& pressed) {
  if (auto record = case_pressed(ctx, pressed)) {
    resume(ctx, by_pressing(pressed), *record);
  }
}

}  // namespace alur::chat
