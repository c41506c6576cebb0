#pragma once

#include "commands.hpp"
#include "view.hpp"

#include <span>
#include <string>
#include <vector>

/// How the trace of needs reads: "KB-04 Cetak nomor antrean – skenario ada, tidak lulus".
namespace alur::chat {

using process::TraceStage;
using workflow::NeedMark;

std::string need_code(int no);  ///< "KB-04"
/// "KB-04 Cetak nomor antrean", shortened for a line of a phone.
std::string need_name(const workflow::CaseState& state, int no);
/// "KB-04 Cetak nomor antrean, KB-07 Laporan harian"; of many the first few, and how many more.
std::string need_names(const View& view, std::span<const int> numbers);

/// The marks that a stage gives, the good one first.
std::span<const NeedMark> marks_of(TraceStage stage);
std::string mark_word(const View& view, NeedMark mark);  ///< "lulus"

/// Every need with what was found of it, a line each, as HTML.
std::string needs_in_full(const View& view);
/// "lulus 12, tidak lulus 2 (KB-04, KB-07), belum ditandai 1".
std::string stage_summary(const View& view, TraceStage stage);

/// /isi with "kebutuhan" and a list, with "kb" and marks.
void typed_needs(Context&, const Typed&, store::CaseRecord& record, const std::string& value);
void typed_marks(Context&, const Typed&, store::CaseRecord& record, const std::string& value);

/// The step's yes must say why it takes needs that do not fit (message E8).
bool misfits_await_a_reason(const View& view);
void ask_why_misfits_are_taken(Context&, const Speaker&, const store::CaseRecord& record,
                               const std::vector<std::string>& fingerprints);

}  // namespace alur::chat
