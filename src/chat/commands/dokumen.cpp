#include "card_documents.hpp"
#include "filing.hpp"
#include "handlers.hpp"
#include "lists.hpp"

#include <algorithm>

namespace alur::chat {

namespace {

using workflow::Version;

constexpr std::size_t documents_per_page = 12;
/// What one press sends at most; more is asked for one by one.
constexpr std::size_t files_per_answer_max = 20;

std::string title_of(const Context& ctx, const store::CaseRecord& record, const Version& version,
                     std::string_view language) {
  const process::Process& process = process_of(ctx, record.state);
  const process::Step* owing = process.step_owing(version.item);
  if (owing != nullptr) {
    return owing->find_owed(version.item)->title;
  }
  return label(ctx, language,
               version.item == workflow::written_approval_item ? "document.written_approval" : "document.attachment");
}

std::string version_line(const Context& ctx, const store::CaseRecord& record, const Version& version,
                         std::string_view language) {
  return say(ctx, language, version.withdrawn ? "documents.withdrawn" : "documents.version",
             {{"item", title_of(ctx, record, version, language)},
              {"version", std::int64_t{version.number}},
              {"step", std::int64_t{version.step}},
              {"name", name_of(ctx, version.by, language)},
              {"at", text::moment_brief(version.at, ctx.calendar, language)},
              {"fingerprint", text::short_fingerprint(version.fingerprint)}});
}

/// Indices into the case's versions that this person may open, newest first.
std::vector<std::size_t> visible(const Context& ctx, PersonId person, const store::CaseRecord& record) {
  std::vector<std::size_t> indices;
  for (std::size_t i = record.state.versions.size(); i-- > 0;) {
    if (can_see_documents(ctx, person, record, record.state.versions[i])) {
      indices.push_back(i);
    }
  }
  return indices;
}

/// Files as documents, everything else as words.
void send_version(Context& ctx, const Speaker& speaker, const store::CaseRecord& record, const Version& version) {
  const std::string caption = version_line(ctx, record, version, speaker.language);
  OutText text;
  text.about = record.id;
  switch (version.what.kind) {
    case workflow::VersionKind::file:
      for (std::size_t i = 0; i < version.what.contents.size(); ++i) {
        send_document(ctx, speaker.chat_id, version.what.contents[i], i == 0 ? caption : std::string{},
                      store::SendClass::answer);
      }
      return;
    case workflow::VersionKind::link:
      text.html = caption + "\n" + text::escape(version.what.link).value;
      break;
    case workflow::VersionKind::nihil:
      text.html = caption + "\n" + say(ctx, speaker.language, "documents.nihil");
      break;
    case workflow::VersionKind::checklist: {
      text.html = caption;
      for (const std::string& item : version.what.checked) {
        text.html += "\n" + say(ctx, speaker.language, "documents.checked", {{"item", item}});
      }
      break;
    }
  }
  answer(ctx, speaker.chat_id, text);
}

void send_item(Context& ctx, const Typed& typed, const store::CaseRecord& record, const std::string& word) {
  const std::string wanted = lower_case(word);
  std::vector<const Version*> found;
  for (const std::size_t index : visible(ctx, typed.speaker.person, record)) {
    const Version& version = record.state.versions[index];
    if (version.item.starts_with(wanted)) {
      found.push_back(&version);
    }
  }
  if (found.empty()) {
    answer(ctx, typed.speaker.chat_id,
           {.html = say(ctx, typed.speaker.language, "documents.none_of_item",
                        {{"typed", text::shorten(word, 40)}, {"register", record.state.register_no}}),
            .about = record.id});
    return;
  }
  found.resize(std::min(found.size(), files_per_answer_max));
  // Oldest first, so that the newest stands last in the chat.
  for (auto version = found.rbegin(); version != found.rend(); ++version) {
    send_version(ctx, typed.speaker, record, **version);
  }
}

}  // namespace

void send_documents(Context& ctx, const Speaker& speaker, const store::CaseRecord& record, std::size_t offset) {
  const std::vector<std::size_t> indices = visible(ctx, speaker.person, record);
  OutText text;
  text.about = record.id;
  if (indices.empty()) {
    text.html = say(ctx, speaker.language, "documents.none", {{"register", record.state.register_no}});
    answer(ctx, speaker.chat_id, text);
    return;
  }
  text.html = say(ctx, speaker.language, "documents.title",
                  {{"register", record.state.register_no}, {"count", static_cast<std::int64_t>(indices.size())}});
  std::vector<telegram::Button> row;
  const std::size_t end = std::min(indices.size(), offset + documents_per_page);
  for (std::size_t i = offset; i < end; ++i) {
    const std::string number = std::to_string(i + 1);
    const Version& version = record.state.versions[indices[i]];
    text.html += "\n" + number + ". " + version_line(ctx, record, version, speaker.language);
    row.push_back(
        button(ctx, speaker.chat_id, number,
               {.verb = Verb::send_version, .case_id = record.id, .args = {static_cast<std::int64_t>(indices[i])}}));
    if (row.size() == 4) {
      text.keyboard.push_back(std::exchange(row, {}));
    }
  }
  if (!row.empty()) {
    text.keyboard.push_back(std::move(row));
  }
  add_page_buttons(ctx, speaker, text, ListKind::documents, record.id, offset, documents_per_page, indices.size());
  answer(ctx, speaker.chat_id, text);
}

void typed_dokumen(Context& ctx, const Typed& typed) {
  std::string rest = typed.argument;
  const auto record = case_meant(ctx, typed, "dokumen", rest, {});
  if (!record) {
    return;
  }
  if (rest.empty()) {
    send_documents(ctx, typed.speaker, *record, 0);
  } else {
    send_item(ctx, typed, *record, take_word(rest));
  }
}

void pressed_open_documents(Context& ctx, const Pressed& pressed) {
  if (const auto record = case_looked_at(ctx, pressed)) {
    send_documents(ctx, pressed.speaker, *record, 0);
  }
}

void pressed_send_version(Context& ctx, const Pressed& pressed) {
  const auto record = case_looked_at(ctx, pressed);
  if (!record) {
    return;
  }
  const auto index = static_cast<std::size_t>(pressed.press.args.at(0));
  const bool there = index < record->state.versions.size();
  if (!there || !can_see_documents(ctx, pressed.speaker.person, *record, record->state.versions[index])) {
    toast(ctx, pressed.query.id, label(ctx, pressed.speaker.language, "documents.not_open_to_you"), true);
    return;
  }
  send_version(ctx, pressed.speaker, *record, record->state.versions[index]);
}

/// "Lihat dokumen" of a card: what its reader needs. The versions to be decided on; for work, the accepted ones that it
/// builds on.
void pressed_send_materials(Context& ctx, const Pressed& pressed) {
  const auto record = case_looked_at(ctx, pressed);
  if (!record) {
    return;
  }
  std::vector<const Version*> versions = materials_of(View{ctx, *record, pressed.speaker.person});
  const process::Step& step = process_of(ctx, record->state).step(record->state.current);
  for (const process::Owed& owed : step.owed) {
    const Version* version = record->state.newest(owed.id);
    if (version != nullptr && can_see_documents(ctx, pressed.speaker.person, *record, *version)) {
      versions.push_back(version);
    }
  }
  for (const Version* version : versions) {
    send_version(ctx, pressed.speaker, *record, *version);
  }
  if (versions.empty()) {
    toast(ctx, pressed.query.id, label(ctx, pressed.speaker.language, "documents.none_yet"), true);
  }
}

}  // namespace alur::chat
