#pragma once

#include "core/world.hpp"

#include <boost/system/result.hpp>

#include <span>
#include <string>
#include <vector>

/// What people do in their clients. Each reaches the bot as the update the real server would make of it.
namespace alur::sandbox {

/// Why a person's client would not do it: one clear sentence. Made by refused() alone: were it constructible from a
/// string, a result<std::string, Refused> could not tell the two apart.
class Refused {
 public:
  Refused() = default;
  const std::string& why() const { return why_; }
  friend Refused refused(std::string why);

 private:
  std::string why_;
};
Refused refused(std::string why);

template <class T>
using Done = boost::system::result<T, Refused>;

/// Text in a chat the person is in; the message's id. Text over 4096 characters is refused, as clients split it.
Done<std::int64_t> say(World& world, std::int64_t user_id, std::int64_t chat_id, const std::string& text,
                       std::optional<std::int64_t> reply_to = {});
/// One file, or an album of 2 to 10; the caption goes on the first.
Done<std::vector<std::int64_t>> send_files(World& world, std::int64_t user_id, std::int64_t chat_id,
                                           std::span<const Outgoing> files, const std::string& caption,
                                           std::optional<std::int64_t> reply_to = {});
/// A button of a message as it is now; the press's id. Only callback buttons reach the bot.
Done<std::string> press(World& world, std::int64_t user_id, std::int64_t message_id, std::size_t row,
                        std::size_t column);
/// The same with any data: what an old client, or a forger, can send.
Done<std::string> press_data(World& world, std::int64_t user_id, std::int64_t message_id, const std::string& data);
/// https://t.me/<bot>?start=<code> (or without): unblocks and sends /start.
Done<std::int64_t> open_link(World& world, std::int64_t user_id, const std::string& link);

Done<bool> block(World& world, std::int64_t user_id);
Done<bool> unblock(World& world, std::int64_t user_id);
/// From now on the account is gone: 403 for the bot.
Done<bool> deactivate(World& world, std::int64_t user_id);
/// A group of this person's with the bot in it; its id.
Done<std::int64_t> create_group(World& world, std::int64_t user_id, const std::string& title);
Done<bool> kick_bot(World& world, std::int64_t user_id, std::int64_t chat_id);

/// "application/pdf" for "a.PDF"; "application/octet-stream" when not known.
std::string mime_type_of(std::string_view file_name);

}  // namespace alur::sandbox
