#pragma once

#include "alur/office/office.hpp"
#include "alur/workflow/event.hpp"
#include "alur/workflow/state.hpp"

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

/// The stored form of events and states. Field names and words are the record itself: a change of one needs a reader
/// for the old shape.
namespace alur::store {

/// A row that this program cannot read: its seq (or place) and why.
struct UnreadableRecord : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct EncodedFact {
  std::string kind;
  std::string body;      ///< a JSON object
  std::string personal;  ///< what names a person, apart; empty when nothing does
};

EncodedFact encode(const workflow::Fact& fact);
EncodedFact encode(const office::Fact& fact);

/// Throws UnreadableRecord naming `seq`.
workflow::Fact decode_case_fact(std::int64_t seq, std::string_view kind, std::string_view body);
/// `personal` is empty when it was erased: its fields come back empty.
office::Fact decode_office_fact(std::int64_t seq, std::string_view kind, std::string_view body,
                                const std::optional<std::string>& personal);

std::string encode(const workflow::CaseState& state);
/// Throws UnreadableRecord naming `place`.
workflow::CaseState decode_case_state(const std::string& place, std::string_view json);

/// "2026-03-05"
std::string day_text(time::Day day);
time::Day day_from(const std::string& text);

}  // namespace alur::store
