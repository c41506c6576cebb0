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
  }
  return Why::type_not_allowed;
}

}  // namespace

asio::awaitable<void> Fetcher::run() {
  while (!stopping_) {
    ports_.health.fetching = true;
    std::vector<store::Job> due;
    auto look = [this, &due](store::Tx& tx) {
      due = store::Jobs{tx}.due(ports_.front.now(tx), limits::fetches_in_flight_max * 4);
    };
    co_await ports_.gate.run(look);
    const auto now = ports_.front.clock().steady();
    std::chrono::milliseconds wait = limits::wake_at_least_every;
    bool waiting = false;
    for (store::Job& job : due) {
      if (in_flight_.contains(job.id)) continue;
      const auto held = held_.find(job.id);
      if (held != held_.end() && held->second > now) {
        wait = std::min(wait, std::chrono::ceil<std::chrono::milliseconds>(held->second - now));
        waiting = true;
        continue;
      }
      if (in_flight_.size() >= limits::fetches_in_flight_max) continue;
      in_flight_.insert(job.id);
      ports_.group.spawn("fetch", [this, moved = std::move(job)]() -> asio::awaitable<void> {
        store::Job copy = moved;
        co_await work_on(std::move(copy));
      });
    }
    ports_.health.fetching = waiting || !in_flight_.empty();
    co_await ports_.bell.wait(wait);
  }
  while (!in_flight_.empty()) co_await ports_.bell.wait(limits::wake_at_least_every);
}

asio::awaitable<void> Fetcher::work_on(store::Job job) {
  std::optional<Outcome> outcome;
  std::string trouble;
  std::string broken;
  try {
    outcome = co_await fetch(job);
  } catch (const std::system_error& e) {  // the disk: the file can be fetched again once it is well
    trouble = e.what();
    ports_.health.set("disk", trouble);
  } catch (const nlohmann::json::exception& e) {  // nothing says what to fetch, and nothing ever will
    broken = e.what();
  }
  if (!outcome && job.attempts + 1 >= limits::fetch_attempts_max) {
    outcome = failed(JobDone::Failed::Why::unavailable);
  }
  if (!broken.empty()) {
    store::Job copy = job;
    co_await set_aside(std::move(copy), std::move(broken));
  } else if (outcome) {
    store::Job copy = job;
    trouble = co_await hand_over(std::move(copy), std::move(*outcome));
  }
  if (!trouble.empty() || (!outcome && broken.empty())) {
    log::warning("fetch will be tried again", {{"job", job.id}, {"why", trouble}});
    delivery::Tries tries;
    tries.attempts = job.attempts + 1;
    const delivery::Plan plan =
        delivery::plan_retry(delivery::Limits{}, delivery::Outcome::not_sent, tries, ports_.random01());
    held_[job.id] = ports_.front.clock().steady() + plan.wait;
    auto again = [this, &job](store::Tx& tx) { store::Jobs{tx}.again(job.id, ports_.front.now(tx)); };
    co_await ports_.gate.run(again);
  } else {
    held_.erase(job.id);
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

asio::awaitable<std::optional<Fetcher::Outcome>> Fetcher::fetch(store::Job job) {
  const auto payload = nlohmann::json::parse(job.payload);
  const auto file_id = payload.at("file_id").get<std::string>();
  std::string file_name = payload.value("file_name", "");
  telegram::Call call = telegram::get_file(file_id);
  const CallOutcome outcome = co_await ports_.transport.call(Lane::sends, std::move(call), limits::transfer_deadline);
  if (outcome.kind != CallOutcome::Kind::answered) co_return std::nullopt;
  const telegram::Reply& reply = outcome.reply;
  if (reply.meaning == Meaning::file_unavailable || reply.meaning == Meaning::bad_request) {
    const bool big = reply.description.find("too big") != std::string::npos;
    co_return failed(big ? JobDone::Failed::Why::too_big : JobDone::Failed::Why::unavailable);
  }
  if (reply.meaning != Meaning::done) co_return std::nullopt;
  const auto path = telegram::read_file_path(reply.result);
  if (!path) co_return std::nullopt;
  std::string file_path = path->file_path;
  auto result = co_await receive(std::move(file_path), std::move(file_name));
  co_return result;
}

asio::awaitable<std::optional<Fetcher::Outcome>> Fetcher::receive(std::string file_path, std::string file_name) {
  std::shared_ptr<archive::Intake> intake = ports_.archive.intake();
  auto too_big = std::make_shared<bool>(false);
  std::function<bool(std::string_view)> sink = [intake, too_big](std::string_view bytes) {
    *too_big = !intake->write(bytes);
    return !*too_big;
  };
  const CallOutcome outcome = co_await ports_.transport.download(std::move(file_path), std::move(sink));
  if (*too_big) co_return failed(JobDone::Failed::Why::too_big);
  if (outcome.kind != CallOutcome::Kind::answered || outcome.reply.code != 200) co_return std::nullopt;
  std::optional<Outcome> result;
  std::function<void()> finish = [intake, &file_name, &result] {
    auto stored = intake->finish(file_name);
    if (stored) {
      JobDone::Fetched fetched;
      fetched.sha256 = stored->sha256;
      fetched.bytes = stored->bytes;
      fetched.media_type = stored->media_type;
      result = fetched;
    } else {
      result = failed(why_of(stored.error()));
    }
  };
  co_await ports_.offload(std::move(finish));
  co_return result;
}

}  // namespace alur::service
