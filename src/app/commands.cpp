#include "commands.hpp"

#include "alur/archive/archive.hpp"
#include "alur/net/http.hpp"
#include "alur/service/backup.hpp"
#include "alur/service/installation.hpp"
#include "alur/service/offline.hpp"
#include "alur/store/audit.hpp"
#include "alur/text/dates.hpp"
#include "alur/time/clock.hpp"

#include "load.hpp"

#include <nlohmann/json.hpp>
#include <qrencode.h>

#include <fstream>
#include <iostream>
#include <iterator>
#include <unistd.h>

namespace alur::app {

namespace {

using nlohmann::json;

int failure(const std::string& line) {
  std::cerr << "alurbot: " << line << '\n';
  return 1;
}

log::Level level_of(const std::string& name) {
  if (name == "debug") return log::Level::debug;
  if (name == "warning") return log::Level::warning;
  if (name == "error") return log::Level::error;
  return log::Level::info;
}

/// Asks the desk, through the running service or by itself. Prints an error answer and gives nothing.
std::optional<json> ask(const std::string& config_file, const std::string& name,
                        const std::vector<std::pair<std::string, std::string>>& args) {
  auto options = load(config_file, TokenNeed::optional);
  if (!options) return std::nullopt;
  service::become_owner_of(options->settings.storage.data_dir);
  json answer = json::parse(service::run_office_command(std::move(*options), name, args));
  if (answer.is_object() && answer.contains("error")) {
    failure(answer["error"].get<std::string>());
    return std::nullopt;
  }
  return answer;
}

/// Two rows of modules a line, dark on light, so that a phone reads it off a terminal.
void print_qr(const std::string& text) {
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
      QRcode_encodeString(text.c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1), &QRcode_free);
  if (!code) return;
  const int width = code->width;
  const auto dark = [&](int x, int y) {
    return x >= 0 && y >= 0 && x < width && y < width && (code->data[y * width + x] & 1U) != 0;
  };
  for (int y = -2; y < width + 2; y += 2) {
    for (int x = -2; x < width + 2; ++x) {
      const bool upper = dark(x, y);
      const bool lower = dark(x, y + 1);
      std::cout << (upper ? (lower ? " " : "▄") : (lower ? "▀" : "█"));
    }
    std::cout << '\n';
  }
}

std::string cell(const json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_null()) return "-";
  if (value.is_array()) {
    std::string joined;
    for (const json& part : value) joined += (joined.empty() ? "" : ", ") + cell(part);
    return joined.empty() ? "-" : joined;
  }
  return value.dump();
}

}  // namespace

int serve(const std::string& config_file) {
  auto options = load(config_file, TokenNeed::required);
  if (!options) return 1;
  log::start(level_of(options->settings.log.level),
             options->settings.log.format == "json" ? log::Format::json : log::Format::text);
  service::become_owner_of(options->settings.storage.data_dir);
  return service::serve(std::move(*options));
}

int check(const std::string& config_file, bool offline) {
  auto options = load(config_file, offline ? TokenNeed::optional : TokenNeed::required);
  if (!options) return 1;
  // Only now: a token given as a credential is for root's eyes.
  service::become_owner_of(options->settings.storage.data_dir);
  const std::vector<std::string> faults = service::installation_faults(options->settings, config_file);
  for (const std::string& fault : faults) std::cerr << fault << '\n';
  if (!faults.empty()) return 1;
  if (!offline) {
    const service::TokenCheck token = service::check_token(*options);
    if (!token.fine) return failure(token.line);
    std::cout << token.line << '\n';
  }
  std::cout << config_file << ": " << options->processes.size() << " processes, " << options->holidays.size()
            << " holiday files, " << options->texts.size() << " languages: no fault\n";
  return 0;
}

int invite(const std::string& config_file, const InviteWish& wish) {
  const auto answer = ask(
      config_file, "invite",
      {{"role", wish.role}, {"agency", wish.agency}, {"name", wish.name}, {"title", wish.title}, {"nip", wish.nip}});
  if (!answer) return 1;
  if (wish.json) {
    std::cout << answer->dump() << '\n';
    return 0;
  }
  const auto link = answer->at("link").get<std::string>();
  std::cout << link << '\n' << "Berlaku sampai / valid until: " << cell(answer->at("expires")) << '\n';
  if (::isatty(STDOUT_FILENO) == 1) print_qr(link);
  return 0;
}

