#pragma once

#include "core/json.hpp"
#include "core/params.hpp"

#include <string>
#include <string_view>
#include <vector>

/// The published method table (Bot API 10.1), as a judge of calls: what the real server quietly ignores or repairs is
/// a fault in the caller all the same.
namespace alur::sandbox {

class Spec {
 public:
  /// `json` has the members methods{name: {fields[]}} and types{name: {fields[], subtypes[]}}.
  explicit Spec(std::string_view json);
  /// The table this program was built with.
  static const Spec& embedded();

  /// The method's own spelling, or empty when the table has none of that name in any case.
  std::string method_named(std::string_view any_case) const;
  /// What is wrong with a call; empty when nothing is.
  std::vector<std::string> check_call(const std::string& method, const Params& params) const;
  /// What is wrong with a JSON value that should be of `type`, e.g. "Update"; `where` names it in the findings.
  std::vector<std::string> check_value(const std::string& type, const Json& value, const std::string& where) const;

 private:
  std::vector<std::string> check_any(const Json& types, const Json& value, const std::string& where) const;
  std::vector<std::string> check_object(const Json& type, const Json& value, const std::string& where) const;
  std::vector<std::string> check_param(const Json& field, const Params& params) const;
  Json table_;
};

}  // namespace alur::sandbox
