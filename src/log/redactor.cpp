#include "redactor.hpp"

#include "alur/log/log.hpp"

#include <algorithm>
#include <mutex>
#include <set>
#include <string.h>
#include <string>
#include <string_view>

namespace alur::log {

namespace {

constexpr std::string_view replacement = "[redacted]";
/// The shape of a bot token: \d{6,}:[A-Za-z0-9_-]{30,}
constexpr std::size_t token_digits_min = 6;
constexpr std::size_t token_letters_min = 30;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_token_letter(char c) {
  return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || c == '-';
}

struct Registry {
  std::mutex mutex;
  std::multiset<std::string> secrets;
};

/// Never destroyed: secrets of static lifetime still unregister, and late lines are still redacted.
Registry& registry() {
  static auto* const instance = new Registry;
  return *instance;
}

void replace_all(std::string& line, std::string_view secret) {
  for (auto at = line.find(secret); at != std::string::npos; at = line.find(secret, at + replacement.size()))
    line.replace(at, secret.size(), replacement);
}

void replace_tokens(std::string& line) {
  for (auto colon = line.find(':'); colon != std::string::npos; colon = line.find(':', colon + 1)) {
    auto begin = colon;
    while (begin > 0 && is_digit(line[begin - 1])) --begin;
    auto end = colon + 1;
    while (end < line.size() && is_token_letter(line[end])) ++end;
    if (colon - begin < token_digits_min || end - colon - 1 < token_letters_min) continue;
    line.replace(begin, end - begin, replacement);
    colon = begin;
  }
}

}  // namespace

void wipe(std::string& text) {
  text.resize(text.capacity());
  explicit_bzero(text.data(), text.size());
  text.clear();
}

void register_secret(const std::string& value) {
  if (value.size() < secret_bytes_min) return;
  Registry& all = registry();
  const std::lock_guard lock{all.mutex};
  all.secrets.insert(value);
}

void unregister_secret(const std::string& value) {
  Registry& all = registry();
  const std::lock_guard lock{all.mutex};
  const auto found = all.secrets.find(value);
  if (found == all.secrets.end()) return;
  auto node = all.secrets.extract(found);
  wipe(node.value());
}

std::string redact(std::string_view line) {
  std::string redacted{line};
  {
    Registry& all = registry();
    const std::lock_guard lock{all.mutex};
    for (const std::string& secret : all.secrets) replace_all(redacted, secret);
  }
  replace_tokens(redacted);
  return redacted;
}

}  // namespace alur::log
