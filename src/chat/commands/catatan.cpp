#include "handlers.hpp"
#include "reasons.hpp"

#include <array>

namespace alur::chat {

namespace {

constexpr std::array catatan_acts{workflow::Option::Act::note};

}  // namespace

void typed_catatan(Context& ctx, const Typed& typed) {
  std::string rest = typed.argument;
  if (rest.empty()) {
    usage(ctx, typed.speaker, "catatan");
    return;
  }
  if (auto record = case_meant(ctx, typed, "catatan", rest, catatan_acts)) {
    run(ctx, by_typing(typed), *record, workflow::AddNote{.text = rest});
  }
}

void pressed_note(Context& ctx, const Pressed& pressed) {
  if (const auto record = case_looked_at(ctx, pressed)) {
    ask_reason(ctx, pressed.speaker, *record, "note", "note.ask");
  }
}

bool answered_note(Context& ctx, const Speaker& speaker, const store::Conversation& question,
                   const telegram::Message& message) {
  if (message.text.empty()) {
    return false;
  }
  auto record = store::Cases{ctx.tx}.find(reason_draft(question).case_id).value();
  run(ctx, {.speaker = speaker, .from_question = true}, record, workflow::AddNote{.text = message.text});
  return true;
}

}  // namespace alur::chat
