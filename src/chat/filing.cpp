#include "filing.hpp"

#include "digest.hpp"
#include "handlers.hpp"
#include "question.hpp"
#include "upload_json.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace alur::chat {

namespace {

using nlohmann::json;
using workflow::Option;

/// One place where a file could go.
struct Slot {
  CaseId case_id{};
  std::string register_no;
  int step = 0;
  int round = 0;
  std::int64_t index = 0;  ///< as in a button's args
  std::string item;
  std::string title;
  bool owed = false;  ///< not there yet
};

constexpr std::size_t cases_searched_max = 25;
constexpr std::size_t slots_offered_max = 12;

bool takes_files(process::OwedKind kind) { return kind != process::OwedKind::checklist; }

/// Where this person's files can go in one case, attachments apart.
std::vector<Slot> slots_in(const Context& ctx, PersonId person, const store::CaseRecord& record) {
  std::vector<Slot> slots;
  if (!record.state.open()) {
    return slots;
  }
  const process::Step& step = process_of(ctx, record.state).step(record.state.current);
  for (const Option& option : options_for(ctx, person, record)) {
    if (option.act != Option::Act::file && option.act != Option::Act::file_signed) {
      continue;
    }
    for (const std::string& item : option.items) {
      const process::Owed* owed = step.find_owed(item);
      if (owed == nullptr || !takes_files(owed->kind)) {
        continue;
      }
      slots.push_back({.case_id = record.id,
                       .register_no = record.state.register_no,
                       .step = step.no,
                       .round = record.state.active().round,
                       .index = index_of_item(step, item),
                       .item = item,
                       .title = owed->short_title,
                       .owed = option.act == Option::Act::file_signed || record.state.present(item) == nullptr});
    }
  }
  return slots;
}

std::vector<Slot> slots_for(Context& ctx, PersonId person, CaseId only_case) {
  store::Cases cases{ctx.tx};
  std::vector<CaseId> ids;
  if (only_case != CaseId{}) {
    ids.push_back(only_case);
  } else {
    for (const store::TaskLine& task : cases.tasks(person, cases_searched_max)) {
      if (std::find(ids.begin(), ids.end(), task.of.id) == ids.end()) {
        ids.push_back(task.of.id);
      }
    }
  }
  std::vector<Slot> slots;
  for (const CaseId id : ids) {
    if (const auto record = cases.find(id); record && can_see(ctx, person, *record)) {
      std::vector<Slot> more = slots_in(ctx, person, *record);
      std::move(more.begin(), more.end(), std::back_inserter(slots));
    }
  }
  return slots;
}

/// The one slot that is certainly meant: the only thing still owed; else, of a file that came alone, the only slot.
const Slot* certain(const std::vector<Slot>& slots, bool grouped) {
  const auto is_owed = [](const Slot& slot) { return slot.owed; };
  const auto owed = std::count_if(slots.begin(), slots.end(), is_owed);
  if (owed == 1) {
    return &*std::find_if(slots.begin(), slots.end(), is_owed);
  }
  return owed == 0 && slots.size() == 1 && !grouped ? &slots.front() : nullptr;
}

std::string file_card_key(std::int64_t reference) { return "file/" + std::to_string(reference); }

std::string names_of(const std::vector<workflow::Content>& contents) {
  std::string names = contents.front().file_name;
  if (contents.size() > 1) {
    names += " (+" + std::to_string(contents.size() - 1) + ")";
  }
  return names;
}

/// Messages C5. The file waits in a timer, the question is a card of its own: several can be open side by side.
void ask_what_it_is(Context& ctx, const Speaker& speaker, const std::vector<workflow::Content>& contents,
                    const std::vector<Slot>& slots, std::int64_t reference) {
  const time::Day next = ctx.calendar.next_working_day(ctx.calendar.day_of(ctx.now));
  const json payload{{"chat", speaker.chat_id}, {"contents", to_payload(contents)}};
  store::Timers{ctx.tx}.set({.kind = std::string{undecided_timer},
                             .key = std::to_string(reference),
                             .due = ctx.calendar.closing(next),
                             .payload = payload.dump()});
  telegram::Keyboard keyboard;
  const bool one_case =
      std::all_of(slots.begin(), slots.end(), [&](const Slot& slot) { return slot.case_id == slots.front().case_id; });
  const auto offer = [&](const Slot& slot, std::int64_t index, const std::string& title) {
    const Press press{.verb = Verb::file_choice,
                      .case_id = slot.case_id,
                      .step = slot.step,
                      .round = slot.round,
                      .args = {reference, index}};
    const std::string text = one_case ? title : slot.register_no + " – " + title;
    keyboard.push_back({button(ctx, speaker.chat_id, text, press)});
  };
  for (std::size_t i = 0; i < std::min(slots.size(), slots_offered_max); ++i) {
    offer(slots[i], slots[i].index, slots[i].title);
  }
  if (one_case) {
    const Slot& slot = slots.front();
    const process::Process& process = process_of(ctx, store::Cases{ctx.tx}.find(slot.case_id).value().state);
    offer(slot, static_cast<std::int64_t>(process.step(slot.step).owed.size()),
          label(ctx, speaker.language, "document.attachment"));
  }
  keyboard.push_back({button(ctx, speaker.chat_id, label(ctx, speaker.language, "button.do_not_keep"),
                             {.verb = Verb::file_choice, .args = {reference, -1}})});
  store::Card card;
  card.chat_id = speaker.chat_id;
  card.key = file_card_key(reference);
  card.ask = "choose";
  card.case_id = one_case ? slots.front().case_id : CaseId{};
  card.html = say(ctx, speaker.language, one_case ? "upload.which_item" : "upload.which_case",
                  {{"name", names_of(contents)},
                   {"register", slots.front().register_no},
                   {"step", std::int64_t{slots.front().step}}});
  card.keyboard = telegram::encode_keyboard(keyboard);
  card.send_class = store::SendClass::answer;
  card.planned = ctx.now;
  store::Cards{ctx.tx}.show(card, "");
}

void close_file_card(Context& ctx, std::int64_t chat_id, std::int64_t reference, const std::string& html) {
  store::Cards cards{ctx.tx};
  if (const auto live = cards.live(chat_id, file_card_key(reference))) {
    cards.close(live->id, html);
  }
}

void record_written_approval(Context& ctx, const Asked& asked, store::CaseRecord& record,
                             const workflow::Content& sheet, const WrittenApproval& written) {
  run(ctx, asked, record,
      workflow::RecordApproval{
          .role = written.role, .signed_by = written.signed_by, .signed_on = written.signed_on, .sheet = sheet});
}

}  // namespace

