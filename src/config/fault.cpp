#include "alur/config/config.hpp"

namespace alur::config {

std::string Fault::str() const {
  const std::string place = line > 0 ? file + ':' + std::to_string(line) : file;
  return place.empty() ? message : place + ": " + message;
}

}  // namespace alur::config
