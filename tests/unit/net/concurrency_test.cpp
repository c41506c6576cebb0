#include "alur/net/concurrency.hpp"

#include "loop.hpp"

#include <boost/asio/steady_timer.hpp>

#include <atomic>
#include <future>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace alur::net {
namespace {

using std::chrono::milliseconds;

/// Waits for ever, unless cancelled.
asio::awaitable<void> stand_still() {
  asio::steady_timer timer{co_await asio::this_coro::executor, asio::steady_timer::time_point::max()};
  co_await timer.async_wait(asio::use_awaitable);
}

asio::awaitable<void> fail(std::string what) {
  co_await asio::post(co_await asio::this_coro::executor, asio::use_awaitable);
  throw std::runtime_error(what);
}

TEST(TaskGroup, join_returns_when_every_task_has_ended) {
  Loop loop;
  int ended = 0;
  loop.start([&]() -> asio::awaitable<void> {
    TaskGroup group{loop.executor()};
    for (int i = 0; i < 3; ++i) {
      group.spawn("task", [&]() -> asio::awaitable<void> {
        co_await asio::post(loop.executor(), asio::use_awaitable);
        ++ended;
      });
    }
    EXPECT_EQ(group.size(), 3u);
    co_await group.join();
    EXPECT_EQ(ended, 3);
    EXPECT_EQ(group.size(), 0u);
  });
  loop.run();
}

TEST(TaskGroup, keeps_what_a_task_refers_to_alive_while_it_runs) {
  Loop loop;
  std::weak_ptr<int> held;
  loop.start([&]() -> asio::awaitable<void> {
    TaskGroup group{loop.executor()};
    {
      auto value = std::make_shared<int>(7);
      held = value;
      group.spawn("task", [value]() -> asio::awaitable<void> {
        co_await asio::post(co_await asio::this_coro::executor, asio::use_awaitable);
        EXPECT_EQ(*value, 7);
      });
    }
    EXPECT_FALSE(held.expired());
    co_await group.join();
    EXPECT_TRUE(held.expired());
  });
  loop.run();
}

TEST(TaskGroup, cancel_ends_waiting_tasks_without_a_failure) {
  Loop loop;
  loop.start([&]() -> asio::awaitable<void> {
    TaskGroup group{loop.executor()};
    group.spawn("one", stand_still);
    group.spawn("two", stand_still);
    co_await asio::post(loop.executor(), asio::use_awaitable);
    group.cancel();
    co_await group.join();
    EXPECT_EQ(group.failures(), 0u);
  });
  loop.run();
}

TEST(TaskGroup, cancel_reaches_a_task_that_has_not_begun) {
  Loop loop;
  loop.start([&]() -> asio::awaitable<void> {
    TaskGroup group{loop.executor()};
    group.spawn("task", stand_still);
    group.cancel();
    co_await group.join();
  });
  loop.run();
}

TEST(TaskGroup, starts_nothing_after_cancel) {
  Loop loop;
  loop.start([&]() -> asio::awaitable<void> {
    TaskGroup group{loop.executor()};
    group.cancel();
    group.spawn("task", stand_still);
    EXPECT_EQ(group.size(), 0u);
    co_await group.join();
  });
  loop.run();
}

TEST(TaskGroup, join_rethrows_the_first_failure_after_all_have_ended) {
  Loop loop;
  loop.start([&]() -> asio::awaitable<void> {
    TaskGroup group{loop.executor()};
    bool other_ended = false;
    group.spawn("first", [] { return fail("first"); });
    group.spawn("second", [] { return fail("second"); });
    group.spawn("other", [&]() -> asio::awaitable<void> {
      asio::steady_timer timer{loop.executor(), milliseconds{5}};
      co_await timer.async_wait(asio::use_awaitable);
      other_ended = true;
    });
    std::string caught;
    try {
      co_await group.join();
    } catch (const std::runtime_error& e) {
      caught = e.what();
    }
    EXPECT_EQ(caught, "first");
    EXPECT_TRUE(other_ended);
    EXPECT_EQ(group.failures(), 2u);
    co_await group.join();  // told once
  });
  loop.run();
}

TEST(TaskGroup, tells_of_a_failure_as_it_happens_and_not_of_a_cancellation) {
  Loop loop;
  loop.start([&]() -> asio::awaitable<void> {
    TaskGroup group{loop.executor()};
    std::vector<std::string> told;
    group.on_failure([&](const std::exception_ptr& error) {
      try {
        std::rethrow_exception(error);
      } catch (const std::runtime_error& e) {
        told.emplace_back(e.what());
      }
    });
    group.spawn("bug", [] { return fail("bug"); });
    group.spawn("other", stand_still);
    while (told.empty()) co_await asio::post(loop.executor(), asio::use_awaitable);
    EXPECT_EQ(group.size(), 1u) << "the others go on until somebody ends them";
    group.cancel();
    co_await group.join();
    EXPECT_EQ(told, std::vector<std::string>{"bug"});
  });
  loop.run();
}

TEST(TaskGroup, a_cancelled_join_throws_and_leaves_the_tasks) {
  Loop loop;
  loop.start([&]() -> asio::awaitable<void> {
    TaskGroup inner{loop.executor()};
    TaskGroup outer{loop.executor()};
    inner.spawn("task", stand_still);
    bool threw = false;
    outer.spawn("join", [&]() -> asio::awaitable<void> {
      try {
        co_await inner.join();
      } catch (const boost::system::system_error& e) {
        threw = e.code() == asio::error::operation_aborted;
      }
    });
    co_await asio::post(loop.executor(), asio::use_awaitable);
    outer.cancel();
    co_await outer.join();
    EXPECT_TRUE(threw);
    EXPECT_EQ(inner.size(), 1u);
    inner.cancel();
    co_await inner.join();
  });
  loop.run();
}

TEST(Wake, ends_at_the_latest_when_its_time_is_over) {
  Loop loop;
  loop.start([&]() -> asio::awaitable<void> {
    Wake wake{loop.executor()};
    const auto began = std::chrono::steady_clock::now();
    co_await wake.wait(milliseconds{5});
    EXPECT_GE(std::chrono::steady_clock::now() - began, milliseconds{5});
  });
  loop.run();
}

TEST(Wake, notify_ends_the_current_wait_and_only_that) {
  Loop loop;
  loop.start([&]() -> asio::awaitable<void> {
    Wake wake{loop.executor()};
    asio::post(loop.executor(), [&] { wake.notify(); });
    co_await wake.wait(milliseconds::max());
    const auto began = std::chrono::steady_clock::now();
    co_await wake.wait(milliseconds{5});
    EXPECT_GE(std::chrono::steady_clock::now() - began, milliseconds{5});
  });
  loop.run();
}

TEST(Wake, notify_before_the_wait_is_not_lost) {
  Loop loop;
  loop.start([&]() -> asio::awaitable<void> {
    Wake wake{loop.executor()};
    wake.notify();
    wake.notify();
    co_await wake.wait(milliseconds::max());
  });
  loop.run();
}

TEST(Wake, a_cancelled_wait_throws) {
  Loop loop;
  loop.start([&]() -> asio::awaitable<void> {
    Wake wake{loop.executor()};
    TaskGroup group{loop.executor()};
    bool woken = false;
    group.spawn("sleeper", [&]() -> asio::awaitable<void> {
      co_await wake.wait(milliseconds::max());
      woken = true;
    });
    co_await asio::post(loop.executor(), asio::use_awaitable);
    group.cancel();
    co_await group.join();
    EXPECT_FALSE(woken);
  });
  loop.run();
}

TEST(WorkerPool, runs_elsewhere_and_comes_back) {
  Loop loop;
  WorkerPool pool{loop.executor(), 2};
  loop.start([&]() -> asio::awaitable<void> {
    const auto home = std::this_thread::get_id();
    std::thread::id worker;
    std::function<void()> work = [&worker] { worker = std::this_thread::get_id(); };
    co_await pool.run(std::move(work));
    EXPECT_NE(worker, home);
    EXPECT_EQ(std::this_thread::get_id(), home);
  });
  loop.run();
}

TEST(WorkerPool, passes_an_exception_on) {
  Loop loop;
  WorkerPool pool{loop.executor(), 1};
  loop.start([&]() -> asio::awaitable<void> {
    std::function<void()> work = [] { throw std::runtime_error("no disk"); };
    std::string caught;
    try {
      co_await pool.run(std::move(work));
    } catch (const std::runtime_error& e) {
      caught = e.what();
    }
    EXPECT_EQ(caught, "no disk");
  });
  loop.run();
}

TEST(WorkerPool, works_on_several_things_at_once) {
  Loop loop;
  WorkerPool pool{loop.executor(), 2};
  std::promise<void> first_is_in;
  std::promise<void> second_is_in;
  TaskGroup group{loop.executor()};
  group.spawn("first", [&] {
    return pool.run([&] {
      first_is_in.set_value();
      second_is_in.get_future().wait();
    });
  });
  group.spawn("second", [&] {
    return pool.run([&] {
      first_is_in.get_future().wait();
      second_is_in.set_value();
    });
  });
  loop.start([&] { return group.join(); });
  loop.run();
}

TEST(WorkerPool, a_cancelled_caller_still_waits_for_its_work) {
  Loop loop;
  WorkerPool pool{loop.executor(), 1};
  loop.start([&]() -> asio::awaitable<void> {
    TaskGroup group{loop.executor()};
    std::promise<void> may_end;
    std::atomic<bool> done = false;
    bool went_on = false;
    group.spawn("caller", [&]() -> asio::awaitable<void> {
      std::function<void()> work = [&] {
        may_end.get_future().wait();
        done = true;
      };
      co_await pool.run(std::move(work));
      EXPECT_TRUE(done);
      co_await asio::post(loop.executor(), asio::use_awaitable);  // here the cancellation shows
      went_on = true;
    });
    co_await asio::post(loop.executor(), asio::use_awaitable);
    co_await asio::post(loop.executor(), asio::use_awaitable);
    group.cancel();
    EXPECT_EQ(group.size(), 1u);
    may_end.set_value();
    co_await group.join();
    EXPECT_TRUE(done);
    EXPECT_FALSE(went_on);
  });
  loop.run();
}

}  // namespace
}  // namespace alur::net
