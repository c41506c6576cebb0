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

/// The step may have moved on by this person's own approval: what counts is whether it can still be taken back.
void pressed_recall(Context& ctx, const Pressed& pressed) {
  if (auto record = case_looked_at(ctx, pressed)) {
    run(ctx, by_pressing(pressed), *record, workflow::Recall{});
  }
}

}  // namespace alur::chat
