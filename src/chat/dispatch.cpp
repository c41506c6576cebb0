#include "dispatch.hpp"

#include "commands.hpp"
#include "people.hpp"
#include "question.hpp"
#include "uploads.hpp"

#include <algorithm>

namespace alur::chat {

namespace {

using Verdict = ActionMeter::Verdict;

Speaker speaker_of(const Context& ctx, const office::Person& person, std::int64_t chat_id) {
  return {.person = person.id, .chat_id = chat_id, .language = language_of(ctx, person.id)};
}

struct CommandLine {
  std::string name;
  std::string argument;
};

/// "/Setuju@AlurBot M26-001 baik" is "setuju" with "M26-001 baik".
std::optional<CommandLine> command_in(const std::string& text) {
  std::string rest = text;
  const std::string word = take_word(rest);
  if (word.size() < 2 || word.front() != '/') {
    return std::nullopt;
  }
  const std::string name = word.substr(1, word.find('@') - 1);
  return CommandLine{lower_case(name), rest};
}

void say_unknown_command(Context& ctx, const Speaker& speaker, const std::string& name) {
  const std::string typed = "/" + text::shorten(name, 32);
  OutText text;
  if (const CommandRow* nearest = nearest_command(name)) {
    const std::string example = say(ctx, speaker.language, "usage." + std::string{nearest->name});
    const std::string_view shown = speaker.language == "en" ? nearest->english : nearest->name;
    text.html = say(ctx, speaker.language, "command.unknown_near",
                    {{"typed", typed}, {"near", "/" + std::string{shown}}, {"example", text::Html{example}}});
  } else {
    text.html = say(ctx, speaker.language, "command.unknown", {{"typed", typed}});
  }
  answer(ctx, speaker.chat_id, text);
}

void say_no_question(Context& ctx, const Speaker& speaker) {
  OutText text;
  text.html = say(ctx, speaker.language, "message.no_question");
  text.keyboard = {
      {button(ctx, speaker.chat_id, label(ctx, speaker.language, "button.tasks"), {.verb = Verb::open_tasks},
              telegram::ButtonStyle::primary),
       button(ctx, speaker.chat_id, label(ctx, speaker.language, "button.help"), {.verb = Verb::open_help})}};
  answer(ctx, speaker.chat_id, text);
}

/// No command names where it goes: the card it answers may.
void receive_bare_file(Context& ctx, const Speaker& speaker, const telegram::Message& message) {
  Target target;
  target.case_id = case_replied_to(ctx, message).value_or(CaseId{});
  receive_file(ctx, speaker, message, *message.file, target);
}

void handle_command(Context& ctx, const Speaker& speaker, const CommandLine& line, const telegram::Message& message) {
  const CommandRow* row = find_command(line.name);
  if (row == nullptr) {
    if (message.file) {
      receive_bare_file(ctx, speaker, message);
    } else {
      say_unknown_command(ctx, speaker, line.name);
    }
    return;
  }
  // A caption of another command comes with a document all the same: it is taken as a bare one, and the command
  // ("/selesai") waits for it where it must.
  if (message.file && row->name != "unggah") {
    receive_bare_file(ctx, speaker, message);
  }
  if (!line.argument.empty()) {
    leave_question(ctx, speaker.chat_id);
  }
  row->typed(ctx, {speaker, line.argument, message});
}

bool answered(Context& ctx, const Speaker& speaker, const telegram::Message& message) {
  const auto question = open_question(ctx, speaker.chat_id);
  if (!question) {
    return false;
  }
  const std::span<const QuestionRow> rows = question_table();
  const auto row =
      std::find_if(rows.begin(), rows.end(), [&](const QuestionRow& each) { return each.kind == question->kind; });
  return row != rows.end() && row->answered(ctx, speaker, *question, message);
}

}  // namespace

ActionMeter::Verdict ActionMeter::take(PersonId person, time::Instant now) {
  Window& window = windows_[person];
  while (!window.actions.empty() && window.actions.front() <= now - std::chrono::minutes{1}) {
    window.actions.pop_front();
  }
  if (window.actions.size() < static_cast<std::size_t>(per_minute_)) {
    window.actions.push_back(now);
    window.told = false;
    return Verdict::allowed;
  }
  return std::exchange(window.told, true) ? Verdict::still_exceeded : Verdict::just_exceeded;
}

void handle_message(Context& ctx, ActionMeter& meter, telegram::Message message) {
  message.text = text::trim(message.text);
  message.caption = text::trim(message.caption);
  // An edit changes nothing: what was sent first has been acted on.
  if (message.edited) {
    return;
  }
  if (message.chat.type != telegram::Chat::Type::private_chat) {
    group_message(ctx, message);
    return;
  }
  if (!message.from || message.from->is_bot) {
    return;
  }
  const office::Person* person = ctx.office.by_telegram(message.from->id);
  if (person == nullptr) {
    stranger_message(ctx, message);
    return;
  }
  const Speaker speaker = speaker_of(ctx, *person, message.chat.id);
  switch (meter.take(speaker.person, ctx.now)) {
    case Verdict::allowed:
      break;
    case Verdict::just_exceeded:
      answer(ctx, speaker.chat_id, {.html = say(ctx, speaker.language, "message.too_fast")});
      return;
    case Verdict::still_exceeded:
      return;
  }
  if (const auto line = command_in(message.file ? message.caption : message.text)) {
    handle_command(ctx, speaker, *line, message);
  } else if (answered(ctx, speaker, message)) {
    return;
  } else if (message.file) {
    receive_bare_file(ctx, speaker, message);
  } else {
    say_no_question(ctx, speaker);
  }
}

void handle_press(Context& ctx, ActionMeter& meter, const telegram::CallbackQuery& query) {
  const office::Person* person = ctx.office.by_telegram(query.from.id);
  if (person == nullptr) {
    stranger_press(ctx, query);
    return;
  }
  // In a private chat the chat's id is the account's.
  const Speaker speaker = speaker_of(ctx, *person, query.from.id);
  const auto press = unseal(query.data, query.from.id, ctx.options.button_key);
  if (!press) {
    toast(ctx, query.id, label(ctx, speaker.language, "press.not_valid"), true);
    return;
  }
  if (meter.take(speaker.person, ctx.now) != Verdict::allowed) {
    toast(ctx, query.id, label(ctx, speaker.language, "message.too_fast"), true);
    return;
  }
  const std::span<const VerbRow> rows = verb_table();
  const auto row =
      std::find_if(rows.begin(), rows.end(), [&](const VerbRow& each) { return each.verb == press->verb; });
  if (row == rows.end()) {
    toast(ctx, query.id, label(ctx, speaker.language, "press.not_valid"), true);
    return;
  }
  row->pressed(ctx, {speaker, *press, query});
  if (!ctx.immediate.answer) {
    toast(ctx, query.id, "");
  }
}

}  // namespace alur::chat
