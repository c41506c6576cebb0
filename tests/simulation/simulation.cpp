#include "simulation.hpp"

#include "button.hpp"
#include "connection.hpp"

#include <algorithm>

namespace alur::simulation {

using namespace std::chrono_literals;

namespace {

class Run {
 public:
  Run(const Options& options, const service::DataDir& data_dir)
      : options_(options),
        timeline_(options.seed, opening_time()),
        disk_(timeline_.random, fresh_office()),
        telegram_(timeline_),
        weather_(weather_of(timeline_.random)),
        desk_options_(office_options()),
        crowd_(timeline_, telegram_, model_),
        world_{timeline_, disk_, telegram_, weather_, wire_log_, data_dir, desk_options_} {
    if (options.sabotage == Sabotage::disk_lies) disk_.ignore_syncs();
    telegram_.drops_updates = options.sabotage == Sabotage::drops_updates;
    telegram_.drops_sends = options.sabotage == Sabotage::drops_sends;
    telegram_.on_delivery = [this](const Telegram::Update& update) { delivered(update); };
    telegram_.on_confirmation = [this](const Telegram::Update& update) { confirmed(update); };
    const milliseconds length = options.length;
    if (timeline_.random.chance(0.7)) crashes_every_ = timeline_.random.between(length / 30, length / 3);
  }

  Result result() {
    start();
    crowd_.start();
    plan_crash();
    plan_mischief();
    go_on_until(SteadyTime{} + options_.length);
    calm_down();
    for (int i = 0; i < 60 && failure_.empty() && !quiet(); ++i) go_on_until(timeline_.clock.steady() + 30s);
    if (failure_.empty()) check_the_end();
    return conclude();
  }

 private:
  static Weather weather_of(Random& random) {
    const double storm = random.chance(0.3) ? 0 : random.unit() * 0.08;
    return {storm * random.unit(), storm * random.unit(), storm * random.unit(), storm * random.unit(),
            storm * random.unit()};
  }

  // --- time ----------------------------------------------------------------------------------------------------------

  void go_on_until(SteadyTime until) {
    while (failure_.empty()) {
      work();
      if (!failure_.empty() || !timeline_.step(until)) return;
    }
  }

  /// Everything the process can do at this moment, loop and writer in an order of chance; a crash between any two.
  void work() {
    Random& random = timeline_.random;
    while (process_ && failure_.empty()) {
      const bool can_write = process_->can_write();
      if (can_write && random.chance(0.4)) {
        write();
      } else if (!process_->handle_one()) {
        if (!can_write) return;
        write();
      }
      if (disk_.stopped() || (crash_wanted_ && random.chance(0.2))) crash();
    }
  }

  void write() {
    const std::size_t done = process_->write_batch();
    timeline_.trace.note(done);
    if (!disk_.stopped()) look();
  }

  // --- the process ---------------------------------------------------------------------------------------------------

