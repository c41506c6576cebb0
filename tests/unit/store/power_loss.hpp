#pragma once

#include "fault_vfs.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <random>
#include <string>
#include <vector>

/// What a disk may hold after the power went: everything that was synced, and of the rest whatever it likes.
namespace alur::store::test {

/// Database and log, whole.
struct DiskImage {
  std::string database;
  std::string wal;
};

DiskImage read_image(const std::string& database_path);
void write_image(const DiskImage& image, const std::string& database_path);

/// Goes through a log of events, from the image that it began with, and gives the images of any moment.
class PowerLoss {
 public:
  explicit PowerLoss(DiskImage begin) : durable_{begin}, seen_{std::move(begin)} {}

  /// One more event has happened.
  void happened(const DiskEvent& event);
  std::int64_t promises() const { return promises_; }

  DiskImage nothing_unsynced() const { return durable_; }
  DiskImage everything() const { return seen_; }  ///< a killed process
  /// Each change since the last sync: done, not done, torn at a sector or garbage; in any order.
  DiskImage anything(std::mt19937& random) const;

 private:
  DiskImage durable_;
  DiskImage seen_;
  std::array<std::vector<DiskEvent>, 2> pending_;  ///< of the database, and of the log
  std::int64_t promises_ = 0;
};

}  // namespace alur::store::test
