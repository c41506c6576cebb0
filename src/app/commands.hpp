#pragma once

#include <string>

/// What each `alurbot` command does. Returns the exit status; a failure has said one clear line on stderr.
namespace alur::app {

struct InviteWish {
  std::string role;
  std::string agency;
  std::string name;
  std::string title;
  std::string nip;
  bool json = false;
};

int serve(const std::string& config_file);
int check(const std::string& config_file, bool offline);
int invite(const std::string& config_file, const InviteWish& wish);
/// "users", "outbox" or "updates": the list; with `id`, the act on one row ("revoke", "outbox-retry", "updates-retry").
int list(const std::string& config_file, const std::string& command, const std::string& id, bool json);
/// `against`: a file with an exported head, or empty.
int verify(const std::string& config_file, const std::string& against);
/// Prints the signed head.
int export_head(const std::string& config_file);
int backup(const std::string& config_file, const std::string& destination, bool accept_damage);
int restore(const std::string& config_file, const std::string& source, bool accept_damage);

}  // namespace alur::app
