#include "people.hpp"
#include "people_handover.hpp"
#include "people_parts.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

/// Withdrawing a role: what is open first, then who takes it (messages H7).
namespace alur::chat {
namespace {

constexpr std::string_view withdrawal_question = "withdraw_role";
constexpr std::size_t successors_shown_max = 8;
constexpr std::size_t cases_listed_max = 8;

struct Withdrawal {
  PersonId person{};
  Role role{};
};

std::optional<Withdrawal> from_args(const std::vector<std::int64_t>& args) {
  const bool fits = args.size() == 2 && args[1] >= 0 && args[1] < static_cast<std::int64_t>(process::all_roles.size());
  if (!fits) return std::nullopt;
  return Withdrawal{PersonId{args[0]}, process::all_roles[static_cast<std::size_t>(args[1])]};
}

Withdrawal from_payload(const std::string& payload) {
  const auto fields = nlohmann::json::parse(payload);
  return {PersonId{fields.at("person").get<std::int64_t>()},
          process::role_from(fields.at("role").get<std::string>()).value()};
}

office::Result<std::vector<office::Event>> decided(const Context& ctx, PersonId by, const Withdrawal& withdrawal) {
  return office::decide(ctx.office, ctx.calendar, by, office::WithdrawRole{withdrawal.person, withdrawal.role},
                        ctx.now);
}

/// "M26-001 Tahap 9, M26-004 Tahap 9", and how many more.
std::string open_phrase(const Context& ctx, const std::vector<OpenWork>& work, std::string_view language) {
  std::string phrase;
  for (std::size_t i = 0; i < std::min(work.size(), cases_listed_max); ++i) {
    if (!phrase.empty()) phrase += ", ";
    const workflow::CaseState& state = work[i].record.state;
    phrase += label(ctx, language, "people.withdraw.case",
                    {{"register", state.register_no}, {"step", std::int64_t{state.current}}});
  }
  if (work.size() > cases_listed_max) phrase += ", …";
  return phrase;
}

Choice choice(std::string text, Verb verb, std::vector<std::int64_t> args,
              telegram::ButtonStyle style = telegram::ButtonStyle::standard) {
  Press press;
  press.verb = verb;
  press.args = std::move(args);
  return {std::move(text), press, style};
}

Choices choices_of(const Context& ctx, const Speaker& speaker, const Withdrawal& withdrawal, bool something_open) {
  Choices choices;
  if (something_open) {
    for (const PersonId person : successors(ctx, withdrawal.person, withdrawal.role)) {
      if (choices.size() == successors_shown_max) break;
      choices.push_back({choice(text::plain(name_of(ctx, person, speaker.language)), Verb::withdraw_role_yes,
                                {workflow::raw(person)})});
    }
  }
  const std::string_view later = something_open ? "people.withdraw.button.later" : "people.withdraw.button.yes";
  choices.push_back(
      {choice(label(ctx, speaker.language, later), Verb::withdraw_role_yes, {0}, telegram::ButtonStyle::danger)});
  choices.push_back({choice(label(ctx, speaker.language, "people.button.cancel"), Verb::dismiss, {})});
  return choices;
}

void tell_person(Context& ctx, std::optional<std::int64_t> chat, const Withdrawal& withdrawal,
                 const office::RoleGrant& grant) {
  if (!chat) return;
  const std::string_view language = language_of(ctx, withdrawal.person);
  const std::string html =
      say(ctx, language, "people.withdraw.told", {{"role", role_phrase(ctx, grant.role, grant.agency, language)}});
  if (!chat_of(ctx, withdrawal.person)) return account_left(ctx, *chat, html);
  OutText text;
  text.html = html;
  notify(ctx, withdrawal.person, text);
}

std::string summary(const Context& ctx, const Speaker& speaker, const Withdrawal& withdrawal, PersonId successor,
                    const std::vector<std::string>& left) {
  std::string registers;
  for (const std::string& register_no : left) registers += (registers.empty() ? "" : ", ") + register_no;
  const std::string_view language = speaker.language;
  const text::Args args{{"role", role_short(ctx, withdrawal.role, language)},
                        {"name", name_of(ctx, withdrawal.person, language)},
                        {"successor", name_of(ctx, successor, language)},
                        {"registers", registers}};
  if (successor == PersonId{}) return say(ctx, language, "people.withdraw.done", args);
  return say(ctx, language, left.empty() ? "people.withdraw.done_to" : "people.withdraw.done_partly", args);
}

/// Hands over, then withdraws: the other way round nobody could hand over any more.
void carry_through(Context& ctx, const Speaker& speaker, const Withdrawal& withdrawal, PersonId successor) {
  const auto allowed = decided(ctx, speaker.person, withdrawal);
  if (!allowed) return close_question(ctx, speaker.chat_id, explain(ctx, speaker.language, allowed.error()));
  std::vector<std::string> left;
  if (successor != PersonId{}) {
    const std::string reason = label(ctx, ctx.options.default_language, "people.withdraw.reason");
    left = hand_over(ctx, speaker.person, withdrawal.person, successor, withdrawal.role, reason);
  }
  const auto chat = chat_of(ctx, withdrawal.person);
  const office::RoleGrant grant = std::get<office::RoleWithdrawn>(allowed->front().fact).grant;
  append_office(ctx, *allowed);
  close_question(ctx, speaker.chat_id, summary(ctx, speaker, withdrawal, successor, left));
  tell_person(ctx, chat, withdrawal, grant);
  std::vector<PersonId> touched{withdrawal.person};
  if (successor != PersonId{}) touched.push_back(successor);
  roles_changed(ctx, touched);
}

}  // namespace

void pressed_withdraw_role(Context& ctx, const Pressed& pressed) {
  const Speaker& speaker = pressed.speaker;
  const auto withdrawal = from_args(pressed.press.args);
  if (!withdrawal || !may_manage(ctx, pressed)) return;
  if (const auto allowed = decided(ctx, speaker.person, *withdrawal); !allowed) {
    return toast(ctx, pressed.query.id, text::strip(explain(ctx, speaker.language, allowed.error())), true);
  }
  const std::vector<OpenWork> work = open_work(ctx, withdrawal->person, withdrawal->role);
  Question question;
  question.kind = withdrawal_question;
  question.payload = nlohmann::json{{"person", workflow::raw(withdrawal->person)},
                                    {"role", std::string{process::id_of(withdrawal->role)}}}
                         .dump();
  question.html = say(ctx, speaker.language, work.empty() ? "people.withdraw.ask_idle" : "people.withdraw.ask",
                      {{"role", role_short(ctx, withdrawal->role, speaker.language)},
                       {"name", name_of(ctx, withdrawal->person, speaker.language)},
                       {"open", open_phrase(ctx, work, speaker.language)}});
  question.choices = choices_of(ctx, speaker, *withdrawal, !work.empty());
  ask(ctx, speaker, question);
}

void pressed_withdraw_role_yes(Context& ctx, const Pressed& pressed) {
  const Speaker& speaker = pressed.speaker;
  const auto conversation = question_of(ctx, speaker.chat_id, pressed.press, withdrawal_question);
  if (!conversation) return toast(ctx, pressed.query.id, label(ctx, speaker.language, "people.stale"), true);
  const PersonId successor{pressed.press.args.empty() ? 0 : pressed.press.args.front()};
  carry_through(ctx, speaker, from_payload(conversation->payload), successor);
}

bool answered_withdraw_role(Context& ctx, const Speaker& speaker, const store::Conversation& conversation,
                            const telegram::Message& message) {
  const Withdrawal withdrawal = from_payload(conversation.payload);
  const PersonId named = office::known_by_name(ctx.office, message.text, {});
  const std::vector<PersonId> known = successors(ctx, withdrawal.person, withdrawal.role);
  if (std::ranges::find(known, named) == known.end()) return false;
  carry_through(ctx, speaker, withdrawal, named);
  return true;
}

}  // namespace alur::chat
