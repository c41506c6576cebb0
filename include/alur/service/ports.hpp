#pragma once

#include "alur/telegram/reply.hpp"
#include "alur/telegram/request.hpp"

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

/// The outside world as the loops of the service see it: what a simulation replaces. All on the loop's thread.
namespace alur::service {

/// How a call ended.
struct CallOutcome {
  enum class Kind : std::uint8_t {
    answered,
    not_sent,    ///< no byte of it went out
    ambiguous,   ///< no answer: it may have been executed
    impossible,  ///< and never will be: the file to upload is not there
  } kind = Kind::answered;
  telegram::Reply reply;  ///< when answered
  std::string error;      ///< why, when not
};

enum class Lane : std::uint8_t {
  poll,     ///< the long poll's own connection
  answers,  ///< kept free for answerCallbackQuery and chat actions
  sends,
};

class Transport {
 public:
  virtual ~Transport() = default;
  virtual boost::asio::awaitable<CallOutcome> call(Lane lane, telegram::Call call,
                                                   std::chrono::milliseconds deadline) = 0;
  /// sendDocument with the file at `path` streamed.
  virtual boost::asio::awaitable<CallOutcome> upload(telegram::SendDocument request, std::string path,
                                                     std::string file_name, std::string media_type) = 0;
  /// GET /file/bot<token>/<file_path>; `sink` takes the bytes, false ends it. Answered with code 200 when complete.
  virtual boost::asio::awaitable<CallOutcome> download(std::string file_path,
                                                       std::function<bool(std::string_view)> sink) = 0;
};

/// What a loop waits on: real time, or somebody who rings. A ring while nobody waits ends the next wait at once.
class Bell {
 public:
  virtual ~Bell() = default;
  virtual void ring() = 0;
  virtual boost::asio::awaitable<void> wait(std::chrono::milliseconds real_time) = 0;
};
using BellFoundry = std::function<std::unique_ptr<Bell>()>;

/// Runs what takes the processor or the disk away from the loop, and comes back to it.
using Offload = std::function<boost::asio::awaitable<void>(std::function<void()>)>;

/// Random numbers that are no secrets: jitter. 0 <= x < 1.
using Random01 = std::function<double()>;

}  // namespace alur::service
