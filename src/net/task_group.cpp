#include "alur/log/log.hpp"
#include "alur/net/concurrency.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>

#include <exception>
#include <list>
#include <string>
#include <utility>

namespace alur::net {

namespace asio = boost::asio;

struct TaskGroup::Impl {
  struct Task {
    std::string name;
    asio::cancellation_signal signal;
  };

  explicit Impl(asio::any_io_executor home) : executor(std::move(home)), emptied(executor) {
    emptied.expires_at(asio::steady_timer::time_point::max());
  }

  void ended(std::list<Task>::iterator task, const std::exception_ptr& error) {
    if (error && !is_cancellation(error, task->name)) {
      ++failures;
      if (told) {
        told(error);
      } else if (!first_error) {
        first_error = error;
      }
    }
    tasks.erase(task);
    if (tasks.empty()) emptied.cancel();
  }

  /// Logs what is none.
  static bool is_cancellation(const std::exception_ptr& error, const std::string& name) {
    try {
      std::rethrow_exception(error);
    } catch (const boost::system::system_error& e) {
      if (e.code() == asio::error::operation_aborted) return true;
      log::error("task_failed", {{"task", name}, {"error", std::string{e.what()}}});
    } catch (const std::exception& e) {
      log::error("task_failed", {{"task", name}, {"error", std::string{e.what()}}});
    }
    return false;
  }

  asio::any_io_executor executor;
  asio::steady_timer emptied;
  std::list<Task> tasks;
  std::exception_ptr first_error;
  std::function<void(std::exception_ptr)> told;
  std::size_t failures = 0;
  bool cancelled = false;
};

TaskGroup::TaskGroup(asio::any_io_executor executor) : impl_(std::make_shared<Impl>(std::move(executor))) {}

TaskGroup::~TaskGroup() {
  // A context that is torn down destroys suspended tasks without ending them, so this cannot be an assertion.
  if (!impl_->tasks.empty()) {
    log::error("task_group_not_joined", {{"tasks", static_cast<std::int64_t>(impl_->tasks.size())}});
  }
}

void TaskGroup::spawn(std::string_view name, std::function<asio::awaitable<void>()> task) {
  if (impl_->cancelled) return;
  const auto entry = impl_->tasks.emplace(impl_->tasks.end());
  entry->name = name;
  auto on_end = [impl = impl_, entry](const std::exception_ptr& error) { impl->ended(entry, error); };
  asio::co_spawn(impl_->executor, std::move(task),
                 asio::bind_cancellation_slot(entry->signal.slot(), std::move(on_end)));
}

void TaskGroup::on_failure(std::function<void(std::exception_ptr)> told) { impl_->told = std::move(told); }

void TaskGroup::cancel() {
  impl_->cancelled = true;
  // A task may end, and leave the list, while its signal is emitted.
  for (auto task = impl_->tasks.begin(); task != impl_->tasks.end();) {
    const auto current = task++;
    current->signal.emit(asio::cancellation_type::terminal);
  }
}

asio::awaitable<void> TaskGroup::join() {
  const auto impl = impl_;
  while (!impl->tasks.empty()) {
    boost::system::error_code woken;
    co_await impl->emptied.async_wait(asio::redirect_error(asio::use_awaitable, woken));
    const auto state = co_await asio::this_coro::cancellation_state;
    if (state.cancelled() != asio::cancellation_type::none) {
      throw boost::system::system_error(asio::error::operation_aborted);
    }
  }
  if (impl->first_error) std::rethrow_exception(std::exchange(impl->first_error, nullptr));
}

std::size_t TaskGroup::size() const { return impl_->tasks.size(); }

std::size_t TaskGroup::failures() const { return impl_->failures; }

}  // namespace alur::net
