#pragma once

#include <chrono>
#include <string>
#include <variant>
#include <vector>

/// A play as data: scenes of beats, each somebody doing or seeing something, or time passing. People are named by their
/// key in config/demo.toml. In texts {reg} stands for the case's register, {today} and {tomorrow} (the next working
/// day) for dates as d-m-yyyy.
namespace alur::sandbox::script {

struct Says {
  std::string who;
  std::string text;
};
struct Sends {
  std::string who;
  std::string sample;  ///< a name among the sandbox's samples
  std::string caption;
};
struct Presses {
  std::string who;
  std::string label;
};
/// A message from the bot, new or edited since this person's last act (or since `Sees` last found one there).
struct Sees {
  std::string who;
  std::string part;
};
/// The same, but time passes, from one thing due to the next, until it is seen.
struct Awaits {
  std::string who;
  std::string part;
};
/// Time passes, stopping at everything due on the way.
struct Pass {
  std::chrono::minutes time;
};
/// To hh.mm of the next working day, likewise.
struct NextDay {
  std::chrono::minutes at;
};

using Beat = std::variant<Says, Sends, Presses, Sees, Awaits, Pass, NextDay>;

struct Scene {
  std::string title;
  std::vector<Beat> beats;
};
using Play = std::vector<Scene>;

Play mandiri();
Play pengembang();

/// Whoever acts in it, each once.
std::vector<std::string> cast_of(const Play& play);

/// "mandiri" or "pengembang", and at its end the scene in which everybody who played sees that the case is over.
Play play_of(const std::string& variant);

}  // namespace alur::sandbox::script
