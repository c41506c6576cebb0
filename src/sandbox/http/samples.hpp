#pragma once

#include "alur/sandbox/types.hpp"

#include <optional>
#include <string>
#include <vector>

namespace alur::sandbox {

/// Documents that ship with the sandbox, for people who have none at hand: the plain files of one directory.
class Samples {
 public:
  explicit Samples(std::string directory) : directory_(std::move(directory)) {}
  /// Names in order; empty when there is no such directory.
  std::vector<std::string> names() const;
  /// Nothing unless `name` is one of names().
  std::optional<Outgoing> read(const std::string& name) const;

 private:
  std::string directory_;
};

}  // namespace alur::sandbox
