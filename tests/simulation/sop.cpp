#include "sop.hpp"

#include "alur/store/records.hpp"

#include "support/shipped.hpp"

namespace alur::simulation {

namespace {

using process::ApprovalMode;
using process::Role;

process::Owed link(const std::string& id) {
  process::Owed owed;
  owed.id = id;
  owed.title = "Dokumen " + id;
  owed.short_title = id;
  owed.kind = process::OwedKind::link_or_file;
  return owed;
}

process::Step step(int no, Role performer, ApprovalMode mode, std::vector<Role> parties,
                   const std::vector<std::string>& owed, const std::vector<int>& back_to) {
  process::Step made;
  made.no = no;
  made.activity = "Kegiatan " + std::to_string(no);
  made.short_activity = made.activity;
  made.performers = {performer};
  made.approval.mode = mode;
  made.approval.parties = std::move(parties);
  for (const std::string& id : owed) made.owed.push_back(link(id));
  made.time = {process::TimeUnit::working_days, 3, false};
  for (const int target : back_to) made.back_to.push_back({target, "perbaiki " + std::to_string(target)});
  return made;
}

process::Process make_sop() {
  process::Process made;
  made.id = "simulasi";
  made.title = "SOP simulasi";
  made.number = "1";
  made.steps = {
      step(1, Role::instansi_pengguna, ApprovalMode::all, {Role::kasi_pengembangan}, {"usulan"}, {1}),
      step(2, Role::staff_egov, ApprovalMode::sequence, {Role::kasi_pengembangan, Role::kabid_egov},
           {"rencana", "jadwal"}, {2, 1}),
      step(3, Role::staff_egov, ApprovalMode::all, {Role::kabid_egov, Role::instansi_pengguna}, {"laporan"}, {3, 2, 1}),
  };
  const auto faults = process::lint(made);
  if (!faults.empty()) throw std::logic_error(faults.front().path + ": " + faults.front().message);
  return made;
}

MemoryDisk::Image make_office() {
  Random random(1);
  MemoryDisk disk(random, {});
  {
    store::Database database({database_name, MemoryDisk::vfs()});
    database.transact([](store::Tx& tx) {
      store::OfficeRecords records{tx};
      office::State state = records.load();
      const office::AgencyId agency{1};
      const time::Instant at = opening_time() - std::chrono::hours{1};
      std::vector<office::Event> events{{at, {}, office::AgencyAdded{agency, "Dinas Perhubungan", false}}};
      std::int64_t next = 1;
      for (const Person& person : people()) {
        const office::PersonId id{next++};
        const office::AgencyId of = person.role == Role::instansi_pengguna ? agency : office::AgencyId{};
        events.push_back({at, {}, office::PersonAdded{id, person.name, "", ""}});
        events.push_back({at, {}, office::RoleGranted{{id, person.role, of}}});
        events.push_back({at, {}, office::AccountBound{id, person.account, person.name}});
      }
      records.append(state, events);
    });
    database.checkpoint(true);
  }
  return disk.image();
}

}  // namespace

const std::vector<Person>& people() {
  static const std::vector<Person> all{{501, "Rina", Role::instansi_pengguna},   {502, "Riko", Role::instansi_pengguna},
                                       {503, "Dedi", Role::staff_egov},          {504, "Dewi", Role::staff_egov},
                                       {505, "Hendra", Role::kasi_pengembangan}, {506, "Heru", Role::kasi_pengembangan},
                                       {507, "Sari", Role::kabid_egov}};
  return all;
}

const process::Process& sop() {
  static const process::Process made = make_sop();
  return made;
}

chat::DeskOptions office_options() {
  chat::DeskOptions options;
  options.office_name = "Dinas Komunikasi dan Informatika Kabupaten Muara Enim";
  options.bot_username = "AlurMuaraEnimBot";
  options.bot_id = 1;
  options.document_types = {"pdf"};
  options.button_key = button_key;
  options.processes = {sop()};
  return options;
}

const text::Catalogue& office_texts() {
  static const text::Catalogue texts{alur::test::shipped().texts};
  return texts;
}

const time::WorkCalendar& office_calendar() {
  static const time::WorkCalendar calendar = alur::test::shipped().calendar();
  return calendar;
}

time::Instant opening_time() { return time::from_ms(1'772'416'800'000); }

const MemoryDisk::Image& fresh_office() {
  static const MemoryDisk::Image made = make_office();
  return made;
}

}  // namespace alur::simulation
