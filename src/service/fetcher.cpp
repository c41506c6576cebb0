#include "fetcher.hpp"

#include "alur/delivery/delivery.hpp"
#include "alur/log/log.hpp"

#include "limits.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace alur::service {

namespace asio = boost::asio;
using chat::JobDone;
using telegram::Meaning;

namespace {

JobDone::Failed failed(JobDone::Failed::Why why) {
  JobDone::Failed result;
  result.why = why;
  return result;
}

/// `result` is no `Again`.
template <class Result>
decltype(JobDone::outcome) outcome_of(const Result& result) {
  if (const auto* fetched = std::get_if<JobDone::Fetched>(&result)) return *fetched;
  return std::get<JobDone::Failed>(result);
}

JobDone::Failed::Why why_of(archive::Refused refused) {
  using Why = JobDone::Failed::Why;
  switch (refused) {
    case archive::Refused::empty:
      return Why::empty;
    case archive::Refused::too_big:
      return Why::too_big;
    case archive::Refused::program:
      return Why::program;
    case archive::Refused::type_not_allowed:
      return Why::type_not_allowed;
    case archive::Refused::type_mismatch:
      return Why::type_mismatch;
    case archive::Refused::macros:
      return Why::macros;
    case archive::Refused::misleading_name:
      return Why::misleading_name;
    case archive::Refused::two_in_one:
      return Why::two_in_one;
    case archive::Refused::damaged:
      return Why::damaged;
    case archive::Refused::encrypted:
      return Why::encrypted;
    case archive::Refused::inflates:
      return Why::inflates;
    case archive::Refused::unsafe_zip:
      return Why::unsafe_zip;
    case archive::Refused::active:
      return Why::active;
    case archive::Refused::too_many_pixels:
      return Why::too_many_pixels;
    case archive::Refused::infected:
      return Why::infected;
    case archive::Refused::not_scannable:
    case archive::Refused::not_scanned:  // as often as it was tried
      return Why::not_scannable;
  }
  return Why::type_not_allowed;
}

}  // namespace

asio::awaitable<void> Fetcher::run() {
  while (!stopping_) {
    ports_.health.fetching = true;
    std::vector<store::Job> due;
    // What waits does so at the head of the queue, and hides nobody behind it.
    const std::size_t rows_max = limits::fetches_in_flight_max * 4 + held_.size() + told_.size();
    auto look = [this, &due, rows_max](store::Tx& tx) { due = store::Jobs{tx}.due(ports_.front.now(tx), rows_max); };
    co_await ports_.gate.run(look);
    const auto now = ports_.front.clock().steady();
    std::chrono::milliseconds wait = scanner_.wake_in(now).value_or(limits::wake_at_least_every);
    bool waiting = false;
    for (const store::Job& job : due) {
      if (scanner_.is_late(now)) tell_once(job);
      if (in_flight_.contains(job.id)) continue;
      const auto held = held_.find(job.id);
      if (held != held_.end() && held->second > now) {
        wait = std::min(wait, std::chrono::ceil<std::chrono::milliseconds>(held->second - now));
        waiting = true;
        continue;
      }
      // One asks whether the scanner is back; the others wait for that.
      const bool scanner_away = !scanner_.may_be_asked(now) || (scanner_.is_away() && !in_flight_.empty());
      waiting = waiting || scanner_away;
      if (scanner_away || in_flight_.size() >= limits::fetches_in_flight_max) continue;
      in_flight_.insert(job.id);
      ports_.group.spawn("fetch", [this, moved = job]() -> asio::awaitable<void> {
        store::Job copy = moved;
        co_await work_on(std::move(copy));
      });
    }
    ports_.health.fetching = waiting || !in_flight_.empty();
    co_await ports_.bell.wait(wait);
  }
  while (!in_flight_.empty()) co_await ports_.bell.wait(limits::wake_at_least_every);
}

void Fetcher::tell_once(const store::Job& job) {
  if (!told_.insert(job.id).second) return;
  ports_.group.spawn("fetch waits", [this, moved = job]() -> asio::awaitable<void> {
    co_await tell(moved);
    ports_.bell.ring();
  });
}

