#include "find_person.hpp"

#include "commands.hpp"

namespace alur::chat {

namespace {

/// Does `part` stand in `name` at the beginning of a word?
bool begins_a_word(std::string_view name, std::string_view part) {
  for (auto at = name.find(part); at != std::string_view::npos; at = name.find(part, at + 1)) {
    if (at == 0 || name[at - 1] == ' ') {
      return true;
    }
  }
  return false;
}

}  // namespace

std::vector<PersonId> people_meant(const Context& ctx, std::string_view typed,
                                   const std::vector<PersonId>& candidates) {
  const std::string wanted = lower_case(typed);
  std::vector<PersonId> meant;
  for (const PersonId candidate : candidates) {
    const office::Person* person = ctx.office.find(candidate);
    if (person == nullptr || wanted.empty()) {
      continue;
    }
    const std::string name = lower_case(person->name);
    if (name == wanted) {
      return {candidate};
    }
    if (begins_a_word(name, wanted)) {
      meant.push_back(candidate);
    }
  }
  return meant;
}

}  // namespace alur::chat
