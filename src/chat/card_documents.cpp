#include "card_documents.hpp"

#include "cards.hpp"

#include <algorithm>

namespace alur::chat {

namespace {

const process::Owed* owed_as(const View& view, std::string_view item) {
  const process::Step* owing = view.process().step_owing(item);
  return owing == nullptr ? nullptr : owing->find_owed(item);
}

std::uint64_t bytes_of(const workflow::Submission& what) {
  std::uint64_t bytes = 0;
  for (const auto& content : what.contents) bytes += content.bytes;
  return bytes;
}

/// In the signature phase the draft is there and the signed letter is owed.
bool signature_owed(const workflow::CaseState& state, const process::Owed& owed) {
  return owed.kind == process::OwedKind::letter && state.active().phase == workflow::Phase::awaiting_signature;
}

}  // namespace

std::string item_title(const View& view, std::string_view item) {
  if (item == workflow::attachment_item) return view.label("document.attachment");
  if (item == workflow::written_approval_item) return view.label("document.written_approval");
  const process::Owed* owed = owed_as(view, item);
  return owed == nullptr ? std::string{item} : owed->title;
}

std::string version_name(const View& view, const workflow::Version& version) {
  const std::string_view key = version.what.kind == workflow::VersionKind::nihil ? "document.nihil"
                               : version.signed_copy                             ? "document.signed"
                                                                                 : "document.version";
  return view.label(key, {{"document", item_title(view, version.item)}, {"number", std::int64_t{version.number}}});
}

std::string version_in_full(const View& view, const workflow::Version& version) {
  std::string name = version_name(view, version);
  const process::Owed* owed = owed_as(view, version.item);
  const bool proved = version.what.kind != workflow::VersionKind::link || !version.what.link_sha256.empty();
  const std::string fingerprint =
      text::short_fingerprint(version.what.link_sha256.empty() ? version.fingerprint : version.what.link_sha256);
  const text::Args args{
      {"document", name},
      {"fingerprint", fingerprint},
      {"size", text::file_size(bytes_of(version.what), view.language())},
      {"pages", static_cast<std::int64_t>(version.what.contents.size())},
      {"checked", static_cast<std::int64_t>(version.what.checked.size())},
      {"items", static_cast<std::int64_t>(owed == nullptr ? 0 : owed->items.size())},
  };
  switch (version.what.kind) {
    case workflow::VersionKind::file:
      return view.label(version.what.contents.size() > 1 ? "document.pages_in_full" : "document.file_in_full", args);
    case workflow::VersionKind::link:
      return view.label(proved ? "document.link_in_full" : "document.link_unproved", args);
    case workflow::VersionKind::checklist:
      return view.label("document.checklist_in_full", args);
    case workflow::VersionKind::nihil:
      return name;
  }
  return name;
}

std::vector<const workflow::Version*> decided_on(const View& view) {
  std::vector<const workflow::Version*> versions;
  for (const process::Owed& owed : view.step().owed) {
    if (const workflow::Version* version = view.state().present(owed.id); version != nullptr) {
      versions.push_back(version);
    }
  }
  return versions;
}

std::vector<const workflow::Version*> materials_of(const View& view) {
  std::vector<const workflow::Version*> versions;
  std::vector<std::string> items;
  // What the step that sent it back says about it comes first.
  if (const int from = view.state().active().returned_from; from > view.state().current) {
    for (const process::Owed& owed : view.process().step(from).owed) items.push_back(owed.id);
  }
  items.insert(items.end(), view.step().materials.begin(), view.step().materials.end());
  for (const std::string& item : items) {
    const workflow::Version* version = view.state().present(item);
    if (version == nullptr) version = view.state().newest(item);
    if (version == nullptr || !can_see_documents(view.ctx(), view.reader(), view.record(), *version)) continue;
    versions.push_back(version);
  }
  return versions;
}

std::vector<std::string> missing_titles(const View& view) {
  std::vector<std::string> titles;
  for (const process::Owed& owed : view.step().owed) {
    if (!is_complete(view.state(), owed) || signature_owed(view.state(), owed)) titles.push_back(owed.title);
  }
  return titles;
}

std::string owed_line(const Context& ctx, const store::CaseRecord& record, const process::Owed& owed,
                      std::string_view language) {
  const View view{ctx, record, language};
  const workflow::Version* present = record.state.present(owed.id);
  if (signature_owed(record.state, owed)) return view.say("owed.signature_missing", {{"document", owed.title}});
  if (present != nullptr && !is_complete(record.state, owed)) {
    return view.say("owed.partly", {{"document", owed.title},
                                    {"checked", static_cast<std::int64_t>(present->what.checked.size())},
                                    {"items", static_cast<std::int64_t>(owed.items.size())}});
  }
  if (present != nullptr) {
    const bool nihil = present->what.kind == workflow::VersionKind::nihil;
    return view.say(nihil ? "owed.nihil" : "owed.present",
                    {{"document", owed.title}, {"number", std::int64_t{present->number}}});
  }
  if (const workflow::Version* earlier = record.state.newest(owed.id); earlier != nullptr) {
    return view.say("owed.earlier", {{"document", owed.title}, {"number", std::int64_t{earlier->number}}});
  }
  return view.say("owed.missing", {{"document", owed.title}});
}

}  // namespace alur::chat
