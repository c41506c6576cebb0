#include "alur/store/picture.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace alur::store {

TEST(Picture, is_read_as_it_was_written) {
  const FlowPicture picture = read_picture(write_picture({"en", "57/l"}));
  EXPECT_EQ(picture.language, "en");
  EXPECT_EQ(picture.state, "57/l");
}

TEST(Picture, of_no_known_kind_is_refused) {
  for (const char* written : {"", "flow", "flow/", "flow/id", "chart/id/1"}) {
    EXPECT_THROW(read_picture(written), std::invalid_argument) << written;
  }
}

}  // namespace alur::store
