#include "core/state_file.hpp"

#include "bot.hpp"

#include <filesystem>
#include <fstream>
#include <stdlib.h>

namespace alur::sandbox {
namespace {

class State : public BotTest {
 protected:
  State() {
    std::string name = (std::filesystem::temp_directory_path() / "alur-state-XXXXXX").string();
    folder = mkdtemp(name.data());
    path = folder / "world.json";
  }
  ~State() override { std::filesystem::remove_all(folder); }

  std::filesystem::path folder;
  std::filesystem::path path;
  SandboxClock moved{time::from_ms(1'772'413'200'000), 1.0};
};

TEST_F(State, a_world_goes_on_where_it_was) {
  const std::int64_t card = send("kartu", R"({"inline_keyboard":[[{"text":"b","callback_data":"c"}]]})");
  const std::vector<Outgoing> files{{"a.pdf", "", std::string("\0isi", 4), false}};
  ASSERT_TRUE(send_files(world, rina, rina, files, "berkas"));
  ASSERT_TRUE(block(world, rina));
  result("setMyCommands", {{"commands", R"([{"command":"a","description":"b"}])"}});
  const auto waiting = updates();
  moved.set_speed(60);
  StateFile{path}.save(world, moved);

  World later{two_people(), clock};
  SandboxClock clock_later{time::from_ms(0), 1.0};
  StateFile{path}.load(later, clock_later);
  EXPECT_EQ(later.messages().size(), world.messages().size());
  EXPECT_EQ(later.find_message(rina, card)->markup.inline_keyboard,
            world.find_message(rina, card)->markup.inline_keyboard);
  EXPECT_EQ(*later.state().files.begin()->second.bytes, files[0].bytes);
  EXPECT_EQ(later.find_user(rina)->link, User::Link::blocked);
  EXPECT_EQ(later.commands().size(), 1U);
  EXPECT_EQ(later.queue().waiting().size(), waiting.size());
  EXPECT_EQ(later.queue().next_id(), world.queue().next_id());
  EXPECT_GT(later.rev(), world.rev());
  EXPECT_EQ(clock_later.view().speed, 60);
  EXPECT_GT(clock_later.view().rev, moved.view().rev);
  EXPECT_GE(clock_later.view().now, time::from_ms(1'772'413'200'000));
}

TEST_F(State, without_a_file_the_world_begins_anew) {
  StateFile{path}.load(world, moved);
  EXPECT_EQ(world.messages().size(), 1U);
}

TEST_F(State, a_file_of_another_bot_or_none_at_all_is_refused) {
  StateFile{path}.save(world, moved);
  WorldOptions other = two_people();
  other.token = "7000000002:other";
  World another{other, clock};
  EXPECT_THROW(StateFile{path}.load(another, moved), std::runtime_error);
  std::ofstream{path} << "[]";
  EXPECT_THROW(StateFile{path}.load(world, moved), std::runtime_error);
}

}  // namespace
}  // namespace alur::sandbox
