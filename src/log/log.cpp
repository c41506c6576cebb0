#include "alur/log/log.hpp"

#include "line.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <atomic>
#include <memory>

namespace alur::log {

namespace {

constexpr const char* text_pattern = "%Y-%m-%dT%H:%M:%S.%e%z %l %v";
constexpr const char* json_pattern = R"({"time":"%Y-%m-%dT%H:%M:%S.%e%z","level":"%l",%v})";

spdlog::level::level_enum level_of(Level level) {
  switch (level) {
    case Level::debug:
      return spdlog::level::debug;
    case Level::info:
      return spdlog::level::info;
    case Level::warning:
      return spdlog::level::warn;
    case Level::error:
      return spdlog::level::err;
    case Level::off:
      return spdlog::level::off;
  }
  return spdlog::level::err;
}

struct Output {
  Output() : logger{"alur", std::make_shared<spdlog::sinks::stderr_sink_mt>()} {
    logger.set_level(spdlog::level::warn);
    logger.set_pattern(text_pattern);
  }

  spdlog::logger logger;
  std::atomic<Format> format = Format::text;
};

/// Never destroyed: whatever is destroyed at exit may still log.
Output& output() {
  static auto* const instance = new Output;
  return *instance;
}

}  // namespace

void start(Level level, Format format) {
  Output& out = output();
  out.logger.set_level(level_of(level));
  out.logger.set_pattern(format == Format::json ? json_pattern : text_pattern);
  out.format = format;
}

void write(Level level, std::string_view event, std::initializer_list<Field> fields) {
  Output& out = output();
  const auto at = level_of(level);
  if (!out.logger.should_log(at)) return;
  const std::string line = out.format == Format::json ? json_members(event, fields) : text_line(event, fields);
  out.logger.log(at, spdlog::string_view_t{redact(line)});
}

}  // namespace alur::log
