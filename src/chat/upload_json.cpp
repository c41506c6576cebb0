#include "upload_json.hpp"

#include <nlohmann/json.hpp>

namespace alur::chat {

namespace {

nlohmann::json day_number(time::Day day) { return day.time_since_epoch().count(); }
time::Day day_from(const nlohmann::json& number) { return time::Day{std::chrono::days{number.get<int>()}}; }

}  // namespace

nlohmann::json to_payload(const Target& target) {
  nlohmann::json payload{{"case", workflow::raw(target.case_id)}, {"item", target.item}};
  if (target.letter) {
    payload["letter"] = {{"number", target.letter->number},
                         {"date", day_number(target.letter->date)},
                         {"signatory", target.letter->signatory}};
  }
  if (target.written) {
    payload["written"] = {{"role", process::id_of(target.written->role)},
                          {"by", target.written->signed_by},
                          {"on", day_number(target.written->signed_on)}};
  }
  return payload;
}

Target target_from(const nlohmann::json& payload) {
  Target target;
  target.case_id = CaseId{payload.at("case").get<std::int64_t>()};
  target.item = payload.at("item").get<std::string>();
  if (payload.contains("letter")) {
    const nlohmann::json& letter = payload.at("letter");
    target.letter = workflow::Letter{.number = letter.at("number").get<std::string>(),
                                     .date = day_from(letter.at("date")),
                                     .signatory = letter.at("signatory").get<std::string>()};
  }
  if (payload.contains("written")) {
    const nlohmann::json& written = payload.at("written");
    target.written = WrittenApproval{.role = process::role_from(written.at("role").get<std::string>()).value(),
                                     .signed_by = written.at("by").get<std::string>(),
                                     .signed_on = day_from(written.at("on"))};
  }
  return target;
}

nlohmann::json to_payload(const workflow::Content& content) {
  return {{"sha256", content.sha256},
          {"bytes", content.bytes},
          {"type", content.media_type},
          {"name", content.file_name},
          {"file_id", content.telegram_file_id}};
}

workflow::Content content_from(const nlohmann::json& payload) {
  return {.sha256 = payload.at("sha256").get<std::string>(),
          .bytes = payload.at("bytes").get<std::uint64_t>(),
          .media_type = payload.at("type").get<std::string>(),
          .file_name = payload.at("name").get<std::string>(),
          .telegram_file_id = payload.at("file_id").get<std::string>()};
}

nlohmann::json to_payload(const std::vector<workflow::Content>& contents) {
  nlohmann::json payload = nlohmann::json::array();
  for (const workflow::Content& content : contents) {
    payload.push_back(to_payload(content));
  }
  return payload;
}

std::vector<workflow::Content> contents_from(const nlohmann::json& payload) {
  std::vector<workflow::Content> contents;
  for (const nlohmann::json& content : payload) {
    contents.push_back(content_from(content));
  }
  return contents;
}

}  // namespace alur::chat
