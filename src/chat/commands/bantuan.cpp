#include "people.hpp"
#include "people_parts.hpp"

/// `/bantuan` (messages A8): what this person can use, with examples.
namespace alur::chat {
namespace {

void show_help(Context& ctx, const Speaker& speaker) {
  std::string lines;
  for (const CommandRow* row : commands_for(ctx, speaker.person)) {
    if (!lines.empty()) lines += '\n';
    lines += say(ctx, speaker.language, "help." + std::string{row->name});
  }
  OutText text;
  text.html = say(ctx, speaker.language, "people.help.page",
                  {{"roles", roles_phrase(ctx, speaker.person, speaker.language)}, {"lines", text::Html{lines}}});
  text.keyboard = ways_on(ctx, speaker);
  text.keyboard.back().back() =
      button(ctx, speaker.chat_id, label(ctx, speaker.language, "people.button.language"), {.verb = Verb::language});
  answer(ctx, speaker.chat_id, text);
}

}  // namespace

void help_command(Context& ctx, const Typed& typed) { show_help(ctx, typed.speaker); }

void pressed_open_help(Context& ctx, const Pressed& pressed) { show_help(ctx, pressed.speaker); }

}  // namespace alur::chat
