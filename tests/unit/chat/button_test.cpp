#include "button.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <stdexcept>

namespace alur::chat::test {

namespace {

const std::string key(32, 'k');
constexpr std::int64_t account = 5'000'001;

Press full_press() {
  return {.verb = Verb::approve_yes,
          .case_id = workflow::CaseId{123'456},
          .step = 14,
          .round = 3,
          .rev = 987'654,
          .args = {7, -1}};
}

}  // namespace

TEST(Button, gives_back_what_was_sealed) {
  const std::string data = seal(full_press(), account, key);
  EXPECT_LE(data.size(), 64U);
  EXPECT_EQ(unseal(data, account, key), full_press());
}

TEST(Button, keeps_numbers_of_any_size_and_sign) {
  for (const std::int64_t number :
       {std::int64_t{0}, std::int64_t{-1}, std::int64_t{63}, std::int64_t{64}, std::numeric_limits<std::int64_t>::max(),
        std::numeric_limits<std::int64_t>::min()}) {
    const Press press{.verb = Verb::page, .args = {number}};
    EXPECT_EQ(unseal(seal(press, account, key), account, key), press) << number;
  }
}

TEST(Button, works_for_no_other_account) { EXPECT_FALSE(unseal(seal(full_press(), account, key), account + 1, key)); }

TEST(Button, works_with_no_other_key) {
  EXPECT_FALSE(unseal(seal(full_press(), account, key), account, std::string(32, 'x')));
}

TEST(Button, notices_every_changed_character) {
  const std::string data = seal(full_press(), account, key);
  for (std::size_t i = 0; i < data.size(); ++i) {
    std::string forged = data;
    forged[i] = forged[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(unseal(forged, account, key)) << i;
  }
}

TEST(Button, takes_nothing_that_is_no_seal) {
  for (const std::string data : {"", "A", "tugas", "====", "AAAAAAAAAAAA", "AAAAAAAAAAAAAAAA"}) {
    EXPECT_FALSE(unseal(data, account, key)) << data;
  }
  EXPECT_FALSE(unseal(std::string(64, '\xff'), account, key));
}

TEST(Button, refuses_to_be_longer_than_telegram_takes) {
  Press press = full_press();
  press.args.assign(20, 1'000'000);
  EXPECT_THROW(seal(press, account, key), std::length_error);
}

}  // namespace alur::chat::test
