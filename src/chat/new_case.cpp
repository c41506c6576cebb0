#include "new_case.hpp"

#include "filing.hpp"
#include "similar_titles.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace alur::chat {

namespace {

using nlohmann::json;
using process::Track;

constexpr std::size_t title_length_max = 200;
constexpr std::size_t agency_length_max = 120;
constexpr std::size_t agencies_offered_max = 8;
constexpr std::size_t cases_compared_max = 100;

std::string to_payload(const NewCase& draft) {
  json payload{{"for_others", draft.for_others}, {"typed", draft.typed}, {"agency", workflow::raw(draft.agency)},
               {"new_agency", draft.new_agency}, {"title", draft.title}, {"similar_known", draft.similar_known}};
  if (draft.track) {
    payload["track"] = process::id_of(*draft.track);
  }
  if (draft.letter) {
    payload["letter"] = {draft.letter->number, draft.letter->date.time_since_epoch().count()};
  }
  return payload.dump(-1, ' ', false, json::error_handler_t::replace);
}

/// One question of the dialogue.
struct NewCaseQuestion {
  Context& ctx;
  const Asked& asked;
  const NewCase& draft;

  std::string label(std::string_view key) const { return chat::label(ctx, asked.speaker.language, key); }
  std::string say(std::string_view key, const text::Args& args = {}) const {
    return chat::say(ctx, asked.speaker.language, key, args);
  }

  void put(const std::string& html, Choices choices) const {
    choices.push_back({{label("button.cancel"), {.verb = Verb::dismiss}}});
    Question question;
    question.kind = new_case_kind;
    question.payload = to_payload(draft);
    question.html = html;
    question.choices = std::move(choices);
    ask(ctx, asked.speaker, question, asked.from_question);
  }
};

void ask_track(const NewCaseQuestion& asking) {
  Choices choices;
  for (const Track track : {Track::mandiri, Track::pengembang}) {
    if (find_process(asking.ctx, track) != nullptr) {
      choices.push_back({{asking.label("track." + std::string{process::id_of(track)}),
                          {.verb = Verb::new_track, .args = {static_cast<std::int64_t>(track)}}}});
    }
  }
  asking.put(asking.say("new.ask_track"), std::move(choices));
}

Choice agency_choice(const NewCaseQuestion& asking, AgencyId agency) {
  return {text::plain(agency_name(asking.ctx, agency)), {.verb = Verb::new_agency, .args = {workflow::raw(agency)}}};
}

void ask_agency(const NewCaseQuestion& asking) {
  Choices choices;
  for (auto entry = asking.ctx.office.agencies.rbegin();
       entry != asking.ctx.office.agencies.rend() && choices.size() < agencies_offered_max; ++entry) {
    if (!entry->second.company) {
      choices.push_back({agency_choice(asking, entry->first)});
    }
  }
  asking.put(asking.say("new.ask_agency"), std::move(choices));
}

std::vector<AgencyId> near_agencies(const Context& ctx, const std::string& name) {
  std::vector<AgencyId> near = office::close_names(ctx.office, name);
  std::erase_if(near, [&](AgencyId id) { return ctx.office.agencies.at(id).company; });
  near.resize(std::min(near.size(), agencies_offered_max));
  return near;
}

/// Close names are asked about: is it one of these, or a new one?
void ask_which_agency(const NewCaseQuestion& asking) {
  Choices choices;
  for (const AgencyId agency : near_agencies(asking.ctx, asking.draft.new_agency)) {
    choices.push_back({agency_choice(asking, agency)});
  }
  choices.push_back({{chat::label(asking.ctx, asking.asked.speaker.language, "new.agency_is_new",
                                  {{"agency", asking.draft.new_agency}}),
                      {.verb = Verb::new_agency, .args = {0}}}});
  asking.put(asking.say("new.ask_which_agency", {{"agency", asking.draft.new_agency}}), std::move(choices));
}

std::optional<store::CaseLine> similar_case(const NewCaseQuestion& asking) {
  for (const store::CaseLine& line :
       store::Cases{asking.ctx.tx}.open_of_agency(asking.draft.agency, cases_compared_max)) {
    if (similar_titles(line.title, asking.draft.title)) {
      return line;
    }
  }
  return std::nullopt;
}

void ask_about_similar(const NewCaseQuestion& asking, const store::CaseLine& similar) {
  const auto record = store::Cases{asking.ctx.tx}.find(similar.id).value();
  const time::Day opened = asking.ctx.calendar.day_of(record.state.opened);
  const Choices choices{
      {{chat::label(asking.ctx, asking.asked.speaker.language, "new.open_similar", {{"register", similar.register_no}}),
        {.verb = Verb::open_case, .case_id = similar.id},
        telegram::ButtonStyle::primary}},
      {{asking.label("new.anyway"), {.verb = Verb::new_anyway}}}};
  asking.put(asking.say("new.similar", {{"register", similar.register_no},
                                        {"title", similar.title},
                                        {"step", std::int64_t{similar.step}},
                                        {"steps", std::int64_t{process_of(asking.ctx, record.state).last_step()}},
                                        {"since", text::date_long(opened, asking.asked.speaker.language)}}),
             choices);
}

void ask_to_confirm(const NewCaseQuestion& asking) {
  const NewCase& draft = asking.draft;
  const std::string_view language = asking.asked.speaker.language;
  std::string letter;
  if (draft.letter) {
    letter = "\n" + asking.say("new.confirm_letter", {{"number", draft.letter->number},
                                                      {"date", text::date_plain(draft.letter->date, language)}});
  }
  const Choices choices{
      {{asking.label("new.confirm_yes"), {.verb = Verb::new_confirm}, telegram::ButtonStyle::success}},
      {{asking.label("new.change"), {.verb = Verb::new_change}}}};
  asking.put(asking.say("new.confirm", {{"title", draft.title},
                                        {"agency", agency_name(asking.ctx, draft.agency)},
                                        {"letter", text::Html{letter}},
                                        {"track", asking.label("track." + std::string{process::id_of(*draft.track)})}}),
             choices);
}

}  // namespace

