#include "bot_api.hpp"

#include "limits.hpp"

#include <charconv>
#include <filesystem>
#include <system_error>
#include <utility>

namespace alur::service {

namespace asio = boost::asio;

namespace {

std::unique_ptr<net::HttpClient> make_client(const asio::any_io_executor& loop, const net::Origin& origin,
                                             int connections) {
  net::ClientOptions options;
  options.origin = origin;
  options.connections_max = connections;
  return net::make_http_client(loop, options);
}

/// Random, so that no document can contain it.
std::string new_boundary(const std::string& bytes) {
  std::string boundary = "alur-";
  for (const char byte : bytes) {
    static constexpr std::string_view digits = "0123456789abcdef";
    const auto value = static_cast<unsigned char>(byte);
    boundary += digits[value >> 4U];
    boundary += digits[value & 15U];
  }
  return boundary;
}

std::optional<int> retry_after(const net::HttpResponse& response) {
  const std::string* header = response.header("Retry-After");
  if (header == nullptr) return std::nullopt;
  int seconds = 0;
  const auto [end, error] = std::from_chars(header->data(), header->data() + header->size(), seconds);
  if (error != std::errc{} || seconds < 0) return std::nullopt;
  return seconds;
}

CallOutcome read(const boost::system::result<net::HttpResponse, net::NetError>& result) {
  CallOutcome outcome;
  if (!result) {
    outcome.kind = result.error().may_have_been_executed ? CallOutcome::Kind::ambiguous : CallOutcome::Kind::not_sent;
    outcome.error = result.error().what;
    return outcome;
  }
  outcome.reply = telegram::read_reply(result->status, result->body, retry_after(*result));
  return outcome;
}

}  // namespace

BotApi::BotApi(const asio::any_io_executor& loop, const net::Origin& origin, log::Secret token,
               RandomBytes random_bytes)
    : poll_(make_client(loop, origin, 1)),
      answers_(make_client(loop, origin, 4)),
      sends_(make_client(loop, origin, static_cast<int>(limits::sends_in_flight_max))),
      files_(make_client(loop, origin, static_cast<int>(limits::fetches_in_flight_max))),
      token_(std::move(token)),
      random_bytes_(std::move(random_bytes)) {}

BotApi::~BotApi() = default;

net::HttpClient& BotApi::client(Lane lane) {
  switch (lane) {
    case Lane::poll:
      return *poll_;
    case Lane::answers:
      return *answers_;
    case Lane::sends:
      return *sends_;
  }
  return *sends_;
}

asio::awaitable<CallOutcome> BotApi::call(Lane lane, telegram::Call call, std::chrono::milliseconds deadline) {
  net::HttpRequest request;
  request.method = "POST";
  request.target = "/bot" + token_.reveal() + "/" + call.method;
  request.headers.push_back(net::Header{"Content-Type", "application/json"});
  request.body = std::move(call.body);
  net::CallOptions options;
  options.deadline = deadline;
  options.idempotent = lane == Lane::poll || call.method.starts_with("get") || call.method.starts_with("edit") ||
                       call.method.starts_with("set");
  const auto result = co_await client(lane).send(std::move(request), std::move(options));
  co_return read(result);
}

asio::awaitable<CallOutcome> BotApi::upload(telegram::SendDocument document, std::string path, std::string file_name,
                                            std::string media_type) {
  std::error_code unreadable;
  if (!std::filesystem::exists(path, unreadable) && !unreadable) {
    CallOutcome gone;
    gone.kind = CallOutcome::Kind::impossible;
    gone.error = "the archive has no " + std::filesystem::path(path).filename().string();
    co_return gone;
  }
  const std::string boundary = new_boundary(random_bytes_(16));
  telegram::MultipartUpload parts = telegram::document_upload(document, file_name, media_type, boundary);
  net::HttpRequest request;
  request.method = "POST";
  request.target = "/bot" + token_.reveal() + "/sendDocument";
  request.headers.push_back(net::Header{"Content-Type", parts.content_type});
  request.body = std::move(parts.head);
  net::CallOptions options;
  options.deadline = limits::transfer_deadline;
  options.upload_path = std::move(path);
  options.upload_tail = std::move(parts.tail);
  const auto result = co_await files_->send(std::move(request), std::move(options));
  co_return read(result);
}

asio::awaitable<CallOutcome> BotApi::download(std::string file_path, std::function<bool(std::string_view)> sink) {
  net::HttpRequest request;
  request.target = "/file/bot" + token_.reveal() + "/" + file_path;
  net::CallOptions options;
  options.deadline = limits::transfer_deadline;
  options.sink = std::move(sink);
  const auto result = co_await files_->send(std::move(request), std::move(options));
  if (!result) co_return read(result);
  CallOutcome outcome;
  outcome.reply.code = result->status;
  outcome.reply.meaning = result->status == 200 ? telegram::Meaning::done : telegram::Meaning::file_unavailable;
  co_return outcome;
}

void BotApi::hang_up_poll() { poll_->close(); }

}  // namespace alur::service
