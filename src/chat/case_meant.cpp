#include "cards.hpp"
#include "commands.hpp"

#include <algorithm>
#include <cctype>
#include <set>

namespace alur::chat {

namespace {

/// How many of the person's cases are looked at to find the only one that fits.
constexpr std::size_t cases_tried_max = 25;
constexpr std::size_t cases_offered_max = 8;

bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }
bool is_blank(char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; }

/// "M26-001" in any case: one letter, digits, a hyphen, digits.
bool looks_like_register(std::string_view word) {
  if (word.size() < 4 || std::isalpha(static_cast<unsigned char>(word.front())) == 0) {
    return false;
  }
  const auto hyphen = word.find('-');
  if (hyphen == std::string_view::npos || hyphen < 2 || hyphen + 1 == word.size()) {
    return false;
  }
  const auto digits = [](std::string_view part) { return std::all_of(part.begin(), part.end(), is_digit); };
  return digits(word.substr(1, hyphen - 1)) && digits(word.substr(hyphen + 1));
}

void say_not_found(Context& ctx, const Speaker& speaker, const std::string& register_no) {
  OutText text;
  text.html = say(ctx, speaker.language, "case.not_found", {{"register", register_no}});
  text.keyboard = {
      {button(ctx, speaker.chat_id, label(ctx, speaker.language, "button.cases"), {.verb = Verb::open_cases})}};
  answer(ctx, speaker.chat_id, text);
}

/// The person's open cases: first what waits for them, then what they had a part in.
std::vector<CaseId> own_cases(Context& ctx, PersonId person) {
  store::Cases cases{ctx.tx};
  std::vector<CaseId> ids;
  std::set<CaseId> known;
  for (const store::TaskLine& task : cases.tasks(person, cases_tried_max)) {
    if (known.insert(task.of.id).second) {
      ids.push_back(task.of.id);
    }
  }
  const store::Cases::Filter part{.agency = std::nullopt, .participant = person, .open_only = true};
  for (const store::CaseLine& line : cases.list(part, cases_tried_max)) {
    if (known.insert(line.id).second) {
      ids.push_back(line.id);
    }
  }
  return ids;
}

bool fits(const Context& ctx, PersonId person, const store::CaseRecord& record,
          std::span<const workflow::Option::Act> acts) {
  if (acts.empty()) {
    return true;
  }
  const std::vector<workflow::Option> open = options_for(ctx, person, record);
  return std::any_of(acts.begin(), acts.end(), [&](workflow::Option::Act act) {
    return workflow::find(open, act) != nullptr || on_behalf_role(ctx, person, record, act).has_value();
  });
}

/// Is the case still where the button was made for?
bool is_at(const workflow::CaseState& state, const Press& press) {
  return state.open() && state.current == press.step && state.active().round == press.round;
}

void offer_several(Context& ctx, const Speaker& speaker, std::string_view command,
                   const std::vector<store::CaseRecord>& records) {
  OutText text;
  const std::string example = say(ctx, speaker.language, "usage." + std::string{command});
  text.html = say(ctx, speaker.language, "case.several_fit", {{"example", text::Html{example}}});
  for (std::size_t i = 0; i < std::min(records.size(), cases_offered_max); ++i) {
    const std::string title = text::shorten(text::plain(records[i].state.title), 40);
    text.keyboard.push_back({button(ctx, speaker.chat_id, records[i].state.register_no + " – " + title,
                                    {.verb = Verb::open_case, .case_id = records[i].id})});
  }
  answer(ctx, speaker.chat_id, text);
}

}  // namespace

std::string take_word(std::string& text) {
  const auto begin = std::find_if_not(text.begin(), text.end(), is_blank);
  const auto end = std::find_if(begin, text.end(), is_blank);
  std::string word{begin, end};
  text.erase(text.begin(), std::find_if_not(end, text.end(), is_blank));
  return word;
}

std::string lower_case(std::string_view ascii) {
  std::string lower{ascii};
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); });
  return lower;
}

Asked by_typing(const Typed& typed) {
  return {.speaker = typed.speaker, .callback_id = {}, .from_question = false, .on_behalf = std::nullopt};
}

Asked by_pressing(const Pressed& pressed, bool from_question) {
  return {.speaker = pressed.speaker,
          .callback_id = pressed.query.id,
          .from_question = from_question,
          .on_behalf = std::nullopt};
}

