#include "core/faults.hpp"

#include <algorithm>
#include <array>
#include <strings.h>
#include <utility>

namespace alur::sandbox {
namespace {

using enum Fault::Kind;
constexpr std::array<std::pair<Fault::Kind, std::string_view>, 7> fault_kinds{{{too_many, "too_many"},
                                                                               {server_error, "server_error"},
                                                                               {proxy_page, "proxy_page"},
                                                                               {drop_before, "drop_before"},
                                                                               {drop_after, "drop_after"},
                                                                               {slow, "slow"},
                                                                               {duplicate, "duplicate"}}};

bool meant(const Fault& fault, const std::string& method) {
  if (fault.kind == duplicate) return false;
  if (fault.method == "*") return strcasecmp(method.c_str(), "getUpdates") != 0;
  return strcasecmp(fault.method.c_str(), method.c_str()) == 0;
}

}  // namespace

std::optional<Fault> FaultPlan::take(std::string_view method) {
  const std::string name{method};
  const auto found = std::find_if(plan_.begin(), plan_.end(), [&](const Fault& fault) { return meant(fault, name); });
  if (found == plan_.end()) return {};
  const Fault fault = *found;
  if (--found->count <= 0) plan_.erase(found);
  return fault;
}

std::optional<Fault::Kind> fault_kind_named(std::string_view name) {
  const auto found =
      std::find_if(fault_kinds.begin(), fault_kinds.end(), [name](const auto& k) { return k.second == name; });
  if (found == fault_kinds.end()) return {};
  return found->first;
}

std::string_view name_of(Fault::Kind kind) {
  return std::find_if(fault_kinds.begin(), fault_kinds.end(), [kind](const auto& k) { return k.first == kind; })
      ->second;
}

}  // namespace alur::sandbox
