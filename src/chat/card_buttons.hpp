#pragma once

#include "button.hpp"
#include "view.hpp"

#include <span>
#include <string_view>
#include <vector>

/// The buttons under a card: workflow::options for its reader, mapped to verbs, and the ways to look.
namespace alur::chat {

/// A row is at most two short buttons: what a 360 px phone shows in full.
inline constexpr std::size_t paired_label_max = 20;
inline constexpr std::size_t label_max = 40;

struct CardButton {
  std::string text;  ///< plain
  Press press;
  telegram::ButtonStyle style = telegram::ButtonStyle::standard;
};

/// Lays buttons out in their order, pairing neighbours that are short. Each group begins a row of its own.
telegram::Keyboard lay_out(const View&, const std::vector<std::vector<CardButton>>& groups);

/// A button whose text is a key of the catalogue, on the active step as it is.
CardButton on_card(const View&, std::string_view key, Verb verb, std::vector<std::int64_t> args = {},
                   telegram::ButtonStyle style = telegram::ButtonStyle::standard);

/// The acts that belong on a card; the others (pause, reassign, ...) are offered by the overview of the case. To
/// appoint is a step's work where the step appoints; elsewhere its card does not ask for it.
bool belongs_on_card(const View&, workflow::Option::Act act);

/// The buttons of one option, mostly one.
std::vector<CardButton> buttons_of(const View&, const workflow::Option&);

/// Keyboard of the card of `waiting`. `documents`: there is something to look at.
telegram::Keyboard card_keyboard(const View&, const workflow::Waiting&, bool documents);

/// Ways out of a role that nobody holds: appoint, invite.
telegram::Keyboard vacancy_keyboard(const View&, Role role);

/// What the reader could do on a card, without the ways to look.
std::vector<CardButton> card_acts(const View&);

/// The acts of the reader that are no part of a card: for the overview.
std::vector<CardButton> other_acts(const View&);

}  // namespace alur::chat
