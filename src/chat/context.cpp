#include "context.hpp"

#include "button.hpp"

#include <algorithm>
#include <stdexcept>

namespace alur::chat {

// --- who -----------------------------------------------------------------------------------------------------------

std::string_view language_of(const Context& ctx, PersonId person) {
  const office::Person* found = ctx.office.find(person);
  if (found == nullptr) {
    return ctx.options.default_language;
  }
  switch (found->language) {
    case Language::indonesian:
      return "id";
    case Language::english:
      return "en";
  }
  return "id";
}

std::optional<std::int64_t> chat_of(const Context& ctx, PersonId person) {
  const office::Person* found = ctx.office.find(person);
  return found == nullptr ? std::nullopt : found->telegram_id;
}

std::string name_of(const Context& ctx, PersonId person, std::string_view language) {
  if (person == PersonId{}) {
    return label(ctx, language, "person.calendar");
  }
  const office::Person* found = ctx.office.find(person);
  return found == nullptr || found->name.empty() ? label(ctx, language, "person.erased") : found->name;
}

std::string agency_name(const Context& ctx, AgencyId agency) {
  const auto found = ctx.office.agencies.find(agency);
  return found == ctx.office.agencies.end() ? std::string{"-"} : found->second.name;
}

std::string role_short(const Context& ctx, Role role, std::string_view language) {
  return label(ctx, language, "role." + std::string{process::id_of(role)} + ".short");
}

std::string role_title(const Context& ctx, Role role, std::string_view language) {
  return label(ctx, language, "role." + std::string{process::id_of(role)} + ".title");
}

std::string name_and_role(const Context& ctx, PersonId person, Role role, std::string_view language) {
  return name_of(ctx, person, language) + " (" + role_short(ctx, role, language) + ")";
}

// --- speaking ------------------------------------------------------------------------------------------------------

store::Card remark_of(const Context& ctx, std::int64_t chat_id, const OutText& text, store::SendClass send_class) {
  store::Card card;
  card.chat_id = chat_id;
  card.case_id = text.about.value_or(CaseId{});
  card.key = "remark/";
  card.ask = text.position;
  card.html = text.html;
  card.keyboard = telegram::encode_keyboard(text.keyboard);
  card.send_class = send_class;
  card.planned = ctx.now;
  return card;
}

std::string say(const Context& ctx, std::string_view language, std::string_view key, const text::Args& args) {
  return ctx.catalogue.format(language, key, args);
}

std::string label(const Context& ctx, std::string_view language, std::string_view key, const text::Args& args) {
  return text::strip(ctx.catalogue.format(language, key, args));
}

namespace {

/// A long text leaves as several messages: the reply goes with the first, the buttons with the last.
void plan_text(Context& ctx, std::int64_t chat_id, const OutText& text, store::SendClass send_class) {
  const std::vector<std::string> parts = telegram::split_html(text.html);
  store::Outbox outbox{ctx.tx};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const bool first = i == 0;
    const bool last = i + 1 == parts.size();
    telegram::SendMessage request;
    request.chat_id = chat_id;
    request.html = parts[i];
    request.silent = text.silent || !first;
    if (first) {
      request.reply_to = text.reply_to;
    }
    if (last) {
      request.keyboard = text.keyboard;
      if (!text.position.empty()) {
        store::Card remark = remark_of(ctx, chat_id, text, send_class);
        remark.html = request.html;
        remark.reply_to = request.reply_to;
        remark.silent = request.silent;
        store::Cards{ctx.tx}.remark(std::move(remark));
        return;
      }
    }
    const telegram::Call call = telegram::encode(request);
    store::OutMessage message;
    message.chat_id = chat_id;
    message.send_class = send_class;
    message.method = call.method;
    message.body = call.body;
    message.must_arrive = text.must_arrive;
    message.planned = ctx.now;
    if (text.about) {
      message.tag = "case:" + std::to_string(workflow::raw(*text.about));
    }
    outbox.plan(message);
  }
}

}  // namespace

void answer(Context& ctx, std::int64_t chat_id, const OutText& text) {
  plan_text(ctx, chat_id, text, store::SendClass::answer);
}

void notify(Context& ctx, PersonId person, const OutText& text) {
  const auto chat_id = chat_of(ctx, person);
  if (!chat_id) {
    return;
  }
  OutText notice = text;
  notice.silent = notice.silent || !ctx.calendar.in_office_hours(ctx.now);
  plan_text(ctx, *chat_id, notice, store::SendClass::notice);
}

void toast(Context& ctx, const std::string& callback_id, const std::string& plain_text, bool alert) {
  constexpr std::size_t popup_length_max = 200;
  ctx.immediate.answer = telegram::AnswerCallbackQuery{
      .id = callback_id, .text = text::shorten(plain_text, popup_length_max), .alert = alert};
}

