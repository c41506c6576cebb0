#include "button.hpp"

#include "context.hpp"
#include "digest.hpp"

#include <openssl/crypto.h>

#include <stdexcept>

namespace alur::chat {

namespace {

constexpr std::size_t seal_bytes = 8;
constexpr std::size_t sealed_bytes_max = 48;

// Zigzag, seven bits a byte, as in protocol buffers: small numbers of either sign stay short.
void put_varint(std::string& out, std::int64_t value) {
  auto rest = (static_cast<std::uint64_t>(value) << 1U) ^ static_cast<std::uint64_t>(value >> 63);
  while (rest >= 0x80U) {
    out += static_cast<char>((rest & 0x7FU) | 0x80U);
    rest >>= 7U;
  }
  out += static_cast<char>(rest);
}

std::optional<std::int64_t> take_varint(std::string_view& in) {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64 && !in.empty(); shift += 7) {
    const auto byte = static_cast<unsigned char>(in.front());
    in.remove_prefix(1);
    value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
    if ((byte & 0x80U) == 0) {
      return static_cast<std::int64_t>(value >> 1U) ^ -static_cast<std::int64_t>(value & 1U);
    }
  }
  return std::nullopt;
}

std::string seal_of(std::string_view body, std::int64_t account_id, std::string_view key) {
  std::string signed_text{body};
  put_varint(signed_text, account_id);
  return hmac_sha256(key, signed_text).substr(0, seal_bytes);
}

}  // namespace

std::string seal(const Press& press, std::int64_t account_id, std::string_view key) {
  std::string body(1, static_cast<char>(press.verb));
  put_varint(body, workflow::raw(press.case_id));
  put_varint(body, press.step);
  put_varint(body, press.round);
  put_varint(body, press.rev);
  for (const std::int64_t arg : press.args) {
    put_varint(body, arg);
  }
  body += seal_of(body, account_id, key);
  if (body.size() > sealed_bytes_max) {
    throw std::length_error("a button's press does not fit into callback_data");
  }
  return base64url(body);
}

std::optional<Press> unseal(std::string_view data, std::int64_t account_id, std::string_view key) {
  const auto bytes = from_base64url(data);
  if (!bytes || bytes->size() <= seal_bytes) {
    return std::nullopt;
  }
  std::string_view body = *bytes;
  const std::string_view given = body.substr(body.size() - seal_bytes);
  body.remove_suffix(seal_bytes);
  const std::string expected = seal_of(body, account_id, key);
  if (CRYPTO_memcmp(expected.data(), given.data(), seal_bytes) != 0) {
    return std::nullopt;
  }
  Press press;
  press.verb = static_cast<Verb>(static_cast<unsigned char>(body.front()));
  body.remove_prefix(1);
  const auto case_id = take_varint(body);
  const auto step = take_varint(body);
  const auto round = take_varint(body);
  const auto rev = take_varint(body);
  if (!case_id || !step || !round || !rev) {
    return std::nullopt;
  }
  press.case_id = workflow::CaseId{*case_id};
  press.step = static_cast<int>(*step);
  press.round = static_cast<int>(*round);
  press.rev = *rev;
  while (!body.empty()) {
    const auto arg = take_varint(body);
    if (!arg) {
      return std::nullopt;
    }
    press.args.push_back(*arg);
  }
  return press;
}

Press on_step(Verb verb, const store::CaseRecord& record, std::vector<std::int64_t> args) {
  return {.verb = verb,
          .case_id = record.id,
          .step = record.state.current,
          .round = record.state.active().round,
          .rev = verb == Verb::approve ? static_cast<std::int64_t>(record.state.versions.size()) : 0,
          .args = std::move(args)};
}

telegram::Button button(const Context& ctx, std::int64_t account_id, std::string text, const Press& press,
                        telegram::ButtonStyle style) {
  return {.text = std::move(text),
          .callback_data = seal(press, account_id, ctx.options.button_key),
          .copy_text = {},
          .url = {},
          .style = style};
}

}  // namespace alur::chat