asio::awaitable<void> Fetcher::tell(const store::Job& job) {
  Effects effects;
  auto work = [this, &job, &effects](store::Tx& tx) {
    effects = Effects{};
    if (!store::Jobs{tx}.find(job.id)) return;  // done meanwhile
    effects.immediates.push_back(ports_.front.handle(tx, JobDone{job, JobDone::Waiting{}}));
    ports_.front.note_due(tx, effects);
  };
  try {
    co_await ports_.gate.run(work);
    ports_.front.after_commit(effects);
  } catch (const std::exception& e) {  // the file is filed all the same
    log::warning("nobody was told that a file waits", {{"job", job.id}, {"why", e.what()}});
  }
}

asio::awaitable<void> Fetcher::work_on(store::Job job) {
  Result result = Again::later;
  std::string trouble;
  std::string broken;
  try {
    result = co_await fetch(job);
  } catch (const std::system_error& e) {  // the disk: the file can be fetched again once it is well
    trouble = e.what();
    ports_.health.set("disk", trouble);
  } catch (const nlohmann::json::exception& e) {  // nothing says what to fetch, and nothing ever will
    broken = e.what();
  }
  scanner_.left(job.id);
  ports_.health.set("scanner", scanner_.is_away() ? "clamd does not answer" : "");
  if (const auto* again = std::get_if<Again>(&result)) {
    const bool counts = *again != Again::scanner_away;
    if (*again == Again::not_scanned) tell_once(job);
    if (counts && job.attempts + 1 >= limits::fetch_attempts_max) {
      using Why = JobDone::Failed::Why;
      result = failed(*again == Again::not_scanned ? Why::not_scannable : Why::unavailable);
    }
  }
  const bool over = !broken.empty();
  const bool again = !over && std::holds_alternative<Again>(result);
  if (over) {
    store::Job copy = job;
    co_await set_aside(std::move(copy), std::move(broken));
  } else if (!again) {
    store::Job copy = job;
    Outcome outcome = outcome_of(result);
    trouble = co_await hand_over(std::move(copy), std::move(outcome));
  }
  if (again && std::get<Again>(result) == Again::scanner_away) {
    held_.erase(job.id);  // it is the scanner that is waited for
  } else if (!trouble.empty() || again) {
    co_await put_off(job, trouble);
  } else {
    held_.erase(job.id);
    told_.erase(job.id);
  }
  in_flight_.erase(job.id);
  ports_.bell.ring();
}

asio::awaitable<std::string> Fetcher::hand_over(store::Job job, Outcome outcome) {
  const std::string name = "attempt:job:" + std::to_string(job.id);
  int attempts = 0;
  auto begin = [&attempts, &name](store::Tx& tx) { attempts = begin_attempt(tx, name); };
  co_await ports_.gate.run(begin, true);
  std::string trouble;
  if (attempts > limits::update_attempts_max) {
    trouble = "the process died while handling it";
  } else {
    Effects effects;
    auto work = [this, &job, &outcome, &effects, &name](store::Tx& tx) {
      effects = Effects{};
      store::Jobs{tx}.finish(job.id);
      effects.immediates.push_back(ports_.front.handle(tx, JobDone{job, outcome}));
      end_attempt(tx, name);
      ports_.front.note_due(tx, effects);
    };
    try {
      co_await ports_.gate.run(work);
      ports_.front.after_commit(effects);
      co_return std::string{};
    } catch (const std::exception& e) {
      trouble = e.what();
    }
  }
  if (attempts < limits::update_attempts_max) co_return trouble;
  co_await set_aside(std::move(job), std::move(trouble));
  co_return std::string{};
}

asio::awaitable<void> Fetcher::set_aside(store::Job job, std::string why) {
  const std::string reference = parking_.new_reference();
  log::error("job set aside", {{"job", job.id}, {"reference", reference}, {"why", why}});
  auto keep = [this, &job, &why, &reference](store::Tx& tx) {
    const time::Instant now = ports_.front.now(tx);
    store::Updates::Parked parked;
    parked.chat_id = job.chat_id;
    parked.raw = encode_job(job);
    parked.why = why;
    parked.reference = reference;
    parked.attempts = limits::update_attempts_max;
    parked.set_aside = true;
    parked.next_try = now;
    parked.since = now;
    store::Updates{tx}.park(parked);
    store::Jobs{tx}.finish(job.id);
    end_attempt(tx, "attempt:job:" + std::to_string(job.id));
  };
  co_await parking_.keep(keep, job.chat_id, reference);
}

