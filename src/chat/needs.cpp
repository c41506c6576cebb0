#include "needs.hpp"

#include <algorithm>
#include <array>

namespace alur::chat {

namespace {

constexpr std::size_t need_name_max = 48;
constexpr std::size_t names_in_line_max = 4;
constexpr std::array all_stages{TraceStage::scenarios, TraceStage::results, TraceStage::verdicts};

std::string_view mark_key(NeedMark mark) {
  switch (mark) {
    case NeedMark::covered:
      return "needs.mark.covered";
    case NeedMark::passed:
      return "needs.mark.passed";
    case NeedMark::failed:
      return "needs.mark.failed";
    case NeedMark::fits:
      return "needs.mark.fits";
    case NeedMark::fits_with_note:
      return "needs.mark.fits_with_note";
    case NeedMark::does_not_fit:
      return "needs.mark.does_not_fit";
  }
  return "needs.mark.none";
}

bool is_trouble(NeedMark mark) { return mark == NeedMark::failed || mark == NeedMark::does_not_fit; }

std::string codes(std::span<const int> numbers) {
  std::string all;
  for (const int no : numbers) {
    if (!all.empty()) all += ", ";
    all += need_code(no);
  }
  return all;
}

}  // namespace

std::string need_code(int no) { return (no < 10 ? "KB-0" : "KB-") + std::to_string(no); }

std::string need_name(const workflow::CaseState& state, int no) {
  const std::string& text = state.needs.at(static_cast<std::size_t>(no - 1)).text;
  return need_code(no) + " " + text::shorten(text::plain(text), need_name_max);
}

std::string need_names(const View& view, std::span<const int> numbers) {
  std::vector<std::string> names;
  for (const int no : numbers.first(std::min(numbers.size(), names_in_line_max))) {
    names.push_back(need_name(view.state(), no));
  }
  if (numbers.size() > names_in_line_max) {
    names.push_back(view.label("needs.more", {{"n", static_cast<std::int64_t>(numbers.size() - names_in_line_max)}}));
  }
  return view.join(names);
}

std::span<const NeedMark> marks_of(TraceStage stage) {
  static constexpr std::array scenarios{NeedMark::covered};
  static constexpr std::array results{NeedMark::passed, NeedMark::failed};
  static constexpr std::array verdicts{NeedMark::fits, NeedMark::fits_with_note, NeedMark::does_not_fit};
  switch (stage) {
    case TraceStage::needs:
      break;
    case TraceStage::scenarios:
      return scenarios;
    case TraceStage::results:
      return results;
    case TraceStage::verdicts:
      return verdicts;
  }
  return {};
}

std::string mark_word(const View& view, NeedMark mark) { return view.label(mark_key(mark)); }

std::string needs_in_full(const View& view) {
  std::string html;
  for (int no = 1; no <= static_cast<int>(view.state().needs.size()); ++no) {
    std::vector<std::string> found;
    for (const TraceStage stage : all_stages) {
      if (const auto mark = view.state().mark_of(no, stage)) found.push_back(mark_word(view, *mark));
    }
    if (no > 1) html += '\n';
    html += view.say(found.empty() ? "needs.line" : "needs.line_found",
                     {{"need", need_name(view.state(), no)}, {"found", view.join(found)}});
  }
  return html;
}

std::string stage_summary(const View& view, TraceStage stage) {
  std::vector<std::string> parts;
  const auto add = [&](const std::string& word, const std::vector<int>& numbers, bool named) {
    if (numbers.empty()) return;
    parts.push_back(
        view.label(named ? "needs.count_named" : "needs.count",
                   {{"word", word}, {"n", static_cast<std::int64_t>(numbers.size())}, {"codes", codes(numbers)}}));
  };
  for (const NeedMark mark : marks_of(stage)) {
    add(mark_word(view, mark), view.state().needs_with(mark), is_trouble(mark));
  }
  add(view.label("needs.mark.none"), view.state().needs_without(stage), false);
  std::string all;
  for (const std::string& part : parts) {
    if (!all.empty()) all += "; ";
    all += part;
  }
  return all;
}

}  // namespace alur::chat
