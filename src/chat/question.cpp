#include "question.hpp"

#include "button.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace alur::chat {

namespace {

constexpr std::string_view card_key = "question";
constexpr std::string_view question_timer = "question";

/// What the card asks from its first form on: "q" and the rev of that form.
std::string ask_since(std::int64_t rev) { return "q" + std::to_string(rev); }

telegram::Keyboard sealed(const Context& ctx, std::int64_t account_id, const Choices& choices, std::int64_t rev,
                          std::int64_t first_rev) {
  telegram::Keyboard keyboard;
  for (const std::vector<Choice>& row : choices) {
    auto& buttons = keyboard.emplace_back();
    for (const Choice& choice : row) {
      Press press = choice.press;
      press.rev = choice.lasting ? first_rev : rev;
      buttons.push_back(button(ctx, account_id, choice.text, press, choice.style));
    }
  }
  return keyboard;
}

time::Instant end_of_day(const Context& ctx) {
  return ctx.calendar.at(ctx.calendar.day_of(ctx.now) + std::chrono::days{1}, std::chrono::minutes{0});
}

/// Has the card a button for this case at a place where it no longer is?
bool asks_of_the_past(const Context& ctx, const store::Card& card, const store::CaseRecord& record) {
  if (card.keyboard.empty()) return false;
  const workflow::CaseState& state = record.state;
  const nlohmann::json markup = nlohmann::json::parse(card.keyboard);
  for (const nlohmann::json& row : markup.at("inline_keyboard")) {
    const bool found = std::any_of(row.begin(), row.end(), [&](const nlohmann::json& one) {
      const auto press = unseal(one.value("callback_data", ""), card.chat_id, ctx.options.button_key);
      if (!press || !acts(press->verb) || press->case_id != record.id) return false;
      return !state.open() || press->step != state.current || press->round != state.active().round;
    });
    if (found) return true;
  }
  return false;
}

void forget(Context& ctx, std::int64_t chat_id) {
  store::Conversations{ctx.tx}.clear(chat_id);
  store::Timers{ctx.tx}.clear(std::string{question_timer}, std::to_string(chat_id));
}

}  // namespace

void ask(Context& ctx, const Speaker& speaker, const Question& question, bool same_message) {
  const time::Instant expires = question.expires.value_or(end_of_day(ctx));
  store::Cards cards{ctx.tx};
  const auto live = cards.live(speaker.chat_id, std::string{card_key});
  const bool was_open = store::Conversations{ctx.tx}.find(speaker.chat_id).has_value();

  store::Conversation conversation;
  conversation.chat_id = speaker.chat_id;
  conversation.kind = question.kind;
  conversation.payload = question.payload;
  conversation.expires = expires;
  const std::int64_t rev = store::Conversations{ctx.tx}.put(conversation);
  store::Timers{ctx.tx}.set({.kind = std::string{question_timer},
                             .key = std::to_string(speaker.chat_id),
                             .due = expires,
                             .payload = std::to_string(rev)});

  store::Card card;
  card.chat_id = speaker.chat_id;
  card.key = card_key;
  const bool goes_on = same_message && was_open && live;
  const std::int64_t first_rev = goes_on ? std::stoll(live->ask.substr(1)) : rev;
  card.ask = ask_since(first_rev);
  card.case_id = question.about.value_or(CaseId{});
  card.html = question.html;
  card.keyboard = telegram::encode_keyboard(sealed(ctx, speaker.chat_id, question.choices, rev, first_rev));
  card.send_class = store::SendClass::answer;
  card.planned = ctx.now;
  cards.show(card, live ? live->html : std::string{});
}

void close_question(Context& ctx, std::int64_t chat_id, const std::string& closed_html) {
  if (!store::Conversations{ctx.tx}.find(chat_id)) {
    return;
  }
  forget(ctx, chat_id);
  store::Cards cards{ctx.tx};
  if (const auto live = cards.live(chat_id, std::string{card_key})) {
    cards.close(live->id, closed_html);
  }
}

void leave_question(Context& ctx, std::int64_t chat_id) {
  const auto live = store::Cards{ctx.tx}.live(chat_id, std::string{card_key});
  close_question(ctx, chat_id, live ? live->html : std::string{});
}

void leave_passed_questions(Context& ctx, const store::CaseRecord& record, std::optional<std::int64_t> answering) {
  for (const store::Card& card : store::Cards{ctx.tx}.live_of_case(record.id)) {
    if (card.key != card_key || card.chat_id == answering || !asks_of_the_past(ctx, card, record)) continue;
    leave_question(ctx, card.chat_id);
  }
}

void answer_in_place(Context& ctx, std::int64_t chat_id, const OutText& text) {
  store::Cards cards{ctx.tx};
  const auto live = cards.live(chat_id, std::string{card_key});
  const bool was_open = store::Conversations{ctx.tx}.find(chat_id).has_value();
  forget(ctx, chat_id);
  if (!live || !was_open) {
    answer(ctx, chat_id, text);
    return;
  }
  const store::Card remark = remark_of(ctx, chat_id, text, store::SendClass::answer);
  cards.turn_into_remark(live->id, remark);
  if (text.position.empty()) {
    cards.close(live->id, remark.html, remark.keyboard);
  }
}

std::optional<store::Conversation> open_question(Context& ctx, std::int64_t chat_id) {
  auto conversation = store::Conversations{ctx.tx}.find(chat_id);
  if (conversation && conversation->expires <= ctx.now) {
    return std::nullopt;
  }
  return conversation;
}

std::optional<store::Conversation> question_of(Context& ctx, std::int64_t chat_id, const Press& press,
                                               std::string_view kind) {
  auto conversation = open_question(ctx, chat_id);
  if (!conversation || conversation->kind != kind || conversation->rev != press.rev) {
    return std::nullopt;
  }
  return conversation;
}

std::optional<store::Conversation> dialogue_of(Context& ctx, std::int64_t chat_id, const Press& press,
                                               std::string_view kind) {
  auto conversation = open_question(ctx, chat_id);
  const auto live = store::Cards{ctx.tx}.live(chat_id, std::string{card_key});
  if (!conversation || conversation->kind != kind || !live || live->ask != ask_since(press.rev)) {
    return std::nullopt;
  }
  return conversation;
}

void question_expired(Context& ctx, const store::Timer& timer) {
  const std::int64_t chat_id = std::stoll(timer.key);
  const auto conversation = store::Conversations{ctx.tx}.find(chat_id);
  if (!conversation || std::to_string(conversation->rev) != timer.payload) {
    return;
  }
  const office::Person* person = ctx.office.by_telegram(chat_id);
  const std::string_view language = person == nullptr ? ctx.options.default_language : language_of(ctx, person->id);
  if (!ctx.catalogue.has(language, "question." + conversation->kind)) {
    leave_question(ctx, chat_id);
    return;
  }
  const std::string what = say(ctx, language, "question." + conversation->kind);
  close_question(ctx, chat_id, say(ctx, language, "question.expired", {{"what", text::Html{what}}}));
}

}  // namespace alur::chat