  void start() {
    try {
      process_ = std::make_unique<ServiceProcess>(world_);
    } catch (const std::exception& error) {
      return fail(std::string{"no start: "} + error.what());
    }
    if (std::string damage = process_->damage(); !damage.empty()) return fail("damaged: " + damage);
    process_->read([this](store::Tx& tx) {
      sending_at_death_ += count_sending(tx);
      telegram_.forgive_waits_except(waits_known(tx));
    });
    look();
    if (options_.sabotage == Sabotage::forgets_updates) {
      process_->read(
          [this](store::Tx& tx) { store::Updates{tx}.forget_older_than(timeline_.clock.now() + 24h, 10'000); });
    }
  }

  /// Chats whose 429 was recorded before the last process died.
  std::set<std::int64_t> waits_known(store::Tx& tx) const {
    std::set<std::int64_t> chats;
    for (const store::ChatWait& wait : store::Outbox{tx}.waits(timeline_.clock.now())) chats.insert(wait.chat_id);
    for (const store::ChatWait& wait : store::Cards{tx}.waits(timeline_.clock.now())) chats.insert(wait.chat_id);
    return chats;
  }

  static std::uint64_t count_sending(store::Tx& tx) {
    std::uint64_t count = 0;
    for (const store::OutMessage& message : store::Outbox{tx}.heads(1'000)) {
      count += message.state == store::SendState::sending ? 1 : 0;
    }
    for (const store::Card& card : store::Cards{tx}.unsettled(1'000)) {
      count += card.state == store::SendState::sending ? 1 : 0;
    }
    return count;
  }

  void crash() {
    timeline_.trace.note("crash");
    ++result_.crashes;
    if (disk_.stopped()) ++result_.crashes_in_commit;
    crash_wanted_ = false;
    result_failures_ += process_->failures();
    process_.reset();
    disk_.crash();
    const bool long_outage = timeline_.random.chance(0.1);
    const milliseconds outage = long_outage ? timeline_.random.between(60s, 300s) : timeline_.random.between(0s, 10s);
    timeline_.after(outage, [this] { start(); });
  }

  void plan_crash() {
    if (crashes_every_ == milliseconds{0}) return;
    timeline_.after(timeline_.random.between(1s, 2 * crashes_every_), [this] {
      if (calm_) return;
      plan_crash();
      if (!process_ || crash_wanted_ || !may_crash()) return;
      if (timeline_.random.chance(0.5)) {
        crash_wanted_ = true;
      } else {
        disk_.stop_after(1 + timeline_.random.below(60));
      }
    });
  }

  /// Not when it would take the last of the five tries that the office is promised.
  bool may_crash() const {
    return std::none_of(wire_log_.bad_in_a_row.begin(), wire_log_.bad_in_a_row.end(),
                        [](const auto& chat) { return chat.second >= 3; });
  }

  void plan_mischief() {
    timeline_.after(timeline_.random.between(10s, 300s), [this] {
      if (calm_) return;
      plan_mischief();
      if (timeline_.random.chance(0.3)) {
        telegram_.restart_ids();
      } else if (telegram_.delivered() > 0) {
        telegram_.deliver_again(timeline_.random.below(telegram_.delivered()));
      }
    });
  }

  // --- what is seen --------------------------------------------------------------------------------------------------

  void delivered(const Telegram::Update& update) {
    timeline_.trace.note(static_cast<std::uint64_t>(update.id));
    if (known_.insert(update.id).second) waiting_.push_back(update);
  }

  /// From now on Telegram will not say it again.
  void confirmed(const Telegram::Update& update) {
    process_->read([&](store::Tx& tx) {
      if (!committed(tx, update.id)) fail("update " + std::to_string(update.id) + " was confirmed before its commit");
    });
  }

  static bool committed(store::Tx& tx, std::int64_t update_id) {
    return store::Query{tx, "SELECT 1 FROM seen_update WHERE bot_id = 1 AND update_id = ?", update_id}.next();
  }

  /// What was committed since the last look goes to the model; then both must agree.
  void look() {
    process_->read([this](store::Tx& tx) {
      const std::vector<Deed> deeds = take_committed(tx);
      const std::vector<std::string> arrivals = files_that_arrived(tx);
      if (deeds.empty() && arrivals.empty()) return;
      result_.updates += deeds.size();
      Batch batch{tx, deeds, arrivals};
      if (std::string found = agree(batch, model_, 0, 0); !found.empty()) fail(found);
    });
  }

  /// Updates in the order of their delivery; one that is parked has not been acted on.
  std::vector<Deed> take_committed(store::Tx& tx) {
    std::vector<Deed> deeds;
    const auto parked = store::Updates{tx}.list(100);
    for (auto waits = waiting_.begin(); waits != waiting_.end();) {
      const bool is_parked = std::any_of(parked.begin(), parked.end(),
                                         [&](const store::Updates::Parked& one) { return one.update_id == waits->id; });
      if (is_parked || !committed(tx, waits->id)) {
        ++waits;
        continue;
      }
      deeds.push_back(waits->deed);
      waits = waiting_.erase(waits);
    }
    return deeds;
  }

  std::vector<std::string> files_that_arrived(store::Tx& tx) const {
    std::vector<std::string> arrived;
    for (const Model::Upload& upload : model_.uploads()) {
      const auto open = store::Jobs{tx}.open_in_chat(upload.chat);
      const bool on_its_way = std::any_of(open.begin(), open.end(), [&](const store::Job& job) {
        return job.payload.find(upload.file_id) != std::string::npos;
      });
      if (!on_its_way) arrived.push_back(upload.file_id);
    }
    return arrived;
  }

  /// What one batch held: the order of updates is known, where among them a file arrived is not.
  struct Batch {
    store::Tx& tx;
    const std::vector<Deed>& deeds;
    const std::vector<std::string>& arrivals;
  };

  static std::optional<std::int64_t> question_of(store::Tx& tx, std::int64_t chat) {
    const auto question = store::Conversations{tx}.find(chat);
    return question ? std::optional{question->rev} : std::nullopt;
  }

  /// Tries every order that the batch can have had, from the `deed`-th update and the `arrival`-th file on; the model
  /// goes on from the one that agrees with the record. What differs otherwise.
  std::string agree(const Batch& batch, const Model& before, std::size_t deed, std::size_t arrival) {
    std::string found;
    if (deed < batch.deeds.size()) {
      Model after = before;
      after.happened(batch.deeds[deed], question_of(batch.tx, batch.deeds[deed].chat));
      found = agree(batch, after, deed + 1, arrival);
      if (found.empty()) return found;
    }
    if (arrival < batch.arrivals.size()) {
      Model after = before;
      const std::string& file = batch.arrivals[arrival];
      const auto upload = std::find_if(before.uploads().begin(), before.uploads().end(),
                                       [&](const Model::Upload& one) { return one.file_id == file; });
      after.arrived(file, question_of(batch.tx, upload->chat));
      return agree(batch, after, deed, arrival + 1);
    }
    if (deed < batch.deeds.size()) return found;
    Model after = before;
    found = after.difference(batch.tx);
    if (found.empty()) model_ = std::move(after);
    return found;
  }

  void fail(const std::string& why) {
    if (failure_.empty()) {
      const auto second = std::chrono::duration_cast<std::chrono::seconds>(timeline_.clock.steady().time_since_epoch());
      failure_ = why + " (second " + std::to_string(second.count()) + ")";
    }
  }

  // --- the end -------------------------------------------------------------------------------------------------------

  void calm_down() {
    calm_ = true;
    crash_wanted_ = false;
    disk_.never_stop();
    crowd_.go_home();
    weather_ = Weather{};
  }

  bool quiet() {
    if (!process_ || !process_->started() || telegram_.pending() > 0 || process_->can_write()) return false;
    bool nothing_left = false;
    process_->read([&nothing_left](store::Tx& tx) {
      nothing_left = store::Outbox{tx}.unfinished() == 0 && store::Cards{tx}.unsettled(1).empty() &&
                     store::Jobs{tx}.open_count() == 0 && store::Updates{tx}.list(1).empty();
    });
    return nothing_left;
  }

  void check_the_end() {
    if (!quiet()) return fail("not quiet half an hour after everybody went home");
    // What expired while the service was away was lost by Telegram.
    std::erase_if(waiting_, [this](const Telegram::Update& one) { return one.expires <= timeline_.clock.steady(); });
    if (!waiting_.empty()) return fail(std::to_string(waiting_.size()) + " updates were delivered and never acted on");
    if (telegram_.unexpected > 0) return fail("an unexpected call: " + telegram_.first_unexpected);
    if (telegram_.too_early > 0) return fail(std::to_string(telegram_.too_early) + " calls before their retry_after");
    result_failures_ += process_->failures();
    if (result_failures_ > 0) return fail("a task of the service ended with an exception");
    process_->read([this](store::Tx& tx) {
      if (std::string found = model_.difference_of_histories(tx); !found.empty()) return fail(found);
      if (const auto dead = store::Outbox{tx}.list_dead(1); !dead.empty()) {
        return fail("never sent: " + dead.front().body + ": " + dead.front().last_error);
      }
      check_chats(tx);
    });
  }

  /// Whatever the record holds for shown is in the chat as it says, and nothing is there twice without a reason.
  void check_chats(store::Tx& tx) {
    std::uint64_t rows = 0;
    store::Query messages{tx, "SELECT chat_id, message_id FROM outbox WHERE state = 'sent'"};
    for (; messages.next(); ++rows) {
      if (message(messages.integer(0), messages.integer(1)) == nullptr)
        fail("a message was told to be sent and is not");
    }
    store::Query cards{tx,
                       "SELECT chat_id, message_id, html, closing, keyboard FROM card WHERE message_id IS NOT NULL"};
    for (; cards.next(); ++rows) {
      const ShownMessage* shown = message(cards.integer(0), cards.integer(1));
      if (shown == nullptr) {
        fail("a card was told to be shown and is not");
      } else if (!cards.flag(3) && shown->html != cards.text(2)) {
        fail("a card shows \"" + shown->html + "\", not \"" + cards.text(2) + "\"");
      } else if (cards.text(4).empty() != shown->buttons.empty()) {
        fail("a card has its buttons, or lost them, against the record: " + shown->html);
      }
    }
    check_buttons(tx);
    result_.doubles = telegram_.sent - std::min(telegram_.sent, rows);
    if (result_.doubles > wire_log_.sent_unheard + sending_at_death_) {
      fail(std::to_string(result_.doubles) + " messages were doubled, but only " +
           std::to_string(wire_log_.sent_unheard + sending_at_death_) + " sends were ambiguous");
    }
  }

  /// Whoever is to decide now has a button for it, of this very round; nobody has one of a step that moved on. Of a
  /// message that was doubled the bot knows one copy only: the other keeps its buttons, which do nothing.
  void check_buttons(store::Tx& tx) {
    std::set<std::pair<std::int64_t, std::size_t>> can_decide;
    store::Query cards{tx, "SELECT chat_id, message_id FROM card WHERE message_id IS NOT NULL"};
    while (cards.next()) {
      const std::int64_t account = cards.integer(0);
      const ShownMessage* shown = message(account, cards.integer(1));
      if (shown == nullptr) continue;
      for (const ShownButton& button : shown->buttons) {
        const auto press = chat::unseal(button.data, account, button_key);
        if (!press) return fail("a button that does not open: " + button.text);
        if (!chat::acts(press->verb) || press->case_id == workflow::CaseId{}) continue;
        const auto index = static_cast<std::size_t>(workflow::raw(press->case_id)) - 1;
        if (!model_.is_current(index, press->step, press->round)) {
          return fail(person_of(account).name + " has a button of a step that moved on: " + button.text);
        }
        if (press->verb == chat::Verb::approve) can_decide.emplace(account, index);
      }
    }
    for (std::size_t index = 0; index < model_.cases().size(); ++index) {
      for (const Person& person : people()) {
        const bool may = model_.may_approve(person, model_.cases()[index]);
        if (may == can_decide.contains({person.account, index})) continue;
        return fail(person.name + (may ? " was not asked to decide on " : " is asked in vain to decide on ") +
                    Model::register_of(index));
      }
    }
  }

  const ShownMessage* message(std::int64_t chat, std::int64_t id) {
    const std::vector<ShownMessage>& all = telegram_.chat(chat);
    const auto found = std::find_if(all.begin(), all.end(), [id](const ShownMessage& one) { return one.id == id; });
    return found == all.end() ? nullptr : &*found;
  }

  Result conclude() {
    result_.failure = failure_;
    timeline_.trace.note(failure_);
    result_.trace = timeline_.trace.hash();
    result_.sends = telegram_.sent;
    for (const Model::Case& one : model_.cases()) {
      result_.transitions += static_cast<std::uint64_t>(1 + one.filings + one.hand_ins + one.approvals + one.returns);
    }
    return result_;
  }

  const Options options_;
  Timeline timeline_;
  MemoryDisk disk_;
  Telegram telegram_;
  Weather weather_;
  WireLog wire_log_;
  chat::DeskOptions desk_options_;
  Model model_;
  Crowd crowd_;
  World world_;
  std::unique_ptr<ServiceProcess> process_;
  milliseconds crashes_every_{};
  bool crash_wanted_ = false;
  bool calm_ = false;
  std::set<std::int64_t> known_;
  std::deque<Telegram::Update> waiting_;
  std::uint64_t sending_at_death_ = 0;
  std::size_t result_failures_ = 0;
  std::string failure_;
  Result result_;
};

}  // namespace

Result run(const Options& options, const service::DataDir& data_dir) {
  Run one(options, data_dir);
  return one.result();
}

}  // namespace alur::simulation
