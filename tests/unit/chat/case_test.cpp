#include "case_test.hpp"

#include "view.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

namespace alur::chat::test {

namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using workflow::Waiting;

workflow::Submission submission(const process::Owed& owed, const std::string& fingerprint) {
  workflow::Submission what;
  switch (owed.kind) {
    case process::OwedKind::file_or_nihil:
      what.kind = workflow::VersionKind::nihil;
      return what;
    case process::OwedKind::checklist:
      what.kind = workflow::VersionKind::checklist;
      what.checked = owed.items;
      return what;
    case process::OwedKind::file:
    case process::OwedKind::link_or_file:
    case process::OwedKind::letter:
      what.contents = {{fingerprint, 412 * 1024, "application/pdf", "<berkas>.pdf", "file-id"}};
      return what;
  }
  return what;
}

}  // namespace

void CaseTest::within(const std::function<void(Context&)>& body) {
  office_.read([&](store::Tx& tx) {
    office::State people = store::OfficeRecords{tx}.load();
    Immediate immediate;
    Context ctx{tx, office_.options(), office_.catalogue(), office_.calendar(), people, office_.now, immediate};
    body(ctx);
    toast_ = immediate.answer ? immediate.answer->text : std::string{};
  });
}

void CaseTest::open(process::Track track, const std::string& title) {
  within([&](Context& ctx) {
    const Asked asked{.speaker = {office_.rina.id, office_.rina.account, language_of(ctx, office_.rina.id)}};
    workflow::OpenCase command;
    command.title = title;
    command.agency = office_.disdukcapil;
    case_id_ = open_case(ctx, asked, command, track).id;
  });
}

store::CaseRecord CaseTest::record() {
  store::CaseRecord found;
  within([&](Context& ctx) { found = store::Cases{ctx.tx}.find(case_id_).value(); });
  return found;
}

void CaseTest::act(PersonId person, const workflow::Command& command) {
  within([&](Context& ctx) {
    auto found = store::Cases{ctx.tx}.find(case_id_).value();
    const auto refusal = carry_out(ctx, found, {person, std::nullopt}, command, nullptr);
    ASSERT_FALSE(refusal) << "command " << command.index() << " refused for reason "
                          << static_cast<int>(refusal->reason) << " at step " << found.state.current;
  });
}

void CaseTest::ask(const Member& member, const workflow::Command& command, bool by_press) {
  take_sent();
  speaking_in_ = member.account;
  within([&](Context& ctx) {
    auto found = store::Cases{ctx.tx}.find(case_id_).value();
    const Asked asked{.speaker = {member.id, member.account, language_of(ctx, member.id)},
                      .callback_id = by_press ? "press" : ""};
    ASSERT_TRUE(run(ctx, asked, found, command));
  });
}

std::string CaseTest::answered() {
  if (!toast_.empty()) return toast_;
  for (const Sent& sent : take_sent()) {
    if (sent.chat_id == speaking_in_) return sent.html;
  }
  return {};
}

void CaseTest::file(PersonId person, const std::string& item) {
  const store::CaseRecord at = record();
  const process::Owed* owed = office_.process(at.state.track).step(at.state.current).find_owed(item);
  ASSERT_NE(owed, nullptr) << item;
  workflow::FileVersion filed;
  filed.item = item;
  filed.fingerprint = std::string(62, 'a') + std::to_string(10 + ++files_ % 90);
  filed.what = submission(*owed, filed.fingerprint);
  if (at.state.active().phase == workflow::Phase::awaiting_signature) {
    filed.what.letter =
        workflow::Letter{"800/45/DISKOMINFO-III/2026", office_.calendar().day_of(office_.now), "Kepala Dinas"};
  }
  act(person, filed);
}

void CaseTest::wait(std::chrono::minutes office_time) {
  const time::WorkCalendar& calendar = office_.calendar();
  office_.now = calendar.next_office_moment(calendar.after_working_minutes(office_.now, office_time).due);
}

void CaseTest::advance() {
  const store::CaseRecord at = record();
  std::vector<Waiting> all;
  within([&](Context& ctx) { all = waiting_of(ctx, at); });
  ASSERT_FALSE(all.empty());
  ASSERT_FALSE(all.front().people.empty()) << "nobody for step " << at.state.current;
  const PersonId person = all.front().people.front();
  const process::Step& step = office_.process(at.state.track).step(at.state.current);
  wait(30min);
  switch (all.front().what) {
    case Waiting::For::provider:
      return act(person, workflow::ChooseProvider{});
    case Waiting::For::approval:
      return act(person, workflow::Approve{});
    case Waiting::For::return_decision:
      return act(person, workflow::DeclineReturn{});
    case Waiting::For::session_answer:
      return act(person, workflow::AcceptSession{});
    case Waiting::For::signature:
      for (const process::Owed& owed : step.owed) {
        if (owed.kind == process::OwedKind::letter) return file(person, owed.id);
      }
      return;
    case Waiting::For::contribution:
    case Waiting::For::work:
      break;
  }
  for (const Role role : step.appoints) {
    const Member& who = role == Role::system_analyst ? office_.fajar
                        : role == Role::programmer   ? office_.putri
                                                     : office_.bayu;
    act(person, workflow::Appoint{role, {who.id}, {}, ""});
  }
  if (step.session) {
    act(person, workflow::BeginSession{});
    wait(60min);
    act(person, workflow::EndSession{});
  }
  for (const process::Owed& owed : step.owed) file(person, owed.id);
  act(person, workflow::Submit{});
}

