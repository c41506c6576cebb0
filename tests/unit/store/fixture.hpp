#pragma once

#include "alur/store/audit.hpp"
#include "alur/store/database.hpp"
#include "alur/store/queues.hpp"
#include "alur/store/records.hpp"

#include "connection.hpp"
#include "temp_dir.hpp"

#include <gmock/gmock.h>

#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace alur::store::test {

constexpr time::Instant start{std::chrono::sys_days{std::chrono::year{2026} / 3 / 2} + std::chrono::hours{1}};

/// A database in a directory of its own.
class StoreTest : public testing::Test {
 protected:
  DatabaseOptions options() const { return {directory.database(), {}}; }
  /// The result of `body` in a transaction.
  template <class Body>
  auto in(Body body) {
    using Result = std::invoke_result_t<Body, Tx&>;
    if constexpr (std::is_void_v<Result>) {
      database.transact(body);
    } else {
      Result result{};
      database.transact([&](Tx& tx) { result = body(tx); });
      return result;
    }
  }

  TempDir directory;
  Database database{options()};
};

inline workflow::Event event(time::Instant at, std::int64_t by, workflow::Fact fact) {
  return {at, workflow::PersonId{by}, std::nullopt, std::move(fact)};
}

/// A case just opened by `by`, in its first step.
inline std::vector<workflow::Event> opening(const std::string& register_no, time::Instant at = start,
                                            std::int64_t by = 1, std::int64_t agency = 1) {
  workflow::CaseOpened opened;
  opened.register_no = register_no;
  opened.title = "Aplikasi " + register_no;
  opened.agency = workflow::AgencyId{agency};
  opened.process_id = "test";
  opened.process_version = 1;
  opened.steps = 3;
  workflow::StepStarted started;
  started.step = 1;
  started.round = 1;
  started.due = time::Deadline{at + std::chrono::hours{72}, false};
  return {event(at, by, opened), event(at, by, started)};
}

inline workflow::Event note(time::Instant at, std::int64_t by, const std::string& text = "catatan") {
  return event(at, by, workflow::NoteAdded{1, text});
}

}  // namespace alur::store::test
