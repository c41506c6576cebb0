#pragma once

#include "alur/store/writer.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <functional>

/// From the loop to the writer and back.
namespace alur::service {

class Gate {
 public:
  Gate(boost::asio::any_io_executor loop, store::Writer& writer) : loop_(std::move(loop)), writer_(writer) {}

  /// Runs `work` in the next batch and resumes on the loop once it is committed; what it threw is passed on (it alone
  /// was rolled back then). Not cut short by cancellation: references in `work` stay valid. Waits while the queue is
  /// full. Throws operation_aborted once the writer gave up.
  boost::asio::awaitable<void> run(std::function<void(store::Tx&)> work, bool alone = false);

  /// The same without waiting: `done` comes on the loop's thread. False when the queue is full. Throws as run().
  bool post(std::function<void(store::Tx&)> work, std::function<void(std::exception_ptr)> done);

  bool idle() const { return under_way_ == 0; }  ///< loop's thread
  store::Writer& writer() { return writer_; }

 private:
  boost::asio::any_io_executor loop_;
  store::Writer& writer_;
  std::size_t under_way_ = 0;
};

}  // namespace alur::service
