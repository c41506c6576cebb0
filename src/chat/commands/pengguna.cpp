#include "people.hpp"
#include "people_parts.hpp"

namespace alur::chat {

void users_command(Context& ctx, const Typed& typed) {
  if (manages_people(ctx, typed.speaker.person)) return show_users(ctx, typed.speaker, 0);
  OutText text;
  text.html = say(ctx, typed.speaker.language, "people.refused.not_allowed");
  answer(ctx, typed.speaker.chat_id, text);
}

}  // namespace alur::chat
