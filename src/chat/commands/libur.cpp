#include "people.hpp"
#include "people_parts.hpp"

#include <nlohmann/json.hpp>

/// `/libur TANGGAL NOMOR KETERANGAN`: a late or local holiday; running deadlines are counted again (messages H9).
namespace alur::chat {
namespace {

constexpr std::string_view libur_question = "holiday";

struct Words {
  time::Day day{};
  std::string letter;
  std::string name;
};

std::optional<Words> read(std::string typed) {
  const auto day = text::parse_date(take_word(typed));
  if (!day) return std::nullopt;
  Words words{*day, take_word(typed), typed};
  if (words.letter.empty() || words.name.empty()) return std::nullopt;
  return words;
}

office::Result<std::vector<office::Event>> decided(const Context& ctx, PersonId by, const Words& words) {
  return office::decide(ctx.office, ctx.calendar, by, office::AddHoliday{words.day, words.name, words.letter}, ctx.now);
}

text::Args args_of(const Speaker& speaker, const Words& words) {
  return {{"day", text::date_long(words.day, speaker.language)}, {"letter", words.letter}, {"name", words.name}};
}

/// What the record and H9 call it: with the letter, in the office's language.
std::string why(const Context& ctx, const Words& words) {
  const std::string_view language = ctx.options.default_language;
  return label(ctx, language, "people.holiday.why",
               {{"day", text::date_long(words.day, language)}, {"letter", words.letter}, {"name", words.name}});
}

/// The holiday is in force; nothing is said but the refusal when it is not.
std::optional<office::Refusal> add(Context& ctx, const Speaker& speaker, const Words& words) {
  const auto events = decided(ctx, speaker.person, words);
  if (!events) return events.error();
  append_office(ctx, *events);
  start_recount(ctx, why(ctx, words));
  return std::nullopt;
}

void say_to(Context& ctx, const Speaker& speaker, std::string html) {
  OutText text;
  text.html = std::move(html);
  answer(ctx, speaker.chat_id, text);
}

void ask_day(Context& ctx, const Speaker& speaker) {
  Question question;
  question.kind = libur_question;
  question.payload = "{}";
  question.html = say(ctx, speaker.language, "people.holiday.ask");
  question.choices = {{{label(ctx, speaker.language, "people.button.cancel"), {.verb = Verb::dismiss}}}};
  ask(ctx, speaker, question);
}

/// Read again before it takes effect: it moves deadlines of everybody.
void ask_yes(Context& ctx, const Speaker& speaker, const std::string& typed, const Words& words) {
  Question question;
  question.kind = libur_question;
  question.payload = nlohmann::json{{"typed", typed}}.dump();
  question.html = say(ctx, speaker.language, "people.holiday.check", args_of(speaker, words));
  question.choices = {{{label(ctx, speaker.language, "people.button.not_yet"), {.verb = Verb::dismiss}}},
                      {{label(ctx, speaker.language, "people.holiday.button.yes"),
                        {.verb = Verb::holiday_yes},
                        telegram::ButtonStyle::success}}};
  ask(ctx, speaker, question);
}

}  // namespace

void holiday_command(Context& ctx, const Typed& typed) {
  const Speaker& speaker = typed.speaker;
  if (office::may(ctx.office, speaker.person, office::Action::holiday) != office::Scope::any) {
    return say_to(ctx, speaker, say(ctx, speaker.language, "people.refused.not_allowed"));
  }
  if (typed.argument.empty()) return ask_day(ctx, speaker);
  const auto words = read(typed.argument);
  if (!words) return usage(ctx, speaker, "libur");
  const auto refusal = add(ctx, speaker, *words);
  say_to(ctx, speaker,
         refusal ? explain(ctx, speaker.language, *refusal)
                 : say(ctx, speaker.language, "people.holiday.added", args_of(speaker, *words)));
}

bool answered_holiday(Context& ctx, const Speaker& speaker, const store::Conversation&,
                      const telegram::Message& message) {
  if (message.text.empty()) return false;
  const auto words = read(message.text);
  if (!words) {
    usage(ctx, speaker, "libur");
    return true;
  }
  if (const auto possible = decided(ctx, speaker.person, *words); !possible) {
    say_to(ctx, speaker, explain(ctx, speaker.language, possible.error()));
    return true;
  }
  ask_yes(ctx, speaker, message.text, *words);
  return true;
}

void pressed_holiday_yes(Context& ctx, const Pressed& pressed) {
  const Speaker& speaker = pressed.speaker;
  const auto conversation = question_of(ctx, speaker.chat_id, pressed.press, libur_question);
  if (!conversation) return toast(ctx, pressed.query.id, label(ctx, speaker.language, "people.stale"), true);
  const auto words = read(nlohmann::json::parse(conversation->payload).at("typed").get<std::string>());
  const auto refusal = add(ctx, speaker, words.value());
  close_question(ctx, speaker.chat_id,
                 refusal ? explain(ctx, speaker.language, *refusal)
                         : say(ctx, speaker.language, "people.holiday.added", args_of(speaker, *words)));
}

}  // namespace alur::chat
