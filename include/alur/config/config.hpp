#pragma once

#include "alur/process/process.hpp"
#include "alur/text/catalogue.hpp"
#include "alur/time/work_calendar.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

/// TOML to settings, processes, calendars and texts. Every fault at once, each with file and line; unknown keys are
/// faults that name the nearest known one. Relative paths are relative to the file they stand in.
namespace alur::config {

struct Fault {
  std::string file;
  int line = 0;  ///< 0 when the whole file is meant
  std::string message;
  std::string str() const;  ///< "file:line: message"
};

struct Settings {
  struct {
    std::string api_root = "https://api.telegram.org";
    std::string mode = "polling";
    std::string token_file;  ///< path, or empty
    struct {
      std::string url;
      std::string listen;
      std::string secret_file;
    } webhook;
  } telegram;
  struct {
    std::string data_dir;
  } storage;
  struct {
    std::string name;
    std::vector<std::string> letterhead;
    std::string timezone = "Asia/Jakarta";
    std::string language = "id";
    time::OfficeHours work_hours;
    std::string holidays;  ///< directory
  } office;
  struct {
    std::string dir;
  } process;
  struct {
    std::string dir;
  } text;
  struct {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8088;
  } http;
  struct {
    std::vector<std::string> types;
    std::uint64_t max_bytes = std::uint64_t{20} * 1024 * 1024;
    std::string clamd_socket;  ///< path, or empty
  } documents;
  struct {
    std::string source = "system";
    double speed = 1.0;
  } clock;
  struct {
    int actions_per_minute = 240;
    double notices_per_second = 25.0;
    double notices_per_chat_per_second = 1.0;
  } limits;
  struct {
    std::string level = "info";
    std::string format = "text";
  } log;
};

/// Where the files that ship with the program are: the build tree's config/, or the installed one.
struct Defaults {
  std::string config_dir;
};

template <class T>
struct Loaded {
  T value{};
  std::vector<Fault> faults;
  bool ok() const { return faults.empty(); }
};

Loaded<Settings> load_settings(const std::string& file, const Defaults& defaults);
Loaded<std::vector<process::Process>> load_processes(const std::string& dir);
Loaded<std::vector<time::HolidayYear>> load_holidays(const std::string& dir);
Loaded<text::Catalogue::Texts> load_texts(const std::string& dir);
/// The faults of load_texts; where there is none, those of Catalogue::lint with file and line.
std::vector<Fault> check_texts(const std::string& dir);

/// The token from ALURBOT_TOKEN, telegram.token_file or $CREDENTIALS_DIRECTORY/token; two that disagree are a fault.
/// The value is empty when none is set.
Loaded<std::string> find_token(const Settings& settings);

/// The nearest of `known` to `typed`, or empty when none is near.
std::string nearest(const std::string& typed, const std::vector<std::string>& known);

}  // namespace alur::config
