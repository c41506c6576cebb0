#pragma once

#include "alur/chat/desk.hpp"
#include "alur/service/service.hpp"
#include "alur/store/writer.hpp"
#include "alur/time/clock.hpp"

#include "data_dir.hpp"

#include <memory>
#include <string>

/// What serving and a command without a service have in common: data directory, database, desk.
namespace alur::service {

std::string random_bytes(std::size_t bytes);

struct OfficeParts {
  explicit OfficeParts(ServiceOptions& options);
  DataDir data_dir;
  store::Database database;
  text::Catalogue catalogue;
  time::WorkCalendar calendar;
  std::unique_ptr<chat::Desk> desk;
  std::int64_t bot_id;
};

/// The clock that the settings ask for. A sped-up one runs from the database's first start; a database with a clock of
/// its own serves no other api_root (std::runtime_error). A sandbox's has no anchor yet: somebody must follow it.
std::unique_ptr<time::Clock> make_clock(const config::Settings& settings, store::Database& database);

/// The number before the colon. Throws std::runtime_error for a token of another shape.
std::int64_t bot_id_of(const log::Secret& token);
inline constexpr const char* bot_username_setting = "bot.username";
inline constexpr const char* bot_id_setting = "bot.id";

}  // namespace alur::service
