#include "alur/log/log.hpp"

#include "redactor.hpp"

#include <utility>

namespace alur::log {

Secret::Secret(std::string value) : value_{std::move(value)} {
  wipe(value);  // a short text is copied by the move
  register_secret(value_);
}

Secret::Secret(Secret&& other) noexcept : value_{std::move(other.value_)} { wipe(other.value_); }

Secret& Secret::operator=(Secret&& other) noexcept {
  if (this == &other) return *this;
  unregister_secret(value_);
  wipe(value_);
  value_ = std::move(other.value_);
  wipe(other.value_);
  return *this;
}

Secret::~Secret() {
  unregister_secret(value_);
  wipe(value_);
}

}  // namespace alur::log
