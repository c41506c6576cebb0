#include "alur/telegram/update.hpp"

#include "alur/telegram/reply.hpp"

#include <gmock/gmock.h>

namespace alur::telegram {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* person = R"({"id":5012345678,"is_bot":false,"first_name":"Siti","last_name":"Aminah",
                                   "username":"siti_a","language_code":"id"})";
constexpr const char* private_chat = R"({"id":5012345678,"first_name":"Siti","type":"private"})";

/// A message update with these further fields.
std::string message(const std::string& fields, const std::string& kind = "message") {
  return R"({"update_id":123,)"
         "\n\"" +
         kind + R"(":{"message_id":7,"from":)" + person + R"(,"chat":)" + private_chat + R"(,"date":1790000000,)" +
         fields + "}}";
}

Update update_of(const std::string& json) {
  auto update = read_update(json);
  EXPECT_TRUE(update.has_value()) << update.error().why;
  return update ? std::move(*update) : Update{};
}

Message message_of(const std::string& json) {
  const Update update = update_of(json);
  const auto* found = std::get_if<Message>(&update.body);
  EXPECT_NE(found, nullptr);
  return found == nullptr ? Message{} : *found;
}

TEST(Update, reads_a_text_message) {
  const std::string json = message(R"("text":"/tugas","entities":[{"type":"bot_command","offset":0,"length":6}])");
  const Update update = update_of(json);
  EXPECT_EQ(update.update_id, 123);
  EXPECT_EQ(update.raw, json);
  const auto& got = std::get<Message>(update.body);
  EXPECT_EQ(got.message_id, 7);
  EXPECT_EQ(got.chat.id, 5012345678);
  EXPECT_EQ(got.chat.type, Chat::Type::private_chat);
  EXPECT_EQ(got.date, 1790000000);
  EXPECT_EQ(got.text, "/tugas");
  EXPECT_FALSE(got.edited);
  ASSERT_TRUE(got.from.has_value());
  EXPECT_EQ(got.from->full_name(), "Siti Aminah");
  EXPECT_EQ(got.from->username, "siti_a");
  EXPECT_EQ(got.from->language_code, "id");
}

TEST(Update, reads_escapes_and_ids_of_52_bits) {
  const Message got = message_of(
      R"({"update_id":2000000000,"message":{"message_id":2147483647,"chat":{"id":-4503599627370495,"type":"group",
      "title":"Rapat"},"date":1,"text":"\u00e9 \ud83d\ude00"}})");
  EXPECT_EQ(got.chat.id, -4503599627370495);
  EXPECT_EQ(got.chat.title, "Rapat");
  EXPECT_EQ(got.text, "é 😀");
  EXPECT_FALSE(got.from.has_value());
}

TEST(Update, marks_an_edited_message) {
  EXPECT_TRUE(message_of(message(R"("edit_date":2,"text":"baru")", "edited_message")).edited);
}

TEST(Update, reads_a_document_with_its_legacy_duplicates) {
  const Message got = message_of(message(
      R"("document":{"file_name":"../KAK \"v2\".pdf","mime_type":"application/pdf","file_id":"BQAC","file_unique_id":"AgAD",
      "file_size":5368709120,"thumb":{"file_id":"x"},"thumbnail":{"file_id":"x"}},"caption":"/unggah M26-001 KAK")"));
  ASSERT_TRUE(got.file.has_value());
  EXPECT_EQ(got.file->kind, File::Kind::document);
  EXPECT_EQ(got.file->file_id, "BQAC");
  EXPECT_EQ(got.file->file_unique_id, "AgAD");
  EXPECT_EQ(got.file->file_name, "../KAK \"v2\".pdf");
  EXPECT_EQ(got.file->mime_type, "application/pdf");
  EXPECT_EQ(got.file->file_size, 5368709120u);
  EXPECT_EQ(got.caption, "/unggah M26-001 KAK");
  EXPECT_EQ(got.text, "");
}

TEST(Update, takes_the_largest_size_of_a_photo_and_the_albums_id) {
  const Message got = message_of(message(
      R"("media_group_id":"13579","photo":[{"file_id":"small","width":90,"height":60,"file_size":1000},
      {"file_id":"large","width":1280,"height":960,"file_size":200000},{"file_id":"middle","width":320,"height":240}])"));
  ASSERT_TRUE(got.file.has_value());
  EXPECT_EQ(got.file->kind, File::Kind::photo);
  EXPECT_EQ(got.file->file_id, "large");
  EXPECT_EQ(got.media_group_id, "13579");
}

