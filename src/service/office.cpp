#include "office.hpp"

#include "alur/store/records.hpp"

#include "control.hpp"
#include "restored.hpp"

#include <openssl/rand.h>

#include <charconv>
#include <filesystem>
#include <stdexcept>

namespace alur::service {

std::string random_bytes(std::size_t bytes) {
  std::string out(bytes, '\0');
  if (RAND_bytes(reinterpret_cast<unsigned char*>(out.data()), static_cast<int>(bytes)) != 1) {
    throw std::runtime_error("no random bytes from OpenSSL");
  }
  return out;
}

std::int64_t bot_id_of(const log::Secret& token) {
  const std::string& text = token.reveal();
  std::int64_t id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (error != std::errc{} || end == text.data() + text.size() || *end != ':') {
    throw std::runtime_error("the token is not of the shape <number>:<letters>");
  }
  return id;
}

namespace {

chat::DeskOptions desk_options(ServiceOptions& options, DataDir& data_dir, store::Database& database,
                               std::int64_t& bot_id) {
  chat::DeskOptions desk;
  database.transact([&](store::Tx& tx) {
    store::Settings settings{tx};
    desk.bot_username = settings.get(bot_username_setting).value_or("");
    if (bot_id == 0) bot_id = std::stoll(settings.get(bot_id_setting).value_or("0"));
    settings.set(bot_id_setting, std::to_string(bot_id));
  });
  desk.bot_id = bot_id;
  desk.office_name = options.settings.office.name;
  desk.default_language = options.settings.office.language;
  desk.document_types = options.settings.documents.types;
  desk.document_bytes_max = options.settings.documents.max_bytes;
  desk.actions_per_minute = options.settings.limits.actions_per_minute;
  desk.button_key = data_dir.button_key(random_bytes);
  desk.processes = options.processes;
  desk.random_bytes = random_bytes;
  return desk;
}

/// A restore that was cut off while it moved things in has left half an office.
std::string whole_database(const DataDir& data_dir) {
  if (std::filesystem::exists(DataDir::restore_folder(data_dir.path()))) {
    throw std::runtime_error("a restore into " + data_dir.path() + " did not end: empty it and restore again");
  }
  return data_dir.database();
}

}  // namespace

OfficeParts::OfficeParts(ServiceOptions& options)
    : data_dir(options.settings.storage.data_dir),
      database(store::DatabaseOptions{whole_database(data_dir), ""}),
      catalogue(options.texts),
      calendar(options.settings.office.timezone, options.settings.office.work_hours, options.holidays),
      bot_id(options.token.empty() ? 0 : bot_id_of(options.token)) {
  desk = std::make_unique<chat::Desk>(desk_options(options, data_dir, database, bot_id), catalogue, calendar);
}

std::unique_ptr<time::Clock> make_clock(const config::Settings& settings, store::Database& database) {
  const bool ordinary = settings.clock.source == "system" && settings.clock.speed == 1.0;
  std::unique_ptr<time::Clock> clock = time::system_clock();
  database.transact([&](store::Tx& tx) {
    store::Settings kept{tx};
    const auto root = kept.get("clock.api_root");
    if (root ? (ordinary || *root != settings.telegram.api_root) : (!ordinary && store::newest_event(tx).has_value())) {
      throw std::runtime_error("this database was made with " +
                               (root ? "the clock of " + *root : std::string("an ordinary clock")) +
                               " and serves nothing else: use another storage.data_dir");
    }
    if (ordinary) return;
    kept.set("clock.api_root", settings.telegram.api_root);
    if (settings.clock.source != "system") return;
    const std::string now = std::to_string(time::to_ms(clock->now()));
    const std::string start = kept.get("clock.start_ms").value_or(now);
    kept.set("clock.start_ms", start);
    const time::Instant first = time::from_ms(std::stoll(start));
    clock = time::sped_up_clock(first, first, settings.clock.speed);
  });
  if (settings.clock.source == "sandbox") clock = std::make_unique<time::AnchoredClock>();
  return clock;
}

std::string run_office_command(ServiceOptions options, const std::string& name, const CommandArgs& args) {
  const std::string socket = DataDir::socket_path(options.settings.storage.data_dir);
  if (auto answer = ask_running_service(socket, name, args)) return *answer;
  if (options.settings.clock.source == "sandbox") {
    throw std::runtime_error("with clock.source = \"sandbox\" the service must be running: it alone knows the time");
  }
  OfficeParts parts(options);
  const auto clock = make_clock(options.settings, parts.database);
  std::string reply;
  chat::OfficeCommand command;
  command.name = name;
  command.args = args;
  parts.database.transact([&](store::Tx& tx) {
    const time::Instant now = std::max(clock->now(), store::newest_event(tx).value_or(clock->now()));
    if (const auto restored = take_restored_mark(tx)) parts.desk->handle(tx, *restored, now);
    reply = parts.desk->handle(tx, command, now).office_reply;
  });
  parts.database.checkpoint(true);
  return reply;
}

}  // namespace alur::service