int list(const std::string& config_file, const std::string& command, const std::string& id, bool as_json) {
  std::vector<std::pair<std::string, std::string>> args;
  if (!id.empty()) args.emplace_back("id", id);
  const auto answer = ask(config_file, command, args);
  if (!answer) return 1;
  if (as_json || !answer->is_array()) {
    std::cout << answer->dump() << '\n';
    return 0;
  }
  for (const json& row : *answer) {
    std::string line;
    for (const auto& [key, value] : row.items()) line += (line.empty() ? "" : "  ") + key + "=" + cell(value);
    std::cout << line << '\n';
  }
  return 0;
}

int verify(const std::string& config_file, const std::string& against) {
  auto options = load(config_file, TokenNeed::optional);
  if (!options) return 1;
  const std::string& data_dir = options->settings.storage.data_dir;
  service::become_owner_of(data_dir);
  std::string signed_head;
  if (!against.empty()) {
    std::ifstream in(against, std::ios::binary);
    signed_head.assign(std::istreambuf_iterator<char>(in), {});
    if (signed_head.empty()) return failure(against + " cannot be read or is empty");
  }
  const store::AuditReport report = service::audit(*options, signed_head);
  const archive::ArchiveCheck files = archive::check_contents(data_dir + "/archive", report.contents);
  for (const store::AuditFinding& finding : report.findings) {
    std::cerr << (finding.seq == 0 ? std::string() : "event " + std::to_string(finding.seq) + ": ") << finding.what
              << '\n';
  }
  for (const std::string& sha256 : files.missing) std::cerr << "document " << sha256 << ": not in the archive\n";
  for (const std::string& sha256 : files.changed) std::cerr << "document " << sha256 << ": content changed\n";
  const bool fine = report.findings.empty() && files.missing.empty() && files.changed.empty();
  std::cout << report.events << " events, " << report.cases << " cases, " << report.contents.size()
            << " documents; head " << report.head << (fine ? ": proved\n" : ": NOT proved\n");
  return fine ? 0 : 1;
}

int export_head(const std::string& config_file) {
  auto options = load(config_file, TokenNeed::optional);
  if (!options) return 1;
  service::become_owner_of(options->settings.storage.data_dir);
  std::cout << service::export_head(*options);
  return 0;
}

namespace {

/// What was copied, and what of it is damaged.
int say_copied(const service::ServiceOptions& options, const service::BackupReport& report, const std::string& said) {
  const config::Settings& settings = options.settings;
  const time::WorkCalendar calendar(settings.office.timezone, settings.office.work_hours, options.holidays);
  for (const std::string& line : report.damage) std::cerr << "damaged: " << line << '\n';
  std::cout << said << ": " << report.events << " events, " << report.documents
            << " documents; the record goes back to " << text::moment_long(report.goes_back_to, calendar, "en") << '\n';
  return report.damage.empty() ? 0 : 1;
}

service::Damage damage(bool accepted) { return accepted ? service::Damage::accepted : service::Damage::refused; }

}  // namespace

int backup(const std::string& config_file, const std::string& destination, bool accept_damage) {
  auto options = load(config_file, TokenNeed::optional);
  if (!options) return 1;
  service::become_owner_of(options->settings.storage.data_dir);
  const service::BackupReport report =
      service::back_up(*options, config_file, destination, time::system_clock()->now(), damage(accept_damage));
  return say_copied(*options, report, report.folder);
}

int restore(const std::string& config_file, const std::string& source, bool accept_damage) {
  auto options = load(config_file, TokenNeed::optional);
  if (!options) return 1;
  service::become_owner_of(options->settings.storage.data_dir);
  const service::BackupReport report = service::restore(*options, source, damage(accept_damage));
  return say_copied(*options, report, "restored into " + options->settings.storage.data_dir);
}

int report(const std::string& config_file, const std::string& register_no, const std::string& destination,
           const std::string& language) {
  auto options = load(config_file, TokenNeed::optional);
  if (!options) return 1;
  service::become_owner_of(options->settings.storage.data_dir);
  const service::FlowFiles files =
      service::draw_flow(*options, register_no, language.empty() ? options->settings.office.language : language);
  const std::string stem = destination + "/" + files.register_no + "-bagan-alur";
  for (const auto& [ending, bytes] : {std::pair{".png", &files.png}, std::pair{".pdf", &files.pdf}}) {
    const std::string path = stem + ending;
    std::ofstream out{path, std::ios::binary};
    out << *bytes << std::flush;
    if (!out) return failure("cannot write " + path);
    std::cout << path << '\n';
  }
  return 0;
}

}  // namespace alur::app
