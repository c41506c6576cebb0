#include "card_buttons.hpp"
#include "card_closed.hpp"
#include "card_text.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

namespace alur::chat {

namespace {

using workflow::Waiting;

/// Prefix of the keys of a case's cards; questions about the case are cards too, with keys of their own.
std::string case_prefix(CaseId id) { return "c" + id_text(id) + "/s"; }

std::string person_key(CaseId id, int step, PersonId person) {
  return case_prefix(id) + std::to_string(step) + "/p" + std::to_string(workflow::raw(person));
}

std::string vacancy_key(CaseId id, int step, Role role) {
  return case_prefix(id) + std::to_string(step) + "/vacant/" + std::string{process::id_of(role)};
}

/// The step in a card's key; 0 for a key of another kind.
int step_of_key(const std::string& key, CaseId id) {
  const std::string prefix = case_prefix(id);
  if (!key.starts_with(prefix)) return 0;
  int step = 0;
  std::from_chars(key.data() + prefix.size(), key.data() + key.size(), step);
  return step;
}

/// What a reader with several parts is asked first: decisions before work, work before what may be added to it.
int urgency(Waiting::For what) {
  switch (what) {
    case Waiting::For::return_decision:
      return 0;
    case Waiting::For::approval:
      return 1;
    case Waiting::For::signature:
      return 2;
    case Waiting::For::session_answer:
      return 3;
    case Waiting::For::provider:
      return 4;
    case Waiting::For::work:
      return 5;
    case Waiting::For::contribution:
      return 6;
  }
  return 6;
}

std::string ms_text(const std::optional<time::Instant>& at) { return std::to_string(at ? time::to_ms(*at) : 0); }

/// What the documents under decision are: a new version is a new question.
std::string decided_text(const workflow::CaseState& state, const process::Step& step) {
  std::string out;
  for (const process::Owed& owed : step.owed) {
    const workflow::Version* version = state.present(owed.id);
    out += "." + std::to_string(version == nullptr ? 0 : version->number);
  }
  return out;
}

/// What is asked of the reader. The same ask is the same message, edited; another one is a new message.
std::string ask_of(const process::Process& process, const workflow::CaseState& state, const Waiting& waiting) {
  const workflow::StepState& step = state.active();
  const std::string round = std::to_string(waiting.round);
  switch (waiting.what) {
    case Waiting::For::work:
      return "work/" + round;
    case Waiting::For::contribution:
      return "contribution/" + round;
    case Waiting::For::provider:
      return "provider/" + round;
    case Waiting::For::signature:
      return "signature/" + round;
    case Waiting::For::approval:
      return "approval/" + ms_text(step.submitted) + decided_text(state, process.step(waiting.step));
    case Waiting::For::session_answer:
      return "session/" + ms_text(step.session ? step.session->planned : std::nullopt);
    case Waiting::For::return_decision:
      return "return/" + ms_text(step.return_request ? std::optional{step.return_request->at} : std::nullopt);
  }
  return {};
}

/// Brings the live cards of one case to what its state asks for.
class Sync {
 public:
  Sync(Context& ctx, const store::CaseRecord& record, std::span<const workflow::Event> events)
      : ctx_{ctx}, record_{record}, events_{events}, process_{process_of(ctx, record.state)} {}

  void run() {
    const std::vector<Waiting> all = waiting_of(ctx_, record_);
    if (!all.empty()) said_ = what_was_said(ctx_, record_);
    for (const auto& [person, waiting] : by_person(all)) show_to(person, *waiting);
    for (const Waiting& waiting : all) {
      if (waiting.people.empty()) show_vacancy(waiting);
    }
    close_the_others();
  }

 private:
  static std::map<PersonId, const Waiting*> by_person(const std::vector<Waiting>& all) {
    std::map<PersonId, const Waiting*> most_urgent;
    for (const Waiting& waiting : all) {
      for (const PersonId person : waiting.people) {
        const Waiting*& known = most_urgent[person];
        if (known == nullptr || urgency(waiting.what) < urgency(known->what)) known = &waiting;
      }
    }
    return most_urgent;
  }

  void show_to(PersonId person, const Waiting& waiting) {
    const View view{ctx_, record_, person};
    show(view, person_key(record_.id, waiting.step, person), ask_of(process_, record_.state, waiting),
         card_of(view, waiting, said_));
  }

  /// H4: nobody holds the role, so that nobody would ever see the card.
  void show_vacancy(const Waiting& waiting) {
    std::set<PersonId> told;
    for (const Role role : {Role::kabid_egov, Role::admin}) {
      for (const PersonId person : ctx_.office.holders(role)) told.insert(person);
    }
    for (const PersonId person : told) {
      const View view{ctx_, record_, person};
      show(view, vacancy_key(record_.id, waiting.step, waiting.role), "vacant/" + std::to_string(waiting.round),
           vacancy_card(view, waiting));
    }
  }

  void show(const View& view, std::string key, std::string ask, CardText content) {
    const auto chat_id = chat_of(ctx_, view.reader());
    if (!chat_id) return;
    store::Card card;
    card.chat_id = *chat_id;
    card.key = std::move(key);
    card.ask = std::move(ask);
    card.case_id = record_.id;
    card.html = std::move(content.html);
    card.keyboard = telegram::encode_keyboard(content.keyboard);
    card.silent = !ctx_.calendar.in_office_hours(ctx_.now);
    card.planned = ctx_.now;
    card.send_class = view.reader() == actor() ? store::SendClass::answer : store::SendClass::notice;
    wanted_.emplace(card.chat_id, card.key);
    store::Cards{ctx_.tx}.show(card, closed_card(view, record_.state.current, events_));
  }

  PersonId actor() const { return events_.empty() ? PersonId{} : events_.back().by; }

  void close_the_others() {
    store::Cards cards{ctx_.tx};
    const std::string position = position_of(record_.state);
    for (const store::Card& card : cards.live_of_case(record_.id)) {
      if (card.remark) {
        if (card.ask != position) cards.close(card.id, card.html);
        continue;
      }
      const int step = step_of_key(card.key, record_.id);
      if (step == 0 || wanted_.contains({card.chat_id, card.key})) continue;
      const office::Person* reader = ctx_.office.by_telegram(card.chat_id);
      const PersonId person = reader == nullptr ? PersonId{} : reader->id;
      const View view{ctx_, record_, person};
      const int still_known = std::min(step, process_.last_step());
      cards.close(card.id, closed_card(view, still_known, events_));
    }
  }

  Context& ctx_;
  const store::CaseRecord& record_;
  std::span<const workflow::Event> events_;
  const process::Process& process_;
  Said said_;
  std::set<std::pair<std::int64_t, std::string>> wanted_;
};

}  // namespace

void renew_cards(Context& ctx, const store::CaseRecord& record) {
  store::Cards cards{ctx.tx};
  for (const store::Card& card : cards.live_of_case(record.id)) {
    if (card.remark) {
      cards.close(card.id, card.html);
      continue;
    }
    const int step = step_of_key(card.key, record.id);
    if (step == 0) continue;
    const office::Person* reader = ctx.office.by_telegram(card.chat_id);
    const View view{ctx, record, reader == nullptr ? PersonId{} : reader->id};
    cards.close(card.id, moved_on(view, std::min(step, view.process().last_step()), view.say("closed.restored")));
  }
  sync_cards(ctx, record, {});
}

void sync_cards(Context& ctx, const store::CaseRecord& record, std::span<const workflow::Event> events) {
  Sync{ctx, record, events}.run();
}

}  // namespace alur::chat