TEST(Update, reads_every_kind_of_file) {
  const auto kind_of = [](const std::string& key) {
    return message_of(message("\"" + key + R"(":{"file_id":"f"})")).file->kind;
  };
  EXPECT_EQ(kind_of("video"), File::Kind::video);
  EXPECT_EQ(kind_of("audio"), File::Kind::audio);
  EXPECT_EQ(kind_of("voice"), File::Kind::voice);
  EXPECT_EQ(kind_of("sticker"), File::Kind::other);
  EXPECT_EQ(kind_of("video_note"), File::Kind::other);
  EXPECT_EQ(message_of(message(R"("animation":{"file_id":"a"},"document":{"file_id":"d"})")).file->file_id, "d");
  EXPECT_FALSE(message_of(message(R"("photo":[])")).file.has_value());
}

TEST(Update, reads_what_a_message_replies_to) {
  const Message got = message_of(message(
      R"("text":"/unggah M26-001 KAK","reply_to_message":{"message_id":4,"date":1,"chat":{"id":1,"type":"private"},
      "document":{"file_id":"old"}})"));
  EXPECT_EQ(got.reply_to, 4);
  ASSERT_TRUE(got.reply_to_file.has_value());
  EXPECT_EQ(got.reply_to_file->file_id, "old");
  EXPECT_FALSE(got.file.has_value());
}

TEST(Update, tells_that_a_bot_was_added_to_a_group) {
  EXPECT_TRUE(message_of(message(R"("new_chat_members":[{"id":1,"is_bot":false,"first_name":"A"},
                                 {"id":2,"is_bot":true,"first_name":"B"}],"new_chat_participant":{"id":2})"))
                  .joined_group);
  EXPECT_TRUE(message_of(message(R"("group_chat_created":true)")).joined_group);
  EXPECT_FALSE(message_of(message(R"("new_chat_members":[{"id":1,"is_bot":false,"first_name":"A"}])")).joined_group);
}

TEST(Update, survives_messages_without_anything_that_it_knows) {
  const Message got = message_of(message(
      R"("rich_message":{"blocks":[{"type":"table","rows":[[{}]]}]},"widget":{"id":1},"checklist":null,"text":null)"));
  EXPECT_EQ(got.text, "");
  EXPECT_FALSE(got.file.has_value());
}

std::string press(const std::string& rest) {
  return R"({"update_id":9,"callback_query":{"id":"4382bfdwdsb323b2d9","chat_instance":"-3","from":)" +
         std::string{person} + rest + "}}";
}

CallbackQuery query_of(const std::string& json) {
  const Update update = update_of(json);
  const auto* query = std::get_if<CallbackQuery>(&update.body);
  EXPECT_NE(query, nullptr);
  return query == nullptr ? CallbackQuery{} : *query;
}

TEST(Update, reads_a_press) {
  const auto query = query_of(press(R"(,"data":"a1","message":{"message_id":44,"date":1790000000,"text":"Tahap 2",
                                    "chat":{"id":5012345678,"type":"private"},"from":{"id":1,"is_bot":true}})"));
  EXPECT_EQ(query.id, "4382bfdwdsb323b2d9");
  EXPECT_EQ(query.from.id, 5012345678);
  EXPECT_EQ(query.chat_id, 5012345678);
  EXPECT_EQ(query.message_id, 44);
  EXPECT_EQ(query.data, "a1");
}

TEST(Update, reads_a_press_on_a_message_that_is_gone) {
  const auto gone =
      query_of(press(R"(,"data":"a1","message":{"chat":{"id":5,"type":"private"},"message_id":44,"date":0})"));
  EXPECT_EQ(gone.chat_id, 5);
  EXPECT_EQ(gone.message_id, 44);
  const auto in_line = query_of(press(R"(,"data":"a1","inline_message_id":"x")"));
  EXPECT_EQ(in_line.chat_id, 0);
  EXPECT_EQ(in_line.message_id, 0);
  EXPECT_EQ(query_of(press(R"(,"game_short_name":"g")")).data, "");
}

TEST(Update, reads_a_change_of_membership) {
  const auto status_of = [](const std::string& word) {
    const Update update = update_of(
        R"({"update_id":1,"my_chat_member":{"chat":{"id":5,"type":"private"},"date":1,"from":)" + std::string{person} +
        R"(,"old_chat_member":{"user":{"id":9},"status":"member"},"new_chat_member":{"user":{"id":9},"until_date":0,"status":")" +
        word + "\"}}}");
    return std::get<MembershipChange>(update.body).status;
  };
  EXPECT_EQ(status_of("kicked"), MembershipChange::Status::kicked);
  EXPECT_EQ(status_of("member"), MembershipChange::Status::member);
  EXPECT_EQ(status_of("administrator"), MembershipChange::Status::member);
  EXPECT_EQ(status_of("left"), MembershipChange::Status::left);
  EXPECT_EQ(status_of("restricted"), MembershipChange::Status::other);
}

