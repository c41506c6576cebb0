#include "alur/service/offline.hpp"

#include "bot_api.hpp"
#include "data_dir.hpp"
#include "limits.hpp"
#include "office.hpp"
#include "signed_head.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <cerrno>
#include <filesystem>
#include <grp.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace alur::service {

TokenCheck check_token(const ServiceOptions& options) {
  bot_id_of(options.token);
  boost::asio::io_context io;
  const auto origin = net::parse_origin(options.settings.telegram.api_root).value();
  BotApi api(io.get_executor(), origin, options.token.clone(), random_bytes);
  CallOutcome outcome;
  auto ask = [&api, &outcome]() -> boost::asio::awaitable<void> {
    telegram::Call call = telegram::get_me();
    outcome = co_await api.call(Lane::answers, std::move(call), limits::call_deadline);
  };
  boost::asio::co_spawn(io, ask, [](const std::exception_ptr& error) {
    if (error) std::rethrow_exception(error);
  });
  io.run();
  TokenCheck check;
  if (outcome.kind != CallOutcome::Kind::answered) {
    check.line = "token: " + options.settings.telegram.api_root + " does not answer: " + outcome.error;
  } else if (const auto me = telegram::read_me(outcome.reply.result)) {
    check.fine = true;
    check.line = "token: @" + me->username;
  } else {
    check.line = "token: refused: " + outcome.reply.description;
  }
  return check;
}

namespace {

store::ReadDatabase open_record(const std::string& data_dir) {
  const std::string path = data_dir + "/alur.db";
  if (!std::filesystem::exists(path)) throw std::runtime_error(path + " is not there");
  return store::ReadDatabase(store::DatabaseOptions{path, ""}, true);
}

}  // namespace

store::AuditReport audit(const ServiceOptions& options, const std::string& signed_head) {
  const std::string& data_dir = options.settings.storage.data_dir;
  store::ReadDatabase database = open_record(data_dir);
  store::AuditReport report = store::audit(database, read_small_file_if_there(data_dir + "/chain.head"));
  if (signed_head.empty()) return report;
  const auto head = read_signed_head(signed_head, HeadKey::find(data_dir));
  if (!head) {
    report.findings.push_back({0, "the exported head was not signed by this office, or was changed"});
  } else if (!store::holds_head(database, *head)) {
    report.findings.push_back({0, "the record does not hold the exported head " + *head + ": it was rewritten or cut"});
  }
  return report;
}

std::string export_head(const ServiceOptions& options) {
  const std::string& data_dir = options.settings.storage.data_dir;
  store::ReadDatabase database = open_record(data_dir);
  std::string head;
  database.read([&head](store::Tx& tx) { head = store::chain_head(tx); });
  return sign_head(head, HeadKey::find_or_make(data_dir));
}

void become_owner_of(const std::string& data_dir) {
  if (::geteuid() != 0) return;
  struct stat info {};
  if (::stat(data_dir.c_str(), &info) != 0 || info.st_uid == 0) return;
  if (::setgroups(0, nullptr) != 0 || ::setgid(info.st_gid) != 0 || ::setuid(info.st_uid) != 0) {
    throw std::system_error(errno, std::generic_category(), "cannot become the owner of " + data_dir);
  }
}

}  // namespace alur::service
