#pragma once

#include "alur/sandbox/types.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What goes wrong on purpose: a plan by method and count, used up in the order it was given.
namespace alur::sandbox {

class FaultPlan {
 public:
  void add(Fault fault) { plan_.push_back(std::move(fault)); }
  void clear() { plan_.clear(); }
  const std::vector<Fault>& plan() const { return plan_; }
  /// The fault that this call meets, used up by it.
  std::optional<Fault> take(std::string_view method);

 private:
  std::vector<Fault> plan_;
};

std::optional<Fault::Kind> fault_kind_named(std::string_view name);
std::string_view name_of(Fault::Kind kind);

}  // namespace alur::sandbox