void send_document(Context& ctx, std::int64_t chat_id, const workflow::Content& content,
                   const std::string& caption_html, store::SendClass send_class) {
  telegram::SendDocument request;
  request.chat_id = chat_id;
  request.file_id = content.telegram_file_id;
  request.caption_html = caption_html;
  const telegram::Call call = telegram::encode(request);
  store::OutMessage message;
  message.chat_id = chat_id;
  message.send_class = send_class;
  message.method = call.method;
  message.body = call.body;
  message.content_sha256 = content.sha256;
  message.content_name = text::plain(content.file_name);
  message.content_type = content.media_type;
  message.planned = ctx.now;
  store::Outbox{ctx.tx}.plan(message);
}

void append_office(Context& ctx, const std::vector<office::Event>& events) {
  store::OfficeRecords{ctx.tx}.append(ctx.office, events);
}

// --- cases ---------------------------------------------------------------------------------------------------------

const process::Process* loaded_process(const Context& ctx, const workflow::CaseState& state) {
  for (const process::Process& process : ctx.options.processes) {
    if (process.id == state.process_id && process.version == state.process_version) {
      return &process;
    }
  }
  return nullptr;
}

const process::Process& process_of(const Context& ctx, const workflow::CaseState& state) {
  if (const process::Process* process = loaded_process(ctx, state)) {
    return *process;
  }
  throw std::runtime_error("case " + state.register_no + " runs by process " + state.process_id + " version " +
                           std::to_string(state.process_version) + ", which is not loaded");
}

const process::Process* find_process(const Context& ctx, process::Track track) {
  const process::Process* newest = nullptr;
  for (const process::Process& process : ctx.options.processes) {
    if (process.track == track && (newest == nullptr || process.version > newest->version)) {
      newest = &process;
    }
  }
  return newest;
}

workflow::Setting setting_of(const Context& ctx, const process::Process& process, const workflow::Roster& roster) {
  return {.process = process, .roster = roster, .calendar = ctx.calendar, .now = ctx.now};
}

std::string position_of(const workflow::CaseState& state) {
  if (!state.open()) {
    return {};
  }
  const workflow::StepState& step = state.active();
  return std::to_string(state.current) + "/" + std::to_string(step.round) + "/" +
         std::to_string(static_cast<int>(step.phase)) + (state.pause ? "/paused" : "");
}

bool is_complete(const workflow::CaseState& state, const process::Owed& owed) {
  const workflow::Version* present = state.present(owed.id);
  if (present == nullptr) {
    return false;
  }
  const std::vector<std::string>& checked = present->what.checked;
  return owed.kind != process::OwedKind::checklist ||
         std::all_of(owed.items.begin(), owed.items.end(), [&](const std::string& item) {
           return std::find(checked.begin(), checked.end(), item) != checked.end();
         });
}

bool can_see(const Context& ctx, PersonId person, const store::CaseRecord& record) {
  if (office::may(ctx.office, person, office::Action::see) == office::Scope::any) {
    return true;
  }
  return workflow::involved(process_of(ctx, record.state), ctx.office.roster(), record.state, person);
}

namespace {

bool contains(const std::vector<Role>& roles, Role role) {
  return std::find(roles.begin(), roles.end(), role) != roles.end();
}

bool has_part(const process::Step& step, Role role) {
  return contains(step.performers, role) || contains(step.contributors, role) || contains(step.approval.parties, role);
}

bool outside_party(Role role) { return role == Role::instansi_pengguna || role == Role::pengembang; }

/// What an outside party (agency, contractor) reads: its own part of the work, and what was accepted before it.
bool outside_party_sees(const Context& ctx, Role role, PersonId person, const store::CaseRecord& record,
                        const workflow::Version& version) {
  const process::Process& process = process_of(ctx, record.state);
  const AgencyId own = ctx.office.agency_of(person);
  if (version.by == person || (own != AgencyId{} && ctx.office.agency_of(version.by) == own)) {
    return true;
  }
  const bool accepted = version.step > 0 && record.state.step(version.step).phase == workflow::Phase::done;
  if (role == Role::instansi_pengguna) {
    const bool before_them =
        version.step == record.state.current && has_part(process.step(version.step), Role::instansi_pengguna);
    return accepted || before_them;
  }
  return std::any_of(process.steps.begin(), process.steps.end(), [&](const process::Step& step) {
    return has_part(step, role) &&
           (step.no == version.step || (accepted && std::find(step.materials.begin(), step.materials.end(),
                                                              version.item) != step.materials.end()));
  });
}

}  // namespace

bool can_see_documents(const Context& ctx, PersonId person, const store::CaseRecord& record,
                       const workflow::Version& version) {
  if (version.withdrawn) {
    return ctx.office.holds(person, Role::kabid_egov) || ctx.office.holds(person, Role::auditor);
  }
  const std::vector<Role> roles = ctx.office.roles_of(person);
  return std::any_of(roles.begin(), roles.end(), [&](Role role) {
    switch (office::may(role, office::Action::see_documents)) {
      case office::Scope::any:
        return true;
      case office::Scope::own:
      case office::Scope::own_agency:
        return can_see(ctx, person, record) &&
               (!outside_party(role) || outside_party_sees(ctx, role, person, record, version));
      case office::Scope::none:
      case office::Scope::asks:
        return false;
    }
    return false;
  });
}

}  // namespace alur::chat
