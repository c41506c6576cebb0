#pragma once

#include "context.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Files on their way in. What a person sends becomes a job of kind "fetch"; when it comes back the file is placed
/// (filing.hpp) and the person answered once. Where it is to go travels in the job's payload, so that no question and
/// no restart can lose it.
namespace alur::chat {

/// The scanned sheet of somebody off the chat: the approval it stands for.
struct WrittenApproval {
  Role role{};
  std::string signed_by;
  time::Day signed_on{};
};

/// Where a file is to go, as far as its sender said.
struct Target {
  CaseId case_id{};                        ///< none: not said
  std::string item;                        ///< empty: not said
  std::optional<workflow::Letter> letter;  ///< number and date, of a signed letter
  std::optional<WrittenApproval> written;

  bool said_anything() const { return case_id != CaseId{} || !item.empty() || written.has_value(); }
};

/// Takes a file: refuses at once what is declared too big, else plans its fetching.
void receive_file(Context&, const Speaker&, const telegram::Message& message, const telegram::File& file,
                  const Target& target = {});
void fetch_done(Context&, const JobDone& done);
/// Is a file of this chat still being fetched, or an album still being gathered?
bool uploads_in_flight(Context&, std::int64_t chat_id);

inline constexpr std::string_view submit_timer = "submit";
/// `/selesai` came while files were on their way: it is done when the last of them is filed.
void submit_after_uploads(Context&, const Speaker&, CaseId case_id);
void submit_when_ready(Context&, const Speaker&);
/// Timer: a file never came back; what was asked is done with what is there.
void submit_wait_over(Context&, const store::Timer& timer);

}  // namespace alur::chat
