#include "core/update_queue.hpp"

#include <gtest/gtest.h>

namespace alur::sandbox {
namespace {

constexpr time::Instant now = time::from_ms(1'000'000);

class Updates : public ::testing::Test {
 protected:
  Updates() {
    for (int i = 0; i < 5; ++i) queue.push("\"x\":" + std::to_string(i), now + std::chrono::hours{1});
  }
  std::vector<std::int32_t> ids(std::int64_t offset, std::size_t limit = 100, time::Instant at = now) {
    std::vector<std::int32_t> read;
    for (const QueuedUpdate& update : queue.read(offset, limit, at)) read.push_back(update.id);
    return read;
  }
  UpdateQueue queue{100};
};

using Ids = std::vector<std::int32_t>;

TEST_F(Updates, are_read_again_until_confirmed) {
  EXPECT_EQ(ids(0), (Ids{100, 101, 102, 103, 104}));
  EXPECT_EQ(ids(0, 2), (Ids{100, 101}));
  EXPECT_EQ(ids(102), (Ids{102, 103, 104}));
  EXPECT_EQ(ids(0), (Ids{102, 103, 104}));
}

TEST_F(Updates, negative_offset_keeps_only_the_last) {
  EXPECT_EQ(ids(-2), (Ids{103, 104}));
  EXPECT_EQ(ids(0), (Ids{103, 104}));
}

TEST_F(Updates, an_offset_too_far_ahead_confirms_nothing) {
  EXPECT_EQ(ids(116), (Ids{100, 101, 102, 103, 104}));
  EXPECT_EQ(ids(1'000'000), (Ids{100, 101, 102, 103, 104}));
}

TEST_F(Updates, an_offset_a_little_ahead_deletes_later_updates_unseen) {
  EXPECT_EQ(ids(107), (Ids{}));
  for (int i = 0; i < 3; ++i) queue.push("\"x\":9", now + std::chrono::hours{1});
  EXPECT_EQ(ids(107), (Ids{107}));
}

TEST_F(Updates, vanish_when_too_old) {
  queue.push("\"callback\":1", now + std::chrono::seconds{150});
  EXPECT_EQ(ids(0, 100, now + std::chrono::seconds{151}).size(), 5U);
  EXPECT_TRUE(ids(0, 100, now + std::chrono::hours{2}).empty());
}

TEST_F(Updates, are_dropped_when_too_big_without_using_an_id) {
  queue.push(std::string(UpdateQueue::update_bytes_max + 1, 'x'), now + std::chrono::hours{1});
  EXPECT_EQ(queue.next_id(), 105);
}

TEST_F(Updates, are_delivered_twice_when_told_so) {
  queue.duplicate_next(1);
  EXPECT_EQ(ids(102), (Ids{100, 102, 103, 104}));
  EXPECT_EQ(ids(102), (Ids{102, 103, 104}));
}

}  // namespace
}  // namespace alur::sandbox
