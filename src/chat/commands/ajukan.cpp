#include "handlers.hpp"
#include "new_case.hpp"

namespace alur::chat {

namespace {

void say_not_allowed(Context& ctx, const Speaker& speaker) {
  answer(ctx, speaker.chat_id, {.html = say(ctx, speaker.language, "new.not_allowed")});
}

/// What was said so far, unless the role that may open cases was withdrawn meanwhile: then the dialogue is over.
std::optional<NewCase> draft_in(Context& ctx, const Speaker& speaker, const store::Conversation& question) {
  NewCase draft = new_case_from(question);
  const auto now = begin_new_case(ctx, speaker);
  if (now && now->for_others == draft.for_others && (now->for_others || now->agency == draft.agency)) {
    return draft;
  }
  close_question(ctx, speaker.chat_id, say(ctx, speaker.language, "new.not_allowed"));
  return std::nullopt;
}

/// The dialogue that a press belongs to; answers the press otherwise.
std::optional<NewCase> draft_pressed(Context& ctx, const Pressed& pressed) {
  const auto question = question_of(ctx, pressed.speaker.chat_id, pressed.press, new_case_kind);
  if (!question) {
    say_question_over(ctx, pressed);
    return std::nullopt;
  }
  return draft_in(ctx, pressed.speaker, *question);
}

}  // namespace

void typed_ajukan(Context& ctx, const Typed& typed) {
  auto draft = begin_new_case(ctx, typed.speaker);
  if (!draft) {
    say_not_allowed(ctx, typed.speaker);
    return;
  }
  std::string title = typed.argument;
  if (title.empty()) {
    ask_next(ctx, by_typing(typed), *draft);
    return;
  }
  std::string rest = title;
  if (const auto track = process::track_from(lower_case(take_word(rest)))) {
    draft->track = track;
    title = rest;
  }
  // An agency is not asked the jalur; who opens for another one names it.
  if (!draft->track || title.empty()) {
    usage(ctx, typed.speaker, "ajukan");
    return;
  }
  if (!take_title(ctx, typed.speaker, *draft, title)) {
    return;
  }
  draft->typed = true;
  ask_next(ctx, by_typing(typed), *draft);
}

void pressed_new_case(Context& ctx, const Pressed& pressed) {
  if (const auto draft = begin_new_case(ctx, pressed.speaker)) {
    ask_next(ctx, by_pressing(pressed), *draft);
  } else {
    say_not_allowed(ctx, pressed.speaker);
  }
}

void pressed_new_track(Context& ctx, const Pressed& pressed) {
  if (auto draft = draft_pressed(ctx, pressed)) {
    draft->track = static_cast<process::Track>(pressed.press.args.at(0));
    ask_next(ctx, by_pressing(pressed, true), *draft);
  }
}

void pressed_new_agency(Context& ctx, const Pressed& pressed) {
  auto draft = draft_pressed(ctx, pressed);
  if (!draft) {
    return;
  }
  const AgencyId chosen{pressed.press.args.at(0)};
  if (chosen == AgencyId{}) {
    draft->agency = add_agency(ctx, pressed.speaker, draft->new_agency);
  } else {
    draft->agency = chosen;
  }
  draft->new_agency.clear();
  ask_next(ctx, by_pressing(pressed, true), *draft);
}

void pressed_new_confirm(Context& ctx, const Pressed& pressed) {
  if (const auto draft = draft_pressed(ctx, pressed)) {
    open_drafted(ctx, by_pressing(pressed, true), *draft);
  }
}

void pressed_new_anyway(Context& ctx, const Pressed& pressed) {
  if (auto draft = draft_pressed(ctx, pressed)) {
    draft->similar_known = true;
    ask_next(ctx, by_pressing(pressed, true), *draft);
  }
}

/// "Ubah": from the beginning; what was said is asked again.
void pressed_new_change(Context& ctx, const Pressed& pressed) {
  if (!draft_pressed(ctx, pressed)) {
    return;
  }
  if (const auto draft = begin_new_case(ctx, pressed.speaker)) {
    ask_next(ctx, by_pressing(pressed, true), *draft);
  }
}

bool answered_new(Context& ctx, const Speaker& speaker, const store::Conversation& question,
                  const telegram::Message& message) {
  if (message.text.empty()) {
    return false;
  }
  auto draft = draft_in(ctx, speaker, question);
  if (!draft || !take_text(ctx, speaker, *draft, message.text)) {
    return true;
  }
  ask_next(ctx, {.speaker = speaker, .from_question = true}, *draft);
  return true;
}

}  // namespace alur::chat
