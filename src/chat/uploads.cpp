#include "uploads.hpp"

#include "albums.hpp"
#include "button.hpp"
#include "filing.hpp"
#include "question.hpp"
#include "upload_json.hpp"

#include <nlohmann/json.hpp>

namespace alur::chat {

namespace {

constexpr std::string_view fetch_kind = "fetch";

/// A name to show for what may have none: photos never do.
std::string shown_name(const Context& ctx, const std::string& file_name, std::string_view language) {
  const std::string cleaned = text::plain(file_name);
  return cleaned.empty() ? label(ctx, language, "upload.unnamed") : text::shorten(cleaned, 64);
}

/// Messages C8: too big to come through Telegram, so by link, where the item takes one.
void refuse_too_big(Context& ctx, const Speaker& speaker, const std::string& name, std::uint64_t bytes,
                    const Target& target) {
  OutText text;
  text.html = say(ctx, speaker.language, "upload.too_big",
                  {{"name", name},
                   {"size", text::file_size(bytes, speaker.language)},
                   {"limit", text::file_size(ctx.options.document_bytes_max, speaker.language)}});
  const auto record = store::Cases{ctx.tx}.find(target.case_id);
  if (record && can_see(ctx, speaker.person, *record)) {
    const process::Step& step = process_of(ctx, record->state).step(record->state.current);
    const process::Owed* owed = step.find_owed(target.item);
    if (owed != nullptr && owed->kind == process::OwedKind::link_or_file) {
      text.keyboard = {
          {button(ctx, speaker.chat_id, label(ctx, speaker.language, "button.send_link"),
                  on_step(Verb::link, *record, {index_of_item(step, target.item)}), telegram::ButtonStyle::primary)}};
    }
  }
  answer(ctx, speaker.chat_id, text);
}

std::string_view failure_key(JobDone::Failed::Why why) {
  switch (why) {
    case JobDone::Failed::Why::empty:
      return "upload.empty";
    case JobDone::Failed::Why::too_big:
      return "upload.too_big_counted";
    case JobDone::Failed::Why::program:
      return "upload.program";
    case JobDone::Failed::Why::type_not_allowed:
      return "upload.type_not_allowed";
    case JobDone::Failed::Why::type_mismatch:
      return "upload.type_mismatch";
    case JobDone::Failed::Why::macros:
      return "upload.macros";
    case JobDone::Failed::Why::misleading_name:
      return "upload.misleading_name";
    case JobDone::Failed::Why::two_in_one:
      return "upload.two_in_one";
    case JobDone::Failed::Why::damaged:
      return "upload.damaged";
    case JobDone::Failed::Why::encrypted:
      return "upload.encrypted";
    case JobDone::Failed::Why::inflates:
      return "upload.inflates";
    case JobDone::Failed::Why::unsafe_zip:
      return "upload.unsafe_zip";
    case JobDone::Failed::Why::active:
      return "upload.active";
    case JobDone::Failed::Why::too_many_pixels:
      return "upload.too_many_pixels";
    case JobDone::Failed::Why::infected:
      return "upload.infected";
    case JobDone::Failed::Why::not_scannable:
      return "upload.not_scannable";
    case JobDone::Failed::Why::unavailable:
      return "upload.unavailable";
  }
  throw std::logic_error("a file failed without a reason");
}

}  // namespace

void receive_file(Context& ctx, const Speaker& speaker, const telegram::Message& message, const telegram::File& file,
                  const Target& target) {
  if (file.file_size > ctx.options.document_bytes_max) {
    refuse_too_big(ctx, speaker, shown_name(ctx, file.file_name, speaker.language), file.file_size, target);
    return;
  }
  nlohmann::json payload{{"file_id", file.file_id},
                         {"file_name", file.file_name},
                         {"mime_type", file.mime_type},
                         {"file_size", file.file_size},
                         {"target", to_payload(target)},
                         {"message", message.message_id},
                         {"grouped", !message.media_group_id.empty()}};
  const bool is_page = file.kind == telegram::File::Kind::photo && !message.media_group_id.empty();
  if (is_page) {
    payload["album"] = message.media_group_id;
    album_part_expected(ctx, speaker, message.media_group_id, message.message_id, target);
  }
  store::Job job;
  job.kind = fetch_kind;
  job.payload = payload.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  job.chat_id = speaker.chat_id;
  job.case_id = target.case_id;
  job.person = speaker.person;
  job.not_before = ctx.now;
  job.planned = ctx.now;
  store::Jobs{ctx.tx}.plan(job);
  ctx.immediate.action = telegram::SendChatAction{.chat_id = speaker.chat_id, .action = "upload_document"};
}

void fetch_done(Context& ctx, const JobDone& done) {
  const store::Job& job = done.job;
  // Whoever left or moved to another account meanwhile is answered no more, and files nothing.
  if (chat_of(ctx, job.person) != job.chat_id) {
    return;
  }
  const Speaker speaker{job.person, job.chat_id, language_of(ctx, job.person)};
  const auto payload = nlohmann::json::parse(job.payload);
  const auto file_name = payload.at("file_name").get<std::string>();
  if (std::holds_alternative<JobDone::Waiting>(done.outcome)) {
    answer(ctx, speaker.chat_id,
           {.html = say(ctx, speaker.language, "upload.waits_for_scan",
                        {{"name", shown_name(ctx, file_name, speaker.language)}})});
    return;
  }
  std::optional<workflow::Content> content;
  if (const auto* fetched = std::get_if<JobDone::Fetched>(&done.outcome)) {
    content = workflow::Content{.sha256 = fetched->sha256,
                                .bytes = fetched->bytes,
                                .media_type = fetched->media_type,
                                .file_name = shown_name(ctx, file_name, speaker.language),
                                .telegram_file_id = payload.at("file_id").get<std::string>()};
  } else {
    const auto why = std::get<JobDone::Failed>(done.outcome).why;
    answer(ctx, speaker.chat_id,
           {.html = say(ctx, speaker.language, failure_key(why),
                        {{"name", shown_name(ctx, file_name, speaker.language)},
                         {"limit", text::file_size(ctx.options.document_bytes_max, speaker.language)}})});
  }
  if (payload.contains("album")) {
    album_part_done(ctx, speaker, payload.at("album").get<std::string>(), payload.at("message").get<std::int64_t>(),
                    content);
  } else if (content) {
    place(ctx, speaker, {*content}, target_from(payload.at("target")), payload.at("grouped").get<bool>(), job.id);
  }
  submit_when_ready(ctx, speaker);
}

bool uploads_in_flight(Context& ctx, std::int64_t chat_id) {
  for (const store::Job& job : store::Jobs{ctx.tx}.open_in_chat(chat_id)) {
    if (job.kind == fetch_kind) {
      return true;
    }
  }
  return store::Timers{ctx.tx}.find(std::string{album_timer}, std::to_string(chat_id)).has_value();
}

}  // namespace alur::chat
