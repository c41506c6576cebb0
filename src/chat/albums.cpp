#include "albums.hpp"

#include "filing.hpp"
#include "upload_json.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <limits>
#include <map>

namespace alur::chat {

namespace {

using nlohmann::json;

constexpr std::chrono::seconds gathered_after{2};
/// A part that never comes back: the album is filed without it.
constexpr std::chrono::minutes waited_at_most{15};

/// {"<group>": {"target": .., "due": ms, "quiet": bool, "parts": {"<message id>": content | null}}}; a part that
/// failed is gone from "parts". Before "quiet" more parts may come; after it only the fetching is waited for.
json load(Context& ctx, std::int64_t chat_id) {
  const auto timer = store::Timers{ctx.tx}.find(std::string{album_timer}, std::to_string(chat_id));
  return timer ? json::parse(timer->payload) : json::object();
}

void save(Context& ctx, std::int64_t chat_id, const json& albums) {
  const std::string key = std::to_string(chat_id);
  if (albums.empty()) {
    store::Timers{ctx.tx}.clear(std::string{album_timer}, key);
    return;
  }
  std::int64_t due = std::numeric_limits<std::int64_t>::max();
  for (const json& album : albums) {
    due = std::min(due, album.at("due").get<std::int64_t>());
  }
  store::Timers{ctx.tx}.set(
      {.kind = std::string{album_timer}, .key = key, .due = time::from_ms(due), .payload = albums.dump()});
}

bool complete(const json& album) {
  for (const json& part : album.at("parts")) {
    if (part.is_null()) {
      return false;
    }
  }
  return true;
}

/// Pages in the order in which they were sent.
void file_album(Context& ctx, const Speaker& speaker, const json& album) {
  std::map<std::int64_t, workflow::Content> pages;
  for (const auto& [message_id, part] : album.at("parts").items()) {
    if (!part.is_null()) {
      pages.emplace(std::stoll(message_id), content_from(part));
    }
  }
  if (pages.empty()) {
    return;
  }
  std::vector<workflow::Content> contents;
  contents.reserve(pages.size());
  for (const auto& [message_id, content] : pages) {
    contents.push_back(content);
  }
  // Message ids and job ids count apart; the sign keeps the references of albums and single files apart too.
  place(ctx, speaker, contents, target_from(album.at("target")), false, -pages.begin()->first);
}

}  // namespace

void album_part_expected(Context& ctx, const Speaker& speaker, const std::string& group, std::int64_t message_id,
                         const Target& target) {
  json albums = load(ctx, speaker.chat_id);
  json& album = albums[group];
  // Only one photo of an album carries the caption.
  if (album.is_null() || target.said_anything()) {
    album["target"] = to_payload(target);
  }
  album["parts"][std::to_string(message_id)] = nullptr;
  album["quiet"] = false;
  album["due"] = time::to_ms(ctx.now + gathered_after);
  save(ctx, speaker.chat_id, albums);
}

void album_part_done(Context& ctx, const Speaker& speaker, const std::string& group, std::int64_t message_id,
                     const std::optional<workflow::Content>& content) {
  json albums = load(ctx, speaker.chat_id);
  if (!albums.contains(group)) {
    return;
  }
  json& album = albums[group];
  if (content) {
    album["parts"][std::to_string(message_id)] = to_payload(*content);
  } else {
    album["parts"].erase(std::to_string(message_id));
  }
  std::optional<json> whole;
  if (album.at("quiet").get<bool>() && complete(album)) {
    whole = album;
    albums.erase(group);
  }
  save(ctx, speaker.chat_id, albums);
  if (whole) {
    file_album(ctx, speaker, *whole);
  }
}

void album_due(Context& ctx, const store::Timer& timer) {
  const std::int64_t chat_id = std::stoll(timer.key);
  const office::Person* person = ctx.office.by_telegram(chat_id);
  if (person == nullptr) {
    return;
  }
  const Speaker speaker{person->id, chat_id, language_of(ctx, person->id)};
  json waiting = json::object();
  std::vector<json> whole;
  const json albums = json::parse(timer.payload);
  for (const auto& [group, album] : albums.items()) {
    const bool due = album.at("due").get<std::int64_t>() <= time::to_ms(ctx.now);
    if (due && (complete(album) || album.at("quiet").get<bool>())) {
      whole.push_back(album);
      continue;
    }
    waiting[group] = album;
    if (due) {
      waiting[group]["quiet"] = true;
      waiting[group]["due"] = time::to_ms(ctx.now + waited_at_most);
    }
  }
  save(ctx, chat_id, waiting);
  for (const json& album : whole) {
    file_album(ctx, speaker, album);
  }
  submit_when_ready(ctx, speaker);
}

}  // namespace alur::chat
