#pragma once

#include "a_case.hpp"

#include <cstdint>

/// Well-formed commands for what is offered, and arbitrary ones for what is not.
namespace alur::workflow {

/// Consumes a list of numbers: the source of every choice, so that a failing run can be shrunk and replayed.
class Choices {
 public:
  explicit Choices(const std::vector<std::uint32_t>& numbers) : numbers_(numbers) {}
  bool empty() const { return at_ >= numbers_.size(); }
  std::uint32_t next() { return empty() ? 0 : numbers_[at_++]; }
  std::size_t below(std::size_t count) { return count == 0 ? 0 : next() % count; }
  template <class T>
  const T& of(const std::vector<T>& values) {
    return values[below(values.size())];
  }

 private:
  const std::vector<std::uint32_t>& numbers_;
  std::size_t at_ = 0;
};

/// The command by which `actor` takes up `option`, with its arguments as they must be.
Command well_formed(const ACase& a, const Actor& actor, const Option& option, Choices& choices);
/// Some command, with arguments that may or may not fit.
Command arbitrary(const ACase& a, Choices& choices);
Actor somebody(Choices& choices);

/// The acts one of which must be offered for `command` to be accepted.
std::vector<Act> acts_of(const Command& command);

}  // namespace alur::workflow
