#include "play/play.hpp"

#include "play/print.hpp"
#include "play/stage.hpp"

#include <fstream>
#include <iostream>
#include <sstream>
#include <thread>

namespace alur::sandbox {
namespace {

using std::chrono::steady_clock;

constexpr std::chrono::seconds enrol_patience{20};
constexpr std::chrono::milliseconds look_again{10};

/// Presses "Data benar" when asked, until the chat says that the person is in.
bool comes_in(Messenger& messenger, std::int64_t person, std::int64_t since) {
  const auto deadline = steady_clock::now() + enrol_patience;
  bool confirmed = false;
  while (steady_clock::now() < deadline) {
    for (const MessageView& message : messenger.transcript(person)) {
      const bool fresh = message.from_bot && message.rev > since;
      if (fresh && message.content.text.find("tercatat sebagai") != std::string::npos) return true;
    }
    if (!confirmed) confirmed = messenger.press(person, "Data benar");
    std::this_thread::sleep_for(look_again);
  }
  return false;
}

}  // namespace

bool enrol(const std::string& page_url, const std::string& invites_file, std::ostream& out) {
  Messenger messenger{page_url};
  std::ifstream file{invites_file};
  std::string line;
  bool all = true;
  while (std::getline(file, line)) {
    std::istringstream words{line};
    std::int64_t person = 0;
    std::string link;
    if (!(words >> person >> link))
      throw std::runtime_error{std::string{invites_file}.append(": not \"id link\": ").append(line)};
    const std::int64_t since = messenger.rev();
    messenger.open_link(person, link);
    if (comes_in(messenger, person, since)) continue;
    out << person << " did not get in by " << link << "\n";
    all = false;
  }
  return all;
}

bool play(const DemoOffice& office, const std::string& variant, const std::string& page_url,
          const std::string& health_url, std::ostream& out) {
  Messenger messenger{page_url};
  BotHealth bot{health_url};
  const script::Play scenes = script::play_of(variant);
  Stage stage{messenger, bot, office, out};
  try {
    for (const script::Scene& scene : scenes) stage.perform(scene);
  } catch (const Stage::Failure& failure) {
    out << "\nThe play stopped: " << failure.what << "\n";
    return false;
  }
  const auto violations = messenger.violations();
  for (const Violation& violation : violations) {
    out << "Violation of the method table: " << violation.method << ": " << violation.what << "\n";
  }
  out << "\n" << stage.register_no() << (violations.empty() ? " ended as it must.\n" : " ended, with violations.\n");
  return violations.empty();
}

}  // namespace alur::sandbox
