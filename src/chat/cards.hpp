#pragma once

#include "context.hpp"

#include <span>
#include <string>

/// Cards (product.md, "Cards"): one live card per person and step, made from state, options and waiting alone, so that
/// it can be made again at any time.
namespace alur::chat {

/// Brings every card of the case, in every chat, to what it should show now: new ones sent, current ones edited, those
/// of a step that moved on closed with what happened. Called after every change of the case or of its people.
void sync_cards(Context&, const store::CaseRecord& record, std::span<const workflow::Event> events);

/// Shows every card of the case as a new message; the one before says so and loses its buttons.
void renew_cards(Context&, const store::CaseRecord& record);

struct CardText {
  std::string html;
  telegram::Keyboard keyboard;
};
/// The card of `waiting` for one person, as it should read now.
CardText work_card(const Context&, const store::CaseRecord&, const workflow::Waiting&, PersonId reader);

/// "Rincian": the deadline explained day by day, who has what, what was said.
std::string details(const Context&, const store::CaseRecord&, PersonId reader);
/// One line for lists: register, step, what is asked, due.
std::string task_line(const Context&, const store::TaskLine&, std::string_view language);
/// I2, the position of a case.
CardText case_overview(const Context&, const store::CaseRecord&, PersonId reader);
/// ☑/☐ line of an owed item.
std::string owed_line(const Context&, const store::CaseRecord&, const process::Owed&, std::string_view language);

}  // namespace alur::chat
