#pragma once

#include "alur/log/log.hpp"
#include "alur/net/http.hpp"
#include "alur/service/ports.hpp"

#include <memory>
#include <string>

namespace alur::service {

/// The real Bot API over HTTP(S): one client per lane, so that a long poll or an upload never holds up an answer.
class BotApi : public Transport {
 public:
  using RandomBytes = std::function<std::string(std::size_t)>;
  BotApi(const boost::asio::any_io_executor& loop, const net::Origin& origin, log::Secret token,
         RandomBytes random_bytes);
  ~BotApi() override;

  boost::asio::awaitable<CallOutcome> call(Lane lane, telegram::Call call, std::chrono::milliseconds deadline) override;
  boost::asio::awaitable<CallOutcome> upload(telegram::SendDocument request, std::string path, std::string file_name,
                                             std::string media_type) override;
  boost::asio::awaitable<CallOutcome> show_picture(telegram::ShowPicture picture) override;
  boost::asio::awaitable<CallOutcome> download(std::string file_path,
                                               std::function<bool(std::string_view)> sink) override;
  /// Ends what is under way on the poll's connection, so that a drain need not wait for it.
  void hang_up_poll();

 private:
  net::HttpClient& client(Lane lane);
  std::unique_ptr<net::HttpClient> poll_;
  std::unique_ptr<net::HttpClient> answers_;
  std::unique_ptr<net::HttpClient> sends_;
  std::unique_ptr<net::HttpClient> files_;
  log::Secret token_;
  RandomBytes random_bytes_;
};

}  // namespace alur::service
