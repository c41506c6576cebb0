#include "card_documents.hpp"
#include "cards.hpp"
#include "filing.hpp"
#include "notice_parts.hpp"

#include <algorithm>

/// The answer to whoever filed something (messages C3, C4, C6, C12).
namespace alur::chat {

namespace {

/// What it is made of: "spesifikasi-antrean.docx · 412 kB", the address of a link, "nihil", "3 dari 3".
std::string content_line(const View& view, const workflow::Version& version, const process::Owed* owed) {
  const workflow::Submission& what = version.what;
  switch (what.kind) {
    case workflow::VersionKind::nihil:
      return view.say("filed.nihil");
    case workflow::VersionKind::checklist:
      return view.say("filed.checklist",
                      {{"checked", static_cast<std::int64_t>(what.checked.size())},
                       {"items", static_cast<std::int64_t>(owed == nullptr ? 0 : owed->items.size())}});
    case workflow::VersionKind::link:
      return view.say(what.link_sha256.empty() ? "filed.link_unproved" : "filed.link", {{"link", what.link}});
    case workflow::VersionKind::file:
      break;
  }
  if (what.contents.size() > 1) {
    return view.say("filed.pages", {{"pages", static_cast<std::int64_t>(what.contents.size())}});
  }
  return view.say("filed.file", {{"name", what.contents.front().file_name},
                                 {"size", text::file_size(what.contents.front().bytes, view.language())}});
}

}  // namespace

void answer_filed(Context& ctx, const Asked& asked, const store::CaseRecord& record, const workflow::Version& version) {
  const View view{ctx, record, asked.speaker.language, asked.speaker.person};
  const process::Owed* owed = view.process().step(version.step).find_owed(version.item);
  const workflow::Submission& what = version.what;
  const bool stated = what.contents.empty() && what.link.empty();
  const std::string_view heading = version.signed_copy ? "filed.signed" : stated ? "filed.stated" : "filed.title";
  std::string html = view.say_of(
      version.step, heading, {{"document", item_title(view, version.item)}, {"number", std::int64_t{version.number}}});
  html += "\n" + content_line(view, version, owed);
  if (what.letter) html += "\n" + letter_data(view, *what.letter);
  const bool still_on_it = record.state.open() && record.state.current == version.step && !version.signed_copy;
  if (!still_on_it) {
    if (version.signed_copy) html += "\n" + what_follows(view, version.step);
    reply(ctx, asked, about_case(view, std::move(html), {amend_buttons(view, version.item)}));
    return;
  }
  bool complete = true;
  for (const process::Owed& item : view.step().owed) {
    html += "\n" + owed_line(ctx, record, item, view.language());
    complete = complete && is_complete(record.state, item);
  }
  if (complete) html += "\n" + view.say("filed.complete");
  if (version.number >= 2) {
    html += "\n" + view.say("filed.what_changed", {{"before", std::int64_t{version.number - 1}}});
    ask_change_note(ctx, asked, record, version, html);
    return;
  }
  using Act = workflow::Option::Act;
  reply(ctx, asked,
        about_case(view, std::move(html),
                   {offered_acts(view, {Act::submit}), offered_acts(view, {Act::withdraw_version})}));
}

}  // namespace alur::chat
