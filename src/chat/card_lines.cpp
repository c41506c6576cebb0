#include "card_lines.hpp"

#include <algorithm>
#include <iterator>

namespace alur::chat {

void CardLines::add(std::string line, Need need) {
  if (!line.empty()) lines_.push_back({std::move(line), need, false});
}

void CardLines::gap() { lines_.push_back({{}, Need::nice, true}); }

bool CardLines::drop_one() {
  const auto least = std::max_element(lines_.begin(), lines_.end(), [](const Line& a, const Line& b) {
    return a.gap == b.gap ? a.need < b.need : b.gap;
  });
  if (least->need == Need::always) return false;
  lines_.erase(least);
  return true;
}

std::string CardLines::html() && {
  while (lines_.size() > lines_max && drop_one()) {
  }
  std::string out;
  for (const Line& line : lines_) {
    if (&line != &lines_.front()) out += '\n';
    out += line.html;
  }
  return out;
}

}  // namespace alur::chat
