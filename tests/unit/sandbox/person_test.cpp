#include "bot.hpp"

namespace alur::sandbox {
namespace {

class Person : public BotTest {};

TEST_F(Person, text_reaches_the_bot_as_a_message_of_the_method_table) {
  const auto first = say(world, rina, rina, "/setuju M26-001 Lengkap.");
  ASSERT_TRUE(first);
  ASSERT_TRUE(say(world, rina, rina, "lanjut", *first));
  const std::vector<Outgoing> files{{"a.pdf", "", "a", false}};
  ASSERT_TRUE(send_files(world, rina, rina, files, "berkas"));
  ASSERT_TRUE(press_data(world, rina, send("a", R"({"inline_keyboard":[[{"text":"b","callback_data":"c"}]]})"), "c"));
  ASSERT_TRUE(block(world, rina));
  ASSERT_TRUE(create_group(world, rina, "Tim"));
  for (Json& update : updates()) {
    update["update_id"] = 1;
    EXPECT_EQ(Spec::embedded().check_value("Update", update, "update"), std::vector<std::string>{}) << update;
  }
}

TEST_F(Person, replies_carry_the_original) {
  const std::int64_t card = send("kartu");
  ASSERT_TRUE(say(world, rina, rina, "/setuju", card));
  EXPECT_EQ(updates().back().at("message").at("reply_to_message").at("message_id"), card);
}

TEST_F(Person, opening_a_link_sends_start_with_its_code) {
  ASSERT_TRUE(open_link(world, hendra, "https://t.me/TestBot?start=abc-DEF_1"));
  EXPECT_EQ(updates().back().at("message").at("text"), "/start abc-DEF_1");
  EXPECT_EQ(world.find_user(hendra)->link, User::Link::started);
  EXPECT_FALSE(open_link(world, hendra, "https://t.me/OtherBot?start=abc"));
  EXPECT_FALSE(open_link(world, hendra, "https://t.me/TestBot?start=a+b"));
  EXPECT_FALSE(open_link(world, hendra, "https://t.me/TestBot?start=" + std::string(65, 'a')));
}

TEST_F(Person, blocking_tells_the_bot_and_stops_writing) {
  ASSERT_TRUE(block(world, rina));
  const Json change = updates().back().at("my_chat_member");
  EXPECT_EQ(change.at("new_chat_member").at("status"), "kicked");
  EXPECT_FALSE(say(world, rina, rina, "halo"));
  ASSERT_TRUE(unblock(world, rina));
  EXPECT_EQ(updates().back().at("my_chat_member").at("new_chat_member").at("status"), "member");
  EXPECT_TRUE(say(world, rina, rina, "halo"));
}

TEST_F(Person, in_groups_the_bot_sees_commands_and_replies_only) {
  const std::int64_t group = *create_group(world, rina, "Tim");
  const std::size_t joined = updates().size();
  EXPECT_TRUE(updates().back().at("message").contains("new_chat_members"));
  ASSERT_TRUE(say(world, rina, group, "halo semua"));
  EXPECT_EQ(updates().size(), joined);
  ASSERT_TRUE(say(world, rina, group, "/tugas"));
  EXPECT_EQ(updates().size(), joined + 1);
  EXPECT_FALSE(say(world, hendra, group, "/tugas"));
}

TEST_F(Person, texts_beyond_a_clients_limits_are_refused) {
  EXPECT_FALSE(say(world, rina, rina, std::string(4097, 'x')));
  EXPECT_TRUE(say(world, rina, rina, std::string(4096, 'x')));
  EXPECT_FALSE(say(world, rina, rina, "  "));
  EXPECT_FALSE(say(world, 1, 1, "halo"));
  EXPECT_FALSE(send_files(world, rina, rina, {}, ""));
}

TEST_F(Person, messages_older_than_a_day_are_never_queued_any_longer) {
  ASSERT_TRUE(say(world, rina, rina, "halo"));
  clock.advance(std::chrono::hours{24});
  EXPECT_TRUE(updates().empty());
}

TEST_F(Person, only_kinds_that_the_bot_asked_for_are_queued) {
  world.restrict_updates({"message"});
  const std::size_t before = updates().size();
  ASSERT_TRUE(block(world, rina));
  EXPECT_EQ(updates().size(), before);
}

}  // namespace
}  // namespace alur::sandbox
