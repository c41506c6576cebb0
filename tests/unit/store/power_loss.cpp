#include "power_loss.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace alur::store::test {

namespace {

constexpr std::size_t sector_bytes = 512;

std::string read_all(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void perform(std::string& file, const DiskEvent& event) {
  if (event.kind == DiskEvent::Kind::truncate) {
    file.resize(static_cast<std::size_t>(event.at));
    return;
  }
  const auto at = static_cast<std::size_t>(event.at);
  if (file.size() < at + event.bytes.size()) file.resize(at + event.bytes.size());
  file.replace(at, event.bytes.size(), event.bytes);
}

/// A write as it may have reached the disk: to some sector, or with one sector of garbage.
DiskEvent torn(DiskEvent event, bool garbage, std::mt19937& random) {
  const std::size_t sectors = event.bytes.size() / sector_bytes;
  if (sectors == 0) return event;
  const std::size_t cut = random() % sectors * sector_bytes;
  if (!garbage) {
    event.bytes.resize(cut);
  } else {
    std::generate_n(event.bytes.begin() + static_cast<std::ptrdiff_t>(cut), sector_bytes,
                    [&] { return static_cast<char>(random()); });
  }
  return event;
}

void perform_some(std::string& file, std::vector<DiskEvent> pending, std::mt19937& random) {
  std::shuffle(pending.begin(), pending.end(), random);
  for (const DiskEvent& event : pending) {
    const auto fate = random() % 8;  // half of them reach the disk whole
    if (fate < 4 || (event.kind == DiskEvent::Kind::truncate && fate < 6)) {
      perform(file, event);
    } else if (event.kind == DiskEvent::Kind::write && fate >= 6) {
      perform(file, torn(event, fate == 7, random));
    }
  }
}

}  // namespace

DiskImage read_image(const std::string& database_path) {
  return {read_all(database_path), read_all(database_path + "-wal")};
}

void write_image(const DiskImage& image, const std::string& database_path) {
  std::filesystem::remove(database_path + "-shm");
  std::ofstream(database_path, std::ios::binary | std::ios::trunc) << image.database;
  std::ofstream(database_path + "-wal", std::ios::binary | std::ios::trunc) << image.wal;
}

void PowerLoss::happened(const DiskEvent& event) {
  if (event.kind == DiskEvent::Kind::promise) {
    ++promises_;
    return;
  }
  std::string& seen = event.wal ? seen_.wal : seen_.database;
  std::string& durable = event.wal ? durable_.wal : durable_.database;
  std::vector<DiskEvent>& pending = pending_.at(event.wal ? 1 : 0);
  switch (event.kind) {
    case DiskEvent::Kind::write:
    case DiskEvent::Kind::truncate:
      perform(seen, event);
      pending.push_back(event);
      break;
    case DiskEvent::Kind::sync:
      for (const DiskEvent& each : pending) perform(durable, each);
      pending.clear();
      break;
    case DiskEvent::Kind::failed_sync:
      // The kernel takes its pages for clean from now on: readable, and never written (fsyncgate).
      pending.clear();
      break;
    case DiskEvent::Kind::promise:
      break;
  }
}

DiskImage PowerLoss::anything(std::mt19937& random) const {
  DiskImage image = durable_;
  perform_some(image.database, pending_[0], random);
  perform_some(image.wal, pending_[1], random);
  return image;
}

}  // namespace alur::store::test
