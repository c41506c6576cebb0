#include "filing.hpp"

#include <algorithm>

namespace alur::chat {

std::optional<std::string> item_meant(const process::Step& step, std::string_view word) {
  const std::string wanted = lower_case(word);
  std::vector<std::string> ids;
  for (const process::Owed& owed : step.owed) {
    ids.push_back(owed.id);
  }
  ids.emplace_back(workflow::attachment_item);
  if (std::find(ids.begin(), ids.end(), wanted) != ids.end()) {
    return wanted;
  }
  std::optional<std::string> meant;
  for (const std::string& id : ids) {
    if (!wanted.empty() && id.starts_with(wanted)) {
      if (meant) {
        return std::nullopt;
      }
      meant = id;
    }
  }
  return meant;
}

std::int64_t index_of_item(const process::Step& step, std::string_view item) {
  const auto found =
      std::find_if(step.owed.begin(), step.owed.end(), [&](const process::Owed& owed) { return owed.id == item; });
  return found - step.owed.begin();
}

std::optional<std::string> item_at(const process::Step& step, std::int64_t index) {
  const auto count = static_cast<std::int64_t>(step.owed.size());
  if (index < 0 || index > count) {
    return std::nullopt;
  }
  return index == count ? std::string{workflow::attachment_item} : step.owed[static_cast<std::size_t>(index)].id;
}

std::string item_title(const Context& ctx, const process::Step& step, std::string_view item,
                       std::string_view language) {
  const process::Owed* owed = step.find_owed(item);
  return owed == nullptr ? label(ctx, language, "document.attachment") : owed->title;
}

void say_unknown_item(Context& ctx, const Speaker& speaker, const store::CaseRecord& record, std::string_view word) {
  const process::Step& step = process_of(ctx, record.state).step(record.state.current);
  std::string ids;
  for (const process::Owed& owed : step.owed) {
    ids += owed.id + ", ";
  }
  ids += workflow::attachment_item;
  OutText text;
  text.html = say(ctx, speaker.language, "item.unknown",
                  {{"typed", text::shorten(word, 40)},
                   {"register", record.state.register_no},
                   {"step", std::int64_t{step.no}},
                   {"ids", ids},
                   {"example", step.owed.empty() ? std::string{workflow::attachment_item} : step.owed.front().id}});
  text.about = record.id;
  answer(ctx, speaker.chat_id, text);
}

}  // namespace alur::chat
