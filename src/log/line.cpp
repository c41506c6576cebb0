#include "line.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace alur::log {

namespace {

template <class... Ts>
struct Overload : Ts... {
  using Ts::operator()...;
};
template <class... Ts>
Overload(Ts...) -> Overload<Ts...>;  // Clang 14 does not deduce it

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

/// As a JSON string, which is also how a text line quotes. Bytes above 0x7F pass as they are.
std::string quoted(std::string_view text) {
  std::string out{'"'};
  for (const char c : text) {
    if (c == '"' || c == '\\')
      out += {'\\', c};
    else if (c == '\n')
      out += "\\n";
    else if (c == '\t')
      out += "\\t";
    else if (is_control(c))
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    else
      out += c;
  }
  out += '"';
  return out;
}

std::string quoted_where_needed(std::string_view text) {
  const bool plain = !text.empty() && std::none_of(text.begin(), text.end(), [](char c) {
    return c == ' ' || c == '=' || c == '"' || c == '\\' || is_control(c);
  });
  return plain ? std::string{text} : quoted(text);
}

/// JSON has no infinities and no "not a number".
std::string number(double value) { return std::isfinite(value) ? fmt::format("{}", value) : "null"; }

/// Redacted before it is quoted: a secret with a quotation mark in it would not be recognised afterwards.
template <class Quote>
std::string written(const Field& field, Quote quote) {
  return std::visit(
      Overload{[&quote](const std::string& text) { return quote(redact(text)); },
               [](std::int64_t whole) { return std::to_string(whole); }, [](double real) { return number(real); },
               [](bool truth) { return std::string{truth ? "true" : "false"}; }},
      field.value);
}

}  // namespace

std::string text_line(std::string_view event, std::initializer_list<Field> fields) {
  std::string line = redact(event);
  std::replace_if(line.begin(), line.end(), is_control, ' ');
  for (const Field& field : fields)
    line.append(" ").append(field.key).append("=").append(written(field, quoted_where_needed));
  return line;
}

std::string json_members(std::string_view event, std::initializer_list<Field> fields) {
  std::string line = "\"event\":" + quoted(redact(event));
  for (const Field& field : fields)
    line.append(",").append(quoted(field.key)).append(":").append(written(field, quoted));
  return line;
}

}  // namespace alur::log
