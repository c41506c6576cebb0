#include "alur/office/office.hpp"

#include "decide.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <sstream>

namespace alur::office {
namespace {

/// Short forms an office writes, and what they stand for.
constexpr std::array<std::pair<std::string_view, std::string_view>, 9> short_forms{{{"din", "dinas"},
                                                                                    {"bdn", "badan"},
                                                                                    {"kab", "kabupaten"},
                                                                                    {"kec", "kecamatan"},
                                                                                    {"kel", "kelurahan"},
                                                                                    {"prov", "provinsi"},
                                                                                    {"bag", "bagian"},
                                                                                    {"sekr", "sekretariat"},
                                                                                    {"&", "dan"}}};

bool is_space(char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; }
bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }
char lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

std::string expanded(const std::string& word) {
  const auto found = std::ranges::find(short_forms, word, &std::pair<std::string_view, std::string_view>::first);
  return std::string{found == short_forms.end() ? std::string_view{word} : found->second};
}

/// Lower case, dots and commas away, one space between words, short forms written out.
std::string normal(std::string_view name) {
  std::string spaced;
  for (const char c : name) {
    const bool separates = is_space(c) || std::string_view{".,;:/-()\"'"}.find(c) != std::string_view::npos;
    spaced += separates ? ' ' : lower(c);
  }
  std::istringstream words{spaced};
  std::string result;
  for (std::string word; words >> word;) {
    if (!result.empty()) result += ' ';
    result += expanded(word);
  }
  return result;
}

/// Without the word that most agencies begin with and many people leave out.
std::string_view core(std::string_view normal_name) {
  constexpr std::string_view kind = "dinas ";
  return normal_name.starts_with(kind) ? normal_name.substr(kind.size()) : normal_name;
}

/// Insertions, deletions, replacements and swapped neighbours (optimal string alignment).
std::size_t distance(std::string_view a, std::string_view b) {
  const std::size_t width = b.size() + 1;
  std::vector<std::size_t> cost((a.size() + 1) * width);
  const auto at = [&](std::size_t i, std::size_t j) -> std::size_t& { return cost[i * width + j]; };
  for (std::size_t i = 0; i <= a.size(); ++i) at(i, 0) = i;
  for (std::size_t j = 0; j <= b.size(); ++j) at(0, j) = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = at(i - 1, j - 1) + (a[i - 1] == b[j - 1] ? 0 : 1);
      at(i, j) = std::min({at(i - 1, j) + 1, at(i, j - 1) + 1, replaced});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        at(i, j) = std::min(at(i, j), at(i - 2, j - 2) + 1);
      }
    }
  }
  return cost.back();
}

/// One slip for short names, one more for each eight letters: "perdagangan" and "perkebunan" stay apart.
std::size_t slips_allowed(std::string_view name) { return 1 + name.size() / 8; }

/// Names longer than this are compared exactly only: the distance costs their product.
constexpr std::size_t compared_name_max = 128;

}  // namespace

std::string tidy(std::string_view written) {
  std::istringstream words{std::string{written}};
  std::string result;
  for (std::string word; words >> word;) {
    if (!result.empty()) result += ' ';
    result += word;
  }
  return result;
}

std::optional<std::string> read_nip(std::string_view typed) {
  constexpr std::size_t nip_digits = 18;
  std::string digits;
  for (const char c : typed) {
    if (is_space(c)) continue;
    if (!is_digit(c)) return std::nullopt;
    digits += c;
  }
  if (digits.size() != nip_digits) return std::nullopt;
  return digits;
}

PersonId known_by_name(const State& state, std::string_view name, std::string_view nip) {
  const std::string wanted = normal(name);
  PersonId found{};
  for (const auto& [id, person] : state.people) {
    if (normal(person.name) != wanted) continue;
    if (!nip.empty() && !person.nip.empty() && nip != person.nip) continue;
    if (found != PersonId{}) return PersonId{};  // two of that name: neither is meant for certain
    found = id;
  }
  return found;
}

AgencyId same_name(const State& state, const std::string& name) {
  const std::string wanted = normal(name);
  const auto found =
      std::ranges::find_if(state.agencies, [&](const auto& entry) { return normal(entry.second.name) == wanted; });
  return found == state.agencies.end() ? AgencyId{} : found->first;
}

std::vector<AgencyId> close_names(const State& state, const std::string& name) {
  const std::string wanted = normal(name);
  std::vector<std::pair<std::size_t, AgencyId>> near;
  if (wanted.empty() || wanted.size() > compared_name_max) return {};
  for (const auto& [id, agency] : state.agencies) {
    const std::string known = normal(agency.name);
    if (known.size() > compared_name_max) continue;
    const std::size_t slips = std::min(distance(wanted, known), distance(core(wanted), core(known)) + 1);
    if (known == wanted) {
      near.emplace_back(0, id);
    } else if (slips <= slips_allowed(core(wanted))) {
      near.emplace_back(slips, id);
    }
  }
  std::ranges::sort(near);
  std::vector<AgencyId> ids;
  ids.reserve(near.size());
  for (const auto& [slips, id] : near) ids.push_back(id);
  return ids;
}

}  // namespace alur::office
