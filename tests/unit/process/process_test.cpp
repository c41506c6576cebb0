#include "alur/process/process.hpp"

#include "small_process.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace alur::process {
namespace {

TEST(Process, finds_steps_by_number_and_documents_by_id) {
  const Process process = testing::small_process();
  EXPECT_EQ(process.last_step(), 3);
  EXPECT_EQ(process.step(2).no, 2);
  EXPECT_THROW(static_cast<void>(process.step(0)), std::out_of_range);
  EXPECT_THROW(static_cast<void>(process.step(4)), std::out_of_range);
  EXPECT_EQ(process.step_owing("spt"), &process.step(2));
  EXPECT_EQ(process.step_owing("lampiran"), nullptr);
  EXPECT_EQ(process.step(2).find_owed("spt")->kind, OwedKind::letter);
  EXPECT_EQ(process.step(1).find_owed("spt"), nullptr);
}

TEST(Process, knows_which_steps_end_with_a_letter) {
  const Process process = testing::small_process();
  EXPECT_FALSE(process.step(1).has_letter());
  EXPECT_TRUE(process.step(2).has_letter());
}

TEST(Track, has_an_id_and_a_register_letter) {
  EXPECT_EQ(track_from("mandiri"), Track::mandiri);
  EXPECT_EQ(track_from("pengembang"), Track::pengembang);
  EXPECT_EQ(track_from("Mandiri"), std::nullopt);
  EXPECT_EQ(id_of(Track::pengembang), "pengembang");
  EXPECT_EQ(register_letter(Track::mandiri), 'M');
  EXPECT_EQ(register_letter(Track::pengembang), 'P');
}

}  // namespace
}  // namespace alur::process
