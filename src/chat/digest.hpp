#pragma once

#include <string>
#include <string_view>

/// The two hashes the desk needs: of invite codes and documents, and the seal of buttons.
namespace alur::chat {

/// 64 lower-case hex digits.
std::string sha256_hex(std::string_view bytes);
/// 32 raw bytes.
std::string hmac_sha256(std::string_view key, std::string_view bytes);

}  // namespace alur::chat