std::optional<CaseId> case_replied_to(Context& ctx, const telegram::Message& message) {
  if (!message.reply_to) {
    return std::nullopt;
  }
  if (const auto card = store::Cards{ctx.tx}.by_message(message.chat.id, *message.reply_to);
      card && card->case_id != CaseId{}) {
    return card->case_id;
  }
  return store::Outbox{ctx.tx}.case_of(message.chat.id, *message.reply_to);
}

std::optional<store::CaseRecord> case_meant(Context& ctx, const Typed& typed, std::string_view command,
                                            std::string& argument, std::span<const workflow::Option::Act> acts) {
  const Speaker& speaker = typed.speaker;
  store::Cases cases{ctx.tx};
  std::string rest = argument;
  const std::string word = take_word(rest);
  if (looks_like_register(word)) {
    auto record = cases.find(word);
    if (!record || !can_see(ctx, speaker.person, *record)) {
      say_not_found(ctx, speaker, text::shorten(word, 20));
      return std::nullopt;
    }
    argument = rest;
    return record;
  }
  if (const auto replied = case_replied_to(ctx, typed.message)) {
    auto record = cases.find(*replied);
    if (record && can_see(ctx, speaker.person, *record)) {
      return record;
    }
  }
  std::vector<store::CaseRecord> fitting;
  for (const CaseId id : own_cases(ctx, speaker.person)) {
    auto record = cases.find(id);
    if (record && can_see(ctx, speaker.person, *record) && fits(ctx, speaker.person, *record, acts)) {
      fitting.push_back(std::move(*record));
    }
  }
  if (fitting.size() == 1) {
    return fitting.front();
  }
  if (fitting.empty()) {
    usage(ctx, speaker, command);
  } else {
    offer_several(ctx, speaker, command, fitting);
  }
  return std::nullopt;
}

std::optional<store::CaseRecord> case_looked_at(Context& ctx, const Pressed& pressed) {
  auto record = store::Cases{ctx.tx}.find(pressed.press.case_id);
  if (!record || !can_see(ctx, pressed.speaker.person, *record)) {
    toast(ctx, pressed.query.id, label(ctx, pressed.speaker.language, "press.not_valid"), true);
    return std::nullopt;
  }
  return record;
}

std::optional<store::CaseRecord> case_pressed(Context& ctx, const Pressed& pressed) {
  auto record = case_looked_at(ctx, pressed);
  if (!record) {
    return std::nullopt;
  }
  if (!is_at(record->state, pressed.press)) {
    say_stale(ctx, pressed, *record);
    return std::nullopt;
  }
  return record;
}

namespace {

/// Who said yes, where that is why a press of this step and round comes too late.
std::optional<std::string> already_approved(Context& ctx, const Pressed& pressed, const workflow::CaseState& state) {
  const int no = pressed.press.step;
  if (no < 1 || no > static_cast<int>(state.steps.size()) || is_at(state, pressed.press)) return std::nullopt;
  const workflow::StepState& step = state.step(no);
  if (step.round != pressed.press.round || step.approvals.empty()) return std::nullopt;
  const std::string_view language = pressed.speaker.language;
  const workflow::ApprovalGiven& last = step.approvals.back();
  return label(ctx, language, "press.already_approved",
               {{"name", name_of(ctx, last.by, language)}, {"at", text::moment_long(last.at, ctx.calendar, language)}});
}

}  // namespace

void say_stale(Context& ctx, const Pressed& pressed, const store::CaseRecord& record) {
  const std::string not_valid = label(ctx, pressed.speaker.language, "press.not_valid");
  toast(ctx, pressed.query.id, already_approved(ctx, pressed, record.state).value_or(not_valid), true);
  sync_cards(ctx, record, {});
}

/// Somebody else may have been quicker: who, says more than that the question is over.
void say_question_over(Context& ctx, const Pressed& pressed) {
  const auto record = store::Cases{ctx.tx}.find(pressed.press.case_id);
  const bool seen = record && can_see(ctx, pressed.speaker.person, *record);
  const auto approved = seen ? already_approved(ctx, pressed, record->state) : std::nullopt;
  const std::string over = label(ctx, pressed.speaker.language, "press.question_over");
  toast(ctx, pressed.query.id, approved.value_or(over), true);
}

}  // namespace alur::chat
