#include "alur/store/writer.hpp"

#include "fixture.hpp"

#include <gmock/gmock.h>

#include <array>
#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

namespace alur::store {
namespace {

/// Commits until it is killed, and says so after each commit: what has been read from `acknowledged` was promised.
[[noreturn]] void commit_for_ever(const std::string& path, int acknowledged) {
  Database database{{path, {}}};
  Writer writer{database, {}};
  for (std::int64_t next = 1;; ++next) {
    Writer::Work work;
    work.run = [next](Tx& tx) {
      Cases cases{tx};
      const CaseId id = cases.open(test::opening(cases.next_register(process::Track::mandiri, 2026)));
      Settings{tx}.set(std::to_string(next), std::to_string(raw(id)));
    };
    work.done = [next, acknowledged](const std::exception_ptr& error) {
      if (error || ::write(acknowledged, &next, sizeof next) != sizeof next) ::_exit(1);
    };
    writer.submit(std::move(work));
    if (next % 3 == 0) writer.run_batch();
  }
}

std::int64_t read_number(int from) {
  std::int64_t number = 0;
  return ::read(from, &number, sizeof number) == sizeof number ? number : 0;
}

/// Kills the child after `count` promises, then takes in those still in the pipe.
std::int64_t last_promise_of_a_killed_writer(const std::string& path, int count) {
  std::array<int, 2> pipe{};
  if (::pipe(pipe.data()) != 0) return 0;
  const pid_t child = ::fork();
  if (child == 0) {
    ::close(pipe[0]);
    commit_for_ever(path, pipe[1]);
  }
  ::close(pipe[1]);
  std::int64_t last = 0;
  for (int i = 0; i < count; ++i) last = read_number(pipe[0]);
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  while (const std::int64_t more = read_number(pipe[0])) last = more;
  ::close(pipe[0]);
  return last;
}

TEST(Durability, a_killed_process_loses_nothing_that_it_acknowledged) {
  for (const int promises : {1, 8, 20, 47}) {
    const test::TempDir directory;
    const std::int64_t last = last_promise_of_a_killed_writer(directory.database(), promises);
    ASSERT_GE(last, promises);
    Database database{{directory.database(), {}}};
    EXPECT_EQ(database.quick_check(), "");
    database.transact([&](Tx& tx) {
      for (std::int64_t number = 1; number <= last; ++number) {
        const auto id = Settings{tx}.get(std::to_string(number));
        ASSERT_TRUE(id) << number << " of " << last;
        EXPECT_TRUE(Cases{tx}.find(CaseId{std::stoll(*id)}));
      }
    });
    ReadDatabase reader{{directory.database(), {}}, true};
    EXPECT_THAT(audit(reader, "").findings, testing::IsEmpty());
  }
}

}  // namespace
}  // namespace alur::store
