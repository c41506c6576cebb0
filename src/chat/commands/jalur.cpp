#include "handlers.hpp"
#include "question.hpp"
#include "reasons.hpp"

#include <array>

namespace alur::chat {

namespace {

using process::Track;

constexpr std::string_view jalur_question = "change_track";
constexpr std::array jalur_acts{workflow::Option::Act::change_track};

Track other(Track track) { return track == Track::mandiri ? Track::pengembang : Track::mandiri; }

std::optional<workflow::ChangeTrack> change_to(const Context& ctx, Track track, const std::string& reason) {
  const process::Process* process = find_process(ctx, track);
  if (process == nullptr) {
    return std::nullopt;
  }
  return workflow::ChangeTrack{.track = track,
                               .process_id = process->id,
                               .process_version = process->version,
                               .steps = process->last_step(),
                               .reason = reason};
}

}  // namespace

void typed_jalur(Context& ctx, const Typed& typed) {
  std::string rest = typed.argument;
  if (rest.empty()) {
    usage(ctx, typed.speaker, "jalur");
    return;
  }
  auto record = case_meant(ctx, typed, "jalur", rest, jalur_acts);
  if (!record) {
    return;
  }
  const auto track = process::track_from(lower_case(take_word(rest)));
  const auto command = track ? change_to(ctx, *track, rest) : std::nullopt;
  if (!command) {
    usage(ctx, typed.speaker, "jalur");
    return;
  }
  run(ctx, by_typing(typed), *record, *command);
}

void pressed_change_track(Context& ctx, const Pressed& pressed) {
  if (const auto record = case_pressed(ctx, pressed)) {
    const bool to_developer = record->state.track == Track::mandiri;
    ask_reason(ctx, pressed.speaker, *record, jalur_question,
               to_developer ? "track_change.ask_reason_pengembang" : "track_change.ask_reason_mandiri");
  }
}

bool answered_change_track(Context& ctx, const Speaker& speaker, const store::Conversation& question,
                           const telegram::Message& message) {
  ReasonDraft draft = reason_draft(question);
  if (message.text.empty() || !draft.text.empty()) {
    return false;
  }
  draft.text = message.text;
  const auto record = store::Cases{ctx.tx}.find(draft.case_id).value();
  const bool to_developer = record.state.track == Track::mandiri;
  ask_to_confirm(
      ctx, speaker, record, jalur_question, draft,
      say(ctx, speaker.language, to_developer ? "track_change.confirm_pengembang" : "track_change.confirm_mandiri",
          {{"register", record.state.register_no}, {"title", record.state.title}, {"reason", draft.text}}),
      Verb::change_track_yes, "button.change_track_yes");
  return true;
}

void pressed_change_track_yes(Context& ctx, const Pressed& pressed) {
  auto going = reason_going_on(ctx, pressed, jalur_question);
  if (!going) {
    return;
  }
  if (const auto command = change_to(ctx, other(going->record.state.track), going->draft.text)) {
    run(ctx, by_pressing(pressed, true), going->record, *command);
  } else {
    toast(ctx, pressed.query.id, label(ctx, pressed.speaker.language, "track_change.not_offered"), true);
  }
}

}  // namespace alur::chat
