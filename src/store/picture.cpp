#include "alur/store/picture.hpp"

#include <stdexcept>

namespace alur::store {

namespace {

constexpr std::string_view flow_prefix = "flow/";

}  // namespace

std::string write_picture(const FlowPicture& picture) {
  return std::string{flow_prefix}.append(picture.language).append("/").append(picture.state);
}

FlowPicture read_picture(std::string_view written) {
  const std::size_t mark = written.find('/', flow_prefix.size());
  if (!written.starts_with(flow_prefix) || mark == std::string_view::npos) {
    throw std::invalid_argument("no picture: " + std::string{written});
  }
  return {std::string{written.substr(flow_prefix.size(), mark - flow_prefix.size())},
          std::string{written.substr(mark + 1)}};
}

}  // namespace alur::store