std::optional<NewCase> begin_new_case(const Context& ctx, const Speaker& speaker) {
  NewCase draft;
  switch (office::may(ctx.office, speaker.person, office::Action::open_case)) {
    case office::Scope::any:
      draft.for_others = true;
      return draft;
    case office::Scope::own_agency:
      draft.agency = ctx.office.agency_of(speaker.person);
      draft.track = Track::mandiri;
      return draft;
    case office::Scope::none:
    case office::Scope::asks:
    case office::Scope::own:
      return std::nullopt;
  }
  return std::nullopt;
}

NewCase new_case_from(const store::Conversation& question) {
  const json payload = json::parse(question.payload);
  NewCase draft;
  draft.for_others = payload.at("for_others").get<bool>();
  draft.typed = payload.at("typed").get<bool>();
  draft.agency = AgencyId{payload.at("agency").get<std::int64_t>()};
  draft.new_agency = payload.at("new_agency").get<std::string>();
  draft.title = payload.at("title").get<std::string>();
  draft.similar_known = payload.at("similar_known").get<bool>();
  if (payload.contains("track")) {
    draft.track = process::track_from(payload.at("track").get<std::string>());
  }
  if (payload.contains("letter")) {
    const json& letter = payload.at("letter");
    draft.letter = workflow::Letter{.number = letter.at(0).get<std::string>(),
                                    .date = time::Day{std::chrono::days{letter.at(1).get<int>()}},
                                    .signatory = {}};
  }
  return draft;
}

void ask_next(Context& ctx, const Asked& asked, const NewCase& draft) {
  const NewCaseQuestion asking{ctx, asked, draft};
  if (!draft.track) {
    ask_track(asking);
  } else if (draft.agency == AgencyId{}) {
    draft.new_agency.empty() ? ask_agency(asking) : ask_which_agency(asking);
  } else if (draft.for_others && !draft.letter) {
    asking.put(asking.say("new.ask_letter", {{"agency", agency_name(ctx, draft.agency)}}), {});
  } else if (draft.title.empty()) {
    asking.put(asking.say("new.ask_title", {{"agency", agency_name(ctx, draft.agency)}}), {});
  } else if (const auto similar = draft.similar_known ? std::nullopt : similar_case(asking)) {
    ask_about_similar(asking, *similar);
  } else if (draft.typed) {
    open_drafted(ctx, asked, draft);
  } else {
    ask_to_confirm(asking);
  }
}

bool take_title(Context& ctx, const Speaker& speaker, NewCase& draft, const std::string& title) {
  const std::string cleaned = text::plain(title);
  if (cleaned.empty() || text::length(cleaned) > title_length_max) {
    answer(ctx, speaker.chat_id,
           {.html = say(ctx, speaker.language, "new.title_wrong", {{"max", std::int64_t{title_length_max}}})});
    return false;
  }
  draft.title = cleaned;
  return true;
}

bool take_text(Context& ctx, const Speaker& speaker, NewCase& draft, const std::string& text) {
  if (!draft.track) {
    draft.track = process::track_from(lower_case(text));
    return true;
  }
  if (draft.agency == AgencyId{}) {
    const std::string name = text::plain(text);
    if (name.empty() || text::length(name) > agency_length_max) {
      answer(ctx, speaker.chat_id, {.html = say(ctx, speaker.language, "new.agency_wrong")});
      return false;
    }
    draft.agency = office::same_name(ctx.office, name);
    if (draft.agency == AgencyId{} && near_agencies(ctx, name).empty()) {
      draft.agency = add_agency(ctx, speaker, name);
    }
    draft.new_agency = draft.agency == AgencyId{} ? name : std::string{};
    return true;
  }
  if (draft.for_others && !draft.letter) {
    draft.letter = parse_letter(ctx, text, speaker.language);
    if (!draft.letter) {
      answer(ctx, speaker.chat_id, {.html = say(ctx, speaker.language, "new.letter_wrong")});
      return false;
    }
    return true;
  }
  return take_title(ctx, speaker, draft, text);
}

void open_drafted(Context& ctx, const Asked& asked, const NewCase& draft) {
  workflow::OpenCase command;
  command.title = draft.title;
  command.agency = draft.agency;
  command.letter = draft.letter;
  open_case(ctx, asked, command, draft.track.value());
}

AgencyId add_agency(Context& ctx, const Speaker& speaker, const std::string& name) {
  const auto decided = office::decide(ctx.office, ctx.calendar, speaker.person,
                                      office::AddAgency{.name = name, .company = false}, ctx.now);
  if (decided) {
    append_office(ctx, *decided);
  }
  return office::same_name(ctx.office, name);
}

}  // namespace alur::chat
