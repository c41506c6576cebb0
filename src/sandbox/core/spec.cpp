#include "core/spec.hpp"

#include "embedded.hpp"

#include <algorithm>
#include <cctype>

namespace alur::sandbox {
namespace {

using Findings = std::vector<std::string>;

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
    return std::tolower(static_cast<unsigned char>(x)) == std::tolower(static_cast<unsigned char>(y));
  });
}

const Json* field_named(const Json& fields, std::string_view name) {
  const auto found = std::find_if(fields.begin(), fields.end(), [name](const Json& f) { return f.at("name") == name; });
  return found == fields.end() ? nullptr : &*found;
}

bool is_integer_text(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string names_of(const Json& types) {
  std::string names;
  for (const Json& type : types) names += (names.empty() ? "" : " or ") + type.get<std::string>();
  return names;
}

bool is_scalar_type(std::string_view type, const Json& value) {
  if (type == "Integer") return value.is_number_integer();
  if (type == "Float") return value.is_number();
  if (type == "Boolean") return value.is_boolean();
  return type == "String" && value.is_string();
}

/// A parameter is text; as which JSON value would it have been written? Scalars of the wrong spelling stay text.
Json param_value(const Json& types, std::string_view text) {
  for (const Json& type : types) {
    const auto name = type.get<std::string>();
    if (name == "String" || name == "InputFile") continue;
    if (name == "Integer" && !is_integer_text(text)) continue;
    Json parsed = Json::parse(text, nullptr, false);
    if (!parsed.is_discarded() && !parsed.is_string()) return parsed;
  }
  return Json(text);
}

}  // namespace

Spec::Spec(std::string_view json) : table_(Json::parse(json)) {}

const Spec& Spec::embedded() {
  static const Spec spec{embedded::botapi};
  return spec;
}

std::string Spec::method_named(std::string_view any_case) const {
  for (const auto& [name, method] : table_.at("methods").items()) {
    if (equal_ignoring_case(name, any_case)) return name;
  }
  return {};
}

Findings Spec::check_call(const std::string& method, const Params& params) const {
  const auto known = table_.at("methods").find(method);
  if (known == table_.at("methods").end()) return {"unknown method " + method};
  const Json& fields = known->at("fields");
  Findings findings;
  for (const auto& [name, value] : params.values()) {
    if (!field_named(fields, name)) findings.push_back("unknown field " + name);
  }
  for (const Json& field : fields) {
    const Findings more = check_param(field, params);
    findings.insert(findings.end(), more.begin(), more.end());
  }
  return findings;
}

Findings Spec::check_param(const Json& field, const Params& params) const {
  const auto name = field.at("name").get<std::string>();
  const Json& types = field.at("types");
  const bool takes_file = std::find(types.begin(), types.end(), Json("InputFile")) != types.end();
  if (takes_file && params.file(name)) return {};
  if (!params.has(name)) {
    return field.at("required").get<bool>() ? Findings{"missing field " + name} : Findings{};
  }
  if (types.size() == 1 && types[0] == "InputFile") return {"field " + name + " is no uploaded file"};
  return check_any(types, param_value(types, params.text(name)), name);
}

Findings Spec::check_any(const Json& types, const Json& value, const std::string& where) const {
  Findings fewest;
  bool first = true;
  for (const Json& type : types) {
    Findings findings = check_value(type.get<std::string>(), value, where);
    if (findings.empty()) return {};
    if (first || findings.size() < fewest.size()) fewest = std::move(findings);
    first = false;
  }
  if (types.size() > 1 && !value.is_object()) return {where + " is not of type " + names_of(types)};
  return fewest;
}

Findings Spec::check_value(const std::string& type, const Json& value, const std::string& where) const {
  constexpr std::string_view array_of = "Array of ";
  if (type.starts_with(array_of)) {
    if (!value.is_array()) return {where + " is not of type " + type};
    const std::string element = type.substr(array_of.size());
    Findings findings;
    for (std::size_t i = 0; i < value.size(); ++i) {
      const Findings more = check_value(element, value[i], where + "[" + std::to_string(i) + "]");
      findings.insert(findings.end(), more.begin(), more.end());
    }
    return findings;
  }
  const auto known = table_.at("types").find(type);
  if (known == table_.at("types").end()) {
    return is_scalar_type(type, value) ? Findings{} : Findings{where + " is not of type " + type};
  }
  if (const auto subtypes = known->find("subtypes"); subtypes != known->end() && !subtypes->empty()) {
    return check_any(*subtypes, value, where);
  }
  return check_object(*known, value, where + " (" + type + ")");
}

Findings Spec::check_object(const Json& type, const Json& value, const std::string& where) const {
  if (!value.is_object()) return {where + " is no object"};
  const Json& fields = type.at("fields");
  Findings findings;
  for (const auto& [name, member] : value.items()) {
    const Json* field = field_named(fields, name);
    if (!field) {
      findings.push_back(std::string{where}.append(": unknown field ").append(name));
      continue;
    }
    const Findings more = check_any(field->at("types"), member, std::string{where}.append(".").append(name));
    findings.insert(findings.end(), more.begin(), more.end());
  }
  for (const Json& field : fields) {
    const auto name = field.at("name").get<std::string>();
    if (field.at("required").get<bool>() && !value.contains(name)) {
      findings.push_back(std::string{where}.append(": missing field ").append(name));
    }
  }
  return findings;
}

}  // namespace alur::sandbox
