#include "steps.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <fstream>
#include <map>
#include <thread>

/// Backups of the running program, taken back into empty places and served from there.
namespace alur::journey {

namespace {

using namespace std::chrono_literals;

constexpr int backups = 20;
constexpr std::size_t unanswered_max = 300;

/// Acts of everybody, as fast as the bot keeps up: each is one update, one event and one answer.
class Load {
 public:
  explicit Load(Office& office) : office_(office) {
    for (Person* person : office.everybody()) before_[person->id()] = answers(*person);
    thread_ = std::thread([this] { run(); });
  }
  ~Load() { stop(); }
  Load(const Load&) = delete;
  Load& operator=(const Load&) = delete;

  void stop() {
    enough_ = true;
    if (thread_.joinable()) thread_.join();
  }
  std::size_t sent() const { return sent_; }
  /// Acts of each person that the bot has answered, so that they are committed.
  std::map<std::int64_t, std::int64_t> acknowledged() const {
    std::map<std::int64_t, std::int64_t> acts;
    for (Person* person : office_.everybody()) acts[person->id()] = answers(*person) - before_.at(person->id());
    return acts;
  }
  bool waits_for(std::size_t more) const {
    const std::size_t from = sent_;
    return office_.telegram().wait_for([&] { return sent_ >= from + more; }, 20'000ms);
  }

 private:
  std::int64_t answers(const Person& person) const {
    const auto messages = office_.telegram().transcript(person.id());
    return std::count_if(messages.begin(), messages.end(), [](const MessageView& message) {
      return message.from_bot && (message.content.text.find("menggunakan Bahasa Indonesia") != std::string::npos ||
                                  message.content.text.find("uses English") != std::string::npos);
    });
  }
  void run() {
    sandbox::Sandbox& telegram = office_.telegram();
    const std::int64_t answered = telegram.calls("sendMessage");
    for (int round = 0; !enough_; ++round) {
      for (Person* person : office_.everybody()) {
        telegram.send_text(person->id(), round % 2 == 0 ? "/bahasa en" : "/bahasa id");
        ++sent_;
      }
      telegram.wait_for(
          [&] {
            const auto done = static_cast<std::size_t>(telegram.calls("sendMessage") - answered);
            return enough_ || sent_ - std::min(sent_.load(), done) < unanswered_max;
          },
          20'000ms);
    }
  }

  Office& office_;
  std::map<std::int64_t, std::int64_t> before_;
  std::atomic<std::size_t> sent_{0};
  std::atomic<bool> enough_{false};
  std::thread thread_;
};

struct Taken {
  std::string folder;
  std::map<std::int64_t, std::int64_t> acknowledged;  ///< before it began
};

/// The folder that `alurbot backup` said it made.
std::string back_up(Office& office) {
  const Output output = office.alurbot("backup", {office.folder() + "/backups"});
  EXPECT_EQ(output.status, 0) << output.out;
  return output.out.substr(0, output.out.find(": "));
}

void restore(Office& office, const std::string& source, const std::string& data_dir) {
  office.use_data_dir(data_dir);
  const Output output = office.alurbot("restore", {source});
  ASSERT_EQ(output.status, 0) << output.out;
}

std::int64_t language_changes(Office& office, std::int64_t telegram_id) {
  return office.number(
      "SELECT count(*) FROM event WHERE kind = 'language_set' AND actor = (SELECT id FROM person"
      " WHERE telegram_id = " +
      std::to_string(telegram_id) + ")");
}

}  // namespace

TEST(Backup, taken_under_load_holds_every_update_acknowledged_before_and_proves_itself) {
  Office::Options options;
  options.settings = "[limits]\nactions_per_minute = 100000\n";
  Office office(options);
  const std::string no = open_case(office, "mandiri", "Aplikasi Antrean Layanan Kependudukan");
  office.rina.send("identifikasi.pdf").see("Tersimpan");
  office.quiet();
  const std::int64_t updates_before = office.number("SELECT count(*) FROM seen_update");
  const std::int64_t changes_before = office.number("SELECT count(*) FROM event WHERE kind = 'language_set'");

  std::vector<Taken> taken;
  const auto began = std::chrono::steady_clock::now();
  Load load(office);
  ASSERT_TRUE(load.waits_for(50));
  while (taken.size() < backups) {
    Taken next;
    next.acknowledged = load.acknowledged();
    next.folder = back_up(office);
    ASSERT_TRUE(std::filesystem::exists(next.folder + "/SHA256SUMS")) << next.folder;
    taken.push_back(next);
    ASSERT_TRUE(load.waits_for(50)) << "the load goes on";
  }
  load.stop();
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  office.quiet();
  office.check_record();
  EXPECT_EQ(office.number("SELECT count(*) FROM event WHERE kind = 'language_set'") - changes_before,
            static_cast<std::int64_t>(load.sent()));
  office.stop_bot();

  std::int64_t changes_of_the_one_before = 0;
  for (std::size_t i = 0; i < taken.size(); ++i) {
    restore(office, taken[i].folder, "restored-" + std::to_string(i));
    EXPECT_EQ(office.word("PRAGMA integrity_check"), "ok");
    EXPECT_EQ(office.number("SELECT count(*) FROM pragma_foreign_key_check"), 0);
    const Output verified = office.alurbot("verify");
    EXPECT_EQ(verified.status, 0) << verified.out;
    EXPECT_NE(verified.out.find(", 1 documents"), std::string::npos) << verified.out;
    for (const auto& [person, acts] : taken[i].acknowledged) EXPECT_GE(language_changes(office, person), acts);
    const std::int64_t changes =
        office.number("SELECT count(*) FROM event WHERE kind = 'language_set'") - changes_before;
    EXPECT_EQ(office.number("SELECT count(*) FROM seen_update") - updates_before, changes)
        << "an update and what it did are there together";
    EXPECT_GT(changes, changes_of_the_one_before) << "each was taken while more came";
    changes_of_the_one_before = changes;
  }
  std::printf("[ FIGURE ] R8: %zu of %d backups restored and proved, taken under %zu updates in %.1f s\n", taken.size(),
              backups, load.sent(), took.count());
}

TEST(Backup, a_restored_office_starts_held_and_tells_everybody_once) {
  Office office;
  const std::string no = open_case(office, "mandiri", "Aplikasi Antrean Layanan Kependudukan");
  office.rina.send("identifikasi.pdf").see("Tersimpan");
  hand_in(office.rina, no);
  office.hendra.see("Tahap 1 dari 14");
  office.quiet();
  // Telegram takes nothing for an hour, so that the copy holds what was still to be sent.
  sandbox::Fault busy;
  busy.kind = sandbox::Fault::Kind::too_many;
  busy.method = "sendMessage";
  busy.count = 100;
  busy.retry_after_s = 3600;
  office.telegram().add_fault(busy);
  office.rina.say("/catatan " + no + " Pesan dari waktu yang lain");
  const auto waits = [&] { return office.number("SELECT count(*) FROM outbox WHERE state = 'waiting'") > 0; };
  // Written after the server's answer, which is the last change that the server sees.
  for (int looks = 0; !waits(); ++looks) {
    ASSERT_LT(looks, 4'000);
    office.telegram().wait_for([] { return false; }, 5ms);
  }
  const std::string copy = back_up(office);

  // What is lost: an approval in the hours after.
  office.telegram().clear_faults();
  office.kill_bot();
  office.telegram().advance_clock(61min);  // what Telegram asked for outlives the process
  office.start_bot();
  office.hendra.say("/setuju " + no).see("ersetujuan tercatat");
  office.dedi.see("Tahap 2 dari 14");
  office.quiet();
  office.kill_bot();

  restore(office, copy, "restored");
  const Output again = office.alurbot("restore", {copy});
  EXPECT_NE(again.status, 0);
  EXPECT_NE(again.out.find("is not empty"), std::string::npos) << again.out;
  office.telegram().advance_clock(4h);
  const std::int64_t newest = [&] {
    std::int64_t rev = 0;
    for (Person* person : office.everybody()) {
      for (const MessageView& message : office.telegram().transcript(person->id())) rev = std::max(rev, message.rev);
    }
    return rev;
  }();
  office.start_bot();
  office.quiet();

  for (Person* person : office.everybody()) {
    int told = 0;
    for (const MessageView& message : office.telegram().transcript(person->id())) {
      if (message.rev <= newest || !message.from_bot) continue;
      told +=
          message.content.text.find("Catatan kembali ke keadaan Senin, 2 Maret 2026 pukul 08.0") != std::string::npos;
      EXPECT_EQ(message.content.text.find("waktu yang lain"), std::string::npos) << message.content.text;
      EXPECT_EQ(message.content.text.find("Tidak ada data yang hilang"), std::string::npos) << message.content.text;
    }
    EXPECT_EQ(told, 1) << person->name();
  }
  // The step is asked for anew, and the card of the lost time no longer works.
  EXPECT_EQ(office.word("SELECT step FROM case_state"), "1");
  office.hendra.press("Setujui").press("Ya, setujui").see("ersetujuan tercatat");
  office.dedi.see("Tahap 2 dari 14");
  office.check_record();

  const std::int64_t sends = office.telegram().calls("sendMessage");
  office.stop_bot();
  office.start_bot();
  office.quiet();
  EXPECT_EQ(office.telegram().calls("sendMessage"), sends) << "told once, not at every start";
}

}  // namespace alur::journey
