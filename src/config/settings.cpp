#include "alur/config/config.hpp"

#include "address.hpp"
#include "table_reader.hpp"
#include "work_hours.hpp"

#include <algorithm>
#include <array>
#include <filesystem>

namespace alur::config {

namespace fs = std::filesystem;

namespace {

constexpr std::int64_t mebibyte = std::int64_t{1024} * 1024;
/// What getFile gives: from the public server, and from one's own.
constexpr std::int64_t public_file_bytes_max = 20 * mebibyte;
constexpr std::int64_t own_file_bytes_max = 2000 * mebibyte;
constexpr std::size_t socket_path_bytes_max = 107;  // sockaddr_un
constexpr double speed_max = 1e6;
constexpr std::int64_t actions_per_minute_max = 100'000;
constexpr double notices_per_second_max = 1000;
constexpr std::size_t letterhead_lines_max = 6;

/// What archive can tell by its content.
constexpr std::array<std::string_view, 30> document_types{
    "pdf",  "doc", "docx", "xls",  "xlsx", "ppt",  "pptx", "vsd",  "vsdx", "odt", "ods", "odp", "odg",    "rtf", "jpg",
    "jpeg", "png", "heic", "heif", "gif",  "webp", "tif",  "tiff", "bmp",  "txt", "csv", "md",  "drawio", "zip", "apk"};

/// Texts that are their own value: {name, name}.
template <class Names>
std::vector<std::pair<std::string_view, std::string>> words(const Names& names) {
  std::vector<std::pair<std::string_view, std::string>> pairs;
  pairs.reserve(names.size());
  for (const std::string_view name : names) pairs.emplace_back(name, name);
  return pairs;
}

class SettingsReader {
 public:
  SettingsReader(Document& document, const Defaults& defaults)
      : document_{document}, base_{fs::absolute(document.file()).parent_path()} {
    const fs::path shipped{defaults.config_dir};
    settings_.storage.data_dir = resolve("data");
    settings_.office.name = "Dinas Komunikasi dan Informatika Kabupaten Muara Enim";
    settings_.office.letterhead = {"PEMERINTAH KABUPATEN MUARA ENIM", "DINAS KOMUNIKASI DAN INFORMATIKA"};
    settings_.office.work_hours = default_work_hours();
    settings_.office.holidays = (shipped / "holidays").string();
    settings_.process.dir = (shipped / "process").string();
    settings_.text.dir = (shipped / "text").string();
    settings_.documents.types.assign(document_types.begin(), document_types.end());
  }

  Settings read() {
    TableReader root{document_, document_.root(), ""};
    if (auto table = root.table("telegram")) read_telegram(*table);
    if (auto table = root.table("storage")) read_storage(*table);
    if (auto table = root.table("office")) read_office(*table);
    if (auto table = root.table("process")) read_dir(*table, settings_.process.dir);
    if (auto table = root.table("text")) read_dir(*table, settings_.text.dir);
    if (auto table = root.table("http")) read_http(*table);
    if (auto table = root.table("documents")) read_documents(*table);
    if (auto table = root.table("clock")) read_clock(*table);
    if (auto table = root.table("limits")) read_limits(*table);
    if (auto table = root.table("log")) read_log(*table);
    root.report_unknown_keys();
    check_together();
    return std::move(settings_);
  }

 private:
  std::string resolve(const std::string& path) const { return (base_ / path).lexically_normal().string(); }

  void read_path(TableReader& reader, std::string_view key, std::string& path) {
    const auto typed = reader.text(key);
    if (!typed) return;
    if (typed->empty()) return reader.fault(key, "must not be empty");
    path = resolve(*typed);
  }

  void read_telegram(TableReader& reader) {
    if (reader.text("token"))
      reader.fault("token", "the token never stands in the settings: use ALURBOT_TOKEN or telegram.token_file");
    if (const auto typed = reader.text("api_root")) {
      if (const auto root = parse_api_root(*typed)) {
        settings_.telegram.api_root = root->url;
        api_is_loopback_ = root->loopback;
        if (root->plain_http && !root->loopback)
          reader.fault("api_root", "plain http is for a server on this machine only");
      } else {
        reader.fault("api_root", "must be https://HOST or http://127.0.0.1:PORT, without a path");
      }
    }
    assign(settings_.telegram.mode, reader.choice("mode", words(std::array{"polling", "webhook"})));
    if (settings_.telegram.mode == "webhook") reader.fault("mode", "\"webhook\" is not available yet; use \"polling\"");
    read_path(reader, "token_file", settings_.telegram.token_file);
    if (auto webhook = reader.table("webhook")) read_webhook(*webhook);
    reader.report_unknown_keys();
  }

  void read_webhook(TableReader& reader) {
    auto& webhook = settings_.telegram.webhook;
    assign(webhook.url, reader.text("url"));
    if (!webhook.url.empty() && !is_https_url(webhook.url)) reader.fault("url", "must be an https:// address");
    assign(webhook.listen, reader.text("listen"));
    if (!webhook.listen.empty() && !parse_endpoint(webhook.listen)) reader.fault("listen", endpoint_form);
    read_path(reader, "secret_file", webhook.secret_file);
    reader.report_unknown_keys();
  }

