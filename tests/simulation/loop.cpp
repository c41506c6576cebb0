#include "loop.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace alur::simulation {

namespace asio = boost::asio;

void VirtualBell::ring() {
  rung_ = true;
  if (waits_) waits_->cancel();
}

asio::awaitable<void> VirtualBell::wait(milliseconds virtual_time) {
  if (!rung_) {
    waits_ = std::make_shared<asio::steady_timer>(loop_, asio::steady_timer::time_point::max());
    timeline_.after(virtual_time, [alarm = std::weak_ptr{waits_}] {
      if (const auto sleeper = alarm.lock()) sleeper->cancel();
    });
    boost::system::error_code woken;
    co_await waits_->async_wait(asio::redirect_error(asio::use_awaitable, woken));
    waits_.reset();
  }
  rung_ = false;
}

service::BellFoundry bells_of(const asio::any_io_executor& loop, Timeline& timeline) {
  return [loop, &timeline] { return std::make_unique<VirtualBell>(loop, timeline); };
}

}  // namespace alur::simulation
