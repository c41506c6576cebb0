#include "watchdog.hpp"

#include "watch.hpp"

namespace alur::service {

boost::asio::awaitable<void> Watchdog::run() {
  while (!stopping_) {
    if (!under_way_) probe();
    co_await ports_.bell.wait(ports_.every);
    const bool writes = committed_ || !ports_.gate.writer().disk_trouble().empty();
    if (writes && !stopping_) ports_.alive();
  }
}

void Watchdog::probe() {
  auto work = [this](store::Tx& tx) {
    store::Settings{tx}.set(alive_setting, std::to_string(time::to_ms(ports_.front.now(tx))));
  };
  committed_ = false;
  under_way_ = ports_.gate.post(work, [this](const std::exception_ptr& error) {
    under_way_ = false;
    committed_ = !error;
  });
}

}  // namespace alur::service
