#include "filing.hpp"
#include "handlers.hpp"
#include "needs.hpp"
#include "question.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cctype>

namespace alur::chat {

namespace {

using nlohmann::json;
using process::OwedKind;
using workflow::Option;
using workflow::Submission;
using workflow::VersionKind;

constexpr std::array isi_acts{Option::Act::file, Option::Act::list_needs, Option::Act::mark_needs};
constexpr std::size_t link_length_max = 1024;

bool is_sha256(std::string_view text) {
  return text.size() == 64 &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isxdigit(c) != 0; });
}

Submission nothing() {
  Submission what;
  what.kind = VersionKind::nihil;
  return what;
}

Submission ticked(std::vector<std::string> items) {
  Submission what;
  what.kind = VersionKind::checklist;
  what.checked = std::move(items);
  return what;
}

/// What a typed value stands for; nothing when it is no value of an owed item at all.
std::optional<Submission> parse_value(const process::Owed* owed, const std::string& value) {
  const std::string lower = lower_case(value);
  if (lower == "nihil" || lower == "nil") {
    return nothing();
  }
  if (lower == "lengkap" || lower == "complete") {
    return ticked(owed == nullptr ? std::vector<std::string>{} : owed->items);
  }
  return parse_link(value);
}

/// The checklist as it is being ticked: item by item in the order of the definition.
struct Ticks {
  CaseId case_id{};
  std::string item;
  std::vector<bool> ticked;
};

std::string ticks_payload(const Ticks& ticks) {
  return json{{"case", workflow::raw(ticks.case_id)}, {"item", ticks.item}, {"ticked", ticks.ticked}}.dump();
}

Ticks ticks_from(const std::string& payload_text) {
  const json payload = json::parse(payload_text);
  return {.case_id = CaseId{payload.at("case").get<std::int64_t>()},
          .item = payload.at("item").get<std::string>(),
          .ticked = payload.at("ticked").get<std::vector<bool>>()};
}

void show_checklist(Context& ctx, const Speaker& speaker, const store::CaseRecord& record, const Ticks& ticks,
                    bool same_message) {
  const process::Step& step = process_of(ctx, record.state).step(record.state.current);
  const process::Owed& owed = *step.find_owed(ticks.item);
  Question question;
  question.kind = "checklist";
  question.payload = ticks_payload(ticks);
  question.about = record.id;
  question.html = say(ctx, speaker.language, "checklist.title",
                      {{"item", owed.title}, {"register", record.state.register_no}, {"step", std::int64_t{step.no}}});
  for (std::size_t i = 0; i < owed.items.size(); ++i) {
    question.choices.push_back(
        {{label(ctx, speaker.language, ticks.ticked[i] ? "checklist.there" : "checklist.not_there",
                {{"item", owed.items[i]}}),
          on_step(Verb::checklist_toggle, record, {static_cast<std::int64_t>(i)}), telegram::ButtonStyle::standard,
          true}});
  }
  question.choices.push_back({{label(ctx, speaker.language, "button.save"), on_step(Verb::checklist_save, record),
                               telegram::ButtonStyle::success, true}});
  question.choices.push_back({{label(ctx, speaker.language, "button.cancel"), {.verb = Verb::dismiss}}});
  ask(ctx, speaker, question, same_message);
}

}  // namespace

std::optional<Submission> parse_link(const std::string& text) {
  std::string rest = text;
  const std::string address = take_word(rest);
  const std::string sha256 = lower_case(take_word(rest));
  const std::string scheme = lower_case(address.substr(0, address.find("://")));
  const auto host = address.find("://") == std::string::npos ? address.size() : address.find("://") + 3;
  const bool is_web = (scheme == "http" || scheme == "https") && host < address.size() && address[host] != '/';
  if (!is_web || address.size() > link_length_max || !rest.empty() || (!sha256.empty() && !is_sha256(sha256))) {
    return std::nullopt;
  }
  Submission what;
  what.kind = VersionKind::link;
  what.link = address;
  what.link_sha256 = sha256;
  return what;
}

void typed_isi(Context& ctx, const Typed& typed) {
  const Speaker& speaker = typed.speaker;
  std::string rest = typed.argument;
  if (rest.empty()) {
    usage(ctx, speaker, "isi");
    return;
  }
  auto record = case_meant(ctx, typed, "isi", rest, isi_acts);
  if (!record) {
    return;
  }
  const process::Step& step = process_of(ctx, record->state).step(record->state.current);
  const std::string word = take_word(rest);
  if (word.empty() || rest.empty()) {
    usage(ctx, speaker, "isi");
    return;
  }
  if (lower_case(word) == "kebutuhan" || lower_case(word) == "needs") {
    typed_needs(ctx, typed, *record, rest);
    return;
  }
  if (lower_case(word) == "kb") {
    typed_marks(ctx, typed, *record, rest);
    return;
  }
  const auto item = item_meant(step, word);
  if (!item) {
    say_unknown_item(ctx, speaker, *record, word);
    return;
  }
  const auto what = parse_value(step.find_owed(*item), rest);
  if (!what) {
    answer(ctx, speaker.chat_id,
           {.html = say(ctx, speaker.language, "fill.wrong_value",
                        {{"typed", text::shorten(rest, 60)}, {"register", record->state.register_no}})});
    return;
  }
  file_submission(ctx, by_typing(typed), *record, *item, *what);
}

