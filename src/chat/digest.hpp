#pragma once

#include <optional>
#include <string>
#include <string_view>

/// Hashes of invite codes and documents, the seal of buttons, and the spelling of bytes in links and buttons.
namespace alur::chat {

/// 64 lower-case hex digits.
std::string sha256_hex(std::string_view bytes);
/// 32 raw bytes.
std::string hmac_sha256(std::string_view key, std::string_view bytes);
/// RFC 4648 base64url without padding.
std::string base64url(std::string_view bytes);
/// Nothing for anything that base64url() does not give.
std::optional<std::string> from_base64url(std::string_view text);

}  // namespace alur::chat
