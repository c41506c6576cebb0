#pragma once

#include <cstdint>

namespace alur::workflow {

/// A person of the office's list: never a Telegram id, which may move to a new account. 0 is nobody.
enum class PersonId : std::int64_t {};
/// An agency (instansi), or a contractor's company. 0 is none.
enum class AgencyId : std::int64_t {};
enum class CaseId : std::int64_t {};

constexpr std::int64_t raw(PersonId id) { return static_cast<std::int64_t>(id); }
constexpr std::int64_t raw(AgencyId id) { return static_cast<std::int64_t>(id); }
constexpr std::int64_t raw(CaseId id) { return static_cast<std::int64_t>(id); }

}  // namespace alur::workflow
