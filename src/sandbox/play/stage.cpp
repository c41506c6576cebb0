#include "play/stage.hpp"

#include "play/print.hpp"

#include <algorithm>
#include <ostream>
#include <thread>

namespace alur::sandbox {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds next_look{5};
constexpr std::chrono::seconds patience{20};
constexpr int hops_max = 1000;

void replace_all(std::string& text, const std::string& what, const std::string& by) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size())) {
    text.replace(at, what.size(), by);
  }
}

std::chrono::sys_days local_day(time::Instant at, std::chrono::minutes offset) {
  return std::chrono::floor<std::chrono::days>(at + offset);
}

bool weekend(std::chrono::sys_days day) {
  return std::chrono::weekday{day} == std::chrono::Saturday || std::chrono::weekday{day} == std::chrono::Sunday;
}

std::string typed_date(std::chrono::sys_days day) {
  const std::chrono::year_month_day date{day};
  return std::to_string(static_cast<unsigned>(date.day())) + "-" + std::to_string(static_cast<unsigned>(date.month())) +
         "-" + std::to_string(static_cast<int>(date.year()));
}

}  // namespace

Stage::Stage(Messenger& messenger, BotHealth& bot, const DemoOffice& office, std::ostream& out)
    : messenger_(messenger), bot_(bot), holidays_(office.holidays), out_(out) {
  for (const DemoPerson& person : office.people) {
    cast_[person.key] = person.user.id;
    names_[person.user.id] = person.name;
  }
  messenger_.news();  // what was said before is not part of the play
  for (const auto& [key, id] : cast_) since_[id] = messenger_.rev();
}

std::chrono::sys_days Stage::next_working_day(std::chrono::sys_days day) const {
  do {
    day += std::chrono::days{1};
  } while (weekend(day) || holidays_.contains(day));
  return day;
}

void Stage::perform(const script::Scene& scene) {
  out_ << "\n=== " << filled_in(scene.title) << " ===\n\n";
  for (const script::Beat& beat : scene.beats) {
    std::visit([this](const auto& one) { perform(one); }, beat);
  }
}

/// Asks again and again, in real time, until `done` or patience ends.
bool Stage::wait_until(const std::function<bool()>& done) const {
  const auto deadline = steady_clock::now() + patience;
  while (!done()) {
    if (stopping_ || steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(next_look);
  }
  return true;
}

void Stage::perform(const script::Says& beat) {
  const std::int64_t who = person(beat.who);
  acts(who);
  messenger_.say(who, filled_in(beat.text));
  settle();
}

void Stage::perform(const script::Sends& beat) {
  const std::int64_t who = person(beat.who);
  acts(who);
  messenger_.send_samples(who, {beat.sample}, filled_in(beat.caption));
  settle();
}

void Stage::perform(const script::Presses& beat) {
  const std::int64_t who = person(beat.who);
  acts(who);
  const std::string label = filled_in(beat.label);
  if (!wait_until([&] { return messenger_.press(who, label); })) {
    throw Failure{beat.who + " has no button \"" + label + "\""};
  }
  out_ << short_moment(messenger_.clock().now, messenger_.zone_offset()) << "  " << names_.at(who) << "\n    > "
       << label << "\n";
  settle();
}

void Stage::perform(const script::Sees& beat) {
  if (!wait_until([&] { return seen(person(beat.who), filled_in(beat.part)); })) {
    throw Failure{beat.who + " does not see \"" + filled_in(beat.part) + "\""};
  }
}

void Stage::perform(const script::Awaits& beat) {
  for (int hops = 0; !seen(person(beat.who), filled_in(beat.part)); ++hops) {
    const auto next = bot_.read().next_due;
    if (!next || hops == hops_max) throw Failure{beat.who + " never sees \"" + filled_in(beat.part) + "\""};
    move_clock(*next);
  }
}

void Stage::perform(const script::Pass& beat) { pass_until(messenger_.clock().now + beat.time); }

void Stage::perform(const script::NextDay& beat) {
  const auto offset = messenger_.zone_offset();
  pass_until(time::Instant{next_working_day(local_day(messenger_.clock().now, offset))} + beat.at - offset);
}

std::int64_t Stage::person(const std::string& key) const {
  const auto found = cast_.find(key);
  if (found == cast_.end()) throw Failure{"nobody has the key \"" + key + "\""};
  return found->second;
}

std::string Stage::filled_in(std::string text) const {
  const auto today = local_day(messenger_.clock().now, messenger_.zone_offset());
  replace_all(text, "{reg}", register_no_);
  replace_all(text, "{today}", typed_date(today));
  replace_all(text, "{tomorrow}", typed_date(next_working_day(today)));
  return text;
}

void Stage::acts(std::int64_t who) { since_[who] = messenger_.rev(); }

bool Stage::seen(std::int64_t who, const std::string& part) {
  for (const MessageView& message : messenger_.transcript(who)) {
    const bool fresh = message.from_bot && message.said > since_.at(who);
    if (!fresh || message.content.text.find(part) == std::string::npos) continue;
    find_register(message);
    return true;
  }
  return false;
}

/// "Permohonan terdaftar: M26-001" names the case once.
void Stage::find_register(const MessageView& message) {
  const auto dash = message.content.text.find("26-");
  if (!register_no_.empty() || dash == std::string::npos || dash == 0) return;
  register_no_ = message.content.text.substr(dash - 1, 7);
}

void Stage::settle() {
  const auto quiet = [this] { return messenger_.idle() && bot_.read().idle && messenger_.idle(); };
  if (!wait_until(quiet)) throw Failure{"the bot does not come to rest"};
  print_news();
}

void Stage::print_news() {
  for (const Messenger::News& news : messenger_.news()) {
    const auto reader = names_.find(news.chat);
    out_ << on_terminal(news.message, reader == names_.end() ? std::string{} : reader->second, messenger_.zone_offset())
         << std::flush;
  }
}

void Stage::move_clock(time::Instant to) {
  const time::Instant target = std::max(to, messenger_.clock().now);
  messenger_.set_clock(target);
  if (!wait_until([&] { return bot_.read().now >= target; })) throw Failure{"the bot does not follow the clock"};
  settle();
}

void Stage::pass_until(time::Instant to) {
  for (int hops = 0; hops < hops_max; ++hops) {
    const auto next = bot_.read().next_due;
    if (!next || *next >= to) break;
    move_clock(*next);
  }
  move_clock(to);
}

}  // namespace alur::sandbox
