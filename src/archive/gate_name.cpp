#include "file_type.hpp"
#include "gate.hpp"

#include <algorithm>
#include <array>

namespace alur::archive {

namespace {

using std::string_view_literals::operator""sv;

/// Unicode's Bidi_Control, which turns "fdp.exe" round, and C0 and C1 controls.
bool hides_something(std::string_view name) {
  for (const char character : name) {
    const auto byte = static_cast<unsigned char>(character);
    if (byte < 0x20 || byte == 0x7f) return true;
  }
  for (std::size_t at = name.find('\xc2'); at < name.size(); at = name.find('\xc2', at + 1)) {
    if (at + 1 < name.size() && static_cast<unsigned char>(name[at + 1]) < 0xa0) return true;
  }
  constexpr std::array turning{"\xd8\x9c"sv,     "\xe2\x80\x8e"sv, "\xe2\x80\x8f"sv, "\xe2\x80\xaa"sv,
                               "\xe2\x80\xab"sv, "\xe2\x80\xac"sv, "\xe2\x80\xad"sv, "\xe2\x80\xae"sv,
                               "\xe2\x81\xa6"sv, "\xe2\x81\xa7"sv, "\xe2\x81\xa8"sv, "\xe2\x81\xa9"sv};
  return std::any_of(turning.begin(), turning.end(), [&](auto mark) { return name.find(mark) != name.npos; });
}

/// "laporan.exe.pdf", which some systems show as "laporan.exe". "surat.docx.pdf" says truly how it was made.
bool hides_a_program(std::string_view name) {
  const auto dot = name.rfind('.');
  return dot != name.npos && names_program(last_extension(name.substr(0, dot)));
}

}  // namespace

Verdict pass_name(const Candidate& file) {
  if (hides_something(file.file_name) || hides_a_program(file.file_name)) return Refused::misleading_name;
  return std::nullopt;
}

}  // namespace alur::archive
