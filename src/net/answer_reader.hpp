#pragma once

#include "client_connection.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>

#include <array>
#include <optional>
#include <string>

namespace alur::net {

/// Reads one answer, streamed or gathered. For client_connection.cpp, which instantiates it for each kind of stream.
template <class Stream>
class AnswerReader {
 public:
  /// `tcp` is the layer of `stream` that keeps the time. All outlive the reader.
  AnswerReader(Stream& stream, boost::beast::tcp_stream& tcp, boost::beast::flat_buffer& buffer, const Wanted& wanted,
               bool without_body)
      : stream_(stream), tcp_(tcp), buffer_(buffer), wanted_(wanted), without_body_(without_body) {}

  /// Sets attempt.response, or returns what stopped it. The time for the header must have been set on `tcp`.
  boost::asio::awaitable<std::string> read(Deadline& deadline, Attempt& attempt) {
    boost::system::error_code error;
    co_await read_header(error);
    attempt.answer_begun = answered_ || buffer_.size() > 0 || parser_->got_some();
    HttpResponse response;
    bool wanted_all = true;
    if (!error) {
      take_head(response);
      wanted_all = co_await read_body(response, deadline, error);
    }
    if (error == boost::beast::error::timeout) attempt.timed_out = true;
    if (error) co_return "answer: " + error.message();
    if (!wanted_all) co_return std::string{"answer: ended by its receiver"};
    attempt.response = std::move(response);
    co_return std::string{};
  }

  bool keep_alive() const { return parser_ && parser_->keep_alive(); }

 private:
  using Parser = boost::beast::http::response_parser<boost::beast::http::buffer_body>;
  static constexpr std::uint32_t header_bytes_max = 64u * 1024u;
  static constexpr int interim_answers_max = 8;
  static constexpr std::size_t piece_bytes = 16384;

  /// Up to the header of the final answer; "100 Continue" and its kin are passed over.
  boost::asio::awaitable<void> read_header(boost::system::error_code& error) {
    namespace http = boost::beast::http;
    for (int i = 0; i < interim_answers_max; ++i) {
      parser_.emplace();
      parser_->header_limit(header_bytes_max);
      parser_->body_limit(wanted_.bytes_max);
      parser_->skip(without_body_);
      co_await http::async_read_header(stream_, buffer_, *parser_,
                                       boost::asio::redirect_error(boost::asio::use_awaitable, error));
      const bool interim = !error && parser_->get().result_int() / 100 == 1;
      if (!interim) co_return;
      answered_ = true;
    }
    error = http::error::bad_status;
  }

  void take_head(HttpResponse& response) const {
    const auto& head = parser_->get();
    response.status = static_cast<int>(head.result_int());
    for (const auto& field : head) {
      response.headers.push_back({std::string{field.name_string()}, std::string{field.value()}});
    }
  }

  /// False when the receiver had enough.
  boost::asio::awaitable<bool> read_body(HttpResponse& response, Deadline& deadline, boost::system::error_code& error) {
    const bool streamed = response.status == 200 && wanted_.sink != nullptr;
    std::array<char, piece_bytes> piece;
    while (!parser_->is_done()) {
      auto& body = parser_->get().body();
      body.data = piece.data();
      body.size = piece.size();
      tcp_.expires_at(deadline.at());
      co_await boost::beast::http::async_read_some(stream_, buffer_, *parser_,
                                                   boost::asio::redirect_error(boost::asio::use_awaitable, error));
      if (error == boost::beast::http::error::need_buffer) error = {};
      if (error) co_return true;
      const std::string_view got{piece.data(), piece.size() - body.size};
      if (!streamed) {
        response.body.append(got);
      } else if (!got.empty()) {
        deadline.progress();
        if (!wanted_.sink(got)) co_return false;
      }
    }
    co_return true;
  }

  Stream& stream_;
  boost::beast::tcp_stream& tcp_;
  boost::beast::flat_buffer& buffer_;
  const Wanted& wanted_;
  bool without_body_;
  bool answered_ = false;
  std::optional<Parser> parser_;
};

}  // namespace alur::net
