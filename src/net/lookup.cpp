#include "lookup.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <utility>

namespace alur::net {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

Lookup::Lookup(const asio::any_io_executor& executor) : state_(std::make_shared<State>(executor)) {}

asio::awaitable<std::vector<tcp::endpoint>> Lookup::resolve(std::string host, std::uint16_t port, Deadline deadline,
                                                            error_code& error) {
  const auto state = state_;
  if (state->done) {
    error = asio::error::operation_aborted;
    co_return std::vector<tcp::endpoint>{};
  }
  state->waiting.expires_at(deadline.at());
  state->resolver.async_resolve(host, std::to_string(port), tcp::resolver::numeric_service,
                                [state](const error_code& ended, const tcp::resolver::results_type& found) {
                                  if (std::exchange(state->done, true)) return;
                                  state->error = ended;
                                  for (const auto& entry : found) state->endpoints.push_back(entry.endpoint());
                                  state->waiting.cancel();
                                });
  error_code woken;
  co_await state->waiting.async_wait(asio::redirect_error(asio::use_awaitable, woken));
  const bool answered = std::exchange(state->done, true);
  error = answered ? state->error : error_code{asio::error::timed_out};
  co_return std::move(state->endpoints);
}

void Lookup::give_up() {
  if (std::exchange(state_->done, true)) return;
  state_->error = asio::error::operation_aborted;
  state_->waiting.cancel();
}

}  // namespace alur::net