TEST(Update, keeps_unknown_kinds_by_name) {
  EXPECT_EQ(std::get<UnknownKind>(update_of(R"({"update_id":1,"widget_query":{"id":"1"}})").body).kind, "widget_query");
  EXPECT_EQ(std::get<UnknownKind>(update_of(R"({"update_id":1})").body).kind, "");
  EXPECT_EQ(std::get<UnknownKind>(update_of(message(R"("text":"x")", "channel_post")).body).kind, "channel_post");
}

struct Wrong {
  const char* json;
  std::int64_t update_id;
  const char* why;
};

TEST(Update, says_why_one_cannot_be_read_and_keeps_it) {
  for (const auto& [json, update_id, why] : {
           Wrong{"", 0, "no JSON"},
           Wrong{"{\"update_id\":1", 0, "no JSON"},
           Wrong{"\"\xff\"", 0, "no JSON"},
           Wrong{"[]", 0, "update_id"},
           Wrong{"null", 0, "update_id"},
           Wrong{R"({"message":{}})", 0, "update_id"},
           Wrong{R"({"update_id":"1"})", 0, "update_id"},
           Wrong{R"({"update_id":1.5})", 0, "update_id"},
           Wrong{R"({"update_id":18446744073709551615})", 0, "update_id"},
           Wrong{R"({"update_id":3,"message":[]})", 3, "message: object expected"},
           Wrong{R"({"update_id":3,"message":{"message_id":1}})", 3, "chat: object expected"},
           Wrong{R"({"update_id":3,"message":{"message_id":1,"chat":{"id":"5"}}})", 3, "id: integer expected"},
           Wrong{R"({"update_id":3,"message":{"message_id":1,"chat":{"id":5},"text":5}})", 3, "text: string expected"},
           Wrong{R"({"update_id":3,"message":{"message_id":1,"chat":{"id":5},"document":{}}})", 3, "file_id"},
           Wrong{R"({"update_id":3,"message":{"message_id":1,"chat":{"id":5},"photo":[1]}})", 3, "object around"},
           Wrong{R"({"update_id":3,"callback_query":{"id":"1"}})", 3, "from: object expected"},
       }) {
    const auto update = read_update(json);
    ASSERT_TRUE(update.has_error()) << json;
    EXPECT_EQ(update.error().update_id, update_id) << json;
    EXPECT_EQ(update.error().raw, json);
    EXPECT_THAT(update.error().why, HasSubstr(why)) << json;
  }
}

TEST(Update, refuses_json_that_is_nested_too_deep_for_the_stack) {
  const std::string deep = R"({"update_id":1,"x":)" + std::string(1'000'000, '[') + std::string(1'000'000, ']') + "}";
  EXPECT_TRUE(read_update(deep).has_error());
  const std::string brackets_in_text = message(R"("text":")" + std::string(5000, '[') + R"(\"")");
  EXPECT_EQ(message_of(brackets_in_text).text.size(), 5001u);
}

TEST(UpdateBatch, keeps_the_order_and_the_neighbours_of_a_bad_one) {
  const auto batch = read_updates("[" + message(R"("text":"a")") + R"(,{"update_id":124,"message":5},)" +
                                  R"({"update_id":120,"poll":{"id":"1"}}])");
  ASSERT_TRUE(batch.has_value());
  ASSERT_EQ(batch->updates.size(), 2u);
  EXPECT_EQ(batch->updates[0].update_id, 123);
  EXPECT_EQ(batch->updates[1].update_id, 120);
  ASSERT_EQ(batch->unreadable.size(), 1u);
  EXPECT_EQ(batch->unreadable[0].update_id, 124);
  EXPECT_EQ(batch->unreadable[0].raw, R"({"message":5,"update_id":124})");
  EXPECT_EQ(batch->last_id, 120) << "ids restart: the last one counts, not the highest";
  EXPECT_EQ(std::get<Message>(update_of(batch->updates[0].raw).body).text, "a") << "raw can be read again";
}

TEST(UpdateBatch, the_last_id_may_be_that_of_an_unreadable_one) {
  EXPECT_EQ(read_updates(R"([{"update_id":5},{"update_id":6,"message":1}])")->last_id, 6);
  EXPECT_EQ(read_updates(R"([{"update_id":5},"nonsense"])")->last_id, 5);
  EXPECT_EQ(read_updates("[]")->last_id, std::nullopt);
}

TEST(UpdateBatch, of_something_else_is_none) {
  for (const char* text : {"", "{}", "null", "[", "<html>502</html>", "[{\"update_id\":1,}]"}) {
    EXPECT_FALSE(read_updates(text).has_value()) << text;
  }
}

TEST(WantedUpdates, are_the_kinds_that_are_read) {
  EXPECT_THAT(wanted_updates(), ElementsAre("message", "edited_message", "callback_query", "my_chat_member"));
}

}  // namespace
}  // namespace alur::telegram
