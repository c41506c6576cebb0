#include "counter.hpp"

#include "connection.hpp"

namespace alur::store {

std::int64_t next_number(Tx& tx, const std::string& name) {
  Query query{tx,
              "INSERT INTO counter (name, value) VALUES (?, 1)"
              " ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value",
              name};
  query.next();
  const std::int64_t number = query.integer(0);
  query.run();
  return number;
}

}  // namespace alur::store
