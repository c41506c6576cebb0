#pragma once

#include "card_buttons.hpp"
#include "flow.hpp"
#include "view.hpp"

#include <optional>
#include <span>
#include <string>

/// What the answer to the doer and the notices to the others are made of.
namespace alur::chat {

/// One change of a case: what it was before, is after, and what happened between.
struct Change {
  const store::CaseRecord& before;
  const store::CaseRecord& after;
  std::span<const workflow::Event> events;

  template <class Fact>
  const Fact* find() const {
    for (const workflow::Event& event : events) {
      if (const auto* fact = std::get_if<Fact>(&event.fact); fact != nullptr) return fact;
    }
    return nullptr;
  }
};

struct Answer {
  OutText text;
  /// A remark that a press gets as a pop-up, so that it leaves no message behind.
  bool brief = false;
};

/// What the doer of `event` is told; nothing where somebody else answers, or the card says it.
std::optional<Answer> answer_to(const View& doer, const Change& change, const workflow::Event& event);

/// Tells everybody else whom `event` concerns.
void tell_others(Context& ctx, const Change& change, const workflow::Event& event);

/// `html` about the case of the view, with these buttons.
OutText about_case(const View& view, std::string html, const std::vector<std::vector<CardButton>>& groups = {});
/// The buttons of those of `acts` that the view's reader is offered now.
std::vector<CardButton> offered_acts(const View& view, std::initializer_list<workflow::Option::Act> acts);
CardButton details_button(const View& view);
/// "Ubah data surat", for that letter and no other.
std::vector<CardButton> amend_buttons(const View& view, std::string_view item);

/// "Hendra Wijaya, S.T. (KASI)", of a yes on paper whoever signed it.
std::string approver(const View& view, const workflow::ApprovalGiven& approval);
/// Whom the case waits for: "Hendra Wijaya, S.T. (KASI)", "KABID", "KABID dan Instansi Pengguna".
/// The reader is "Bapak/Ibu".
std::string waited_for(const View& view);
/// What comes after `step`: the next one and whom it waits for, or that the case is over.
std::string what_follows(const View& view, int step);

std::string session_agreed(const View& view);
std::string session_recorded(const View& view, const workflow::Event& event);
std::string approved_in_part(const View& view, int step);
std::string approval_withdrawn(const View& view, const workflow::Event& event);
std::string round_time_set(const View& view, const workflow::RoundTimeSet& set, const workflow::Event& event);
/// "Nomor 800/45/2026 tanggal 30 Maret 2026, ditandatangani oleh Kepala Dinas".
std::string letter_data(const View& view, const workflow::Letter& letter);
std::string paused(const View& view);
std::string resumed(const View& view, const Change& change, const workflow::Event& event);
std::string track_changed(const View& view, const Change& change, const workflow::Event& event);
std::string cancelled(const View& view, const workflow::Event& event);

}  // namespace alur::chat