  void read_storage(TableReader& reader) {
    read_path(reader, "data_dir", settings_.storage.data_dir);
    reader.report_unknown_keys();
  }

  void read_office(TableReader& reader) {
    auto& office = settings_.office;
    assign(office.name, reader.text("name"));
    if (office.name.empty()) reader.fault("name", "must not be empty");
    assign(office.letterhead, reader.texts("letterhead"));
    if (office.letterhead.size() > letterhead_lines_max)
      reader.fault("letterhead", "has at most " + std::to_string(letterhead_lines_max) + " lines");
    assign(office.timezone, reader.text("timezone"));
    if (!time::is_known_zone(office.timezone))
      reader.fault("timezone", "there is no zone \"" + office.timezone +
                                   "\"; WIB is Asia/Jakarta, WITA Asia/Makassar, WIT Asia/Jayapura");
    assign(office.language, reader.choice("language", words(std::array{"id", "en"})));
    read_path(reader, "holidays", office.holidays);
    if (auto hours = reader.table("work_hours")) read_work_hours(std::move(*hours), office.work_hours);
    reader.report_unknown_keys();
  }

  void read_dir(TableReader& reader, std::string& dir) {
    read_path(reader, "dir", dir);
    reader.report_unknown_keys();
  }

  void read_http(TableReader& reader) {
    if (const auto typed = reader.text("listen")) {
      if (const auto endpoint = parse_endpoint(*typed)) {
        settings_.http.address = endpoint->address;
        settings_.http.port = endpoint->port;
      } else {
        reader.fault("listen", endpoint_form);
      }
    }
    reader.report_unknown_keys();
  }

  void read_documents(TableReader& reader) {
    if (auto types = reader.choice_list("types", words(document_types)); !types.empty())
      settings_.documents.types = std::move(types);
    assign(settings_.documents.max_bytes, reader.integer("max_bytes", 1, own_file_bytes_max));
    read_path(reader, "clamd_socket", settings_.documents.clamd_socket);
    if (settings_.documents.clamd_socket.size() > socket_path_bytes_max)
      reader.fault("clamd_socket", "is longer than the path of a socket can be");
    reader.report_unknown_keys();
  }

  void read_clock(TableReader& reader) {
    assign(settings_.clock.source, reader.choice("source", words(std::array{"system", "sandbox"})));
    assign(settings_.clock.speed, reader.number("speed", 0, speed_max));
    reader.report_unknown_keys();
  }

  void read_limits(TableReader& reader) {
    auto& limits = settings_.limits;
    assign(limits.actions_per_minute, reader.integer("actions_per_minute", 1, actions_per_minute_max));
    assign(limits.notices_per_second, reader.number("notices_per_second", 0, notices_per_second_max));
    assign(limits.notices_per_chat_per_second, reader.number("notices_per_chat_per_second", 0, notices_per_second_max));
    reader.report_unknown_keys();
  }

  void read_log(TableReader& reader) {
    assign(settings_.log.level, reader.choice("level", words(std::array{"debug", "info", "warning", "error"})));
    assign(settings_.log.format, reader.choice("format", words(std::array{"text", "json"})));
    reader.report_unknown_keys();
  }

  /// A pretended time must never reach a real chat, so it needs a server on this machine.
  void check_together() {
    const auto& clock = settings_.clock;
    if (clock.source != "system" && !api_is_loopback_)
      document_.fault("clock.source", "\"sandbox\" needs a telegram.api_root on this machine");
    if (clock.speed != 1.0 && !api_is_loopback_)
      document_.fault("clock.speed", "another speed than 1 needs a telegram.api_root on this machine");
    if (clock.speed != 1.0 && clock.source == "sandbox")
      document_.fault("clock.speed", "the sandbox sets the speed of its own clock");
    const Settings standard;
    const bool public_server = settings_.telegram.api_root == standard.telegram.api_root;
    if (public_server && settings_.documents.max_bytes > static_cast<std::uint64_t>(public_file_bytes_max))
      document_.fault("documents.max_bytes", "the public server gives files of " +
                                                 std::to_string(public_file_bytes_max) +
                                                 " bytes at most; larger ones need a Bot API server of one's own");
  }

  static constexpr const char* endpoint_form = "must be ADDRESS:PORT with a numeric address, as 127.0.0.1:8088";

  Document& document_;
  fs::path base_;
  Settings settings_;
  bool api_is_loopback_ = false;
};

}  // namespace

Loaded<Settings> load_settings(const std::string& file, const Defaults& defaults) {
  Loaded<Settings> loaded;
  auto document = Document::open(file, loaded.faults);
  if (document) loaded.value = SettingsReader{*document, defaults}.read();
  return loaded;
}

}  // namespace alur::config
