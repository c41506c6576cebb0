#pragma once

#include "fixture.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace alur::chat::test {

/// An office that nobody is in yet: everybody comes in by a link, as people do. Accounts are their own names: account 3
/// calls itself "Akun 3".
class Town : public Office {
 public:
  Town() : Office(Staff::nobody) {}

  void say(std::int64_t account, const std::string& written) { text(Member{{}, account}, written); }
  /// Presses the newest button that contains `button`; fails the test when there is none.
  void tap(std::int64_t account, const std::string& button);
  std::string command(const std::string& name, std::vector<std::pair<std::string, std::string>> args = {});

  /// An invite of the command line; its code.
  std::string invite(const std::string& role, const std::string& name = {}, const std::string& agency = {});
  /// Somebody who came in by an unnamed invite.
  void member(std::int64_t account, const std::string& role, const std::string& agency = {});
  /// The newest invitation that this account was given, as what its reader types: "/start <code>".
  std::string start_of(std::int64_t account) const;

  std::string last(std::int64_t account) const { return Office::last(Member{{}, account}).html; }
  /// The newest message that contains `part`; empty when none does.
  std::string find(std::int64_t account, const std::string& part) const;
  std::size_t count(std::int64_t account) const { return messages(Member{{}, account}); }
  bool has_button(std::int64_t account, const std::string& button) const;
  bool has_menu(std::int64_t account, const std::string& command) const;  ///< in the menus set last
  bool lost_menu(std::int64_t account) const;                             ///< in the menus set last

  office::State office();
  bool is_in(std::int64_t account) { return office().by_telegram(account) != nullptr; }
  std::size_t task_count(PersonId person);
};

struct PeopleTest : testing::Test {
  Town town;
};

inline bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace alur::chat::test
