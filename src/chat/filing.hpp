#pragma once

#include "commands.hpp"
#include "uploads.hpp"

#include <string>
#include <string_view>
#include <vector>

/// From a fetched file, a link or a tick to a version of an owed item.
namespace alur::chat {

/// Files where the target says, or to the one item that its sender certainly means, or asks (messages C5). `grouped`:
/// came together with others, so that an item that is there already is not certainly meant. `reference` is unique
/// among files: it names the question.
void place(Context&, const Speaker&, const std::vector<workflow::Content>& contents, const Target& target, bool grouped,
           std::int64_t reference);

/// Files a version; where it is a signed letter without number and date, asks for them first. False when refused.
bool file_contents(Context&, const Asked&, store::CaseRecord& record, const std::string& item,
                   const std::vector<workflow::Content>& contents, const std::optional<workflow::Letter>& letter);
bool file_submission(Context&, const Asked&, store::CaseRecord& record, const std::string& item,
                     const workflow::Submission& what);

/// Tells whoever filed `version` what it was filed as, and what is still missing (messages C3, C4, C6, C12).
void answer_filed(Context&, const Asked&, const store::CaseRecord& record, const workflow::Version& version);

/// A file that waits for its sender to say what it is.
inline constexpr std::string_view undecided_timer = "undecided";
void undecided_over(Context&, const store::Timer& timer);

/// "Apa yang berubah" of a version from the second on: asked with `html`, never waited for (messages C4).
void ask_change_note(Context&, const Asked&, const store::CaseRecord& record, const workflow::Version& version,
                     const std::string& html);

/// A signed letter came without its number and date (messages F4): kept in the question until they are said.
void ask_letter_details(Context&, const Speaker&, const store::CaseRecord& record, const std::string& item,
                        const std::vector<workflow::Content>& contents);
/// "NOMOR TANGGAL", or "NOMOR; TANGGAL; PENANDA TANGAN"; the signatory is Kepala Dinas unless said.
std::optional<workflow::Letter> parse_letter(const Context&, std::string_view typed, std::string_view language);

/// "https://... [SHA-256]".
std::optional<workflow::Submission> parse_link(const std::string& text);
/// Toggle buttons for a checklist (messages C11).
void ask_checklist(Context&, const Speaker&, const store::CaseRecord& record, const std::string& item);

// --- items -----------------------------------------------------------------------------------------------------------

/// The item of the active step that a person means by a word: its id, or the only one that begins so.
std::optional<std::string> item_meant(const process::Step& step, std::string_view word);
/// As in a button's args.
std::int64_t index_of_item(const process::Step& step, std::string_view item);
std::optional<std::string> item_at(const process::Step& step, std::int64_t index);
std::string item_title(const Context&, const process::Step& step, std::string_view item, std::string_view language);
void say_unknown_item(Context&, const Speaker&, const store::CaseRecord& record, std::string_view word);

}  // namespace alur::chat