void pressed_nihil(Context& ctx, const Pressed& pressed) {
  auto record = case_pressed(ctx, pressed);
  if (!record) {
    return;
  }
  const process::Step& step = process_of(ctx, record->state).step(record->state.current);
  const auto item = pressed.press.args.empty() ? std::nullopt : item_at(step, pressed.press.args.front());
  if (!item) {
    say_stale(ctx, pressed, *record);
    return;
  }
  const bool of_question = question_of(ctx, pressed.speaker.chat_id, pressed.press, "file_item").has_value();
  file_submission(ctx, by_pressing(pressed, of_question), *record, *item, nothing());
}

void pressed_link(Context& ctx, const Pressed& pressed) {
  const auto record = case_pressed(ctx, pressed);
  if (!record) {
    return;
  }
  const process::Step& step = process_of(ctx, record->state).step(record->state.current);
  const auto item = pressed.press.args.empty() ? std::nullopt : item_at(step, pressed.press.args.front());
  if (!item) {
    say_stale(ctx, pressed, *record);
    return;
  }
  const Speaker& speaker = pressed.speaker;
  Question question;
  question.kind = "link";
  question.payload = json{{"case", workflow::raw(record->id)}, {"item", *item}}.dump();
  question.about = record->id;
  question.html = say(ctx, speaker.language, "link.ask",
                      {{"item", item_title(ctx, step, *item, speaker.language)},
                       {"register", record->state.register_no},
                       {"step", std::int64_t{step.no}}});
  question.choices = {{{label(ctx, speaker.language, "button.cancel"), {.verb = Verb::dismiss}}}};
  ask(ctx, speaker, question);
}

bool answered_link(Context& ctx, const Speaker& speaker, const store::Conversation& question,
                   const telegram::Message& message) {
  if (message.text.empty()) {
    return false;
  }
  const auto what = parse_link(message.text);
  if (!what) {
    answer(ctx, speaker.chat_id, {.html = say(ctx, speaker.language, "link.wrong")});
    return true;
  }
  const json payload = json::parse(question.payload);
  auto record = store::Cases{ctx.tx}.find(CaseId{payload.at("case").get<std::int64_t>()}).value();
  file_submission(ctx, {.speaker = speaker, .from_question = true}, record, payload.at("item").get<std::string>(),
                  *what);
  return true;
}

void ask_checklist(Context& ctx, const Speaker& speaker, const store::CaseRecord& record, const std::string& item) {
  const process::Step& step = process_of(ctx, record.state).step(record.state.current);
  const process::Owed& owed = *step.find_owed(item);
  Ticks ticks{.case_id = record.id, .item = item, .ticked = std::vector<bool>(owed.items.size(), false)};
  if (const workflow::Version* newest = record.state.newest(item)) {
    for (std::size_t i = 0; i < owed.items.size(); ++i) {
      const auto& there = newest->what.checked;
      ticks.ticked[i] = std::find(there.begin(), there.end(), owed.items[i]) != there.end();
    }
  }
  show_checklist(ctx, speaker, record, ticks, false);
}

void pressed_checklist_toggle(Context& ctx, const Pressed& pressed) {
  const auto question = dialogue_of(ctx, pressed.speaker.chat_id, pressed.press, "checklist");
  if (!question) {
    say_question_over(ctx, pressed);
    return;
  }
  const auto record = case_pressed(ctx, pressed);
  if (!record) {
    return;
  }
  Ticks ticks = ticks_from(question->payload);
  const auto index = static_cast<std::size_t>(pressed.press.args.at(0));
  ticks.ticked.at(index) = !ticks.ticked.at(index);
  show_checklist(ctx, pressed.speaker, *record, ticks, true);
}

void pressed_checklist_save(Context& ctx, const Pressed& pressed) {
  const auto question = dialogue_of(ctx, pressed.speaker.chat_id, pressed.press, "checklist");
  if (!question) {
    say_question_over(ctx, pressed);
    return;
  }
  auto record = case_pressed(ctx, pressed);
  if (!record) {
    return;
  }
  const Ticks ticks = ticks_from(question->payload);
  const process::Owed& owed = *process_of(ctx, record->state).step(record->state.current).find_owed(ticks.item);
  std::vector<std::string> there;
  for (std::size_t i = 0; i < owed.items.size(); ++i) {
    if (ticks.ticked[i]) {
      there.push_back(owed.items[i]);
    }
  }
  file_submission(ctx, by_pressing(pressed, true), *record, ticks.item, ticked(std::move(there)));
}

bool answered_checklist(Context&, const Speaker&, const store::Conversation&, const telegram::Message&) {
  return false;
}

}  // namespace alur::chat
