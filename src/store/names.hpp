#pragma once

#include "alur/office/office.hpp"
#include "alur/process/process.hpp"
#include "alur/store/queues.hpp"
#include "alur/workflow/attention.hpp"
#include "alur/workflow/event.hpp"
#include "alur/workflow/state.hpp"

#include <array>
#include <concepts>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>

/// Enums as the words they are stored as. A word, once stored, keeps its meaning.
namespace alur::store {

/// Ids are enums over 64 bits and stored as numbers; the other enums as the words below.
template <class T>
concept StrongId = std::is_enum_v<T> && std::same_as<std::underlying_type_t<T>, std::int64_t>;

template <class E>
struct Named {
  E value;
  std::string_view name;
};

template <class E>
struct Names;

template <>
struct Names<workflow::CaseStatus> {
  using E = workflow::CaseStatus;
  static constexpr std::array all{Named<E>{E::running, "running"}, Named<E>{E::paused, "paused"},
                                  Named<E>{E::done, "done"}, Named<E>{E::cancelled, "cancelled"}};
};

template <>
struct Names<workflow::Phase> {
  using E = workflow::Phase;
  static constexpr std::array all{Named<E>{E::inactive, "inactive"}, Named<E>{E::in_progress, "in_progress"},
                                  Named<E>{E::awaiting_approval, "awaiting_approval"},
                                  Named<E>{E::awaiting_signature, "awaiting_signature"}, Named<E>{E::done, "done"}};
};

template <>
struct Names<workflow::NeedMark> {
  using E = workflow::NeedMark;
  static constexpr std::array all{Named<E>{E::covered, "covered"},
                                  Named<E>{E::passed, "passed"},
                                  Named<E>{E::failed, "failed"},
                                  Named<E>{E::fits, "fits"},
                                  Named<E>{E::fits_with_note, "fits_with_note"},
                                  Named<E>{E::does_not_fit, "does_not_fit"}};
};

template <>
struct Names<workflow::Party> {
  using E = workflow::Party;
  static constexpr std::array all{Named<E>{E::instansi_pengguna, "instansi_pengguna"},
                                  Named<E>{E::kepala_dinas, "kepala_dinas"}, Named<E>{E::penyedia, "penyedia"},
                                  Named<E>{E::other, "other"}};
};

template <>
struct Names<workflow::VersionKind> {
  using E = workflow::VersionKind;
  static constexpr std::array all{Named<E>{E::file, "file"}, Named<E>{E::link, "link"}, Named<E>{E::nihil, "nihil"},
                                  Named<E>{E::checklist, "checklist"}};
};

template <>
struct Names<workflow::DeadlineMoved::Which> {
  using E = workflow::DeadlineMoved::Which;
  static constexpr std::array all{Named<E>{E::step, "step"}, Named<E>{E::session, "session"},
                                  Named<E>{E::approval, "approval"}};
};

template <>
struct Names<workflow::Waiting::For> {
  using E = workflow::Waiting::For;
  static constexpr std::array all{Named<E>{E::work, "work"},
                                  Named<E>{E::contribution, "contribution"},
                                  Named<E>{E::approval, "approval"},
                                  Named<E>{E::signature, "signature"},
                                  Named<E>{E::session_answer, "session_answer"},
                                  Named<E>{E::return_decision, "return_decision"},
                                  Named<E>{E::provider, "provider"}};
};

template <>
struct Names<process::TimeUnit> {
  using E = process::TimeUnit;
  static constexpr std::array all{Named<E>{E::working_days, "working_days"},
                                  Named<E>{E::calendar_days, "calendar_days"},
                                  Named<E>{E::working_minutes, "working_minutes"}, Named<E>{E::none, "none"}};
};

template <>
struct Names<office::Language> {
  using E = office::Language;
  static constexpr std::array all{Named<E>{E::indonesian, "id"}, Named<E>{E::english, "en"}};
};

template <>
struct Names<office::Invite::Status> {
  using E = office::Invite::Status;
  static constexpr std::array all{Named<E>{E::open, "open"}, Named<E>{E::used, "used"},
                                  Named<E>{E::cancelled, "cancelled"}, Named<E>{E::rejected, "rejected"}};
};

template <>
struct Names<SendClass> {
  using E = SendClass;
  static constexpr std::array all{Named<E>{E::answer, "answer"}, Named<E>{E::notice, "notice"}};
};

template <>
struct Names<SendState> {
  using E = SendState;
  static constexpr std::array all{Named<E>{E::planned, "planned"},     Named<E>{E::sending, "sending"},
                                  Named<E>{E::sent, "sent"},           Named<E>{E::waiting, "waiting"},
                                  Named<E>{E::ambiguous, "ambiguous"}, Named<E>{E::dead, "dead"}};
};

/// Throws std::invalid_argument for a value that has no word: a bug, not data.
template <class E>
constexpr std::string_view name_of(E value) {
  for (const Named<E>& named : Names<E>::all) {
    if (named.value == value) return named.name;
  }
  throw std::invalid_argument{"an enum value without a stored name"};
}

/// Throws std::invalid_argument for a word nobody knows.
template <class E>
E value_of(std::string_view name) {
  for (const Named<E>& named : Names<E>::all) {
    if (named.name == name) return named.value;
  }
  throw std::invalid_argument{"unknown word in the record: " + std::string{name}};
}

/// Roles and tracks have their words already, the same everywhere.
inline std::string_view name_of(process::Role role) { return process::id_of(role); }
inline std::string_view name_of(process::Track track) { return process::id_of(track); }

template <>
inline process::Role value_of<process::Role>(std::string_view name) {
  if (const auto role = process::role_from(name)) return *role;
  throw std::invalid_argument{"unknown role in the record: " + std::string{name}};
}
template <>
inline process::Track value_of<process::Track>(std::string_view name) {
  if (const auto track = process::track_from(name)) return *track;
  throw std::invalid_argument{"unknown track in the record: " + std::string{name}};
}

}  // namespace alur::store
