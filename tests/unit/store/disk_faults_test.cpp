#include "day.hpp"
#include "temp_dir.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <limits>

/// R3: a sync that fails. R4: a disk that is full.
namespace alur::store::test {
namespace {

constexpr std::uint32_t seed = 20'260'302;
constexpr std::int64_t for_ever = std::numeric_limits<std::int64_t>::max();

class FaultyDay {
 public:
  FaultyDay() { options.updates_per_checkpoint = 6; }

  DayReport live(const std::function<void(FaultVfs&)>& spoil) {
    directory_ = std::make_unique<TempDir>();
    begin_day(directory_->database());
    begin_ = read_image(directory_->database());
    log_.clear();
    FaultVfs vfs;
    vfs.log = &log_;
    spoil(vfs);
    const DayReport report = live_through(vfs, directory_->database(), options);
    syncs = vfs.syncs;
    writes = vfs.writes;
    return report;
  }
  /// The power goes at every operation after the first failed sync.
  Tally crash_after_the_failure() {
    Tally tally;
    PowerLoss power{begin_};
    bool failed = false;
    for (const DiskEvent& event : log_) {
      power.happened(event);
      failed = failed || event.kind == DiskEvent::Kind::failed_sync;
      if (!failed || event.kind == DiskEvent::Kind::promise) continue;
      tally.add(judged(power.nothing_unsynced(), power.promises()));
      tally.add(judged(power.anything(random_), power.promises()));
    }
    return tally;
  }
  Verdict judge_what_is_there() { return judge(directory_->database(), options.updates, 0); }

  DayOptions options;
  std::int64_t syncs = 0;
  std::int64_t writes = 0;

 private:
  Verdict judged(const DiskImage& image, std::int64_t promised) {
    write_image(image, scratch_.database());
    return judge(scratch_.database(), promised, static_cast<std::int64_t>(options.batch_max));
  }

  std::unique_ptr<TempDir> directory_;
  TempDir scratch_;
  DiskImage begin_;
  std::vector<DiskEvent> log_;
  std::mt19937 random_{seed};
};

struct SyncRun {
  Tally tally;
  std::int64_t injected = 0;
  std::int64_t surfaced = 0;
};

/// Fails each sync of the day in turn, once.
SyncRun fail_each_sync(bool restarts, std::int64_t every) {
  FaultyDay day;
  day.options.updates = full_length() ? 36 : 12;
  day.options.restarts_after_trouble = restarts;
  day.live([](FaultVfs&) {});
  const std::int64_t syncs = day.syncs;
  SyncRun run;
  for (std::int64_t at = 0; at < syncs; at += every) {
    const DayReport report = day.live([at](FaultVfs& vfs) {
      vfs.sync_fails_from = at;
      vfs.sync_fails_until = at + 1;
    });
    ++run.injected;
    run.surfaced += report.surfaced ? 1 : 0;
    EXPECT_TRUE(report.finished || restarts) << "sync " << at;
    run.tally.add(day.crash_after_the_failure());
  }
  return run;
}

}  // namespace

TEST(FailingSync, once_is_seen_and_tried_again_on_the_same_handle_and_nothing_promised_is_lost) {
  const SyncRun run = fail_each_sync(false, full_length() ? 1 : 2);
  EXPECT_EQ(run.surfaced, run.injected);
  EXPECT_EQ(run.tally.corrupt, 0U);
  EXPECT_EQ(run.tally.lost, 0U);
  EXPECT_EQ(run.tally.partial, 0U);
  EXPECT_GE(run.tally.images, full_length() ? 2'800U : 200U);
  const SyncRun control = fail_each_sync(true, full_length() ? 1 : 2);
  EXPECT_GT(control.tally.lost + control.tally.corrupt, 0U) << "a plain restart must be seen to lose, or we are blind";
  std::printf(
      "[ FIGURE ] R3: %lld syncs failed, %lld seen; %zu images, %zu corrupt, %zu lost, %zu partial; control plain "
      "restart: %zu lost, %zu corrupt of %zu\n",
      static_cast<long long>(run.injected), static_cast<long long>(run.surfaced), run.tally.images, run.tally.corrupt,
      run.tally.lost, run.tally.partial, control.tally.lost, control.tally.corrupt, control.tally.images);
}

TEST(FailingSync, for_ever_promises_nothing_more) {
  FaultyDay day;
  day.options.updates = 12;
  day.live([](FaultVfs&) {});
  const std::int64_t syncs = day.syncs;
  Tally tally;
  for (std::int64_t at = 0; at < syncs; at += full_length() ? 1 : 3) {
    const DayReport report = day.live([at](FaultVfs& vfs) {
      vfs.sync_fails_from = at;
      vfs.sync_fails_until = for_ever;
    });
    EXPECT_TRUE(report.surfaced);
    EXPECT_FALSE(report.finished);
    tally.add(day.crash_after_the_failure());
  }
  EXPECT_TRUE(tally.clean()) << tally.corrupt << " corrupt, " << tally.lost << " lost, " << tally.partial << " partial";
  std::printf("[ FIGURE ] R3: syncs that fail for ever: %zu images, %zu false promises\n", tally.images, tally.lost);
}

TEST(FullDisk, loses_nothing_and_goes_on_once_there_is_room) {
  FaultyDay day;
  day.options.updates = full_length() ? 90 : 24;
  day.live([](FaultVfs&) {});
  const std::int64_t writes = day.writes;
  std::size_t windows = 0;
  std::size_t stuck = 0;
  Tally tally;
  for (std::int64_t at = 0; at < writes; at += full_length() ? 3 : 12, ++windows) {
    const DayReport report = day.live([at](FaultVfs& vfs) {
      vfs.full_from = at;
      vfs.full_until = at + 25;
    });
    EXPECT_TRUE(report.surfaced) << "write " << at;
    stuck += report.finished ? 0 : 1;
    tally.add(day.judge_what_is_there());
  }
  EXPECT_EQ(stuck, 0U);
  EXPECT_TRUE(tally.clean()) << tally.corrupt << " corrupt, " << tally.lost << " lost, " << tally.partial << " partial";
  EXPECT_GE(windows, full_length() ? 200U : 15U);
  std::printf("[ FIGURE ] R4: %zu windows of a full disk, %zu lost, %zu corrupt, %zu stuck\n", windows, tally.lost,
              tally.corrupt, stuck);
}

}  // namespace alur::store::test
