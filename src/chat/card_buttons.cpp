#include "card_buttons.hpp"

#include "filing.hpp"
#include "flow.hpp"

#include <algorithm>
#include <utility>

namespace alur::chat {

namespace {

using telegram::ButtonStyle;
using workflow::Option;
using Act = workflow::Option::Act;
using For = workflow::Waiting::For;

std::string item_label(const View& view, std::string_view key, std::string_view item) {
  const process::Owed* owed = view.step().find_owed(item);
  const std::string name = owed == nullptr ? std::string{item} : owed->short_title;
  return text::shorten(view.label(key, {{"document", name}}), label_max);
}

/// "Nihil" is what a meeting found: not before it was held.
bool nihil_has_its_moment(const View& view) {
  const auto& session = view.state().active().session;
  return !view.step().session || (session && session->ended);
}

/// The owed items of `option` that are not there yet; all of them when nothing is missing.
std::vector<std::string> wanted_items(const View& view, const Option& option) {
  std::vector<std::string> owed;
  std::vector<std::string> missing;
  for (const std::string& item : option.items) {
    const process::Owed* of_step = view.step().find_owed(item);
    if (of_step == nullptr) continue;
    owed.push_back(item);
    if (!is_complete(view.state(), *of_step)) missing.push_back(item);
  }
  return missing.empty() ? owed : missing;
}

/// Filing: "Unggah dokumen" for the one item that is wanted, or for any; a checklist and "nihil" by their own buttons.
std::vector<CardButton> filing_buttons(const View& view, const Option& option) {
  std::vector<CardButton> buttons;
  const std::vector<std::string> wanted = wanted_items(view, option);
  std::vector<std::string> files;
  for (const std::string& item : wanted) {
    const process::OwedKind kind = view.step().find_owed(item)->kind;
    if (kind == process::OwedKind::checklist) {
      buttons.push_back({item_label(view, "act.fill", item),
                         on_step(Verb::file_item, view.record(), {index_of_item(view.step(), item)})});
      continue;
    }
    if (kind == process::OwedKind::file_or_nihil && view.state().present(item) == nullptr &&
        nihil_has_its_moment(view)) {
      buttons.push_back(
          on_card(view, "act.nihil", Verb::nihil, {index_of_item(view.step(), item)}, ButtonStyle::success));
    }
    files.push_back(item);
  }
  if (files.size() == 1) {
    buttons.push_back(on_card(view, "act.file", Verb::file_item, {index_of_item(view.step(), files.front())}));
  } else if (!option.items.empty()) {
    buttons.push_back(on_card(view, "act.file", Verb::upload_help));
  }
  return buttons;
}

std::vector<CardButton> item_buttons(const View& view, const Option& option, std::string_view key, Verb verb,
                                     ButtonStyle style) {
  std::vector<CardButton> buttons;
  for (const std::string& item : option.items) {
    buttons.push_back(
        {item_label(view, key, item), on_step(verb, view.record(), {index_of_item(view.step(), item)}), style});
  }
  return buttons;
}

std::vector<CardButton> letter_buttons(const View& view, const Option& option) {
  std::vector<CardButton> buttons;
  for (const std::string& item : option.items) {
    const process::Step* owing = view.process().step_owing(item);
    if (owing == nullptr) continue;
    buttons.push_back(
        {text::shorten(view.label("act.amend_letter", {{"document", owing->find_owed(item)->short_title}}), label_max),
         on_step(Verb::amend_letter, view.record(), {owing->no, index_of_item(*owing, item)})});
  }
  return buttons;
}

bool is_appointed(const workflow::CaseState& state, Role role) {
  return std::any_of(state.appointments.begin(), state.appointments.end(),
                     [role](const workflow::Appointment& known) { return known.role == role; });
}

/// A button for each role: of the step's own work in blue; to change it at another step is a matter for the few.
std::vector<CardButton> appoint_buttons(const View& view, const Option& option) {
  std::vector<CardButton> buttons;
  for (const Role role : option.roles) {
    const auto& own = view.step().appoints;
    const bool of_step = std::find(own.begin(), own.end(), role) != own.end();
    const std::string_view key = of_step || !is_appointed(view.state(), role) ? "act.appoint" : "act.appoint_again";
    buttons.push_back({text::shorten(view.label(key, {{"role", view.short_title(role)}}), label_max),
                       on_step(Verb::appoint, view.record(), {static_cast<std::int64_t>(role)}),
                       of_step ? ButtonStyle::primary : ButtonStyle::standard});
  }
  return buttons;
}

/// What was filed last says what "Salah ..." would take back.
std::vector<CardButton> withdraw_buttons(const View& view, const Option& option) {
  std::vector<CardButton> buttons;
  for (const std::string& item : option.items) {
    const workflow::Version* version = view.state().newest(item);
    const auto kind = version == nullptr ? workflow::VersionKind::file : version->what.kind;
    const std::string_view key = kind == workflow::VersionKind::file   ? "act.withdraw_version"
                                 : kind == workflow::VersionKind::link ? "act.withdraw_link"
                                                                       : "act.withdraw_statement";
    buttons.push_back({item_label(view, key, item),
                       on_step(Verb::withdraw_version, view.record(), {index_of_item(view.step(), item)})});
  }
  return buttons;
}

void append(std::vector<CardButton>& to, std::vector<CardButton> more) {
  std::move(more.begin(), more.end(), std::back_inserter(to));
}

/// In the order in which a card offers them.
constexpr Act acts_of_work[]{
    Act::submit,         Act::resume,          Act::choose_provider,  Act::claim,       Act::take_over,
    Act::accept_session, Act::propose_session, Act::begin_session,    Act::end_session, Act::record_session,
    Act::appoint,        Act::file_signed,     Act::keep_version,     Act::file,        Act::list_needs,
    Act::mark_needs,     Act::request_return,  Act::recall_submission};
constexpr Act acts_of_decision[]{Act::approve, Act::return_to, Act::decide_return, Act::record_approval,
                                 Act::withdraw_approval};

template <std::size_t N>
bool among(const Act (&acts)[N], Act act) {
  return std::find(std::begin(acts), std::end(acts), act) != std::end(acts);
}

template <std::size_t N>
std::vector<CardButton> offered(const View& view, const std::vector<Option>& options, const Act (&acts)[N]) {
  std::vector<CardButton> buttons;
  for (const Act act : acts) {
    const Option* option = workflow::find(options, act);
    if (option != nullptr && belongs_on_card(view, act)) append(buttons, buttons_of(view, *option));
  }
  return buttons;
}

/// Blue is for what comes first, where nothing green says so already.
void mark_first(std::vector<CardButton>& buttons) {
  const bool marked = std::any_of(buttons.begin(), buttons.end(),
                                  [](const CardButton& one) { return one.style != ButtonStyle::standard; });
  if (!marked && !buttons.empty()) buttons.front().style = ButtonStyle::primary;
}

std::vector<std::vector<CardButton>> decision_groups(const View& view, const std::vector<Option>& options,
                                                     bool documents) {
  std::vector<std::vector<CardButton>> groups;
  if (documents) groups.push_back({on_card(view, "act.documents", Verb::send_materials, {}, ButtonStyle::primary)});
  groups.push_back(offered(view, options, acts_of_decision));
  groups.push_back(offered(view, options, acts_of_work));
  groups.back().push_back(on_card(view, "act.details", Verb::details));
  return groups;
}

std::vector<std::vector<CardButton>> work_groups(const View& view, const std::vector<Option>& options, bool documents) {
  std::vector<CardButton> acts = offered(view, options, acts_of_work);
  mark_first(acts);
  append(acts, offered(view, options, acts_of_decision));
  if (documents) {
    const auto after_first = acts.empty() ? acts.begin() : acts.begin() + 1;
    acts.insert(after_first, on_card(view, "act.documents", Verb::send_materials));
  }
  acts.push_back(on_card(view, "act.details", Verb::details));
  return {std::move(acts)};
}

}  // namespace

CardButton on_card(const View& view, std::string_view key, Verb verb, std::vector<std::int64_t> args,
                   ButtonStyle style) {
  return {text::shorten(view.label(key), label_max), on_step(verb, view.record(), std::move(args)), style};
}

telegram::Keyboard lay_out(const View& view, const std::vector<std::vector<CardButton>>& groups) {
  const auto account = chat_of(view.ctx(), view.reader());
  telegram::Keyboard keyboard;
  if (!account) return keyboard;
  for (const auto& group : groups) {
    bool open_row = false;
    for (const CardButton& one : group) {
      const bool is_short = text::length(one.text) <= paired_label_max;
      if (!open_row || !is_short) keyboard.emplace_back();
      keyboard.back().push_back(button(view.ctx(), *account, one.text, one.press, one.style));
      open_row = is_short && keyboard.back().size() == 1;
    }
  }
  return keyboard;
}

bool belongs_on_card(const View& view, Act act) {
  if (act == Act::appoint) return !view.step().appoints.empty();
  return among(acts_of_work, act) || among(acts_of_decision, act);
}

std::vector<CardButton> buttons_of(const View& view, const Option& option) {
  switch (option.act) {
    case Act::claim:
      return {on_card(view, "act.claim", Verb::claim)};
    case Act::take_over:
      return {on_card(view, "act.take_over", Verb::claim)};
    case Act::choose_provider:
      return {on_card(view, "act.choose_provider", Verb::choose_provider)};
    case Act::file:
      return filing_buttons(view, option);
    case Act::file_signed:
      return item_buttons(view, option, "act.file_signed", Verb::file_item, ButtonStyle::primary);
    case Act::withdraw_version:
      return withdraw_buttons(view, option);
    case Act::explain_change:
      return item_buttons(view, option, "act.explain_change", Verb::explain_change, ButtonStyle::standard);
    case Act::keep_version:
      return item_buttons(view, option, "act.keep_version", Verb::keep_version, ButtonStyle::success);
    case Act::propose_session: {
      const auto& session = view.state().active().session;
      return {on_card(view, session && session->planned ? "act.propose_again" : "act.propose_session", Verb::schedule)};
    }
    case Act::accept_session:
      return {on_card(view, "act.accept_session", Verb::accept_session, {}, ButtonStyle::success),
              on_card(view, "act.other_time", Verb::other_time)};
    case Act::begin_session:
      return {on_card(view, "act.begin_session", Verb::begin_session)};
    case Act::end_session:
      return {on_card(view, "act.end_session", Verb::end_session, {}, ButtonStyle::primary)};
    case Act::record_session:
      return {on_card(view, "act.record_session", Verb::record_session)};
    case Act::submit:
      return {on_card(view, "act.submit", Verb::submit, {}, ButtonStyle::success)};
    case Act::recall_submission:
      return {on_card(view, "act.recall_submission", Verb::recall, {recall_of_hand_in})};
    case Act::approve:
      return {on_card(view, "act.approve", Verb::approve, {}, ButtonStyle::success)};
    case Act::record_approval:
      return {on_card(view, "act.record_approval", Verb::written_approval)};
    case Act::withdraw_approval:
      return {
          {text::shorten(view.label("act.withdraw_approval", {{"of", std::int64_t{option.steps.front()}}}), label_max),
           on_step(Verb::recall, view.record(), {recall_of_yes})}};
    case Act::return_to:
      return {on_card(view, "act.return", Verb::return_ask, {}, ButtonStyle::danger)};
    case Act::request_return:
      return {on_card(view, "act.request_return", Verb::request_return)};
    case Act::decide_return:
      return {on_card(view, "act.grant_return", Verb::grant_return, {}, ButtonStyle::danger),
              on_card(view, "act.decline_return", Verb::decline_return)};
    case Act::set_round_time:
      return {on_card(view, "act.set_round_time", Verb::set_round_time)};
    case Act::amend_letter:
      return letter_buttons(view, option);
    case Act::appoint:
      return appoint_buttons(view, option);
    case Act::reassign:
      return {on_card(view, "act.reassign", Verb::reassign)};
    case Act::pause:
      return {on_card(view, "act.pause", Verb::pause)};
    case Act::resume:
      return {on_card(view, "act.resume", Verb::resume)};
    case Act::change_track:
      return {on_card(view, "act.change_track", Verb::change_track)};
    case Act::cancel:
      return {on_card(view, "act.cancel", Verb::cancel_case, {}, ButtonStyle::danger)};
    case Act::note:
      return {on_card(view, "act.note", Verb::note)};
    case Act::list_needs:
      return {on_card(view, view.state().needs.empty() ? "act.list_needs" : "act.relist_needs", Verb::list_needs)};
    case Act::mark_needs:
      return {on_card(view, "act.mark_needs", Verb::mark_needs)};
    case Act::report_progress:
      return {on_card(view, "act.progress_ok", Verb::progress_ok), on_card(view, "act.obstacle", Verb::obstacle)};
  }
  return {};
}

telegram::Keyboard card_keyboard(const View& view, const workflow::Waiting& waiting, bool documents) {
  const std::vector<Option> options = options_for(view.ctx(), view.reader(), view.record());
  const bool taken_by_other = waiting.holder && *waiting.holder != view.reader();
  if (taken_by_other) {
    std::vector<CardButton> buttons;
    if (const Option* take_over = workflow::find(options, Act::take_over); take_over != nullptr) {
      append(buttons, buttons_of(view, *take_over));
    }
    buttons.push_back(on_card(view, "act.details", Verb::details));
    return lay_out(view, {buttons});
  }
  const bool decision = waiting.what == For::approval || waiting.what == For::return_decision;
  return lay_out(view, decision ? decision_groups(view, options, documents) : work_groups(view, options, documents));
}

telegram::Keyboard vacancy_keyboard(const View& view, Role role) {
  std::vector<CardButton> buttons;
  const std::vector<Option> options = options_for(view.ctx(), view.reader(), view.record());
  if (const Option* appoint = workflow::find(options, Act::appoint); appoint != nullptr) {
    Option of_role = *appoint;
    std::erase_if(of_role.roles, [role](Role other) { return other != role; });
    buttons = appoint_buttons(view, of_role);
  }
  if (office::may_invite(view.ctx().office, view.reader(), role)) {
    buttons.push_back(on_card(view, "act.invite", Verb::invite_for_case, {static_cast<std::int64_t>(role)}));
  }
  mark_first(buttons);
  return lay_out(view, {buttons});
}

std::vector<CardButton> card_acts(const View& view) {
  const std::vector<Option> options = options_for(view.ctx(), view.reader(), view.record());
  std::vector<CardButton> buttons = offered(view, options, acts_of_decision);
  append(buttons, offered(view, options, acts_of_work));
  return buttons;
}

std::vector<CardButton> other_acts(const View& view) {
  std::vector<CardButton> buttons;
  for (const Option& option : options_for(view.ctx(), view.reader(), view.record())) {
    const bool of_an_upload = option.act == Act::withdraw_version || option.act == Act::explain_change;
    if (!belongs_on_card(view, option.act) && !of_an_upload && option.act != Act::report_progress) {
      append(buttons, buttons_of(view, option));
    }
  }
  return buttons;
}

}  // namespace alur::chat