void place(Context& ctx, const Speaker& speaker, const std::vector<workflow::Content>& contents, const Target& target,
           bool grouped, std::int64_t reference) {
  const Asked asked{.speaker = speaker};
  store::Cases cases{ctx.tx};
  if (!target.item.empty() || target.written) {
    auto record = cases.find(target.case_id).value();
    if (target.written) {
      record_written_approval(ctx, asked, record, contents.front(), *target.written);
    } else {
      file_contents(ctx, asked, record, target.item, contents, target.letter);
    }
    return;
  }
  const std::vector<Slot> slots = slots_for(ctx, speaker.person, target.case_id);
  if (slots.empty()) {
    answer(ctx, speaker.chat_id,
           {.html = say(ctx, speaker.language, "upload.nothing_owed", {{"name", names_of(contents)}})});
    return;
  }
  if (const Slot* slot = certain(slots, grouped)) {
    auto record = cases.find(slot->case_id).value();
    file_contents(ctx, asked, record, slot->item, contents, std::nullopt);
    return;
  }
  ask_what_it_is(ctx, speaker, contents, slots, reference);
}

bool file_contents(Context& ctx, const Asked& asked, store::CaseRecord& record, const std::string& item,
                   const std::vector<workflow::Content>& contents, const std::optional<workflow::Letter>& letter) {
  workflow::Submission what;
  what.kind = workflow::VersionKind::file;
  what.contents = contents;
  if (record.state.open() && record.state.active().phase == workflow::Phase::awaiting_signature) {
    what.letter = letter;
  }
  const std::vector<Option> options = options_for(ctx, asked.speaker.person, record);
  const Option* signing = workflow::find(options, Option::Act::file_signed);
  const bool wants_letter =
      signing != nullptr && std::find(signing->items.begin(), signing->items.end(), item) != signing->items.end();
  if (!wants_letter || letter) {
    return file_submission(ctx, asked, record, item, what);
  }
  ask_letter_details(ctx, asked.speaker, record, item, contents);
  return true;
}

bool file_submission(Context& ctx, const Asked& asked, store::CaseRecord& record, const std::string& item,
                     const workflow::Submission& what) {
  const bool one_file = what.kind == workflow::VersionKind::file && what.contents.size() == 1;
  const std::string fingerprint =
      one_file ? what.contents.front().sha256 : sha256_hex(workflow::fingerprint_source(what));
  const std::size_t before = record.state.versions.size();
  if (!run(ctx, asked, record, workflow::FileVersion{.item = item, .what = what, .fingerprint = fingerprint})) {
    return false;
  }
  answer_filed(ctx, asked, record, record.state.versions.at(before));
  return true;
}

void pressed_file_choice(Context& ctx, const Pressed& pressed) {
  const Speaker& speaker = pressed.speaker;
  if (pressed.press.args.size() != 2) {
    say_question_over(ctx, pressed);
    return;
  }
  const std::int64_t reference = pressed.press.args[0];
  store::Timers timers{ctx.tx};
  const auto waiting = timers.find(std::string{undecided_timer}, std::to_string(reference));
  if (!waiting) {
    say_question_over(ctx, pressed);
    return;
  }
  const std::vector<workflow::Content> contents = contents_from(json::parse(waiting->payload).at("contents"));
  const text::Args name{{"name", names_of(contents)}};
  if (pressed.press.args[1] < 0) {
    timers.clear(waiting->kind, waiting->key);
    close_file_card(ctx, speaker.chat_id, reference, say(ctx, speaker.language, "upload.not_kept", name));
    return;
  }
  auto record = case_pressed(ctx, pressed);
  if (!record) {
    return;
  }
  const process::Step& step = process_of(ctx, record->state).step(record->state.current);
  const auto item = item_at(step, pressed.press.args[1]);
  if (!item) {
    say_question_over(ctx, pressed);
    return;
  }
  const std::string title = item_title(ctx, step, *item, speaker.language);
  if (!file_contents(ctx, by_pressing(pressed), *record, *item, contents, std::nullopt)) {
    return;
  }
  timers.clear(waiting->kind, waiting->key);
  close_file_card(ctx, speaker.chat_id, reference,
                  say(ctx, speaker.language, "upload.chosen", {name.front(), {"item", title}}));
  submit_when_ready(ctx, speaker);
}

void undecided_over(Context& ctx, const store::Timer& timer) {
  const json payload = json::parse(timer.payload);
  const auto chat_id = payload.at("chat").get<std::int64_t>();
  const office::Person* person = ctx.office.by_telegram(chat_id);
  const std::string_view language = person == nullptr ? ctx.options.default_language : language_of(ctx, person->id);
  close_file_card(ctx, chat_id, std::stoll(timer.key),
                  say(ctx, language, "upload.not_chosen", {{"name", names_of(contents_from(payload.at("contents")))}}));
}

}  // namespace alur::chat
