#include "doors.hpp"

#include "alur/store/audit.hpp"

#include "view.hpp"

#include <algorithm>
#include <cstdlib>

namespace alur::chat::test {

namespace {

std::string typed_date(time::Day day) {
  const std::chrono::year_month_day date{day};
  return std::to_string(static_cast<unsigned>(date.day())) + "-" + std::to_string(static_cast<unsigned>(date.month())) +
         "-" + std::to_string(static_cast<int>(date.year()));
}

/// Takes everything that waits to be said about the case; the chats it was for.
std::set<std::int64_t> take_chats(store::Tx& tx, CaseId case_id, time::Instant now) {
  std::set<std::int64_t> chats;
  store::Cards cards{tx};
  for (const store::Card& card : cards.live_of_case(case_id)) {
    if (!card.remark || card.state == store::SendState::sent) continue;
    chats.insert(card.chat_id);
    cards.settled(card.id, card.wanted_rev, 1);
  }
  store::Outbox outbox{tx};
  for (auto heads = outbox.heads(100); !heads.empty(); heads = outbox.heads(100)) {
    for (const store::OutMessage& message : heads) {
      chats.insert(message.chat_id);
      outbox.begin(message.id);
      outbox.sent(message.id, 1, now);
    }
  }
  return chats;
}

}  // namespace

std::int64_t recorded(store::Tx& tx) {
  const std::string head = store::chain_head(tx);
  return head.empty() ? 0 : std::stoll(head);
}

/// A case as everybody meets it.
struct Doors::Moment {
  Stage stage{};
  store::CaseRecord record;
  const process::Process& process;
  Expected expected;
};

Doors::Doors() : long_run_(std::getenv("ALUR_LONG") != nullptr) { enrol_strangers(); }

/// Beside everybody of the office: a second one where a part is handed over, and holders of each outside or appointed
/// role who have nothing to do with the case.
void Doors::enrol_strangers() {
  const AgencyId other_company = office_.add_agency("PT Musi Teknologi", true);
  tuti_ = office_.enrol("Tuti Handayani", Role::instansi_pengguna, office_.disdukcapil);
  citra_ = office_.enrol("Citra Maharani", Role::pengembang, office_.company);
  const Member tono = office_.enrol("Tono Wibowo", Role::instansi_pengguna, office_.dishub);
  const Member gilang = office_.enrol("Gilang Ramadhan", Role::system_analyst);
  const Member wulan = office_.enrol("Wulan Oktaviani", Role::programmer);
  const Member edi = office_.enrol("Edi Kurniawan", Role::pengembang, other_company);
  const Member nana = office_.enrol("Nana Suryana", Role::admin);
  office_people_ = {
      {"agency", office_.rina, Role::instansi_pengguna, office_.disdukcapil},
      {"another agency", tono, Role::instansi_pengguna, office_.dishub},
      {"staff", office_.dedi, Role::staff_egov},
      {"kasi", office_.hendra, Role::kasi_pengembangan},
      {"kabid", office_.sari, Role::kabid_egov},
      {"analyst", office_.fajar, Role::system_analyst},
      {"another analyst", gilang, Role::system_analyst},
      {"programmer", office_.putri, Role::programmer},
      {"another programmer", wulan, Role::programmer},
      {"contractor", office_.bayu, Role::pengembang, office_.company},
      {"another contractor", edi, Role::pengembang, other_company},
      {"head", office_.anwar, Role::kepala_dinas},
      {"admin", nana, Role::admin},
      {"auditor", office_.joko, Role::auditor},
  };
}

std::string Doors::words_for(const Moment& moment, const Someone& who, Word word) const {
  const workflow::CaseState& state = moment.record.state;
  const process::Step& rule = moment.process.step(state.current);
  const std::string command = "/" + std::string{name_of(word)};
  const std::string on_case = command + " " + state.register_no;
  switch (word) {
    case Word::ajukan:
      return command + " mandiri Aplikasi Perpustakaan Keliling";
    case Word::unggah:
      return on_case + " lampiran";
    case Word::isi:
      return on_case + " lampiran https://contoh.go.id/berkas";
    case Word::mulai:
    case Word::akhiri:
    case Word::selesai:
    case Word::tarik:
    case Word::setuju:
    case Word::lanjutkan:
      return on_case;
    case Word::jadwal:
      return on_case + " " + typed_date(office_.calendar().next_working_day(office_.calendar().day_of(office_.now))) +
             " 10.00";
    case Word::tunjuk: {
      const Role role = rule.appoints.empty() ? Role::system_analyst : rule.appoints.front();
      const std::string whom = role == Role::programmer   ? " programmer Putri Ayu"
                               : role == Role::pengembang ? " pengembang Bayu"
                                                          : " analis Fajar";
      return on_case + whom + " alasan beban kerja";
    }
    case Word::jalur:
      return on_case + (state.track == process::Track::mandiri ? " pengembang" : " mandiri") + " anggaran tersedia";
    case Word::alihkan: {
      const auto role = moment.expected.handed_over(who);
      const std::string whom = role == Role::instansi_pengguna ? "Tuti"
                               : role == Role::pengembang      ? "Citra"
                                                               : "Yuni Astuti";
      return on_case + " " + whom + "; 800/9/2026";
    }
    case Word::kembalikan:
    case Word::batalkan:
    case Word::tunda:
    case Word::catatan:
      return on_case + " data belum lengkap";
    case Word::undang:
      return command + " programmer Budi Santoso";
    case Word::libur:
      return command + " 18-5-2026 800/10/2026 Hari jadi kabupaten";
  }
  return {};
}

Outcome Doors::say_and_see(store::Tx& tx, const Moment& moment, const Someone& who, Word word) {
  const std::int64_t before = recorded(tx);
  const std::string words = words_for(moment, who, word);
  if (word == Word::unggah) {
    office_.send_file(tx, who.member, words);
  } else {
    office_.say(tx, who.member, words);
  }
  if (word == Word::ajukan && office::may(who.role, office::Action::open_case) != office::Scope::own_agency) {
    office_.say(tx, who.member, "Dinas Perhubungan");
    office_.say(tx, who.member, "005/12/DISHUB/2026 1-3-2026");
  }
  const auto state_now = [&] { return store::Cases{tx}.find(moment.record.id).value().state; };
  if (recorded(tx) == before) {
    if (long_run_) {
      EXPECT_EQ(state_now(), moment.record.state);
    }
    std::set<std::int64_t> told = take_chats(tx, moment.record.id, office_.now);
    told.erase(who.member.account);
    return told.empty() ? Outcome::refused : Outcome::asked;
  }
  if (word != Word::kembalikan) return Outcome::done;
  const workflow::CaseState after = state_now();
  const bool wished = after.active().return_request.has_value() && after.current == moment.record.state.current;
  return wished ? Outcome::asked : Outcome::done;
}

void Doors::check(store::Tx& tx, const Moment& moment, const Someone& who, Word word) {
  ++said_;
  Outcome outcome{};
  office_.undo([&](store::Tx&) { outcome = say_and_see(tx, moment, who, word); });
  EXPECT_EQ(static_cast<int>(outcome), static_cast<int>(moment.expected.outcome(who, word)))
      << who.called << " said: " << words_for(moment, who, word) << "\nat step " << moment.record.state.current
      << ", stage " << static_cast<int>(moment.stage);
  if (outcome != Outcome::refused) check_withdrawn(tx, moment, who, word);
}

/// The same command of the same person, who holds nothing any more but the right to look.
void Doors::check_withdrawn(store::Tx& tx, const Moment& moment, const Someone& who, Word word) {
  ++withdrawn_;
  Outcome outcome{};
  office_.undo([&](store::Tx&) {
    store::OfficeRecords records{tx};
    office::State state = records.load();
    records.append(state, {{office_.now, {}, office::RoleWithdrawn{{who.member.id, who.role, who.agency}}},
                           {office_.now, {}, office::RoleGranted{{who.member.id, Role::auditor, {}}}}});
    office_.desk().rolled_back();
    outcome = say_and_see(tx, moment, who, word);
  });
  EXPECT_EQ(static_cast<int>(outcome), static_cast<int>(Outcome::refused))
      << who.called << ", the role withdrawn, said: " << words_for(moment, who, word) << "\nat step "
      << moment.record.state.current << ", stage " << static_cast<int>(moment.stage);
}

void Doors::walk(Stage stage, const std::vector<Say>& before, const std::string& register_no) {
  office_.undo([&](store::Tx& tx) {
    for (const auto& [member, words] : before) {
      const std::int64_t count = recorded(tx);
      office_.say(tx, member, words);
      const bool of_dialogue = words.front() != '/' || words.starts_with("/ajukan");
      ASSERT_TRUE(of_dialogue || recorded(tx) > count) << words;
    }
    store::Cases cases{tx};
    const auto record = register_no.empty() ? cases.find(case_id_) : cases.find(register_no);
    ASSERT_TRUE(record) << register_no;
    take_chats(tx, record->id, office_.now);
    const process::Process& process = office_.process(record->state.track);
    const Moment moment{stage, *record, process, Expected{process, office_people_, record->state}};
    for (const Someone& who : office_people_) {
      const Part part = moment.expected.part_of(who);
      for (std::size_t i = 0; i < word_count; ++i) {
        const Word word{static_cast<std::uint8_t>(i)};
        cells_.insert({who.role, stage, word, part.any()});
        if (!walked_.insert({who.called, stage, word, part}).second && !long_run_) continue;
        check(tx, moment, who, word);
      }
    }
  });
}

PersonId Doors::get_ready() {
  const store::CaseRecord at = record();
  std::vector<workflow::Waiting> all;
  within([&](Context& ctx) { all = waiting_of(ctx, at); });
  const PersonId performer = all.front().people.front();
  const process::Step& rule = office_.process(at.state.track).step(at.state.current);
  for (const Role role : rule.appoints) {
    const Member& who = role == Role::system_analyst ? office_.fajar
                        : role == Role::programmer   ? office_.putri
                                                     : office_.bayu;
    act(performer, workflow::Appoint{role, {who.id}, {}, ""});
  }
  if (rule.session) act(performer, workflow::BeginSession{});
  for (const process::Owed& owed : rule.owed) file(performer, owed.id);
  return performer;
}

void Doors::hand_in_only() {
  const PersonId performer = get_ready();
  wait(std::chrono::minutes{30});
  act(performer, workflow::Submit{});
}

void Doors::hand_in() {
  const PersonId performer = get_ready();
  walk(Stage::ready);
  act(performer, workflow::Submit{});
}

void Doors::walk_step() {
  const workflow::CaseState state = record().state;
  const process::Step& rule = office_.process(state.track).step(state.current);
  const std::string on_case = " " + state.register_no;
  walk(Stage::begun);
  walk(Stage::paused, {{office_.hendra, "/tunda" + on_case + " menunggu data"}});
  walk(Stage::ended, {{office_.sari, "/batalkan" + on_case + " tidak jadi"}});
  if (rule.session) {
    const Member& leads = rule.performers.front() == Role::kabid_egov ? office_.sari : office_.hendra;
    const std::string day = typed_date(office_.calendar().next_working_day(office_.calendar().day_of(office_.now)));
    walk(Stage::session_proposed, {{leads, "/jadwal" + on_case + " " + day + " 09.00"}});
    walk(Stage::session_open, {{leads, "/mulai" + on_case}});
  }
  hand_in();
  walk(Stage::awaiting);
  const workflow::CaseState handed_in = record().state;
  const Expected now{office_.process(state.track), office_people_, handed_in};
  const auto approver = std::find_if(office_people_.begin(), office_people_.end(),
                                     [&](const Someone& who) { return now.part_of(who).in_turn; });
  ASSERT_NE(approver, office_people_.end()) << "nobody decides step " << state.current;
  walk(Stage::returned, {{approver->member, "/kembalikan" + on_case + " belum sesuai"}});
}

}  // namespace alur::chat::test
