#pragma once

#include "play/script.hpp"

#include <type_traits>
#include <utility>

/// What both variants do alike.
namespace alur::sandbox::script {

using std::chrono::hours;
using std::chrono::minutes;

/// "Kirim untuk persetujuan" by buttons.
std::vector<Beat> hands_in(const std::string& who);
/// Approves by buttons; the yes is recorded.
std::vector<Beat> approves(const std::string& who);
/// The approval of a letter's draft: a paraf, not yet the end of the step.
std::vector<Beat> initials(const std::string& who);
/// Files a sample as an owed item, by caption.
std::vector<Beat> files(const std::string& who, const std::string& item, const std::string& sample);
/// Fills an owed item by command.
std::vector<Beat> fills(const std::string& who, const std::string& item, const std::string& value);
/// A session held now, `length` long.
std::vector<Beat> holds_session(const std::string& chair, minutes length);

template <class... Parts>
std::vector<Beat> in_order(Parts... parts) {
  std::vector<Beat> all;
  const auto add = [&all](auto part) {
    if constexpr (std::is_convertible_v<decltype(part), Beat>) {
      all.emplace_back(std::move(part));
    } else {
      all.insert(all.end(), part.begin(), part.end());
    }
  };
  (add(std::move(parts)), ...);
  return all;
}

Scene opening(const std::string& track, const std::string& title);
Scene identification();
Scene specification();
Scene review_of_specification();
Scene training(const std::string& number, const std::string& by);
Scene implementation(const std::string& number, const std::string& by);

}  // namespace alur::sandbox::script
