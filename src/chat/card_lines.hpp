#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace alur::chat {

/// The lines of a card: at most `lines_max`, so that a card is read at a glance on a phone (sop/messages). When there
/// are more, those of least need go.
class CardLines {
 public:
  static constexpr std::size_t lines_max = 12;

  enum class Need { always, useful, nice };

  void add(std::string line, Need need = Need::always);
  void gap();  ///< an empty line; the first thing to go
  std::string html() &&;

 private:
  struct Line {
    std::string html;
    Need need = Need::always;
    bool gap = false;
  };
  bool drop_one();

  std::vector<Line> lines_;
};

}  // namespace alur::chat
