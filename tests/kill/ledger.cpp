#include "ledger.hpp"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <algorithm>
#include <cstdio>

namespace alur::kill {

namespace {

constexpr const char* prefix = "uji-";
constexpr std::size_t word_size = 11;
const std::string answer = "Catatan tersimpan";

/// The word of the note that `text` is about; for the answer to whoever made one, which names none, `answer`.
std::string key_of(const std::string& text) {
  if (const auto at = text.find(prefix); at != std::string::npos) return text.substr(at, word_size);
  return text.find(answer) != std::string::npos ? answer : std::string{};
}

using Counts = std::map<std::string, std::size_t>;

std::size_t count_of(const Counts& counts, const std::string& key) {
  const auto found = counts.find(key);
  return found == counts.end() ? 0 : found->second;
}

}  // namespace

std::string word_of(std::size_t number) {
  char word[word_size + 1];
  std::snprintf(word, sizeof word, "%s%06u.", prefix, static_cast<unsigned>(number % 1'000'000U));
  return word;
}

Ledger::Ledger(journey::Office& office, std::string register_no)
    : office_(office), register_no_(std::move(register_no)) {
  for (const journey::Person* person : office_.everybody()) {
    const auto messages = office_.telegram().transcript(person->id());
    last_before_[person->id()] = messages.empty() ? 0 : messages.back().id;
  }
}

std::string Ledger::note(journey::Person& by) {
  by_number_.push_back(by.id());
  return "/catatan " + register_no_ + " " + word_of(by_number_.size() - 1);
}

std::size_t Ledger::mark_under_way() {
  SQLite::Database database(office_.data_dir() + "/alur.db", SQLite::OPEN_READONLY);
  SQLite::Statement sending(database,
                            "SELECT chat_id, html FROM card WHERE state = 'sending' UNION ALL"
                            " SELECT chat_id, body FROM outbox WHERE state = 'sending'");
  std::size_t count = 0;
  for (; sending.executeStep(); ++count) {
    ++marked_[{sending.getColumn(0).getInt64(), key_of(sending.getColumn(1).getString())}];
  }
  return count;
}

void Ledger::count_events(Findings& findings) const {
  Counts events;
  SQLite::Database database(office_.data_dir() + "/alur.db", SQLite::OPEN_READONLY);
  SQLite::Statement notes(database,
                          "SELECT body || coalesce(data, '') FROM event LEFT JOIN event_personal USING (seq)"
                          " WHERE kind = 'note_added'");
  while (notes.executeStep()) ++events[key_of(notes.getColumn(0).getString())];
  for (std::size_t number = 0; number < by_number_.size(); ++number) {
    const std::size_t copies = count_of(events, word_of(number));
    findings.lost += copies == 0 ? 1 : 0;
    findings.doubled += copies > 1 ? 1 : 0;
  }
}

void Ledger::count_messages(Findings& findings) const {
  // Who hears of whose notes: whoever heard of one must have heard of all.
  std::map<std::int64_t, Counts> arrived;
  std::map<std::int64_t, std::set<std::int64_t>> listeners;
  for (const journey::Person* person : office_.everybody()) {
    Counts& counts = arrived[person->id()];
    for (const journey::MessageView& message : office_.telegram().transcript(person->id())) {
      if (message.from_bot && message.id > last_before_.at(person->id())) ++counts[key_of(message.content.text)];
    }
    for (std::size_t number = 0; number < by_number_.size(); ++number) {
      if (counts.contains(word_of(number))) listeners[by_number_[number]].insert(person->id());
    }
  }
  const auto expect = [&](std::int64_t chat, const std::string& key, std::size_t wanted) {
    const std::size_t copies = count_of(arrived.at(chat), key);
    if (copies < wanted) findings.missing += wanted - copies;
    if (copies <= wanted) return;
    const auto mark = marked_.find({chat, key});
    const std::size_t marks = mark == marked_.end() ? 0 : mark->second;
    findings.repeats += copies - wanted;
    findings.unmarked += copies - wanted - std::min(marks, copies - wanted);
  };
  for (std::size_t number = 0; number < by_number_.size(); ++number) {
    for (const std::int64_t listener : listeners[by_number_[number]]) expect(listener, word_of(number), 1);
  }
  for (const journey::Person* person : office_.everybody()) {
    expect(person->id(), answer, static_cast<std::size_t>(std::ranges::count(by_number_, person->id())));
  }
}

Findings Ledger::findings() const {
  Findings findings;
  findings.updates = by_number_.size();
  count_events(findings);
  count_messages(findings);
  return findings;
}

}  // namespace alur::kill
