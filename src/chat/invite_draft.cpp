#include "invite_draft.hpp"

#include <nlohmann/json.hpp>

namespace alur::chat {
namespace {

using nlohmann::json;

constexpr std::size_t agencies_shown_max = 20;

json to_json(const Draft& draft) {
  return {{"role", draft.role ? std::string{process::id_of(*draft.role)} : std::string{}},
          {"agency", workflow::raw(draft.agency)},
          {"new_agency", draft.new_agency},
          {"case", draft.for_case ? workflow::raw(*draft.for_case) : 0},
          {"name", draft.person.name},
          {"title", draft.person.title},
          {"nip", draft.person.nip}};
}

Choice choice(const Context& ctx, const Speaker& speaker, std::string_view key, Verb verb,
              std::vector<std::int64_t> args = {}) {
  Press press;
  press.verb = verb;
  press.args = std::move(args);
  return {label(ctx, speaker.language, key), press};
}

Choice named_choice(std::string text, Verb verb, std::int64_t arg) {
  Press press;
  press.verb = verb;
  press.args = {arg};
  return {std::move(text), press};
}

void put(Context& ctx, const Speaker& speaker, const Draft& draft, std::string html, Choices choices,
         bool same_message) {
  choices.push_back({choice(ctx, speaker, "people.button.cancel", Verb::dismiss)});
  Question question;
  question.kind = draft_kind;
  question.payload = to_json(draft).dump();
  question.html = std::move(html);
  question.choices = std::move(choices);
  question.about = draft.for_case;
  ask(ctx, speaker, question, same_message);
}

void ask_role(Context& ctx, const Speaker& speaker, const Draft& draft, bool same_message) {
  Choices choices;
  for (const Role role : process::all_roles) {
    if (!office::may_invite(ctx.office, speaker.person, role)) continue;
    if (choices.empty() || choices.back().size() == 2) choices.emplace_back();
    choices.back().push_back(
        named_choice(role_short(ctx, role, speaker.language), Verb::invite_role, static_cast<std::int64_t>(role)));
  }
  put(ctx, speaker, draft, say(ctx, speaker.language, "people.invite.ask_role"), std::move(choices), same_message);
}

void ask_agency(Context& ctx, const Speaker& speaker, const Draft& draft, bool same_message) {
  const bool company = draft.role == Role::pengembang;
  Choices choices;
  for (const auto& [id, agency] : ctx.office.agencies) {
    if (agency.company != company || choices.size() == agencies_shown_max) continue;
    choices.push_back({named_choice(text::plain(agency.name), Verb::invite_agency, workflow::raw(id))});
  }
  const std::string_view key = company ? "people.invite.ask_company" : "people.invite.ask_agency";
  put(ctx, speaker, draft, say(ctx, speaker.language, key), std::move(choices), same_message);
}

void ask_name(Context& ctx, const Speaker& speaker, const Draft& draft, bool same_message) {
  put(ctx, speaker, draft,
      say(ctx, speaker.language, "people.invite.ask_name",
          {{"role", role_phrase(ctx, *draft.role, draft.agency, speaker.language)}}),
      {}, same_message);
}

}  // namespace

Draft draft_from(const std::string& payload) {
  const json fields = json::parse(payload);
  Draft draft;
  draft.role = process::role_from(fields.at("role").get<std::string>());
  draft.agency = AgencyId{fields.at("agency").get<std::int64_t>()};
  draft.new_agency = fields.at("new_agency").get<std::string>();
  if (const auto id = fields.at("case").get<std::int64_t>(); id != 0) draft.for_case = CaseId{id};
  draft.person = {fields.at("name").get<std::string>(), fields.at("title").get<std::string>(),
                  fields.at("nip").get<std::string>()};
  return draft;
}

void ask_next(Context& ctx, const Speaker& speaker, const Draft& draft, bool same_message) {
  if (!draft.role) return ask_role(ctx, speaker, draft, same_message);
  if (needs_agency(*draft.role) && draft.agency == AgencyId{}) return ask_agency(ctx, speaker, draft, same_message);
  ask_name(ctx, speaker, draft, same_message);
}

void ask_which_agency(Context& ctx, const Speaker& speaker, const Draft& draft, const std::vector<AgencyId>& near,
                      bool same_message) {
  Choices choices;
  for (const AgencyId id : near) {
    choices.push_back({named_choice(text::plain(agency_name(ctx, id)), Verb::agency_same, workflow::raw(id))});
  }
  choices.push_back({choice(ctx, speaker, "people.invite.button.new_agency", Verb::agency_new)});
  put(ctx, speaker, draft, say(ctx, speaker.language, "people.invite.close_names", {{"name", draft.new_agency}}),
      std::move(choices), same_message);
}

void ask_whether_known(Context& ctx, const Speaker& speaker, const Draft& draft, PersonId known) {
  put(ctx, speaker, draft,
      say(ctx, speaker.language, "people.invite.known",
          {{"name", name_of(ctx, known, speaker.language)}, {"roles", roles_phrase(ctx, known, speaker.language)}}),
      {{choice(ctx, speaker, "people.invite.button.same_person", Verb::invite_confirm, {workflow::raw(known)})},
       {choice(ctx, speaker, "people.invite.button.other_person", Verb::invite_confirm, {0})}},
      true);
}

}  // namespace alur::chat
