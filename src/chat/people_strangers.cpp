#include "people.hpp"
#include "people_parts.hpp"

/// Accounts that are nobody's, and chats that are no private ones (messages A5, A9).
namespace alur::chat {
namespace {

std::string day_name(const Context& ctx) {
  return std::to_string(ctx.calendar.day_of(ctx.now).time_since_epoch().count());
}

time::Instant next_midnight(const Context& ctx) {
  return ctx.calendar.at(ctx.calendar.day_of(ctx.now) + std::chrono::days{1}, std::chrono::minutes{0});
}

/// True once a day for each name.
bool first_today(Context& ctx, const std::string& name) {
  const std::string today = day_name(ctx);
  if (store::Settings{ctx.tx}.get(name) == today) return false;
  remember_until(ctx, name, today, next_midnight(ctx));
  return true;
}

/// The code of "/start <code>" or "/start@Bot <code>"; empty for anything else.
std::string start_code(const std::string& text) {
  constexpr std::string_view command = "/start";
  if (!text.starts_with(command)) return {};
  const std::size_t space = text.find(' ');
  if (space == std::string::npos) return {};
  const bool other_command = space > command.size() && text[command.size()] != '@';
  if (other_command) return {};
  const std::size_t begin = text.find_first_not_of(' ', space);
  return begin == std::string::npos ? std::string{} : text.substr(begin, text.find_first_of(" \n", begin) - begin);
}

/// "Alur works in private chats only": said once, and then out, once the sentence has had time to go.
void leave_group(Context& ctx, std::int64_t chat_id) {
  constexpr std::chrono::seconds for_the_sentence{5};
  if (first_today(ctx, "group:" + std::to_string(chat_id))) {
    OutText text;
    text.html = say(ctx, ctx.options.default_language, "people.group");
    text.must_arrive = false;
    answer(ctx, chat_id, text);
  }
  store::Timer timer;
  timer.kind = "leave";
  timer.key = std::to_string(chat_id);
  timer.due = ctx.now + for_the_sentence;
  store::Timers{ctx.tx}.set(timer);
}

}  // namespace

void stranger_message(Context& ctx, const telegram::Message& message) {
  const std::string_view language = ctx.options.default_language;
  const Account account{message.from->id, message.from->full_name(), language};
  if (const std::string code = start_code(message.text); !code.empty()) {
    take_up_link(ctx, account, {}, code);
    return;
  }
  const Speaker speaker{{}, account.id, language};
  const auto question = open_question(ctx, account.id);
  if (question && data_written(ctx, speaker, *question, message)) return;
  if (!first_today(ctx, "stranger:" + std::to_string(account.id))) return;
  OutText text;
  text.html = say(ctx, language, "people.stranger", {{"office", ctx.options.office_name}});
  text.must_arrive = false;
  answer(ctx, account.id, text);
}

void stranger_press(Context& ctx, const telegram::CallbackQuery& query) {
  const Speaker speaker{{}, query.from.id, ctx.options.default_language};
  const auto press = unseal(query.data, query.from.id, ctx.options.button_key);
  const Verb verb = press ? press->verb : Verb::dismiss;
  if (verb == Verb::invite_data_right) {
    pressed_invite_data_right(ctx, {speaker, *press, query});
  } else if (verb == Verb::invite_fix) {
    pressed_invite_fix(ctx, {speaker, *press, query});
  } else if (verb == Verb::invite_not_me) {
    pressed_invite_not_me(ctx, {speaker, *press, query});
  } else {
    toast(ctx, query.id, label(ctx, speaker.language, "people.stale"), true);
  }
  if (!ctx.immediate.answer) toast(ctx, query.id, "");
}

void group_message(Context& ctx, const telegram::Message& message) { leave_group(ctx, message.chat.id); }

void membership_changed(Context& ctx, const telegram::MembershipChange& change) {
  using Status = telegram::MembershipChange::Status;
  if (change.chat.type == telegram::Chat::Type::private_chat) {
    if (change.status == Status::kicked) reached(ctx, change.chat.id, false);
    if (change.status == Status::member) reached(ctx, change.chat.id, true);
    return;
  }
  if (change.status == Status::member || change.status == Status::other) leave_group(ctx, change.chat.id);
}

void remember_until(Context& ctx, const std::string& name, const std::string& value, time::Instant until) {
  store::Settings{ctx.tx}.set(name, value);
  store::Timer timer;
  timer.kind = "forget";
  timer.key = name;
  timer.due = until;
  store::Timers{ctx.tx}.set(timer);
}

}  // namespace alur::chat
