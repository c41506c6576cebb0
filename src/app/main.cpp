#include "alur/log/log.hpp"

#include "commands.hpp"

#include <CLI/CLI.hpp>

#include <iostream>

// NOLINTNEXTLINE(bugprone-exception-escape): out of memory before the first command is known
int main(int argc, char** argv) {
  using namespace alur;
  CLI::App program{"alurbot: runs an office's standard operating procedure through Telegram"};
  program.set_version_flag("--version", "alurbot " ALUR_VERSION);
  program.require_subcommand(1);
  int status = 0;
  std::string config = ALUR_INSTALLED_SETTINGS;

  const auto command = [&](const std::string& name, const std::string& about) {
    CLI::App* sub = program.add_subcommand(name, about);
    sub->add_option("--config", config, "settings file")->check(CLI::ExistingFile)->capture_default_str();
    return sub;
  };

  command("serve", "serve until SIGTERM")->callback([&] { status = app::serve(config); });

  bool offline = false;
  CLI::App* check = command("check", "check settings, processes, holidays, texts, data_dir and the token");
  check->add_flag("--offline", offline, "do not ask Telegram about the token");
  check->callback([&] { status = app::check(config, offline); });

  app::InviteWish wish;
  CLI::App* invite = command("invite", "make a one-time link");
  invite->add_option("--role", wish.role, "e.g. admin, kasi_pengembangan, instansi_pengguna")->required();
  invite->add_option("--agency", wish.agency, "for instansi_pengguna and pengembang");
  invite->add_option("--name", wish.name, "whom it is for; with a name, the data are confirmed before it counts");
  invite->add_option("--title", wish.title, "post, as shown on reports");
  invite->add_option("--nip", wish.nip, "18 digits");
  invite->add_flag("--json", wish.json, "one JSON object");
  invite->callback([&] { status = app::invite(config, wish); });

  std::string id;
  bool json = false;
  const auto list = [&](const std::string& name, const std::string& about, const std::string& option,
                        const std::string& act) {
    CLI::App* sub = command(name, about);
    sub->add_option("--" + option, id, "act on this one");
    sub->add_flag("--json", json, "as JSON");
    sub->callback([&, name, act] { status = app::list(config, id.empty() ? name : act, id, json); });
  };
  list("users", "who is in", "revoke", "revoke");
  list("outbox", "what could not be sent", "retry", "outbox-retry");
  list("updates", "what could not be handled", "retry", "updates-retry");

  std::string place;
  bool accept_damage = false;
  const auto copying = [&](const std::string& name, const std::string& about, const std::string& place_name,
                           int (*run)(const std::string&, const std::string&, bool)) {
    CLI::App* sub = command(name, about);
    sub->add_option(place_name, place)->required();
    sub->add_flag("--accept-damage", accept_damage, "go on although something fails its proof");
    sub->callback([&, run] { status = run(config, place, accept_damage); });
  };
  copying("backup", "copy record, documents and settings into a dated folder under DEST", "DEST", &app::backup);
  copying("restore", "take the backup SRC back into an empty data_dir", "SRC", &app::restore);

  std::string against;
  bool export_head = false;
  CLI::App* verify = command("verify", "prove the record: chain, states, documents");
  verify->add_option("--against", against, "a signed head, exported before")->check(CLI::ExistingFile);
  verify->add_flag("--export-head", export_head, "print the head of the chain, signed, to be kept elsewhere");
  verify->callback([&] { status = export_head ? app::export_head(config) : app::verify(config, against); });

  std::string register_no;
  std::string folder = ".";
  std::string language;
  CLI::App* report = command("report", "write the flow chart of a case as PNG and PDF");
  report->add_option("REG", register_no, "register number, e.g. M26-001")->required();
  report->add_option("FOLDER", folder, "where to; default: here")->check(CLI::ExistingDirectory);
  report->add_option("--language", language, "id or en; default: the office's")->check(CLI::IsMember({"id", "en"}));
  report->callback([&] { status = app::report(config, register_no, folder, language); });

  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    return program.exit(e);
  } catch (const std::exception& e) {
    std::cerr << "alurbot: " << log::redact(e.what()) << '\n';
    return 1;
  }
  return status;
}
