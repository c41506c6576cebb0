#include "case_fixture.hpp"

#include "alur/config/config.hpp"

#include "view.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <stdlib.h>

namespace alur::chat::test {

namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using workflow::Waiting;

const std::string& config_dir() {
  static const std::string dir = std::string{ALUR_SOURCE_DIR} + "/config";
  return dir;
}

const text::Catalogue& shipped_texts() {
  static const text::Catalogue texts{config::load_texts(config_dir() + "/text").value};
  return texts;
}

const std::vector<process::Process>& shipped_processes() {
  static const auto processes = config::load_processes(config_dir() + "/process").value;
  return processes;
}

const time::WorkCalendar& office_calendar() {
  static const time::WorkCalendar calendar = [] {
    const auto day = [](std::chrono::minutes from, std::chrono::minutes to) {
      return time::DayHours{{from, to}, {12h, 12h + 30min}};
    };
    return time::WorkCalendar{"Asia/Jakarta",
                              {day(7h + 30min, 16h), day(7h + 30min, 16h + 30min), day(8h, 15h), day(8h, 15h + 30min)},
                              config::load_holidays(config_dir() + "/holidays").value};
  }();
  return calendar;
}

std::filesystem::path new_directory() {
  std::string name = (std::filesystem::temp_directory_path() / "alur-case-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("mkdtemp: " + name);
  return name;
}

struct Member {
  PersonId person;
  const char* name;
  Role role;
  AgencyId agency;
};

constexpr AgencyId agency{1};
constexpr AgencyId company{2};

const std::array members{Member{rina, "Rina Marlina, S.Kom.", Role::instansi_pengguna, agency},
                         Member{dedi, "Dedi Saputra, A.Md.", Role::staff_egov, AgencyId{}},
                         Member{yuni, "Yuni Astuti, S.Kom.", Role::staff_egov, AgencyId{}},
                         Member{hendra, "Hendra <Wijaya> & \"Co\", S.T.", Role::kasi_pengembangan, AgencyId{}},
                         Member{sari, "Ir. Sari Dewanti, M.T.", Role::kabid_egov, AgencyId{}},
                         Member{fajar, "Fajar Nugroho, S.Kom.", Role::system_analyst, AgencyId{}},
                         Member{putri, "Putri Ayu Lestari, A.Md.Kom.", Role::programmer, AgencyId{}},
                         Member{bayu, "Bayu Pratama", Role::pengembang, company},
                         Member{anwar, "Drs. Anwar Effendi, M.Si.", Role::kepala_dinas, AgencyId{}}};

std::vector<office::Event> everybody(time::Instant at, Language language) {
  std::vector<office::Event> events;
  const auto add = [&](office::Fact fact) { events.push_back({at, PersonId{}, std::move(fact)}); };
  add(office::AgencyAdded{agency, "Dinas Kependudukan dan Pencatatan Sipil", false});
  add(office::AgencyAdded{company, "PT Karya Digital Sriwijaya", true});
  for (const Member& member : members) {
    add(office::PersonAdded{member.person, member.name, "", ""});
    add(office::AccountBound{member.person, account_of(member.person), "Akun"});
    add(office::RoleGranted{{member.person, member.role, member.agency}});
    add(office::LanguageSet{member.person, language});
  }
  add(office::RoleGranted{{yuni, Role::admin, AgencyId{}}});
  return events;
}

PersonId appointee(Role role) {
  if (role == Role::system_analyst) return fajar;
  if (role == Role::programmer) return putri;
  return bayu;
}

}  // namespace

CaseTest::CaseTest(Language language)
    : now{office_calendar().at(time::Day{2026y / 3 / 2}, 9h)}, directory_{new_directory()} {
  store::DatabaseOptions where;
  where.path = (directory_ / "alur.db").string();
  database_ = std::make_unique<store::Database>(where);
  options_.office_name = "Dinas Komunikasi dan Informatika Kabupaten Muara Enim";
  options_.button_key = std::string(32, 'k');
  options_.processes = shipped_processes();
  within([&](Context& ctx) { append_office(ctx, everybody(now, language)); });
}

CaseTest::~CaseTest() {
  database_.reset();
  std::filesystem::remove_all(directory_);
}

const text::Catalogue& CaseTest::catalogue() const { return shipped_texts(); }
time::WorkCalendar CaseTest::calendar() const { return office_calendar(); }

void CaseTest::within(const std::function<void(Context&)>& body) {
  database_->transact([&](store::Tx& tx) {
    Immediate immediate;
    Context ctx{tx, options_, shipped_texts(), office_calendar(), office_, now, immediate};
    body(ctx);
    last_toast = immediate.answer ? immediate.answer->text : std::string{};
    drain(tx);
  });
}

void CaseTest::drain(store::Tx& tx) {
  store::Outbox outbox{tx};
  for (auto heads = outbox.heads(100); !heads.empty(); heads = outbox.heads(100)) {
    for (const store::OutMessage& message : heads) {
      const json body = json::parse(message.body);
      sent_.push_back({message.chat_id, body.value("text", ""),
                       body.contains("reply_markup") ? body.at("reply_markup").dump() : std::string{},
                       body.value("disable_notification", false), message.send_class == store::SendClass::answer});
      outbox.begin(message.id);
      outbox.sent(message.id, 1, now);
    }
  }
}

void CaseTest::open(process::Track track, const std::string& title) {
  within([&](Context& ctx) {
    const Asked asked{.speaker = {rina, account_of(rina), language_of(ctx, rina)}};
    workflow::OpenCase command;
    command.title = title;
    command.agency = agency;
    case_id = open_case(ctx, asked, command, track).id;
  });
}

store::CaseRecord CaseTest::record() {
  store::CaseRecord found;
  within([&](Context& ctx) { found = store::Cases{ctx.tx}.find(case_id).value(); });
  return found;
}

void CaseTest::act(PersonId person, const workflow::Command& command) {
  within([&](Context& ctx) {
    auto found = store::Cases{ctx.tx}.find(case_id).value();
    const auto refusal = carry_out(ctx, found, {person, std::nullopt}, command, nullptr);
    ASSERT_FALSE(refusal) << "command " << command.index() << " of person " << workflow::raw(person)
                          << " refused for reason " << static_cast<int>(refusal->reason) << " at step "
                          << found.state.current;
  });
}

void CaseTest::ask(PersonId person, const workflow::Command& command, bool by_press) {
  within([&](Context& ctx) {
    auto found = store::Cases{ctx.tx}.find(case_id).value();
    const Asked asked{.speaker = {person, account_of(person), language_of(ctx, person)},
                      .callback_id = by_press ? "press" : ""};
    ASSERT_TRUE(run(ctx, asked, found, command));
  });
}

void CaseTest::file(PersonId person, const std::string& item) {
  const store::CaseRecord at = record();
  const process::Process* process = nullptr;
  within([&](Context& ctx) { process = &process_of(ctx, at.state); });
  const process::Owed* owed = process->step(at.state.current).find_owed(item);
  workflow::FileVersion filed;
  filed.item = item;
  filed.fingerprint = std::string(62, 'a') + std::to_string(10 + ++files_ % 90);
  switch (owed == nullptr ? process::OwedKind::file : owed->kind) {
    case process::OwedKind::file_or_nihil:
      filed.what.kind = workflow::VersionKind::nihil;
      break;
    case process::OwedKind::checklist:
      filed.what.kind = workflow::VersionKind::checklist;
      filed.what.checked = owed->items;
      break;
    case process::OwedKind::file:
    case process::OwedKind::link_or_file:
    case process::OwedKind::letter:
      filed.what.contents = {{filed.fingerprint, 412'000, "application/pdf", "<berkas>.pdf", "file-id"}};
      break;
  }
  if (at.state.active().phase == workflow::Phase::awaiting_signature) {
    filed.what.letter = workflow::Letter{"800/45/DISKOMINFO-III/2026", office_calendar().day_of(now), "Kepala Dinas"};
  }
  act(person, filed);
}

void CaseTest::wait(std::chrono::minutes office_time) {
  now = office_calendar().next_office_moment(office_calendar().after_working_minutes(now, office_time).due);
}

void CaseTest::advance() {
  const store::CaseRecord at = record();
  std::vector<Waiting> all;
  const process::Step* step = nullptr;
  within([&](Context& ctx) {
    all = waiting_of(ctx, at);
    step = &process_of(ctx, at.state).step(at.state.current);
  });
  ASSERT_FALSE(all.empty());
  ASSERT_FALSE(all.front().people.empty()) << "nobody for step " << at.state.current;
  const PersonId person = all.front().people.front();
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
      for (const process::Owed& owed : step->owed) {
        if (owed.kind == process::OwedKind::letter) return file(person, owed.id);
      }
      return;
    case Waiting::For::contribution:
    case Waiting::For::work:
      break;
  }
  for (const Role role : step->appoints) {
    act(person, workflow::Appoint{role, {appointee(role)}, {}, ""});
  }
  if (step->session) {
    act(person, workflow::BeginSession{});
    wait(60min);
    act(person, workflow::EndSession{});
  }
  for (const process::Owed& owed : step->owed) file(person, owed.id);
  act(person, workflow::Submit{});
}

void CaseTest::advance_to(int step) {
  for (int i = 0; i < 200; ++i) {
    const workflow::CaseState state = record().state;
    if (!state.open() || (state.current == step && state.active().phase == workflow::Phase::in_progress)) return;
    advance();
    if (testing::Test::HasFatalFailure()) return;
  }
  FAIL() << "step " << step << " was not reached";
}

void CaseTest::grant(PersonId person, Role role, AgencyId of) {
  within([&](Context& ctx) { append_office(ctx, {{now, PersonId{}, office::RoleGranted{{person, role, of}}}}); });
}

void CaseTest::withdraw(PersonId person, Role role, AgencyId of) {
  within([&](Context& ctx) { append_office(ctx, {{now, PersonId{}, office::RoleWithdrawn{{person, role, of}}}}); });
}

void CaseTest::office_changed() {
  const store::CaseRecord at = record();
  within([&](Context& ctx) { follow_up(ctx, at, at, {}, nullptr); });
}

std::vector<store::Card> CaseTest::live_cards() {
  std::vector<store::Card> cards;
  within([&](Context& ctx) { cards = store::Cards{ctx.tx}.live_of_case(case_id); });
  return cards;
}

std::optional<store::Card> CaseTest::live_card(PersonId person) {
  for (store::Card& card : live_cards()) {
    if (card.chat_id == account_of(person)) return std::move(card);
  }
  return std::nullopt;
}

std::vector<Sent> CaseTest::take_sent() { return std::exchange(sent_, {}); }

std::vector<Sent> CaseTest::take_sent(PersonId person) {
  std::vector<Sent> theirs = take_sent();
  std::erase_if(theirs, [&](const Sent& sent) { return sent.chat_id != account_of(person); });
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

std::string faults_of_html(const std::string& html) {
  std::string faults;
  const auto lines = 1 + std::count(html.begin(), html.end(), '\n');
  if (lines > 12) faults += std::to_string(lines) + " lines; ";
  for (const auto& message : text::Catalogue{
           {{"id", {{"text", [&] {
                       // As a pattern: braces of the text itself are no arguments.
                       std::string copy = html;
                       std::erase_if(copy, [](char c) { return c == '{' || c == '}'; });
                       return copy;
                     }()}}}}}.lint()) {
    faults += message.message + "; ";
  }
  if (text::strip(html) != text::strip(text::escape(text::strip(html)).value)) faults += "control or bidi characters; ";
  return faults.empty() ? faults : faults + "in:\n" + html;
}

}  // namespace alur::chat::test
