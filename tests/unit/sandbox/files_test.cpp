#include "bot.hpp"

namespace alur::sandbox {
namespace {

const std::string to_rina = std::to_string(rina);

class Files : public BotTest {
 protected:
  Answer upload(const std::string& method, const std::string& field, std::string bytes) {
    Params given = params({{"chat_id", to_rina}, {"caption", "<i>versi 1</i>"}, {"parse_mode", "HTML"}});
    given.add_file({field, "SPT bertanda.PDF", "application/pdf", std::move(bytes)});
    return call(method, given);
  }
  std::string file_id_from_rina(std::size_t bytes) {
    const std::vector<Outgoing> files{{"kebutuhan.docx", "", std::string(bytes, 'x'), false}};
    EXPECT_TRUE(send_files(world, rina, rina, files, "/unggah"));
    return updates().back().at("message").at("document").at("file_id");
  }
};

TEST_F(Files, an_upload_can_be_sent_again_by_its_id) {
  const Answer answer = upload("sendDocument", "document", "isi");
  ASSERT_EQ(answer.code, 200) << answer.body;
  const Json message = Json::parse(answer.body).at("result");
  EXPECT_EQ(message.at("document").at("file_name"), "SPT bertanda.PDF");
  EXPECT_EQ(message.at("document").at("file_size"), 3);
  EXPECT_EQ(message.at("caption"), "versi 1");
  const std::string id = message.at("document").at("file_id");
  EXPECT_EQ(result("sendDocument", {{"chat_id", to_rina}, {"document", id}}).at("document").at("file_id"), id);
}

TEST_F(Files, a_file_of_the_other_family_is_refused) {
  const Json photo = Json::parse(upload("sendPhoto", "photo", "jpeg").body).at("result");
  EXPECT_EQ(error("sendDocument", {{"chat_id", to_rina}, {"document", photo.at("photo")[0].at("file_id")}}),
            "Bad Request: can't use file of type Photo as Document");
}

TEST_F(Files, what_is_no_file_is_refused) {
  EXPECT_EQ(error("sendDocument", {{"chat_id", to_rina}}), "Bad Request: there is no document in the request");
  EXPECT_EQ(error("sendDocument", {{"chat_id", to_rina}, {"document", "BQACabc"}}),
            "Bad Request: wrong remote file identifier specified: can't unserialize it. Wrong last symbol");
  EXPECT_EQ(Json::parse(upload("sendDocument", "document", "").body).at("description"),
            "Bad Request: file must be non-empty");
  EXPECT_EQ(Json::parse(upload("sendPhoto", "photo", std::string(10'485'761, 'x')).body).at("description"),
            "Bad Request: file of size 10485761 bytes is too big for a photo; the maximum size is 10485760 bytes");
  EXPECT_EQ(upload("sendDocument", "document", std::string(50 * 1024 * 1024 + 1, 'x')).code, 413);
}

TEST_F(Files, captions_have_1024_characters_at_most) {
  EXPECT_EQ(error("sendDocument", {{"chat_id", to_rina}, {"document", "x"}, {"caption", std::string(1025, 'x')}}),
            "Bad Request: message caption is too long");
}

TEST_F(Files, are_fetched_by_a_path_that_ends_after_an_hour) {
  const std::string id = file_id_from_rina(10);
  const Json file = result("getFile", {{"file_id", id}});
  EXPECT_EQ(file.at("file_path"), "documents/file_1.docx");
  EXPECT_EQ(file.at("file_size"), 10);
  ASSERT_NE(world.file_at("documents/file_1.docx"), nullptr);
  clock.advance(std::chrono::minutes{61});
  EXPECT_EQ(world.file_at("documents/file_1.docx"), nullptr);
  EXPECT_EQ(result("getFile", {{"file_id", id}}).at("file_path"), "documents/file_1.docx");
  EXPECT_NE(world.file_at("documents/file_1.docx"), nullptr);
}

TEST_F(Files, over_20_mebibytes_are_not_given) {
  EXPECT_EQ(error("getFile", {{"file_id", file_id_from_rina(20 * 1024 * 1024 + 1)}}), "Bad Request: file is too big");
  EXPECT_EQ(error("getFile", {{"file_id", "BQACabc"}}), "Bad Request: invalid file_id");
  EXPECT_EQ(error("getFile", Values{}), "Bad Request: file_id not specified");
}

TEST_F(Files, of_an_album_are_messages_with_one_group_and_one_caption) {
  const std::vector<Outgoing> files{{"a.pdf", "", "a", false}, {"b.pdf", "", "b", false}};
  ASSERT_TRUE(send_files(world, rina, rina, files, "dua"));
  const auto queued = updates();
  const Json first = queued.at(queued.size() - 2).at("message");
  const Json second = queued.back().at("message");
  EXPECT_EQ(first.at("media_group_id"), second.at("media_group_id"));
  EXPECT_EQ(first.at("caption"), "dua");
  EXPECT_FALSE(second.contains("caption"));
  EXPECT_EQ(second.at("document").at("mime_type"), "application/pdf");
}

TEST_F(Files, sent_as_photos_come_as_photo_sizes) {
  const std::vector<Outgoing> files{{"a.jpg", "", "a", true}};
  ASSERT_TRUE(send_files(world, rina, rina, files, ""));
  EXPECT_TRUE(updates().back().at("message").at("photo").is_array());
}

TEST_F(Files, a_photo_is_replaced_in_its_message_with_caption_and_keyboard) {
  const Json sent = Json::parse(upload("sendPhoto", "photo", "old").body).at("result");
  const std::string message_id = std::to_string(sent.at("message_id").get<std::int64_t>());
  Params given =
      params({{"chat_id", to_rina},
              {"message_id", message_id},
              {"media", R"({"type":"photo","media":"attach://p","caption":"<b>baru</b>","parse_mode":"HTML"})"}});
  given.add_file({"p", "p.png", "image/png", "newer"});
  const Answer answer = call("editMessageMedia", given);
  ASSERT_EQ(answer.code, 200) << answer.body;
  const Json edited = Json::parse(answer.body).at("result");
  EXPECT_EQ(edited.at("message_id"), sent.at("message_id"));
  EXPECT_EQ(edited.at("caption"), "baru");
  EXPECT_EQ(edited.at("caption_entities").size(), 1U);
  EXPECT_EQ(edited.at("photo")[0].at("file_size"), 5);
  EXPECT_TRUE(world.violations().empty());
}

TEST_F(Files, media_that_cannot_replace_is_refused) {
  const Json sent = Json::parse(upload("sendPhoto", "photo", "old").body).at("result");
  const std::string message_id = std::to_string(sent.at("message_id").get<std::int64_t>());
  const auto refusal = [&](const std::string& id, const std::string& media) {
    return error("editMessageMedia", {{"chat_id", to_rina}, {"message_id", id}, {"media", media}});
  };
  EXPECT_EQ(refusal(message_id, "{"), "Bad Request: can't parse media JSON object");
  EXPECT_EQ(refusal(message_id, R"({"type":"photo","media":"attach://p"})"),
            "Bad Request: wrong file identifier/HTTP URL specified");
  EXPECT_EQ(refusal("999", R"({"type":"photo","media":"attach://p"})"), "Bad Request: message to edit not found");
}

}  // namespace
}  // namespace alur::sandbox
