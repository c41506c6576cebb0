#include "people.hpp"
#include "people_parts.hpp"

/// `/undang PERAN [INSTANSI] NAMA`: at once when typed in full, step by step without.
namespace alur::chat {
namespace {

void refuse(Context& ctx, const Speaker& speaker) {
  OutText text;
  text.html = say(ctx, speaker.language, "people.refused.not_allowed");
  answer(ctx, speaker.chat_id, text);
}

void invite_with_agency(Context& ctx, const Speaker& speaker, Role role, const std::string& rest) {
  const auto agency = read_agency(ctx.office, role, rest);
  const PersonWords person = agency ? read_person(agency->the_rest) : PersonWords{};
  if (person.name.empty()) return usage(ctx, speaker, "undang");
  if (agency->known != AgencyId{}) return invite_typed(ctx, speaker, role, agency->known, person);
  invite_typed(ctx, speaker, role, agency->name, person);
}

}  // namespace

void invite_command(Context& ctx, const Typed& typed) {
  const Speaker& speaker = typed.speaker;
  if (!manages_people(ctx, speaker.person)) return refuse(ctx, speaker);
  if (typed.argument.empty()) return ask_for_invite(ctx, speaker);
  std::string rest = typed.argument;
  const auto role = role_from_word(take_word(rest));
  if (!role) return usage(ctx, speaker, "undang");
  if (!office::may_invite(ctx.office, speaker.person, *role)) return refuse(ctx, speaker);
  if (rest.empty()) return offer_invite(ctx, speaker, *role, {}, std::nullopt);
  if (needs_agency(*role)) return invite_with_agency(ctx, speaker, *role, rest);
  const PersonWords person = read_person(rest);
  if (person.name.empty()) return usage(ctx, speaker, "undang");
  invite_typed(ctx, speaker, *role, AgencyId{}, person);
}

}  // namespace alur::chat
