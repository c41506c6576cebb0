#include "notices.hpp"

#include "notice_parts.hpp"

namespace alur::chat {

namespace {

/// One answer for one act, however many events it made: the last that has something to say. Filing is answered by
/// whoever takes the file in.
std::optional<Answer> answer_for(const View& doer, const Change& change) {
  if (change.find<workflow::VersionFiled>() != nullptr) return std::nullopt;
  std::optional<Answer> answer;
  for (const workflow::Event& event : change.events) {
    if (auto said = answer_to(doer, change, event); said) answer = std::move(said);
  }
  return answer;
}

}  // namespace

void announce(Context& ctx, const store::CaseRecord& before, const store::CaseRecord& after,
              std::span<const workflow::Event> events, const Asked* asked) {
  const Change change{before, after, events};
  if (asked != nullptr) {
    const View doer{ctx, after, asked->speaker.language, asked->speaker.person};
    if (const auto answer = answer_for(doer, change); answer) {
      const bool as_toast = answer->brief && !asked->callback_id.empty() && !asked->from_question;
      if (as_toast) {
        toast(ctx, asked->callback_id, text::strip(answer->text.html));
      } else {
        reply(ctx, *asked, answer->text);
      }
    }
  }
  for (const workflow::Event& event : events) tell_others(ctx, change, event);
}

}  // namespace alur::chat
