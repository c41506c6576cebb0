#include "crowd.hpp"

#include "button.hpp"

#include <algorithm>

namespace alur::simulation {

using namespace std::chrono_literals;

namespace {

/// Buttons that the model understands, or that change nothing.
bool understood(const chat::Press& press) {
  switch (press.verb) {
    case chat::Verb::approve:
    case chat::Verb::approve_yes:
    case chat::Verb::submit:
    case chat::Verb::submit_yes:
    case chat::Verb::dismiss:
    case chat::Verb::details:
    case chat::Verb::open_tasks:
      return true;
    default:
      return false;
  }
}

bool understood(const std::string& data, std::int64_t account) {
  const auto press = chat::unseal(data, account, button_key);
  return press && understood(*press);
}

}  // namespace

Crowd::Crowd(Timeline& timeline, Telegram& telegram, const Model& model)
    : timeline_(timeline),
      telegram_(telegram),
      model_(model),
      pause_(timeline.random.between(60s, 240s)),
      cases_max_(1 + timeline.random.below(4)) {}

void Crowd::start() {
  for (const Person& person : people()) live(person);
}

void Crowd::live(const Person& person) {
  timeline_.after(timeline_.random.between(1s, pause_), [this, &person] {
    if (!at_work_) return;
    act(person);
    live(person);
  });
}

std::string Crowd::word() {
  std::string made;
  for (int i = 0; i < 8; ++i) made += static_cast<char>('a' + timeline_.random.below(26));
  return made;
}

void Crowd::act(const Person& person) {
  Random& random = timeline_.random;
  if (random.chance(0.5) && press_something(person)) return;
  Deed deed;
  deed.text = random.chance(0.85) ? something_sensible(person) : anything(person);
  if (deed.text.empty()) return;
  deed.chat = person.account;
  if (deed.text.starts_with("/unggah")) deed.file_id = "berkas-" + word();
  deliver(std::move(deed));
}

/// A button of one of the last messages, or one seen long ago.
bool Crowd::press_something(const Person& person) {
  constexpr std::size_t messages_looked_at = 6;
  Random& random = timeline_.random;
  std::vector<std::string>& seen = buttons_seen_[person.account];
  const std::vector<ShownMessage>& chat = telegram_.chat(person.account);
  std::vector<std::pair<std::int64_t, std::string>> choices;
  for (auto message = chat.rbegin();
       message != chat.rend() && message - chat.rbegin() < static_cast<std::ptrdiff_t>(messages_looked_at); ++message) {
    for (const ShownButton& button : message->buttons) {
      if (understood(button.data, person.account)) choices.emplace_back(message->id, button.data);
    }
  }
  if (!seen.empty() && (choices.empty() || random.chance(0.1))) {
    press(person, 1, random.one_of(seen));
    return true;
  }
  if (choices.empty()) return false;
  const auto& [message, data] = random.one_of(choices);
  seen.push_back(data);
  press(person, message, data);
  return true;
}

/// Impatient people press twice; and a client that was reopened sends its press again, under another update_id.
void Crowd::press(const Person& person, std::int64_t message, const std::string& data) {
  Deed deed;
  deed.chat = person.account;
  deed.on_message = message;
  deed.data = data;
  while (true) {
    deliver(deed);
    if (!timeline_.random.chance(0.15)) return;
  }
}

/// By link, or by a document that is yet to be fetched.
std::string Crowd::filing(const std::string& register_no, const std::string& item) {
  if (timeline_.random.chance(0.3)) return "/unggah " + register_no + " " + item;
  return "/isi " + register_no + " " + item + " https://dokumen.go.id/" + word();
}

std::string Crowd::something_sensible(const Person& person) {
  Random& random = timeline_.random;
  const auto& cases = model_.cases();
  if (person.role == process::Role::instansi_pengguna && cases.size() < cases_max_) {
    return "/ajukan mandiri " + word() + " " + word();
  }
  std::vector<std::string> choices;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const Model::Case& one = cases[i];
    const std::string no = Model::register_of(i);
    if (model_.may_hand_in(person, one)) {
      choices.push_back("/selesai " + no);
    } else if (!one.decided_on) {
      for (const process::Owed& owed : sop().step(one.step).owed) {
        if (model_.may_file(person, one, owed.id) && !one.filed.contains(owed.id)) {
          choices.push_back(filing(no, owed.id));
        }
      }
    }
    if (model_.may_approve(person, one)) {
      const bool fine = random.chance(0.8);
      const int to = sop().step(one.step).back_to.front().step;
      choices.push_back(fine ? "/setuju " + no : "/kembalikan " + no + " tahap " + std::to_string(to) + " kurang");
    }
  }
  return choices.empty() ? std::string{} : random.one_of(choices);
}

std::string Crowd::anything(const Person&) {
  Random& random = timeline_.random;
  if (model_.cases().empty()) return {};
  const std::string no = Model::register_of(random.below(model_.cases().size()));
  switch (random.below(4)) {
    case 0:
      return "/setuju " + no;
    case 1:
      return "/selesai " + no;
    case 2:
      return "/kembalikan " + no + " tahap " + std::to_string(1 + random.below(3)) + " kurang";
    default: {
      const process::Step& step = sop().step(1 + static_cast<int>(random.below(3)));
      return filing(no, random.one_of(step.owed).id);
    }
  }
}

void Crowd::deliver(Deed deed) {
  SteadyTime& last = last_arrival_[deed.chat];
  last = std::max(last, timeline_.clock.steady() + timeline_.random.between(20ms, 900ms)) + 1ms;
  const auto delay = std::chrono::ceil<milliseconds>(last - timeline_.clock.steady());
  timeline_.after(delay, [this, deed = std::move(deed)] { telegram_.send(deed); });
}

}  // namespace alur::simulation