asio::awaitable<void> Fetcher::put_off(const store::Job& job, const std::string& trouble) {
  log::warning("fetch will be tried again", {{"job", job.id}, {"why", trouble}});
  delivery::Tries tries;
  tries.attempts = job.attempts + 1;
  const delivery::Plan plan =
      delivery::plan_retry(delivery::Limits{}, delivery::Outcome::not_sent, tries, ports_.random01());
  held_[job.id] = ports_.front.clock().steady() + plan.wait;
  auto again = [this, &job](store::Tx& tx) { store::Jobs{tx}.again(job.id, ports_.front.now(tx)); };
  co_await ports_.gate.run(again);
}

/// Without a scanner there is nothing to wait for.
asio::awaitable<bool> Fetcher::scanner_answers(std::int64_t job) {
  if (!ports_.archive.scans()) co_return true;
  bool answers = false;
  std::function<void()> ask = [this, &answers] { answers = ports_.archive.scanner_answers(); };
  co_await ask_scanner(job, std::move(ask));
  scanner_.replied(job, answers, ports_.front.clock().steady());
  co_return answers;
}

/// Rings, so that the loop looks up again when the answer is late.
asio::awaitable<void> Fetcher::ask_scanner(std::int64_t job, std::function<void()> question) {
  if (ports_.archive.scans()) {
    scanner_.asked(job, ports_.front.clock().steady());
    ports_.bell.ring();
  }
  co_await ports_.offload(std::move(question));
}

asio::awaitable<Fetcher::Result> Fetcher::fetch(store::Job job) {
  // Before a download that would be of no use.
  const bool scanner_there = co_await scanner_answers(job.id);
  if (!scanner_there) co_return Again::scanner_away;
  const auto payload = nlohmann::json::parse(job.payload);
  const auto file_id = payload.at("file_id").get<std::string>();
  std::string file_name = payload.value("file_name", "");
  telegram::Call call = telegram::get_file(file_id);
  const CallOutcome outcome = co_await ports_.transport.call(Lane::sends, std::move(call), limits::transfer_deadline);
  if (outcome.kind != CallOutcome::Kind::answered) co_return Again::later;
  const telegram::Reply& reply = outcome.reply;
  if (reply.meaning == Meaning::file_unavailable || reply.meaning == Meaning::bad_request) {
    const bool big = reply.description.find("too big") != std::string::npos;
    co_return failed(big ? JobDone::Failed::Why::too_big : JobDone::Failed::Why::unavailable);
  }
  if (reply.meaning != Meaning::done) co_return Again::later;
  const auto path = telegram::read_file_path(reply.result);
  if (!path) co_return Again::later;
  std::string file_path = path->file_path;
  auto result = co_await receive(job.id, std::move(file_path), std::move(file_name));
  co_return result;
}

asio::awaitable<Fetcher::Result> Fetcher::receive(std::int64_t job, std::string file_path, std::string file_name) {
  std::shared_ptr<archive::Intake> intake = ports_.archive.intake();
  auto too_big = std::make_shared<bool>(false);
  std::function<bool(std::string_view)> sink = [intake, too_big](std::string_view bytes) {
    *too_big = !intake->write(bytes);
    return !*too_big;
  };
  const CallOutcome outcome = co_await ports_.transport.download(std::move(file_path), std::move(sink));
  if (*too_big) co_return failed(JobDone::Failed::Why::too_big);
  if (outcome.kind != CallOutcome::Kind::answered || outcome.reply.code != 200) co_return Again::later;
  std::optional<boost::system::result<archive::Stored, archive::Refused>> finished;
  std::function<void()> finish = [intake, &file_name, &finished] { finished = intake->finish(file_name); };
  co_await ask_scanner(job, std::move(finish));
  if (finished->has_error() && finished->error() == archive::Refused::not_scanned) {
    const bool answers = co_await scanner_answers(job);
    co_return answers ? Again::not_scanned : Again::scanner_away;
  }
  scanner_.replied(job, true, ports_.front.clock().steady());
  if (finished->has_error()) co_return failed(why_of(finished->error()));
  const archive::Stored& stored = **finished;
  JobDone::Fetched fetched{stored.sha256, stored.bytes, stored.media_type};
  co_return fetched;
}

}  // namespace alur::service
