#pragma once

#include "commands.hpp"

#include <string>
#include <string_view>

/// Commands whose one missing thing is a reason, or a text: the same small dialogue for each (question, text, where it
/// cannot be undone one more press).
namespace alur::chat {

/// What such a dialogue keeps: the case, one number of the command's own, and the text once it is there.
struct ReasonDraft {
  CaseId case_id{};
  std::int64_t detail = 0;
  std::string text;
};

std::string to_payload(const ReasonDraft& draft);
ReasonDraft reason_draft(const store::Conversation& question);

/// Asks for the text. `key`: "<key>" is the sentence, with {register}, {step}, {title}.
void ask_reason(Context&, const Speaker&, const store::CaseRecord& record, std::string_view kind, std::string_view key,
                std::int64_t detail = 0, bool same_message = false);
/// Asks once more: "Belum" and, in another row, the yes.
void ask_to_confirm(Context&, const Speaker&, const store::CaseRecord& record, std::string_view kind,
                    const ReasonDraft& draft, const std::string& html, Verb yes, std::string_view yes_key);
/// The dialogue that a press belongs to, with its case; answers the press otherwise.
struct ReasonGoing {
  store::CaseRecord record;
  ReasonDraft draft;
};
std::optional<ReasonGoing> reason_going_on(Context&, const Pressed&, std::string_view kind);

}  // namespace alur::chat
