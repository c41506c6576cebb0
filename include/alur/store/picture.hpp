#pragma once

#include <string>
#include <string_view>

namespace alur::store {

/// What Card::picture says: the flow picture of the card's case, in a language. `state` is there to differ where the
/// picture would.
struct FlowPicture {
  std::string language;
  std::string state;
};
std::string write_picture(const FlowPicture& picture);
/// Throws std::invalid_argument for what write_picture() did not write.
FlowPicture read_picture(std::string_view written);

}  // namespace alur::store
