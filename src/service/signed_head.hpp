#pragma once

#include <memory>
#include <optional>
#include <string>

/// Heads of the chain with this office's signature (Ed25519): kept elsewhere, they show what was rewritten here.
namespace alur::service {

/// data_dir/head.key, 0600, in PEM. Never part of a backup.
class HeadKey {
 public:
  /// Throws std::runtime_error where there is none or it cannot be read.
  static HeadKey find(const std::string& data_dir);
  static HeadKey find_or_make(const std::string& data_dir);
  HeadKey(HeadKey&&) noexcept;
  ~HeadKey();

  std::string sign(const std::string& text) const;  ///< 64 bytes
  bool made(const std::string& signature, const std::string& text) const;

 private:
  struct Impl;
  explicit HeadKey(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// Two lines: "alur-head <seq> <hash>" and "ed25519 <signature in hex>".
std::string sign_head(const std::string& head, const HeadKey& key);
/// The head, when the key made the signature; else nothing.
std::optional<std::string> read_signed_head(const std::string& text, const HeadKey& key);

}  // namespace alur::service
