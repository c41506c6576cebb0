#include "core/moment.hpp"

#include <gtest/gtest.h>

namespace alur::sandbox {
namespace {

TEST(Moments, are_read_and_written_with_their_offset) {
  for (const auto* text : {"2026-03-02T08:00:00+07:00", "2026-12-31T23:59:59-09:30", "2028-02-29T00:00:00+00:00"}) {
    const auto moment = parse_moment(text);
    ASSERT_TRUE(moment) << text;
    EXPECT_EQ(format_moment(*moment), text);
  }
  EXPECT_EQ(time::to_ms(parse_moment("2026-03-02T08:00+07:00")->at), 1'772'413'200'000);
  EXPECT_EQ(time::to_ms(parse_moment("2026-03-02 01:00:00Z")->at), 1'772'413'200'000);
}

TEST(Moments, that_are_none_are_refused) {
  for (const auto* text : {"", "2026-03-02", "2026-02-29T08:00Z", "2026-03-02T24:00Z", "2026-03-02T08:00",
                           "2026-03-02T08:00+7", "2026-03-02T08:00Zx", "-026-03-02T08:00Z"}) {
    EXPECT_FALSE(parse_moment(text)) << text;
  }
}

}  // namespace
}  // namespace alur::sandbox
