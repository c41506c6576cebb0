#include "alur/store/queues.hpp"

#include "connection.hpp"

namespace alur::store {

std::optional<std::string> Settings::get(const std::string& name) {
  Query query{tx_, "SELECT value FROM setting WHERE name = ?", name};
  return query.next() ? std::optional{query.text(0)} : std::nullopt;
}

void Settings::set(const std::string& name, const std::string& value) {
  Query{tx_, "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", name, value}.run();
}

void Settings::clear(const std::string& name) { Query{tx_, "DELETE FROM setting WHERE name = ?", name}.run(); }

}  // namespace alur::store
