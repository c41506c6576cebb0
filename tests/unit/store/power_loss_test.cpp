#include "day.hpp"
#include "temp_dir.hpp"

#include <gtest/gtest.h>

#include <cstdio>

/// R2: the power goes at every single operation on the disk; what was promised is there whatever of the rest is.
namespace alur::store::test {
namespace {

constexpr std::uint32_t seed = 20'260'302;

/// One day, recorded once and crashed at every one of its operations.
class PowerLossTest {
 public:
  explicit PowerLossTest(std::function<void(FaultVfs&)> spoil = {}) {
    begin_day(directory_.database());
    begin_ = read_image(directory_.database());
    FaultVfs vfs;
    vfs.log = &log_;
    if (spoil) spoil(vfs);
    options_.updates = full_length() ? 300 : 24;
    options_.updates_per_checkpoint = full_length() ? 30 : 12;
    EXPECT_TRUE(live_through(vfs, directory_.database(), options_).finished);
  }

  std::size_t operations() const { return log_.size(); }

  /// `chances` images of chance at each operation, besides those with nothing and with everything.
  Tally crash_everywhere(int chances) {
    Tally tally;
    PowerLoss power{begin_};
    for (const DiskEvent& event : log_) {
      power.happened(event);
      tally.add(judged(power.nothing_unsynced(), power.promises()));
      tally.add(judged(power.everything(), power.promises()));
      for (int i = 0; i < chances; ++i) tally.add(judged(power.anything(random_), power.promises()));
    }
    return tally;
  }

  /// The power goes again while what the first loss left is being recovered, moved into the database and written on.
  Tally crash_in_recovery(std::size_t every) {
    Tally tally;
    PowerLoss power{begin_};
    for (std::size_t i = 0; i < log_.size(); ++i) {
      power.happened(log_[i]);
      if (i % every != 0) continue;
      const DiskImage image = power.anything(random_);
      write_image(image, scratch_.database());
      std::vector<DiskEvent> recovery;
      {
        FaultVfs vfs;
        vfs.log = &recovery;
        Database database{{scratch_.database(), FaultVfs::name()}};
        database.checkpoint(true);
      }
      PowerLoss again{image};
      for (const DiskEvent& event : recovery) {
        again.happened(event);
        tally.add(judged(again.nothing_unsynced(), power.promises()));
        tally.add(judged(again.anything(random_), power.promises()));
      }
    }
    return tally;
  }

 private:
  Verdict judged(const DiskImage& image, std::int64_t promised) {
    write_image(image, scratch_.database());
    return judge(scratch_.database(), promised, static_cast<std::int64_t>(options_.batch_max));
  }

  TempDir directory_;
  TempDir scratch_;
  DayOptions options_;
  DiskImage begin_;
  std::vector<DiskEvent> log_;
  std::mt19937 random_{seed};
};

}  // namespace

TEST(PowerLoss, at_any_operation_loses_nothing_promised_and_leaves_nothing_half_done) {
  PowerLossTest day;
  const Tally first = day.crash_everywhere(full_length() ? 12 : 1);
  const Tally second = day.crash_in_recovery(full_length() ? 7 : 40);
  Tally all = first;
  all.add(second);
  EXPECT_EQ(all.corrupt, 0U);
  EXPECT_EQ(all.lost, 0U);
  EXPECT_EQ(all.partial, 0U);
  EXPECT_GT(second.images, 0U);
  EXPECT_GE(all.images, full_length() ? 47'000U : 300U);

  PowerLossTest no_log_sync{[](FaultVfs& vfs) { vfs.skips_log_syncs = true; }};
  const Tally unsynced = no_log_sync.crash_everywhere(1);
  EXPECT_GT(unsynced.lost, 0U) << "without a synced log this test must find what is lost, or it is blind";
  PowerLossTest no_sync{[](FaultVfs& vfs) { vfs.skips_all_syncs = true; }};
  const Tally lying = no_sync.crash_everywhere(1);
  EXPECT_GT(lying.corrupt, 0U) << "and what is broken on a disk that never syncs";
  std::printf(
      "[ FIGURE ] R2: %zu operations, %zu images (%zu of a second loss), %zu corrupt, %zu lost, %zu partial; control "
      "without log fsync: %zu of %zu lost, without any fsync: %zu of %zu corrupt; seed %u\n",
      day.operations(), all.images, second.images, all.corrupt, all.lost, all.partial, unsynced.lost, unsynced.images,
      lying.corrupt, lying.images, seed);
}

}  // namespace alur::store::test
