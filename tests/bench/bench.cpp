#include "alur/store/audit.hpp"
#include "alur/store/queues.hpp"
#include "alur/store/records.hpp"
#include "alur/workflow/attention.hpp"

#include "steps.hpp"
#include "support/shipped.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

/// The figures of the README's table: the real program against the sandbox on loopback, with the durability that ships.
/// Prints a table and ends; it judges nothing, because machines differ.
namespace alur::bench {

namespace {

using namespace std::chrono_literals;
using journey::Office;
using journey::Person;
using Clock = std::chrono::steady_clock;
using Milliseconds = std::chrono::duration<double, std::milli>;

constexpr int starts = 10;
constexpr int samples = 200;  // below what one person may do in a minute
constexpr int many_cases = 10'000;
constexpr int proved_cases = 1'000;
constexpr auto patience = 20'000ms;

struct Series {
  std::vector<double> ms;

  double at(double share) const {
    std::vector<double> sorted = ms;
    std::sort(sorted.begin(), sorted.end());
    const auto rank = static_cast<std::size_t>(share * static_cast<double>(sorted.size()) + 0.999);
    return sorted.at(std::clamp<std::size_t>(rank, 1, sorted.size()) - 1);
  }
};

void row(const std::string& what, const std::string& measured, const std::string& target) {
  std::printf("| %s | %s | %s |\n", what.c_str(), measured.c_str(), target.c_str());
}

std::string p50_p99(const Series& series) {
  char text[64];
  std::snprintf(text, sizeof text, "p50 %.1f ms, p99 %.1f ms", series.at(0.5), series.at(0.99));
  return text;
}

/// Waits for what `done` sees at the server; how long that took since `since`.
double until(Office& office, Clock::time_point since, const std::function<bool()>& done) {
  if (!office.telegram().wait_for(done, patience)) throw std::runtime_error("nothing came");
  return Milliseconds(Clock::now() - since).count();
}

std::string data_of(const std::vector<sandbox::MessageView>& messages, std::int64_t id, const std::string& label) {
  for (const sandbox::MessageView& message : messages) {
    if (message.id != id) continue;
    for (const auto& row : message.keyboard) {
      for (const sandbox::Button& button : row) {
        if (button.text.find(label) != std::string::npos) return button.value;
      }
    }
  }
  throw std::runtime_error("no button " + label);
}

/// From a text that a person sends to the message that answers it. Nothing else is being sent meanwhile.
Series command(Office& office, Person& person, const std::string& text) {
  sandbox::Sandbox& telegram = office.telegram();
  Series series;
  for (int i = 0; i < samples; ++i) {
    const std::int64_t before = telegram.calls("sendMessage");
    const auto sent = Clock::now();
    telegram.send_text(person.id(), text);
    series.ms.push_back(until(office, sent, [&] { return telegram.calls("sendMessage") > before; }));
    office.quiet();  // the picture that follows an answer
  }
  return series;
}

/// From the command to the flow picture at the server: the answer before it, drawing and upload included.
Series pictures(Office& office, Person& person, const std::string& text) {
  sandbox::Sandbox& telegram = office.telegram();
  Series series;
  for (int i = 0; i < samples; ++i) {
    const std::int64_t before = telegram.calls("sendPhoto");
    const auto sent = Clock::now();
    telegram.send_text(person.id(), text);
    series.ms.push_back(until(office, sent, [&] { return telegram.calls("sendPhoto") > before; }));
    office.quiet();
  }
  return series;
}

/// From a press to the end of the button's spinner.
Series press(Office& office, Person& person, const std::string& label) {
  sandbox::Sandbox& telegram = office.telegram();
  const std::int64_t message = telegram.find_press(telegram.press(person.id(), label))->message_id;
  office.quiet();
  const std::string data = data_of(telegram.transcript(person.id()), message, label);
  Series series;
  for (int i = 0; i < samples; ++i) {
    const auto pressed = Clock::now();
    const std::string id = telegram.press_data(person.id(), message, data);
    series.ms.push_back(until(office, pressed, [&] { return telegram.find_press(id)->answered; }));
  }
  return series;
}

/// A new minute, in which everybody may act again; and nothing of the last series is left.
void breathe(Office& office) { office.move_clock_to(office.now() + 2min); }

Series start_to_first_poll(Office& office) {
  Series series;
  for (int i = 0; i < starts; ++i) {
    office.quiet();
    office.stop_bot();
    const std::int64_t polls = office.telegram().calls("getUpdates");
    const auto started = Clock::now();
    office.launch_bot();
    series.ms.push_back(until(office, started, [&] { return office.telegram().calls("getUpdates") > polls; }));
    office.wait_for_bot();
  }
  return series;
}

/// Opened through the workflow and the store, as the chat does, but without telling anybody: all wait for
/// `telegram_id`.
void open_cases(const store::DatabaseOptions& options, std::int64_t telegram_id, time::Instant now) {
  const test::Shipped& shipped = test::shipped();
  const time::WorkCalendar calendar = shipped.calendar();
  const process::Process& process =
      *std::ranges::find(shipped.processes, process::Track::mandiri, &process::Process::track);
  store::Database database{options};
  database.transact([&](store::Tx& tx) {
    const office::State office = store::OfficeRecords{tx}.load();
    const office::Person& person = *office.by_telegram(telegram_id);
    const workflow::Roster roster = office.roster();
    store::Cases cases{tx};
    for (int i = 0; i < many_cases; ++i) {
      workflow::OpenCase opening;
      opening.register_no = cases.next_register(process::Track::mandiri, 2026);
      opening.title = "Aplikasi Nomor " + std::to_string(i);
      opening.agency = office.agency_of(person.id);
      const workflow::Setting setting{.process = process, .roster = roster, .calendar = calendar, .now = now};
      const auto events = workflow::open(setting, {person.id, std::nullopt}, opening);
      const workflow::CaseId id = cases.open(events);
      cases.set_waiting(id, workflow::waiting(process, roster, cases.find(id).value().state));
    }
  });
  database.checkpoint(true);
}

/// A record of 1,000 cases with 102 events each, proved from the first to the last, states rebuilt.
void prove(const std::string& database_file, time::Instant now) {
  const store::DatabaseOptions options{.path = database_file, .vfs = {}};
  {
    store::Database database{options};
    database.transact([&](store::Tx& tx) {
      store::Cases cases{tx};
      const std::vector<workflow::Event> notes(
          100, {now, workflow::PersonId{1}, std::nullopt, workflow::NoteAdded{1, "Menunggu berkas dari instansi."}});
      for (int i = 0; i < proved_cases; ++i) {
        workflow::CaseOpened opened;
        opened.register_no = cases.next_register(process::Track::mandiri, 2026);
        opened.title = "Aplikasi Nomor " + std::to_string(i);
        opened.process_id = "mandiri";
        opened.process_version = 1;
        opened.steps = 14;
        workflow::StepStarted started;
        started.step = 1;
        started.round = 1;
        started.due = time::Deadline{now, false};
        store::CaseRecord record = *cases.find(cases.open(
            {{now, workflow::PersonId{1}, std::nullopt, opened}, {now, workflow::PersonId{1}, std::nullopt, started}}));
        cases.append(record, notes);
      }
    });
    database.checkpoint(true);
  }
  store::ReadDatabase reader{options, true};
  const auto began = Clock::now();
  const store::AuditReport report = store::audit(reader, "");
  const double seconds = std::chrono::duration<double>(Clock::now() - began).count();
  if (!report.findings.empty()) throw std::runtime_error("verify: " + report.findings.front().what);
  char text[96];
  std::snprintf(text, sizeof text, "%.0f events/s (%lld in %.2f s)", static_cast<double>(report.events) / seconds,
                static_cast<long long>(report.events), seconds);
  row("verify: chain, and states rebuilt", text, "100,000 events/s");
}

void memory(Office& office) {
  office.quiet();
  row("Idle, VmRSS", std::to_string(office.bot().memory_kib("VmRSS") / 1024) + " MiB", "30 MiB");
  row("Idle, anonymous (RssAnon)", std::to_string(office.bot().memory_kib("RssAnon") / 1024) + " MiB", "12 MiB");
}

void run() {
  Office office;
  journey::open_case(office, "mandiri", "Aplikasi Antrean Layanan Kependudukan");
  std::printf("| What | Measured | Target |\n|---|---|---|\n");

  const Series start = start_to_first_poll(office);
  char text[64];
  std::snprintf(text, sizeof text, "median %.0f ms, most %.0f ms", start.at(0.5), start.at(1.0));
  row("Start to the first poll", text, "500 ms");
  memory(office);

  row("Press to its answer (Rincian)", p50_p99(press(office, office.rina, "Rincian")), "p99 20 ms");
  breathe(office);
  row("Command to its answer (/proyek)", p50_p99(command(office, office.rina, "/proyek")), "p99 20 ms");
  breathe(office);
  const Series drawn = pictures(office, office.rina, "/proyek M26-001");
  std::snprintf(text, sizeof text, "first %.0f ms, then ", drawn.ms.front());
  row("/proyek REG to its flow picture", text + p50_p99(drawn), "first 120 ms");
  row("VmRSS after 200 pictures", std::to_string(office.bot().memory_kib("VmRSS") / 1024) + " MiB", "60 MiB");
  breathe(office);
  const Series few = command(office, office.rina, "/tugas");
  row("/tugas, 1 open case", p50_p99(few), "p99 20 ms");

  office.quiet();
  office.stop_bot();
  open_cases({.path = office.data_dir() + "/alur.db", .vfs = {}}, office.rina.id(), office.now());
  office.start_bot();
  breathe(office);
  const Series many = command(office, office.rina, "/tugas");
  std::snprintf(text, sizeof text, ", p99 %+.1f ms", many.at(0.99) - few.at(0.99));
  row("/tugas, 10,000 open cases of the one who asks", p50_p99(many) + text, "p99 +5 ms");
  breathe(office);
  row("Command to its answer (/proyek), 10,000 open cases", p50_p99(command(office, office.rina, "/proyek M26-001")),
      "p99 20 ms");
  prove(office.folder() + "/proved.db", office.now());
}

}  // namespace

}  // namespace alur::bench

int main() {
  try {
    alur::bench::run();
  } catch (const std::exception& e) {
    std::cerr << "alur_bench: " << e.what() << "\n";
    return 1;
  }
  return 0;
}
