#include "handlers.hpp"
#include "question.hpp"

namespace alur::chat {

void typed_batal(Context& ctx, const Typed& typed) {
  const Speaker& speaker = typed.speaker;
  const bool open = open_question(ctx, speaker.chat_id).has_value();
  leave_question(ctx, speaker.chat_id);
  answer(ctx, speaker.chat_id, {.html = say(ctx, speaker.language, open ? "question.left" : "question.none_open")});
}

void pressed_dismiss(Context& ctx, const Pressed& pressed) {
  const Speaker& speaker = pressed.speaker;
  const auto question = open_question(ctx, speaker.chat_id);
  if (!question || question->rev != pressed.press.rev) {
    say_question_over(ctx, pressed);
    return;
  }
  close_question(ctx, speaker.chat_id, say(ctx, speaker.language, "question.left"));
}

}  // namespace alur::chat
