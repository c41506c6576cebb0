#include "button.hpp"
#include "digest.hpp"
#include "people_town.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <iostream>
#include <random>
#include <set>

/// What a stranger could try at the two doors that open by a secret: buttons and invitation links. Short counts, or
/// with ALUR_LONG those that are promised.
namespace alur::chat::test {

namespace {

constexpr std::uint32_t seed = 20'260'303;
constexpr std::int64_t owner = 5'000'001;
const std::string button_key(32, 'k');

bool long_run() { return std::getenv("ALUR_LONG") != nullptr; }

class Forger {
 public:
  std::size_t any(std::size_t below) { return std::uniform_int_distribution<std::size_t>{0, below - 1}(random_); }
  std::int64_t number() {
    const auto bits = static_cast<unsigned>(any(40));
    return static_cast<std::int64_t>(any(std::size_t{1} << bits));
  }

  Press press() {
    Press made{.verb = static_cast<Verb>(1 + any(140)),
               .case_id = workflow::CaseId{number()},
               .step = static_cast<int>(any(15)),
               .round = static_cast<int>(any(5)),
               .rev = number()};
    for (std::size_t args = any(4); args > 0; --args) made.args.push_back(static_cast<std::int64_t>(any(1000)));
    return made;
  }

  /// Never `data` itself.
  std::string mutated(const std::string& data, const std::string& other) {
    std::string forged = data;
    while (forged == data) forged = once(data, other);
    return forged;
  }

 private:
  static constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  char letter() { return alphabet[any(alphabet.size())]; }

  std::string once(std::string data, const std::string& other) {
    const std::size_t at = any(data.size());
    switch (any(8)) {
      case 0:
        data[at] = letter();
        return data;
      case 1:
        data[at] = static_cast<char>(any(256));
        return data;
      case 2:
        data.erase(at, 1 + any(4));
        return data;
      case 3:
        data.insert(at, std::string(1 + any(3), letter()));
        return data;
      case 4:
        return data.substr(0, at) + other.substr(std::min(at, other.size()));
      case 5:
        return bits_flipped(data);
      case 6:
        std::swap(data[at], data[any(data.size())]);
        return data;
      default:
        return other_number(data);
    }
  }

  std::string bits_flipped(const std::string& data) {
    std::string bytes = from_base64url(data).value();
    for (std::size_t flips = 1 + any(3); flips > 0; --flips) {
      char& byte = bytes[any(bytes.size())];
      byte = static_cast<char>(byte ^ (1 << any(8)));
    }
    return base64url(bytes);
  }

  /// Another case, step or round under the old seal.
  std::string other_number(const std::string& data) {
    std::string bytes = from_base64url(data).value();
    char& byte = bytes[any(bytes.size() - 8)];
    byte = static_cast<char>(byte + 1 + static_cast<char>(any(3)));
    return base64url(bytes);
  }

