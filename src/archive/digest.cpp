#include "digest.hpp"

#include "alur/archive/archive.hpp"

#include <array>
#include <cstdint>
#include <new>

namespace alur::archive {

namespace {

/// OpenSSL fails here only when it has no memory or no SHA-256.
void require(bool done) {
  if (!done) throw std::bad_alloc{};
}

}  // namespace

Sha256::Sha256() : context_{EVP_MD_CTX_new()} {
  require(context_ && EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) == 1);
}

void Sha256::update(std::string_view bytes) {
  require(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) == 1);
}

std::string Sha256::finish_hex() {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::array<std::uint8_t, 32> digest{};
  require(EVP_DigestFinal_ex(context_.get(), digest.data(), nullptr) == 1);
  std::string text;
  text.reserve(2 * digest.size());
  for (const std::uint8_t byte : digest) {
    text += digits[byte >> 4U];
    text += digits[byte & 15U];
  }
  return text;
}

std::string sha256_hex(std::string_view bytes) {
  Sha256 hash;
  hash.update(bytes);
  return hash.finish_hex();
}

}  // namespace alur::archive
