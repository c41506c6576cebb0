#include "people_file.hpp"

#include <toml++/toml.h>

#include <filesystem>
#include <stdexcept>

namespace alur::sandbox {
namespace {

[[noreturn]] void fault(const std::string& file, const toml::source_region& where, const std::string& what) {
  throw std::runtime_error{file + ":" + std::to_string(where.begin.line) + ": " + what};
}

std::string text(const toml::table& entry, std::string_view key) { return entry[key].value_or(std::string{}); }

DemoPerson read_person(const std::string& file, const toml::table& entry) {
  DemoPerson person;
  person.key = text(entry, "key");
  person.name = text(entry, "name");
  person.nip = text(entry, "nip");
  person.agency = text(entry, "agency");
  if (const toml::array* roles = entry["roles"].as_array()) {
    roles->for_each([&person](const toml::value<std::string>& role) { person.roles.push_back(*role); });
  }
  const toml::table* account = entry["telegram"].as_table();
  if (!account) fault(file, entry.source(), "a person needs telegram = { id = ..., first_name = ... }");
  person.user.id = (*account)["id"].value_or(std::int64_t{0});
  person.user.first_name = text(*account, "first_name");
  person.user.last_name = text(*account, "last_name");
  person.user.username = text(*account, "username");
  person.user.language_code = (*account)["language_code"].value_or(std::string{"id"});
  person.user.title = text(entry, "title");
  if (person.user.id <= 0 || person.user.first_name.empty() || person.name.empty() || person.roles.empty()) {
    fault(file, entry.source(), "a person needs a name, roles, and a telegram id and first_name");
  }
  return person;
}

/// The days of a file laid out like config/holidays/2026.toml.
std::set<std::chrono::sys_days> read_holidays(const std::string& file) {
  std::set<std::chrono::sys_days> days;
  const toml::table root = toml::parse_file(file);
  const toml::array* entries = root["day"].as_array();
  if (!entries) fault(file, root.source(), "there is no [[day]]");
  for (const toml::node& node : *entries) {
    const toml::table* entry = node.as_table();
    const auto date = entry ? (*entry)["date"].value<toml::date>() : std::nullopt;
    if (!date) fault(file, node.source(), "a [[day]] needs a date");
    days.insert(std::chrono::year{date->year} / date->month / date->day);
  }
  return days;
}

}  // namespace

DemoOffice read_people(const std::string& file) {
  DemoOffice office;
  try {
    const toml::table root = toml::parse_file(file);
    office.bot_name = root["bot"]["name"].value_or(std::string{"Alur"});
    office.bot_username = root["bot"]["username"].value_or(std::string{"AlurSandboxBot"});
    const toml::array* people = root["person"].as_array();
    if (!people || people->empty()) fault(file, root.source(), "there is no [[person]]");
    for (const toml::node& node : *people) {
      const toml::table* entry = node.as_table();
      if (!entry) fault(file, node.source(), "a [[person]] must be a table");
      office.people.push_back(read_person(file, *entry));
    }
    if (const auto holidays = root["holidays"].value<std::string>()) {
      office.holidays = read_holidays((std::filesystem::path{file}.parent_path() / *holidays).string());
    }
  } catch (const toml::parse_error& error) {
    fault(file, error.source(), std::string{error.description()});
  }
  return office;
}

std::string invite_lines(const DemoOffice& office) {
  std::string lines;
  for (const DemoPerson& person : office.people) {
    for (const std::string& role : person.roles) {
      lines += std::to_string(person.user.id) + "|" + role + "|" + person.agency + "|" + person.name + "|" +
               person.user.title + "|" + person.nip + "\n";
    }
  }
  return lines;
}

}  // namespace alur::sandbox
