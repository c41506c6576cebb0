#include "far_telegram.hpp"

#include <gtest/gtest.h>

#include <iostream>

/// R12: Telegram's limits are kept. Two notices each to thousands of chats, counted by Telegram in sliding windows.
namespace alur::service::test {

namespace {

constexpr Allowance allowed{30, 1};
constexpr int notices_a_chat = 2;

std::vector<Dispatch::Letter> notices(std::int64_t to_chats) {
  std::vector<Dispatch::Letter> letters;
  for (int number = 1; number <= notices_a_chat; ++number) {
    for (std::int64_t chat = 1; chat <= to_chats; ++chat) {
      letters.push_back({chat, std::to_string(chat) + "/" + std::to_string(number), store::SendClass::notice, true});
    }
  }
  return letters;
}

std::size_t out_of_order(const FarTelegram::Seen& seen) {
  std::size_t found = 0;
  for (const auto& [chat, texts] : seen.of_chat) found += std::is_sorted(texts.begin(), texts.end()) ? 0 : 1;
  return found;
}

}  // namespace

/// 1,000 notices; 10,000 with ALUR_LONG.
TEST(SendLimits, many_notices_leave_in_time_and_in_order_without_a_429) {
  const std::int64_t chats = long_run() ? 5'000 : 500;
  Dispatch dispatch{{}, allowed, {}};
  const auto letters = notices(chats);
  dispatch.plan(letters);
  const auto begun = dispatch.stage.clock.steady();
  dispatch.run();

  const FarTelegram::Seen& seen = dispatch.telegram.seen();
  const double least_s = static_cast<double>(letters.size()) / delivery::Limits{}.notices_per_second;
  const double last_s = std::chrono::duration<double>(seen.last - begun).count();
  std::cout << "[ FIGURE ] R12: " << letters.size() << " notices to " << chats << " chats: " << seen.too_many
            << " x 429, at most " << seen.busiest_second << " in a second and " << seen.busiest_second_of_a_chat
            << " to a chat, " << out_of_order(seen) << " chats out of order; the last after " << last_s
            << " s = " << last_s / least_s << " x the least possible\n";
  EXPECT_EQ(seen.executed.size(), letters.size());
  EXPECT_EQ(seen.calls, letters.size());
  EXPECT_EQ(seen.too_many, 0u);
  EXPECT_EQ(seen.busiest_second_of_a_chat, 1u);
  EXPECT_EQ(out_of_order(seen), 0u);
  EXPECT_LE(last_s, 1.05 * least_s);
}

TEST(SendLimits, control_a_courier_without_pacing_is_told_to_wait) {
  delivery::Limits unpaced;
  unpaced.notices_per_second = 1e6;
  unpaced.notices_per_chat_per_second = 1e6;
  Dispatch dispatch{{}, allowed, unpaced};
  dispatch.plan(notices(200));
  dispatch.run();
  EXPECT_GT(dispatch.telegram.seen().too_many, 0u);
}

}  // namespace alur::service::test
