#pragma once

#include "unit/chat/fixture.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

namespace alur::fuzz {

/// An office with one case, made once: each input meets it as it was.
inline chat::test::Office& office() {
  static chat::test::Office made;
  static const bool opened = [] {
    made.text(made.rina, "/ajukan mandiri Aplikasi Antrean");
    return true;
  }();
  static_cast<void>(opened);
  return made;
}

/// As an update brings it: JSON has no broken bytes.
inline std::string as_received(std::string_view bytes) {
  using nlohmann::json;
  return json::parse(json(std::string{bytes}).dump(-1, ' ', true, json::error_handler_t::replace)).get<std::string>();
}

}  // namespace alur::fuzz
