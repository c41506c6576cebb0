#include "people.hpp"
#include "people_parts.hpp"

/// `/bahasa id|en`.
namespace alur::chat {
namespace {

void choose(Context& ctx, const Speaker& speaker, Language language) {
  const office::SetLanguage set{speaker.person, language};
  const auto decided = office::decide(ctx.office, ctx.calendar, speaker.person, set, ctx.now);
  if (decided) append_office(ctx, *decided);
  OutText text;
  text.html = say(ctx, language_of(ctx, speaker.person), "people.language.chosen");
  answer(ctx, speaker.chat_id, text);
  // Cards and the menu speak the new language from now on.
  roles_changed(ctx, {speaker.person});
}

void ask_language(Context& ctx, const Speaker& speaker) {
  const auto choice = [&](std::string_view key, std::int64_t number) {
    Press press;
    press.verb = Verb::language;
    press.args = {number};
    return button(ctx, speaker.chat_id, label(ctx, speaker.language, key), press);
  };
  OutText text;
  text.html = say(ctx, speaker.language, "people.language.ask");
  text.keyboard = {{choice("people.language.button.indonesian", static_cast<std::int64_t>(Language::indonesian)),
                    choice("people.language.button.english", static_cast<std::int64_t>(Language::english))}};
  answer(ctx, speaker.chat_id, text);
}

}  // namespace

void language_command(Context& ctx, const Typed& typed) {
  const std::string word = lower_case(typed.argument);
  if (word.empty()) return ask_language(ctx, typed.speaker);
  if (word == "id" || word == "indonesia") return choose(ctx, typed.speaker, Language::indonesian);
  if (word == "en" || word == "inggris" || word == "english") return choose(ctx, typed.speaker, Language::english);
  usage(ctx, typed.speaker, "bahasa");
}

void pressed_language(Context& ctx, const Pressed& pressed) {
  if (pressed.press.args.empty()) return ask_language(ctx, pressed.speaker);
  const bool english = pressed.press.args.front() == static_cast<std::int64_t>(Language::english);
  choose(ctx, pressed.speaker, english ? Language::english : Language::indonesian);
}

}  // namespace alur::chat
