#include "alur/config/config.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>

namespace alur::config {

namespace fs = std::filesystem;

namespace {

/// A place that may hold the token. What it holds never becomes part of a fault.
struct Place {
  std::string name;
  std::string token;
};

std::string environment(const char* name) {
  const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): read at start, before any thread
  return value == nullptr ? "" : value;
}

void trim_end(std::string& token) { token.erase(token.find_last_not_of(" \t\r\n") + 1); }

void add(std::vector<Place>& places, std::string name, std::string token) {
  trim_end(token);
  if (!token.empty()) places.push_back({std::move(name), std::move(token)});
}

void add_file(std::vector<Place>& places, std::vector<Fault>& faults, const std::string& file) {
  std::error_code ignored;
  std::ifstream in{file, std::ios::binary};
  if (!in || !fs::is_regular_file(file, ignored)) {
    faults.push_back({file, 0, "the token file cannot be read"});
    return;
  }
  const std::size_t before = places.size();
  add(places, file, std::string{std::istreambuf_iterator<char>{in}, {}});
  if (places.size() == before) faults.push_back({file, 0, "the token file is empty"});
}

}  // namespace

Loaded<std::string> find_token(const Settings& settings) {
  static const std::regex form{R"(\d+:[A-Za-z0-9_-]+)"};
  Loaded<std::string> loaded;
  std::vector<Place> places;
  add(places, "ALURBOT_TOKEN", environment("ALURBOT_TOKEN"));
  if (!settings.telegram.token_file.empty()) add_file(places, loaded.faults, settings.telegram.token_file);
  if (const std::string dir = environment("CREDENTIALS_DIRECTORY"); !dir.empty()) {
    const fs::path credential = fs::path{dir} / "token";
    std::error_code ignored;
    if (fs::exists(credential, ignored)) add_file(places, loaded.faults, credential.string());
  }
  for (const Place& place : places) {
    if (!std::regex_match(place.token, form))
      loaded.faults.push_back({place.name, 0, "is not shaped like a bot token (NUMBER:LETTERS)"});
    else if (place.token != places.front().token)
      loaded.faults.push_back({place.name, 0, "holds another token than " + places.front().name});
  }
  if (loaded.ok() && !places.empty()) loaded.value = places.front().token;
  return loaded;
}

}  // namespace alur::config
