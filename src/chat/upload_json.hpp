#pragma once

#include "uploads.hpp"

#include <nlohmann/json_fwd.hpp>

/// How files and their targets are kept in payloads of jobs, timers and questions.
namespace alur::chat {

nlohmann::json to_payload(const Target& target);
Target target_from(const nlohmann::json& payload);
nlohmann::json to_payload(const workflow::Content& content);
workflow::Content content_from(const nlohmann::json& payload);
nlohmann::json to_payload(const std::vector<workflow::Content>& contents);
std::vector<workflow::Content> contents_from(const nlohmann::json& payload);

}  // namespace alur::chat