  std::mt19937 random_{seed};
};

}  // namespace

/// 1,000,000 with ALUR_LONG.
TEST(GuessedButton, mutated_is_never_taken) {
  Forger forger;
  const std::size_t tries = long_run() ? 1'000'000 : 50'000;
  std::string data = seal(forger.press(), owner, button_key);
  for (std::size_t i = 0; i < tries; ++i) {
    const std::string other = seal(forger.press(), owner + 1, button_key);
    if (i % 16 == 0) data = seal(forger.press(), owner, button_key);
    const std::string forged = forger.mutated(data, other);
    ASSERT_FALSE(unseal(forged, owner, button_key)) << forged << ", try " << i << ", seed " << seed;
    ASSERT_FALSE(unseal(other, owner, button_key)) << other << ", try " << i << ", seed " << seed;
  }
  std::cout << "[ FIGURE ] S4: " << tries << " mutated buttons and as many of others, 0 taken; seed " << seed << '\n';
}

TEST(GuessedButton, is_the_same_in_64_bytes_whatever_it_is_bound_to) {
  Forger forger;
  for (int i = 0; i < 20'000; ++i) {
    const Press press = forger.press();
    const std::string data = seal(press, owner, button_key);
    ASSERT_LE(data.size(), 64U);
    ASSERT_EQ(unseal(data, owner, button_key), press);
    for (Press other : {press, press, press, press}) {
      switch (i % 4) {
        case 0:
          other.case_id = workflow::CaseId{workflow::raw(press.case_id) + 1};
          break;
        case 1:
          ++other.step;
          break;
        case 2:
          ++other.round;
          break;
        default:
          ++other.rev;
          break;
      }
      ASSERT_NE(seal(other, owner, button_key).substr(data.size() - 10), data.substr(data.size() - 10));
    }
  }
}

class GuessedLink : public PeopleTest {
 protected:
  std::string answer_to(std::int64_t account, const std::string& code) {
    town.say(account, "/start " + code);
    return town.last(account);
  }
};

TEST_F(GuessedLink, is_128_random_bits_of_which_the_record_keeps_a_hash) {
  std::set<std::string> codes;
  for (int i = 0; i < 200; ++i) {
    const std::string code = town.invite("programmer");
    EXPECT_EQ(from_base64url(code).value().size(), 16U);
    codes.insert(code);
  }
  EXPECT_EQ(codes.size(), 200U);
  const office::State state = town.office();
  for (const std::string& code : codes) {
    ASSERT_NE(state.invite_by_hash(sha256_hex(code)), nullptr);
    EXPECT_EQ(state.invite_by_hash(code), nullptr);
  }
}

/// A guesser must not learn which codes exist.
TEST_F(GuessedLink, unknown_used_expired_cancelled_locked_and_anothers_are_answered_alike) {
  town.member(1, "admin");
  const std::string used = town.invite("programmer");
  const std::string late = town.invite("programmer");
  const std::string anothers = town.invite("programmer", "Budi");
  const std::string rejected = town.invite("programmer", "Sinta");
  town.say(7, "/start " + used);
  ASSERT_TRUE(town.is_in(7));
  town.say(8, "/start " + anothers);
  town.say(9, "/start " + rejected);
  town.tap(9, "Bukan saya");

  const std::string unknown = answer_to(20, base64url(std::string(16, 'x')));
  ASSERT_FALSE(unknown.empty());
  EXPECT_EQ(answer_to(21, used), unknown);
  EXPECT_EQ(answer_to(22, anothers), unknown);
  EXPECT_EQ(answer_to(23, rejected), unknown);
  for (const char* malformed : {"x", "AAAA", "%00", "<b>", "../../etc", "' OR 1=1 --"}) {
    EXPECT_EQ(answer_to(24, malformed), unknown) << malformed;
  }
  EXPECT_EQ(answer_to(24, late), unknown) << "five tries are over";
  EXPECT_FALSE(town.is_in(24));
  town.pass(std::chrono::days{10});
  EXPECT_EQ(answer_to(25, late), unknown);
  EXPECT_EQ(answer_to(7, late), unknown) << "to somebody known too";
  for (const std::int64_t account : {20, 21, 22, 23, 24, 25}) EXPECT_FALSE(town.is_in(account));
}

/// The desk takes five tries an hour from an account; this is what the other million accounts could do.
TEST_F(GuessedLink, is_never_hit_by_guessing) {
  for (int i = 0; i < 50; ++i) town.invite(i % 2 == 0 ? "admin" : "programmer", i % 3 == 0 ? "Nama" : "");
  const office::State state = town.office();
  std::mt19937 random{seed};
  const int tries = long_run() ? 1'000'000 : 20'000;
  for (int i = 0; i < tries; ++i) {
    std::string guess(16, '\0');
    std::generate(guess.begin(), guess.end(), [&] { return static_cast<char>(random()); });
    const office::OpenInvite open{sha256_hex(base64url(guess)), 1'000 + i, "Penebak"};
    const auto decided = office::decide(state, town.calendar(), {}, open, town.now);
    ASSERT_FALSE(decided.has_value()) << "try " << i << ", seed " << seed;
    ASSERT_EQ(decided.error().reason, office::Refusal::Reason::invite_not_usable);
  }
  std::cout << "[ FIGURE ] S5: " << tries << " guesses, 0 hits; seed " << seed << '\n';
}

/// 10,000 with ALUR_LONG.
TEST_F(GuessedLink, lets_one_in_once) {
  const int links = long_run() ? 10'000 : 200;
  const std::string first = town.invite("programmer");
  town.say(1, "/start " + first);
  ASSERT_TRUE(town.is_in(1));
  office::State state;
  const time::WorkCalendar& calendar = town.calendar();
  const auto run = [&](const office::Command& command) {
    auto decided = office::decide(state, calendar, {}, command, town.now);
    if (decided) {
      for (const office::Event& event : *decided) office::evolve(state, event);
    }
    return decided.has_value();
  };
  for (int i = 0; i < links; ++i) {
    const std::string code = "kode-" + std::to_string(i);
    office::MakeInvite wanted;
    wanted.role = Role::programmer;
    wanted.code_sha256 = sha256_hex(code);
    ASSERT_TRUE(run(wanted));
    ASSERT_TRUE(run(office::OpenInvite{wanted.code_sha256, 10 + i, "Pemilik"}));
    ASSERT_FALSE(run(office::OpenInvite{wanted.code_sha256, 1'000'000 + i, "Penemu"})) << i;
    ASSERT_FALSE(run(office::OpenInvite{wanted.code_sha256, 10 + i, "Pemilik"})) << i;
    if (state.invites.size() > 100) state = {};
  }
  std::cout << "[ FIGURE ] S5: " << links << " links used, 0 let a second one in\n";
}

}  // namespace alur::chat::test
