#include "button.hpp"
#include "digest.hpp"
#include "fuzz/target.hpp"

#include <string>

/// callback_data as a press brings it; then the same bytes under a true seal, so that what stands behind it is read
/// too.
ALUR_FUZZ_TARGET(callback) {
  using namespace alur;
  constexpr std::int64_t account = 1;
  constexpr char account_as_varint = 2;
  const std::string key(32, 'k');
  fuzz::require(!chat::unseal(input, account, key), "nothing without the seal");

  constexpr std::size_t body_max = 40;
  constexpr std::size_t seal_bytes = 8;
  std::string body{input.substr(0, body_max)};
  body += chat::hmac_sha256(key, body + account_as_varint).substr(0, seal_bytes);
  const auto press = chat::unseal(chat::base64url(body), account, key);
  if (!press) return;
  const std::string again = chat::seal(*press, account, key);
  fuzz::require(again.size() <= 64, "a seal fits into callback_data");
  fuzz::require(chat::unseal(again, account, key) == press, "a press is read as it was sealed");
}
