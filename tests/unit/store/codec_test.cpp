#include "codec.hpp"

#include "filled.hpp"

#include <boost/pfr.hpp>
#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <set>
#include <utility>

namespace alur::store {
namespace {

using test::filled;
using test::Seed;

template <class Fact>
Fact decode(const EncodedFact& encoded) {
  const auto personal = encoded.personal.empty() ? std::nullopt : std::optional{encoded.personal};
  if constexpr (std::is_same_v<Fact, workflow::Fact>) {
    return decode_case_fact(7, encoded.kind, encoded.body);
  } else {
    return decode_office_fact(7, encoded.kind, encoded.body, personal);
  }
}

/// Every field written, every field read back.
template <class Fact, class Alternative>
void round_trip(std::set<std::string>& kinds) {
  Seed seed;
  const auto value = filled<Alternative>(seed);
  const EncodedFact encoded = encode(Fact{value});
  SCOPED_TRACE(encoded.kind);
  EXPECT_TRUE(kinds.insert(encoded.kind).second) << "two facts of one kind";
  const auto body = nlohmann::json::parse(encoded.body);
  const auto personal = encoded.personal.empty() ? nlohmann::json::object() : nlohmann::json::parse(encoded.personal);
  EXPECT_EQ(body.size() + personal.size(), boost::pfr::tuple_size_v<Alternative>) << encoded.body;
  const Fact read = decode<Fact>(encoded);
  ASSERT_TRUE(std::holds_alternative<Alternative>(read));
  EXPECT_TRUE(boost::pfr::eq_fields(std::get<Alternative>(read), value)) << encoded.body << encoded.personal;
  EXPECT_EQ(encode(read).body, encoded.body);
  EXPECT_EQ(encode(read).personal, encoded.personal);
}

template <class Fact, std::size_t... Index>
std::set<std::string> round_trip_all(std::index_sequence<Index...>) {
  std::set<std::string> kinds;
  (round_trip<Fact, std::variant_alternative_t<Index, Fact>>(kinds), ...);
  return kinds;
}

TEST(Codec, every_case_fact_comes_back_whole) {
  constexpr std::size_t alternatives = std::variant_size_v<workflow::Fact>;
  EXPECT_EQ(round_trip_all<workflow::Fact>(std::make_index_sequence<alternatives>{}).size(), alternatives);
}

TEST(Codec, every_office_fact_comes_back_whole) {
  constexpr std::size_t alternatives = std::variant_size_v<office::Fact>;
  EXPECT_EQ(round_trip_all<office::Fact>(std::make_index_sequence<alternatives>{}).size(), alternatives);
}

TEST(Codec, a_case_state_comes_back_equal) {
  Seed seed;
  const auto state = filled<workflow::CaseState>(seed);
  const std::string json = encode(state);
  EXPECT_EQ(nlohmann::json::parse(json).size(), boost::pfr::tuple_size_v<workflow::CaseState>);
  EXPECT_TRUE(decode_case_state("case", json) == state);
}

TEST(Codec, a_state_without_optionals_comes_back_equal) {
  workflow::CaseState state;
  state.steps.resize(3);
  EXPECT_TRUE(decode_case_state("case", encode(state)) == state);
}

TEST(Codec, what_names_a_person_stands_apart_and_may_be_erased) {
  const office::PersonAdded added{office::PersonId{5}, "Hendra Wijaya, S.T.", "KASI", "198504122010011007"};
  const EncodedFact encoded = encode(office::Fact{added});
  EXPECT_EQ(encoded.body, R"({"person":5})");
  EXPECT_THAT(encoded.personal, testing::HasSubstr("Hendra"));
  const auto erased = std::get<office::PersonAdded>(decode_office_fact(1, encoded.kind, encoded.body, std::nullopt));
  EXPECT_EQ(erased.person, office::PersonId{5});
  EXPECT_TRUE(erased.name.empty());
}

TEST(Codec, an_unknown_kind_names_its_event) {
  try {
    decode_case_fact(42, "teleported", "{}");
    FAIL() << "read";
  } catch (const UnreadableRecord& error) {
    EXPECT_STREQ(error.what(), "event 42: unknown kind of event: teleported");
  }
}

TEST(Codec, a_missing_field_and_an_unknown_word_are_unreadable) {
  EXPECT_THROW(decode_case_fact(1, "work_claimed", "{}"), UnreadableRecord);
  EXPECT_THROW(decode_case_fact(1, "work_claimed", "not json"), UnreadableRecord);
  EXPECT_THROW(decode_case_fact(1, "case_resumed", R"({"working_days":"two"})"), UnreadableRecord);
  EXPECT_THROW(decode_case_fact(1, "case_paused", R"({"reason":"x","waiting_for":"the moon"})"), UnreadableRecord);
  EXPECT_THROW(decode_case_state("case M26-001", "[]"), UnreadableRecord);
}

TEST(Codec, days_are_written_as_dates_and_nothing_else_is_read) {
  const time::Day day{std::chrono::days{20'517}};
  EXPECT_EQ(day_from(day_text(day)), day);
  EXPECT_EQ(day_text(time::Day{std::chrono::year{2026} / 3 / 5}), "2026-03-05");
  for (const char* wrong : {"", "2026", "2026-3-5", "2026-02-30", "2026-13-01", "20260305", "2026-xx-05"}) {
    EXPECT_THROW(day_from(wrong), std::invalid_argument) << wrong;
  }
}

/// The compiler's own spelling tells a value that has an enumerator from one that has none.
template <auto Value>
constexpr bool has_enumerator() {
  const std::string_view spelled = __PRETTY_FUNCTION__;
  const auto at = spelled.find("Value = ");
  return spelled.substr(at + 8, 1) != "(";
}

template <class E>
class NamesTest : public testing::Test {};
using Enums = testing::Types<workflow::CaseStatus, workflow::Phase, workflow::Party, workflow::VersionKind,
                             workflow::DeadlineMoved::Which, workflow::Waiting::For, process::TimeUnit,
                             office::Language, office::Invite::Status, SendClass, SendState>;
TYPED_TEST_SUITE(NamesTest, Enums);

TYPED_TEST(NamesTest, every_enumerator_has_one_word) {
  constexpr std::size_t count = Names<TypeParam>::all.size();
  static_assert(has_enumerator<static_cast<TypeParam>(count - 1)>());
  static_assert(!has_enumerator<static_cast<TypeParam>(count)>(), "an enumerator without a stored word");
  std::set<std::string_view> words;
  for (std::size_t i = 0; i < count; ++i) {
    const auto value = static_cast<TypeParam>(i);
    EXPECT_EQ(value_of<TypeParam>(name_of(value)), value);
    words.insert(name_of(value));
  }
  EXPECT_EQ(words.size(), count);
  EXPECT_THROW(value_of<TypeParam>("nothing of the kind"), std::invalid_argument);
}

TEST(Names, roles_and_tracks_use_the_words_of_the_process) {
  EXPECT_EQ(value_of<process::Role>("kasi_pengembangan"), process::Role::kasi_pengembangan);
  EXPECT_THROW(value_of<process::Role>("bupati"), std::invalid_argument);
  EXPECT_THROW(value_of<process::Track>("gotong_royong"), std::invalid_argument);
}

}  // namespace
}  // namespace alur::store
