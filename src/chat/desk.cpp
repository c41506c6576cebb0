#include "alur/chat/desk.hpp"

#include "albums.hpp"
#include "context.hpp"
#include "dispatch.hpp"
#include "filing.hpp"
#include "people.hpp"
#include "question.hpp"
#include "reminders.hpp"
#include "restored.hpp"
#include "uploads.hpp"
#include "view.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace alur::chat {

namespace {

void handle_timer(Context& ctx, const store::Timer& timer) {
  store::Timers{ctx.tx}.clear(timer.kind, timer.key);
  struct Row {
    std::string_view kind;
    void (*due)(Context&, const store::Timer&);
  };
  static constexpr std::array rows{
      Row{"case", reminder_due},
      Row{"digest", reminder_due},
      Row{"again", reminder_due},
      Row{"question", question_expired},
      Row{album_timer, album_due},
      Row{submit_timer, submit_wait_over},
      Row{undecided_timer, undecided_over},
      Row{"recount", people_timer_due},
      Row{"roles", people_timer_due},
      Row{"leave", people_timer_due},
      Row{"forget", people_timer_due},
      Row{restored_timer, renew_cards_due},
  };
  const auto* const row =
      std::find_if(rows.begin(), rows.end(), [&](const Row& each) { return each.kind == timer.kind; });
  if (row == rows.end()) {
    throw std::logic_error("a timer of a kind that nobody handles: " + timer.kind);
  }
  row->due(ctx, timer);
}

}  // namespace

struct Desk::Impl {
  Impl(DeskOptions given_options, const text::Catalogue& given_catalogue, time::WorkCalendar given_calendar)
      : options(std::move(given_options)),
        catalogue(given_catalogue),
        national(std::move(given_calendar)),
        calendar(national),
        meter(options.actions_per_minute) {}

  Context context(store::Tx& tx, Immediate& immediate, time::Instant now) {
    if (!office) {
      office = store::OfficeRecords{tx}.load();
    }
    auto local = office->local_holidays();
    if (local != local_holidays) {
      calendar = national.with(local);
      local_holidays = std::move(local);
    }
    const time::Instant newest = store::newest_event(tx).value_or(now);
    return {.tx = tx,
            .options = options,
            .catalogue = catalogue,
            .calendar = calendar,
            .office = *office,
            .now = std::max(now, newest),
            .immediate = immediate};
  }

  DeskOptions options;
  const text::Catalogue& catalogue;
  time::WorkCalendar national;
  time::WorkCalendar calendar;  ///< national, with the office's local holidays
  std::map<time::Day, time::Holiday> local_holidays;
  std::optional<office::State> office;
  ActionMeter meter;
};

Desk::Desk(DeskOptions options, const text::Catalogue& catalogue, time::WorkCalendar calendar)
    : impl_(std::make_unique<Impl>(std::move(options), catalogue, std::move(calendar))) {}

Desk::~Desk() = default;

Immediate Desk::handle(store::Tx& tx, const Input& input, time::Instant now) {
  Immediate immediate;
  Context ctx = impl_->context(tx, immediate, now);
  ActionMeter& meter = impl_->meter;
  std::visit(Overloaded{
                 [&](const telegram::Update& update) {
                   std::visit(Overloaded{
                                  [&](const telegram::Message& message) { handle_message(ctx, meter, message); },
                                  [&](const telegram::CallbackQuery& query) { handle_press(ctx, meter, query); },
                                  [&](const telegram::MembershipChange& change) { membership_changed(ctx, change); },
                                  [](const telegram::UnknownKind&) {},
                              },
                              update.body);
                 },
                 [&](const TimerDue& due) { handle_timer(ctx, due.timer); },
                 [&](const JobDone& done) { fetch_done(ctx, done); },
                 [&](const SendFailed& failure) { send_failed(ctx, failure); },
                 [&](const OfficeCommand& command) { immediate.office_reply = office_command(ctx, command); },
                 [&](const ConditionChanged& change) { condition_changed(ctx, change); },
                 [&](const Recovered& outage) { summarise_outage(ctx, outage.down_from, outage.up_at); },
                 [&](const Restored& restored) { record_restored(ctx, restored.goes_back_to); },
             },
             input);
  return immediate;
}

void Desk::introduce(const std::string& bot_username) { impl_->options.bot_username = bot_username; }

void Desk::rolled_back() {
  impl_->office.reset();
  impl_->meter = ActionMeter{impl_->options.actions_per_minute};  // what was counted may not have happened
}

void Desk::apologise(store::Tx& tx, std::int64_t chat_id, const std::string& reference, time::Instant now) {
  Immediate immediate;
  Context ctx = impl_->context(tx, immediate, now);
  const office::Person* person = ctx.office.by_telegram(chat_id);
  const std::string_view language = person == nullptr ? ctx.options.default_language : language_of(ctx, person->id);
  answer(ctx, chat_id, {.html = say(ctx, language, "trouble.apology", {{"code", reference}})});
}

void Desk::ensure_timers(store::Tx& tx, time::Instant now) {
  Immediate immediate;
  Context ctx = impl_->context(tx, immediate, now);
  plan_digests(ctx);
}

}  // namespace alur::chat
