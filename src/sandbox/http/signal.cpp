#include "http/signal.hpp"

#include <algorithm>

namespace alur::sandbox {
namespace {

class Listed {
 public:
  Listed(std::list<net::Wake*>& list, net::Wake* wake) : list_(list), place_(list.insert(list.end(), wake)) {}
  Listed(const Listed&) = delete;
  Listed& operator=(const Listed&) = delete;
  ~Listed() { list_.erase(place_); }

 private:
  std::list<net::Wake*>& list_;
  std::list<net::Wake*>::iterator place_;
};

}  // namespace

boost::asio::awaitable<void> Signal::wait_until(std::chrono::steady_clock::time_point deadline) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
  if (left.count() <= 0) co_return;
  net::Wake wake{executor_};
  const Listed listed{waiters_, &wake};
  co_await wake.wait(left);
}

}  // namespace alur::sandbox
