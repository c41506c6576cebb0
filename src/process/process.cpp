#include "alur/process/process.hpp"

#include <algorithm>

namespace alur::process {

bool Step::has_letter() const {
  return std::any_of(owed.begin(), owed.end(), [](const Owed& item) { return item.kind == OwedKind::letter; });
}

const Owed* Step::find_owed(std::string_view id) const {
  const auto found = std::find_if(owed.begin(), owed.end(), [id](const Owed& item) { return item.id == id; });
  return found == owed.end() ? nullptr : &*found;
}

std::string_view id_of(Track track) { return track == Track::mandiri ? "mandiri" : "pengembang"; }

std::optional<Track> track_from(std::string_view id) {
  for (const Track track : {Track::mandiri, Track::pengembang})
    if (id == id_of(track)) return track;
  return std::nullopt;
}

char register_letter(Track track) { return track == Track::mandiri ? 'M' : 'P'; }

const Step& Process::step(int no) const { return steps.at(static_cast<std::size_t>(no - 1)); }

const Step* Process::step_owing(std::string_view owed_id) const {
  const auto found =
      std::find_if(steps.begin(), steps.end(), [owed_id](const Step& s) { return s.find_owed(owed_id) != nullptr; });
  return found == steps.end() ? nullptr : &*found;
}

}  // namespace alur::process
