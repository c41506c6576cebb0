#pragma once

#include "uploads.hpp"

/// Photos sent together are pages of one document. Telegram sends each as a message of its own and never says how many
/// there are: an album is whole when nothing came for a while and every part is fetched. Kept in the chat's timer, so
/// that a restart loses no page.
namespace alur::chat {

inline constexpr std::string_view album_timer = "album";

/// A photo of an album is being fetched.
void album_part_expected(Context&, const Speaker&, const std::string& group, std::int64_t message_id,
                         const Target& target);
/// It came, or did not (`content` empty: left out).
void album_part_done(Context&, const Speaker&, const std::string& group, std::int64_t message_id,
                     const std::optional<workflow::Content>& content);
void album_due(Context&, const store::Timer& timer);

}  // namespace alur::chat
