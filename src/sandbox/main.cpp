#include "alur/log/log.hpp"
#include "alur/sandbox/sandbox.hpp"

#include "core/json.hpp"
#include "core/moment.hpp"
#include "people_file.hpp"
#include "play/conductor.hpp"
#include "play/play.hpp"

#include <CLI/CLI.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/system/system_error.hpp>

#include <filesystem>
#include <iostream>

namespace {

using namespace alur;

struct ServeArguments {
  std::string api = "127.0.0.1:0";
  std::string page = "127.0.0.1:0";
  std::string token;
  std::string people;
  std::string clock;
  double speed = 1.0;
  std::string samples;
  std::string language = "id";
  std::string state;
  std::string bot_data;
};

struct PeerArguments {
  std::string page;
  std::string health;
  std::string invites;
  std::string variant;
};

std::string shipped(const std::string& name) {
  std::error_code ignored;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", ignored);
  const bool in_build_tree = program.parent_path() == ALUR_BUILD_BIN_DIR;
  return std::string{in_build_tree ? ALUR_SOURCE_CONFIG_DIR : ALUR_INSTALLED_CONFIG_DIR} + "/" + name;
}

sandbox::Address address(const std::string& option, const std::string& text) {
  const auto parsed = sandbox::parse_address(text);
  if (!parsed) throw std::runtime_error{option + " must be ADDRESS:PORT, not \"" + text + "\""};
  return *parsed;
}

sandbox::SandboxOptions to_options(const ServeArguments& arguments, const sandbox::DemoOffice& office) {
  sandbox::SandboxOptions options;
  options.api = address("--api", arguments.api);
  options.page = address("--page", arguments.page);
  if (!arguments.token.empty()) options.token = arguments.token;
  options.bot_name = office.bot_name;
  options.bot_username = office.bot_username;
  for (const sandbox::DemoPerson& person : office.people) options.people.push_back(person.user);
  if (!arguments.clock.empty()) {
    const auto moment = sandbox::parse_moment(arguments.clock);
    if (!moment) throw std::runtime_error{"--clock must be like 2026-03-02T08:00:00+07:00"};
    options.start = moment->at;
    options.zone_offset = moment->offset;
  }
  options.speed = arguments.speed;
  options.samples_dir = arguments.samples;
  options.language = arguments.language;
  options.state_file = arguments.state;
  return options;
}

void wait_for_signal() {
  boost::asio::io_context loop{1};
  boost::asio::signal_set signals{loop, SIGINT, SIGTERM};
  signals.async_wait([](const boost::system::error_code&, int) {});
  loop.run();
}

int serve(const ServeArguments& arguments) {
  const sandbox::DemoOffice office =
      sandbox::read_people(arguments.people.empty() ? shipped("demo.toml") : arguments.people);
  sandbox::SandboxOptions options = to_options(arguments, office);
  const auto conductor =
      arguments.bot_data.empty() ? nullptr : std::make_shared<sandbox::Conductor>(office, arguments.bot_data);
  options.director = conductor;
  sandbox::Sandbox running{std::move(options)};
  if (conductor) conductor->open(running.page_url(), [&running] { running.director_moved(); });
  const sandbox::Json ready{{"api", running.api_root()}, {"page", running.page_url()}, {"token", running.token()}};
  std::cout << ready.dump() << "\n"
            << "Sandbox: open " << running.page_url() << " in a browser; the bot's api_root is " << running.api_root()
            << ". Ctrl-C ends it." << std::endl;
  wait_for_signal();
  if (conductor) conductor->close();
  return 0;
}

void add_serve_options(CLI::App& app, ServeArguments& arguments) {
  app.add_option("--api", arguments.api, "where the Bot API is served, ADDRESS:PORT; port 0: any free one")
      ->capture_default_str();
  app.add_option("--page", arguments.page, "where page and controls are served, ADDRESS:PORT")->capture_default_str();
  app.add_option("--token", arguments.token, "the bot's token, ID:SECRET");
  app.add_option("--people", arguments.people, "who is there (default: the demo office, config/demo.toml)")
      ->check(CLI::ExistingFile);
  app.add_option("--clock", arguments.clock, "when it begins, e.g. 2026-03-02T08:00:00+07:00");
  app.add_option("--speed", arguments.speed, "how many times as fast as real time")
      ->check(CLI::Range(0.0, 100'000.0))
      ->capture_default_str();
  app.add_option("--samples", arguments.samples, "directory of documents that the page offers")
      ->check(CLI::ExistingDirectory);
  app.add_option("--language", arguments.language, "of the page")
      ->check(CLI::IsMember({"id", "en"}))
      ->capture_default_str();
  app.add_option("--bot-data", arguments.bot_data,
                 "the bot's data_dir: the page offers to play a case, and to jump to what the bot has to do next");
  app.add_option("--state", arguments.state, "keeps the chats in this file across restarts");
}

int run(int argc, char** argv) {
  CLI::App app{"A local Bot API server with a page of chats, for trying things out. Never for production."};
  app.set_version_flag("--version", ALUR_VERSION);
  app.require_subcommand(0, 1);
  ServeArguments arguments;
  add_serve_options(app, arguments);

  PeerArguments peer;
  CLI::App* people = app.add_subcommand("people", "print who is to be invited: id|role|agency|name|title|nip");
  std::string people_file;
  people->add_option("--people", people_file, "the file (default: config/demo.toml)")->check(CLI::ExistingFile);

  CLI::App* enrol = app.add_subcommand("enrol", "let people take up their invites in a running sandbox");
  enrol->add_option("--page", peer.page, "the sandbox's page")->required();
  enrol->add_option("--invites", peer.invites, "lines of: telegram id, link")->required()->check(CLI::ExistingFile);

  CLI::App* play = app.add_subcommand("play", "play a whole case against a running sandbox and bot");
  play->add_option("variant", peer.variant, "mandiri or pengembang")
      ->required()
      ->check(CLI::IsMember({"mandiri", "pengembang"}));
  play->add_option("--page", peer.page, "the sandbox's page")->required();
  play->add_option("--health,--bot-health", peer.health, "the bot's health address, e.g. http://127.0.0.1:8088")
      ->required();
  play->add_option("--invites", peer.invites, "enrol these first: lines of telegram id, link")
      ->check(CLI::ExistingFile);
  play->add_option("--people", people_file, "who plays (default: config/demo.toml)")->check(CLI::ExistingFile);
  CLI11_PARSE(app, argc, argv);

  log::start(log::Level::warning, log::Format::text);
  if (*people) {
    std::cout << sandbox::invite_lines(sandbox::read_people(people_file.empty() ? shipped("demo.toml") : people_file));
    return 0;
  }
  if (*enrol) return sandbox::enrol(peer.page, peer.invites, std::cout) ? 0 : 1;
  if (*play) {
    if (!peer.invites.empty() && !sandbox::enrol(peer.page, peer.invites, std::cout)) return 1;
    const auto office = sandbox::read_people(people_file.empty() ? shipped("demo.toml") : people_file);
    return sandbox::play(office, peer.variant, peer.page, peer.health, std::cout) ? 0 : 1;
  }
  return serve(arguments);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << "alur-sandbox: " << error.what() << "\n";
    return 1;
  }
}
