#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

/// One face over spdlog. Lines are for operators: English, one event a line, fields as key=value. Every line passes the
/// redactor, which removes registered secrets and anything shaped like a bot token. Safe from any thread.
namespace alur::log {

enum class Level : std::uint8_t {
  debug,
  info,
  warning,
  error,
  off,  ///< nothing, whatever happens: a simulation's thousand deaths are none of an operator's
};
enum class Format : std::uint8_t { text, json };

struct Field {
  std::string_view key;
  std::variant<std::string, std::int64_t, double, bool> value;
};

void start(Level level, Format format);  ///< stderr; before it, warnings and errors go out as text
void write(Level level, std::string_view event, std::initializer_list<Field> fields = {});
inline void debug(std::string_view event, std::initializer_list<Field> fields = {}) {
  write(Level::debug, event, fields);
}
inline void info(std::string_view event, std::initializer_list<Field> fields = {}) {
  write(Level::info, event, fields);
}
inline void warning(std::string_view event, std::initializer_list<Field> fields = {}) {
  write(Level::warning, event, fields);
}
inline void error(std::string_view event, std::initializer_list<Field> fields = {}) {
  write(Level::error, event, fields);
}

/// `line` with every registered secret, and every text shaped like a token, replaced by "[redacted]".
std::string redact(std::string_view line);

/// A value that cannot be printed, compared or copied by accident; registered with the redactor while it lives. Wiped
/// when destroyed.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string value);
  Secret(Secret&&) noexcept;
  Secret& operator=(Secret&&) noexcept;
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  ~Secret();
  /// The value itself: for the wire, never for a message.
  const std::string& reveal() const { return value_; }
  bool empty() const { return value_.empty(); }
  Secret clone() const { return Secret{value_}; }

 private:
  std::string value_;
};

}  // namespace alur::log
