#include "signed_head.hpp"

#include "data_dir.hpp"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <array>
#include <filesystem>
#include <stdexcept>

namespace alur::service {

namespace {

constexpr std::string_view first_word = "alur-head ";
constexpr std::string_view second_word = "\ned25519 ";
constexpr std::size_t signature_bytes = 64;

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Bio = std::unique_ptr<BIO, decltype(&BIO_free)>;
using Context = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

std::string key_path(const std::string& data_dir) { return data_dir + "/head.key"; }

const unsigned char* bytes_of(const std::string& text) { return reinterpret_cast<const unsigned char*>(text.data()); }

std::string to_hex(const std::string& bytes) {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string hex;
  for (const char byte : bytes) {
    hex += digits[static_cast<unsigned char>(byte) >> 4U];
    hex += digits[static_cast<unsigned char>(byte) & 0xfU];
  }
  return hex;
}

std::optional<std::string> from_hex(std::string_view hex) {
  static constexpr std::string_view digits = "0123456789abcdef";
  if (hex.size() % 2 != 0) return std::nullopt;
  std::string bytes;
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    const auto high = digits.find(hex[i]);
    const auto low = digits.find(hex[i + 1]);
    if (high == std::string_view::npos || low == std::string_view::npos) return std::nullopt;
    bytes += static_cast<char>(high * 16 + low);
  }
  return bytes;
}

Key read_key(const std::string& pem, const std::string& path) {
  const Bio in(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), &BIO_free);
  Key key(PEM_read_bio_PrivateKey(in.get(), nullptr, nullptr, nullptr), &EVP_PKEY_free);
  if (!key || EVP_PKEY_id(key.get()) != EVP_PKEY_ED25519) throw std::runtime_error(path + " holds no Ed25519 key");
  return key;
}

std::string new_key_pem() {
  const Key key(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"), &EVP_PKEY_free);
  const Bio out(BIO_new(BIO_s_mem()), &BIO_free);
  if (!key || PEM_write_bio_PrivateKey(out.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1) {
    throw std::runtime_error("OpenSSL makes no Ed25519 key");
  }
  char* text = nullptr;
  const long size = BIO_get_mem_data(out.get(), &text);
  return {text, static_cast<std::size_t>(size)};
}

}  // namespace

struct HeadKey::Impl {
  Key key;
};

HeadKey::HeadKey(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
HeadKey::HeadKey(HeadKey&&) noexcept = default;
HeadKey::~HeadKey() = default;

HeadKey HeadKey::find(const std::string& data_dir) {
  const std::string path = key_path(data_dir);
  return HeadKey(std::make_unique<Impl>(Impl{read_key(read_small_file(path), path)}));
}

HeadKey HeadKey::find_or_make(const std::string& data_dir) {
  if (!std::filesystem::exists(key_path(data_dir))) replace_file(key_path(data_dir), new_key_pem());
  return find(data_dir);
}

std::string HeadKey::sign(const std::string& text) const {
  const Context context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  std::string signature(signature_bytes, '\0');
  std::size_t size = signature.size();
  if (EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, impl_->key.get()) != 1 ||
      EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size, bytes_of(text),
                     text.size()) != 1) {
    throw std::runtime_error("OpenSSL does not sign");
  }
  return signature;
}

bool HeadKey::made(const std::string& signature, const std::string& text) const {
  const Context context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  return EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, impl_->key.get()) == 1 &&
         EVP_DigestVerify(context.get(), bytes_of(signature), signature.size(), bytes_of(text), text.size()) == 1;
}

std::string sign_head(const std::string& head, const HeadKey& key) {
  std::string text(first_word);
  text += head;
  const std::string signature = key.sign(text);
  text += second_word;
  text += to_hex(signature);
  text += '\n';
  return text;
}

std::optional<std::string> read_signed_head(const std::string& text, const HeadKey& key) {
  const auto line_end = text.find(second_word);
  if (!text.starts_with(first_word) || line_end == std::string::npos) return std::nullopt;
  const std::string signed_text = text.substr(0, line_end);
  std::string_view rest = std::string_view(text).substr(line_end + second_word.size());
  while (!rest.empty() && rest.back() == '\n') rest.remove_suffix(1);
  const auto signature = from_hex(rest);
  if (!signature || !key.made(*signature, signed_text)) return std::nullopt;
  return signed_text.substr(first_word.size());
}

}  // namespace alur::service
