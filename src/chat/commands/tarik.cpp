#include "handlers.hpp"

#include <array>

namespace alur::chat {

namespace {

using workflow::Option;

constexpr std::array tarik_acts{Option::Act::recall_submission, Option::Act::withdraw_approval};

}  // namespace

void typed_tarik(Context& ctx, const Typed& typed) {
  std::string rest = typed.argument;
  if (auto record = case_meant(ctx, typed, "tarik", rest, tarik_acts)) {
    run(ctx, by_typing(typed), *record, workflow::Recall{.reason = rest});
  }
}

/// One button takes back one thing: pressed late, it must not take back what its reader did since.
void pressed_recall(Context& ctx, const Pressed& pressed) {
  auto record = case_pressed(ctx, pressed);
  if (!record) {
    return;
  }
  const std::vector<Option> options = options_for(ctx, pressed.speaker.person, *record);
  const bool yes = workflow::find(options, Option::Act::withdraw_approval) != nullptr;
  const bool hand_in = workflow::find(options, Option::Act::recall_submission) != nullptr;
  const std::vector<std::int64_t>& args = pressed.press.args;
  const bool another = !args.empty() && (args.front() == recall_of_yes ? !yes && hand_in : yes);
  if (another) {
    say_stale(ctx, pressed, *record);
    return;
  }
  run(ctx, by_pressing(pressed), *record, workflow::Recall{});
}

}  // namespace alur::chat