void CaseTest::advance_to(int step) {
  constexpr int moves_max = 100;
  for (int moves = 0; moves < moves_max && !HasFatalFailure(); ++moves) {
    const workflow::CaseState state = record().state;
    if (!state.open() || (state.current == step && state.active().phase == workflow::Phase::in_progress)) return;
    advance();
  }
  FAIL() << "step " << step << " was not reached";
}

void CaseTest::office_changed() {
  const store::CaseRecord at = record();
  within([&](Context& ctx) { follow_up(ctx, at, at, {}, nullptr); });
}

std::vector<store::Card> CaseTest::live_cards() {
  std::vector<store::Card> cards;
  within([&](Context& ctx) { cards = store::Cards{ctx.tx}.live_of_case(case_id_); });
  std::erase_if(cards, [](const store::Card& card) { return card.remark; });
  return cards;
}

std::optional<store::Card> CaseTest::live_card(const Member& member) {
  for (store::Card& card : live_cards()) {
    if (card.chat_id == member.account) return std::move(card);
  }
  return std::nullopt;
}

std::vector<Sent> CaseTest::take_sent() {
  std::map<std::int64_t, Sent> in_order;
  within([&](Context& ctx) {
    store::Cards cards{ctx.tx};
    for (const store::Card& card : cards.live_of_case(case_id_)) {
      if (!card.remark || card.state == store::SendState::sent) continue;
      in_order[card.wanted_rev] = {card.chat_id, card.html, card.keyboard, card.silent};
      cards.settled(card.id, card.wanted_rev, ++messages_);
    }
    store::Outbox outbox{ctx.tx};
    for (auto heads = outbox.heads(100); !heads.empty(); heads = outbox.heads(100)) {
      for (const store::OutMessage& message : heads) {
        const json body = json::parse(message.body);
        in_order[message.id] = {message.chat_id, body.value("text", ""),
                                body.contains("reply_markup") ? body.at("reply_markup").dump() : std::string{},
                                body.value("disable_notification", false)};
        outbox.begin(message.id);
        outbox.sent(message.id, ++messages_, ctx.now);
      }
    }
  });
  std::vector<Sent> taken;
  for (auto& [number, sent] : in_order) taken.push_back(std::move(sent));
  return taken;
}

std::vector<Sent> CaseTest::sent_to(const Member& member) {
  std::vector<Sent> theirs = take_sent();
  std::erase_if(theirs, [&](const Sent& sent) { return sent.chat_id != member.account; });
  return theirs;
}

Waiting CaseTest::waiting_for(Waiting::For what) {
  const store::CaseRecord at = record();
  std::optional<Waiting> found;
  within([&](Context& ctx) {
    for (Waiting& waiting : waiting_of(ctx, at)) {
      if (waiting.what == what && !found) found = std::move(waiting);
    }
  });
  EXPECT_TRUE(found.has_value()) << "nothing of that kind is waited for at step " << at.state.current;
  return found.value_or(Waiting{});
}

std::vector<std::vector<std::string>> labels_of(const std::string& keyboard_json) {
  std::vector<std::vector<std::string>> rows;
  if (keyboard_json.empty()) return rows;
  const json keyboard = json::parse(keyboard_json);
  for (const json& row : keyboard.at("inline_keyboard")) {
    auto& labels = rows.emplace_back();
    for (const json& one : row) labels.push_back(one.at("text").get<std::string>());
  }
  return rows;
}

std::string faults_of(const std::string& html, const std::string& keyboard_json) {
  constexpr std::ptrdiff_t lines_max = 12;
  std::string faults;
  if (html.empty()) faults += "says nothing; ";
  if (1 + std::count(html.begin(), html.end(), '\n') > lines_max) faults += "too many lines; ";
  std::string as_pattern = html;
  std::erase_if(as_pattern, [](char c) { return c == '{' || c == '}' || c == '\''; });
  for (const auto& fault : text::Catalogue{{{"id", {{"text", as_pattern}}}}}.lint()) faults += fault.message + "; ";
  const std::string read = text::strip(html);
  if (read.find("..") != std::string::npos) faults += "two full stops; ";
  if (text::strip(text::escape(read).value) != read) faults += "control or bidi characters; ";
  for (const auto& row : labels_of(keyboard_json)) {
    if (row.empty() || row.size() > 2) faults += "a row of " + std::to_string(row.size()) + "; ";
    for (const std::string& label : row) {
      if (text::length(label) > (row.size() == 1 ? 40U : 28U)) faults += "button too long: " + label + "; ";
      if (label.empty() || text::plain(label) != label) faults += "button not plain: " + label + "; ";
    }
  }
  return faults.empty() ? faults : faults + "\n" + html;
}

}  // namespace alur::chat::test
