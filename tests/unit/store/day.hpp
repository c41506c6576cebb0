#pragma once

#include "alur/store/database.hpp"
#include "alur/store/writer.hpp"

#include "power_loss.hpp"

#include <cstddef>
#include <string>

/// An office's day, as the disk sees it: updates that each leave a remembered id, an event, a state and a message.
namespace alur::store::test {

struct DayOptions {
  std::int64_t updates = 0;
  std::size_t batch_max = 3;
  std::int64_t updates_per_checkpoint = 40;
  /// What somebody does who takes a failed sync for a reason to start anew.
  bool restarts_after_trouble = false;
};

/// A database with one case, closed and whole.
void begin_day(const std::string& path);

struct DayReport {
  bool surfaced = false;  ///< trouble with the disk was seen by who runs the day
  bool finished = false;  ///< every update was promised and the log is moved into the database
};
/// Through `vfs`, at `path`: updates 1 to n in batches, with checkpoints between and a last one at the end. Tries again
/// on the same handle while the disk fails, so many times that a passing fault passes. Each promise goes to the log.
DayReport live_through(FaultVfs& vfs, const std::string& path, const DayOptions& options);

struct Verdict {
  bool corrupt = false;
  bool lost = false;     ///< fewer updates than promised
  bool partial = false;  ///< an update without its siblings, or more than were under way
  bool clean() const { return !corrupt && !lost && !partial; }
};
/// Opens what a disk was left with, as the program does. It may hold `under_way` updates more than promised.
Verdict judge(const std::string& path, std::int64_t promised, std::int64_t under_way);

/// How many images were judged, and how.
struct Tally {
  std::size_t images = 0;
  std::size_t corrupt = 0;
  std::size_t lost = 0;
  std::size_t partial = 0;
  void add(const Verdict& verdict);
  void add(const Tally& other);
  bool clean() const { return corrupt + lost + partial == 0; }
};

/// A longer run where ALUR_LONG is set.
bool full_length();

}  // namespace alur::store::test
