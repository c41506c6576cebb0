#include "people.hpp"
#include "people_parts.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace alur::chat {
namespace {

constexpr std::array<std::pair<std::string_view, Role>, 20> role_words{{
    {"instansi", Role::instansi_pengguna},
    {"agency", Role::instansi_pengguna},
    {"staff", Role::staff_egov},
    {"staf", Role::staff_egov},
    {"kasi", Role::kasi_pengembangan},
    {"kabid", Role::kabid_egov},
    {"analis", Role::system_analyst},
    {"analyst", Role::system_analyst},
    {"system-analyst", Role::system_analyst},
    {"pemrogram", Role::programmer},
    {"programer", Role::programmer},
    {"penyedia", Role::pengembang},
    {"contractor", Role::pengembang},
    {"kadis", Role::kepala_dinas},
    {"head", Role::kepala_dinas},
    {"administrator", Role::admin},
    {"inspektorat", Role::auditor},
    {"inspectorate", Role::auditor},
    {"kepala", Role::kepala_dinas},
    {"pengguna", Role::instansi_pengguna},
}};

bool is_white(char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; }

std::string lower(std::string_view text) {
  std::string result;
  for (const char c : text) result += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return result;
}

/// Up to the next semicolon, which is taken off too.
std::string take_part(std::string_view& rest) {
  const std::size_t end = std::min(rest.find(';'), rest.size());
  std::string part{text::trim(rest.substr(0, end))};
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return part;
}

AgencyId of_kind(const office::State& office, Role role, std::string_view name) {
  const AgencyId id = office::same_name(office, std::string{name});
  const bool company = role == Role::pengembang;
  return id != AgencyId{} && office.agencies.at(id).company == company ? id : AgencyId{};
}

}  // namespace

std::optional<Role> role_from_word(std::string_view word) {
  const std::string typed = lower(text::trim(word));
  if (const auto by_id = process::role_from(typed)) return by_id;
  const auto found = std::ranges::find(role_words, typed, &std::pair<std::string_view, Role>::first);
  if (found == role_words.end()) return std::nullopt;
  return found->second;
}

bool needs_agency(Role role) { return role == Role::instansi_pengguna || role == Role::pengembang; }

PersonWords read_person(std::string_view typed) {
  PersonWords words;
  words.name = take_part(typed);
  words.title = take_part(typed);
  words.nip = std::string{text::trim(typed)};
  return words;
}

std::optional<AgencyWords> read_agency(const office::State& office, Role role, std::string_view typed) {
  typed = text::trim(typed);
  const std::string_view first_part = typed.substr(0, std::min(typed.find(';'), typed.size()));
  // Longest first: "Dinas Sosial" must not be taken out of "Dinas Sosial dan Tenaga Kerja".
  for (std::size_t end = first_part.size(); end > 0; --end) {
    const bool word_ends = end == first_part.size() || is_white(first_part[end]);
    if (!word_ends) continue;
    const std::string_view name = text::trim(first_part.substr(0, end));
    const AgencyId known = of_kind(office, role, name);
    if (known == AgencyId{}) continue;
    std::string_view rest = text::trim(typed.substr(end));
    if (rest.starts_with(';')) rest = text::trim(rest.substr(1));
    return AgencyWords{known, std::string{name}, std::string{rest}};
  }
  if (first_part.size() == typed.size()) return std::nullopt;
  return AgencyWords{
      {}, std::string{text::trim(first_part)}, std::string{text::trim(typed.substr(first_part.size() + 1))}};
}

std::string role_phrase(const Context& ctx, Role role, AgencyId agency, std::string_view language) {
  const std::string title = role_title(ctx, role, language);
  return agency == AgencyId{} ? title : title + ", " + agency_name(ctx, agency);
}

std::string roles_phrase(const Context& ctx, PersonId person, std::string_view language) {
  std::string phrase;
  for (const office::RoleGrant& grant : ctx.office.grants) {
    if (grant.person != person) continue;
    if (!phrase.empty()) phrase += " · ";
    phrase += role_phrase(ctx, grant.role, grant.agency, language);
  }
  return phrase.empty() ? "-" : phrase;
}

bool manages_people(const Context& ctx, PersonId person) {
  return office::may(ctx.office, person, office::Action::invite) == office::Scope::any;
}

bool may_manage(Context& ctx, const Pressed& pressed) {
  if (manages_people(ctx, pressed.speaker.person)) return true;
  toast(ctx, pressed.query.id, label(ctx, pressed.speaker.language, "people.refused.not_allowed"), true);
  return false;
}

std::string explain(const Context& ctx, std::string_view language, const office::Refusal& refusal) {
  using Reason = office::Refusal::Reason;
  const auto key = [&]() -> std::string_view {
    switch (refusal.reason) {
      case Reason::not_allowed:
        return "people.refused.not_allowed";
      case Reason::invite_not_usable:
        return "people.refused.invite_not_usable";
      case Reason::account_taken:
        return "people.refused.account_taken";
      case Reason::agency_required:
        return "people.refused.agency_required";
      case Reason::agency_exists:
        return "people.refused.agency_exists";
      case Reason::name_required:
        return "people.refused.name_required";
      case Reason::nip_invalid:
        return "people.refused.nip_invalid";
      case Reason::role_already_held:
        return "people.refused.role_already_held";
      case Reason::not_held:
        return "people.refused.not_held";
      case Reason::holiday_known:
        return "people.refused.holiday_known";
      case Reason::day_not_working:
        return "people.refused.day_not_working";
      case Reason::letter_required:
        return "people.refused.letter_required";
      case Reason::last_admin:
        return "people.refused.last_admin";
      case Reason::unknown_person:
        return "people.refused.unknown_person";
    }
    return "people.refused.not_allowed";
  }();
  return say(ctx, language, key);
}

}  // namespace alur::chat
