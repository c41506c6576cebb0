#pragma once

#include "alur/net/http.hpp"

#include <cstdint>
#include <string>

namespace alur::net {

/// A request in the form in which it is written: head and body, then a file, then the tail.
struct Outgoing {
  std::string front;        ///< head and `body`
  std::string upload_path;  ///< empty: no file
  std::uint64_t upload_bytes = 0;
  std::string tail;
  std::string method;
  bool idempotent = false;
};

/// Fails when a part of the head cannot be written or the file cannot be read: nothing was sent then.
boost::system::result<Outgoing, NetError> prepare(const Origin& origin, const HttpRequest& request,
                                                  const CallOptions& options);

}  // namespace alur::net
