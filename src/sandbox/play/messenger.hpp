#pragma once

#include "alur/net/http.hpp"
#include "alur/sandbox/types.hpp"

#include "core/json.hpp"

#include <boost/asio/io_context.hpp>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// A running sandbox and the bot's health page, as a player at a terminal uses them: one call after the other, each
/// waited for. What a peer refuses or does not answer throws std::runtime_error.
namespace alur::sandbox {

class Peer {
 public:
  /// `url` is http://host:port.
  explicit Peer(const std::string& url);
  Json get(const std::string& target);
  Json post(const std::string& target, const Json& body);

 private:
  net::HttpResponse exchange(net::HttpRequest request);
  boost::asio::io_context loop_{1};
  std::string url_;
  std::unique_ptr<net::HttpClient> client_;
};

class Messenger {
 public:
  explicit Messenger(const std::string& page_url);

  void say(std::int64_t person, const std::string& text);
  void send_samples(std::int64_t person, const std::vector<std::string>& names, const std::string& caption);
  void open_link(std::int64_t person, const std::string& link);
  /// The newest button whose text contains `label`; false when there is none now.
  bool press(std::int64_t person, const std::string& label);

  /// Everything in this person's chat, as it reads now.
  std::vector<MessageView> transcript(std::int64_t person);
  /// Messages that say something new since the last call, over all private chats, in the order of their last change.
  struct News {
    std::int64_t chat = 0;
    MessageView message;
  };
  std::vector<News> news();
  std::int64_t rev();
  std::vector<Violation> violations();
  ClockView clock();
  void set_clock(time::Instant now);
  std::chrono::minutes zone_offset() const { return zone_offset_; }
  bool idle();

 private:
  Peer page_;
  std::vector<std::int64_t> people_;
  std::map<std::int64_t, std::int64_t> seen_;  ///< rev by chat
  std::chrono::minutes zone_offset_{0};
};

/// What the bot says of itself on GET /readyz.
struct Readiness {
  bool idle = false;
  time::Instant now{};
  std::optional<time::Instant> next_due;
};
class BotHealth {
 public:
  explicit BotHealth(const std::string& health_url) : peer_(health_url) {}
  Readiness read();

 private:
  Peer peer_;
};

}  // namespace alur::sandbox
