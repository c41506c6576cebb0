#include "alur/telegram/request.hpp"

#include <algorithm>

namespace alur::telegram {
namespace {

/// The limit counts what is left after parsing, in code points or UTF-16 units depending on who is asked; the latter
/// are never fewer.
constexpr std::size_t units_max = 4096;
/// Before parsing, 32768 bytes are allowed.
constexpr std::size_t bytes_max = 30'000;

struct Token {
  enum class Kind : std::uint8_t { open, close, entity, text } kind = Kind::text;
  std::string_view text;
  std::size_t units = 0;
  bool is(char c) const { return kind == Kind::text && text.size() == 1 && text.front() == c; }
};

/// "b" of "<b>", "a" of "<a href=...>" and of "</a>".
std::string_view tag_name(std::string_view tag) {
  const std::size_t first = tag.starts_with("</") ? 2 : 1;
  return tag.substr(first, tag.find_first_of(" \t\n/>", first) - first);
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// Length of the tag that `rest` begins with, 0 if it is none. A quoted attribute may hold ">".
std::size_t tag_length(std::string_view rest) {
  const std::size_t name = rest.starts_with("</") ? 2 : 1;
  if (rest.size() <= name || !is_letter(rest[name])) return 0;
  char quote = 0;
  for (std::size_t i = name; i < rest.size(); ++i) {
    const char c = rest[i];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '>') {
      return i + 1;
    }
  }
  return 0;
}

/// Length of the entity ("&amp;", "&#128512;") that `rest` begins with, 0 if it is none.
std::size_t entity_length(std::string_view rest) {
  constexpr std::size_t longest = 12;
  const auto end = rest.substr(0, longest).find(';');
  if (end == std::string_view::npos || end < 2) return 0;
  const auto body = rest.substr(1, end - 1);
  const bool well_formed =
      std::all_of(body.begin(), body.end(), [](char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '#'; });
  return well_formed ? end + 1 : 0;
}

std::size_t code_point_length(std::string_view rest) {
  const auto lead = static_cast<unsigned char>(rest.front());
  const std::size_t promised = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
  std::size_t length = 1;
  while (length < std::min(promised, rest.size()) && (static_cast<unsigned char>(rest[length]) & 0xc0U) == 0x80U) {
    ++length;
  }
  return length;
}

Token next_token(std::string_view rest) {
  if (rest.front() == '<') {
    if (const auto length = tag_length(rest); length > 0) {
      return {rest[1] == '/' ? Token::Kind::close : Token::Kind::open, rest.substr(0, length), 0};
    }
  }
  if (rest.front() == '&') {
    if (const auto length = entity_length(rest); length > 0) {
      return {Token::Kind::entity, rest.substr(0, length), rest[1] == '#' ? 2u : 1u};
    }
  }
  const auto length = code_point_length(rest);
  return {Token::Kind::text, rest.substr(0, length), length == 4 ? 2u : 1u};
}

std::vector<Token> tokenize(std::string_view html) {
  std::vector<Token> tokens;
  while (!html.empty()) {
    tokens.push_back(next_token(html));
    html.remove_prefix(tokens.back().text.size());
  }
  return tokens;
}

using OpenTags = std::vector<std::string_view>;

void follow(OpenTags& open, const Token& token) {
  if (token.kind == Token::Kind::open) open.push_back(token.text);
  const bool closes =
      token.kind == Token::Kind::close && !open.empty() && tag_name(open.back()) == tag_name(token.text);
  if (closes) open.pop_back();
}

struct Cut {
  std::size_t end = 0;   ///< the piece is [begin, end)
  std::size_t next = 0;  ///< where the following piece begins
};

/// Where the piece that begins at `begin` ends: all that is left, else the last line end that fits, else the last
/// space, else wherever it is full. The line end or space itself belongs to neither piece.
Cut find_cut(const std::vector<Token>& tokens, std::size_t begin) {
  std::size_t units = 0;
  std::size_t bytes = 0;
  Cut at_line;
  Cut at_space;
  std::size_t i = begin;
  for (; i < tokens.size(); ++i) {
    units += tokens[i].units;
    bytes += tokens[i].text.size();
    if (tokens[i].is('\n') && i > begin) at_line = {i, i + 1};
    if (tokens[i].is(' ') && i > begin) at_space = {i, i + 1};
    if (i > begin && (units > units_max || bytes > bytes_max)) break;
  }
  if (i == tokens.size()) return {i, i};
  if (at_line.end > 0) return at_line;
  if (at_space.end > 0) return at_space;
  return {i, i};
}

std::string close_all(const OpenTags& open) {
  std::string closed;
  for (auto tag = open.rbegin(); tag != open.rend(); ++tag) closed.append("</").append(tag_name(*tag)).append(">");
  return closed;
}

}  // namespace

std::vector<std::string> split_html(const std::string& html) {
  const std::vector<Token> tokens = tokenize(html);
  std::vector<std::string> pieces;
  OpenTags open;
  for (std::size_t begin = 0; begin < tokens.size();) {
    Cut cut = find_cut(tokens, begin);
    std::string piece;
    for (const auto tag : open) piece.append(tag);
    bool visible = false;
    const auto take = [&](const Token& token) {
      piece.append(token.text);
      follow(open, token);
      visible = visible || (token.units > 0 && !token.is(' ') && !token.is('\n'));
    };
    for (std::size_t i = begin; i < cut.end; ++i) take(tokens[i]);
    // Tags that close right behind the cut close here, instead of being reopened around nothing.
    while (cut.next < tokens.size() && tokens[cut.next].kind == Token::Kind::close) take(tokens[cut.next++]);
    piece += close_all(open);
    if (visible) pieces.push_back(std::move(piece));
    begin = cut.next;
  }
  return pieces;
}

}  // namespace alur::telegram
