#include "alur/telegram/request.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace alur::telegram {
namespace {

using Json = nlohmann::json;

void expect_call(const Call& call, const std::string& method, const char* body) {
  EXPECT_EQ(call.method, method);
  EXPECT_EQ(Json::parse(call.body), Json::parse(body)) << call.body;
}

Keyboard keyboard() {
  Button approve;
  approve.text = "Setujui";
  approve.callback_data = "a1";
  approve.style = ButtonStyle::success;
  Button back;
  back.text = "Kembalikan";
  back.callback_data = "r1";
  back.style = ButtonStyle::danger;
  Button open;
  open.text = "Buka";
  open.url = "https://t.me/alur_bot?start=x";
  open.style = ButtonStyle::primary;
  Button copy;
  copy.text = "Salin";
  copy.copy_text = "M26-001";
  return {{approve, back}, {}, {open}, {copy}};
}

constexpr const char* keyboard_json = R"({"inline_keyboard":[
  [{"text":"Setujui","callback_data":"a1","style":"success"},{"text":"Kembalikan","callback_data":"r1","style":"danger"}],
  [{"text":"Buka","url":"https://t.me/alur_bot?start=x","style":"primary"}],
  [{"text":"Salin","copy_text":{"text":"M26-001"}}]]})";

TEST(Encode, a_plain_message_has_nothing_that_was_not_set) {
  SendMessage message;
  message.chat_id = 5012345678;
  message.html = "<b>Tahap 2</b>";
  expect_call(encode(message), "sendMessage",
              R"({"chat_id":5012345678,"text":"<b>Tahap 2</b>","parse_mode":"HTML",
                  "link_preview_options":{"is_disabled":true}})");
}

TEST(Encode, a_message_with_everything) {
  SendMessage message;
  message.chat_id = 5;
  message.html = "x";
  message.keyboard = keyboard();
  message.silent = true;
  message.reply_to = 44;
  message.force_reply = true;  // loses against a keyboard
  Json expected = Json::parse(R"({"chat_id":5,"text":"x","parse_mode":"HTML","disable_notification":true,
      "link_preview_options":{"is_disabled":true},
      "reply_parameters":{"message_id":44,"allow_sending_without_reply":true}})");
  expected["reply_markup"] = Json::parse(keyboard_json);
  expect_call(encode(message), "sendMessage", expected.dump().c_str());
}

TEST(Encode, a_message_that_asks_for_a_reply) {
  SendMessage message;
  message.chat_id = 5;
  message.html = "x";
  message.force_reply = true;
  EXPECT_EQ(Json::parse(encode(message).body)["reply_markup"], Json::parse(R"({"force_reply":true})"));
}

TEST(Encode, an_edit_without_a_keyboard_removes_the_buttons_by_leaving_them_out) {
  EditMessageText edit;
  edit.chat_id = 5;
  edit.message_id = 44;
  edit.html = "x";
  expect_call(
      encode(edit), "editMessageText",
      R"({"chat_id":5,"message_id":44,"text":"x","parse_mode":"HTML","link_preview_options":{"is_disabled":true}})");
  edit.keyboard = keyboard();
  EXPECT_EQ(Json::parse(encode(edit).body)["reply_markup"], Json::parse(keyboard_json));
}

TEST(Encode, a_card_from_its_stored_parts) {
  const std::string markup = encode_keyboard(keyboard());
  EXPECT_EQ(Json::parse(markup), Json::parse(keyboard_json));
  SendMessage message;
  message.chat_id = 5;
  message.html = "x";
  message.keyboard = keyboard();
  message.silent = true;
  message.reply_to = 43;
  EXPECT_EQ(send_card(message, markup).body, encode(message).body);
  EditMessageText edit;
  edit.chat_id = 5;
  edit.message_id = 44;
  edit.html = "x";
  edit.keyboard = keyboard();
  EXPECT_EQ(edit_card(5, 44, "x", markup).body, encode(edit).body);
  edit.keyboard.clear();
  EXPECT_EQ(edit_card(5, 44, "x", "").body, encode(edit).body);
  EXPECT_EQ(edit_card(5, 44, "x", "{broken").body, encode(edit).body);
}

TEST(Encode, an_empty_keyboard_is_no_markup) {
  EXPECT_EQ(encode_keyboard({}), "");
  EXPECT_EQ(encode_keyboard({{}, {}}), "");
}

TEST(Encode, answers_and_actions) {
  AnswerCallbackQuery answer;
  answer.id = "12";
  expect_call(encode(answer), "answerCallbackQuery", R"({"callback_query_id":"12"})");
  answer.text = "sudah";
  answer.alert = true;
  expect_call(encode(answer), "answerCallbackQuery", R"({"callback_query_id":"12","text":"sudah","show_alert":true})");
  SendChatAction action;
  action.chat_id = 5;
  action.action = "upload_document";
  expect_call(encode(action), "sendChatAction", R"({"chat_id":5,"action":"upload_document"})");
}

TEST(Encode, a_document_by_its_id_and_back) {
  SendDocument document;
  document.chat_id = 5;
  document.file_id = "BQAC";
  expect_call(encode(document), "sendDocument", R"({"chat_id":5,"document":"BQAC"})");
  document.caption_html = "<b>KAK</b>";
  document.silent = true;
  document.reply_to = 9;
  expect_call(encode(document), "sendDocument",
              R"({"chat_id":5,"document":"BQAC","caption":"<b>KAK</b>","parse_mode":"HTML","disable_notification":true,
                  "reply_parameters":{"message_id":9,"allow_sending_without_reply":true}})");
  const auto read = read_send_document(encode(document).body);
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(encode(*read).body, encode(document).body);
  EXPECT_FALSE(read_send_document("").has_value());
  EXPECT_FALSE(read_send_document("{}").has_value());
  EXPECT_FALSE(read_send_document(R"({"chat_id":"5"})").has_value());
}

TEST(Encode, commands_for_all_or_for_one_chat) {
  SetMyCommands menu;
  menu.commands = {{"tugas", "Tugas saya"}};
  expect_call(encode(menu), "setMyCommands", R"({"commands":[{"command":"tugas","description":"Tugas saya"}]})");
  menu.chat_id = 5;
  expect_call(encode(menu), "setMyCommands",
              R"({"commands":[{"command":"tugas","description":"Tugas saya"}],"scope":{"type":"chat","chat_id":5}})");
}

TEST(Encode, a_poll_and_the_calls_without_much) {
  GetUpdates poll;
  poll.offset = 124;
  poll.allowed_updates = {"message", "callback_query"};
  expect_call(encode(poll), "getUpdates",
              R"({"offset":124,"limit":100,"timeout":50,"allowed_updates":["message","callback_query"]})");
  expect_call(get_me(), "getMe", "{}");
  expect_call(get_webhook_info(), "getWebhookInfo", "{}");
  expect_call(delete_webhook(), "deleteWebhook", "{}");
  expect_call(get_file("BQAC"), "getFile", R"({"file_id":"BQAC"})");
  expect_call(leave_chat(-5), "leaveChat", R"({"chat_id":-5})");
}

TEST(Encode, replaces_bytes_that_are_no_utf_8) {
  SendMessage message;
  message.html = "a\xff b";
  EXPECT_EQ(Json::parse(encode(message).body)["text"], "a\xEF\xBF\xBD b");
}

TEST(Upload, is_a_multipart_body_around_the_files_bytes) {
  SendDocument document;
  document.chat_id = 5;
  document.caption_html = "<b>é</b>";
  document.silent = true;
  document.reply_to = 9;
  const MultipartUpload upload = document_upload(document, "KAK.pdf", "application/pdf", "BOUNDARY");
  EXPECT_EQ(upload.content_type, "multipart/form-data; boundary=BOUNDARY");
  EXPECT_EQ(upload.head,
            "--BOUNDARY\r\nContent-Disposition: form-data; name=\"caption\"\r\n\r\n<b>é</b>\r\n"
            "--BOUNDARY\r\nContent-Disposition: form-data; name=\"chat_id\"\r\n\r\n5\r\n"
            "--BOUNDARY\r\nContent-Disposition: form-data; name=\"disable_notification\"\r\n\r\ntrue\r\n"
            "--BOUNDARY\r\nContent-Disposition: form-data; name=\"parse_mode\"\r\n\r\nHTML\r\n"
            "--BOUNDARY\r\nContent-Disposition: form-data; name=\"reply_parameters\"\r\n\r\n"
            "{\"allow_sending_without_reply\":true,\"message_id\":9}\r\n"
            "--BOUNDARY\r\nContent-Disposition: form-data; name=\"document\"; filename=\"KAK.pdf\"\r\n"
            "Content-Type: application/pdf\r\n\r\n");
  EXPECT_EQ(upload.tail, "\r\n--BOUNDARY--\r\n");
}

TEST(Upload, never_lets_a_name_or_a_type_break_the_head) {
  SendDocument document;
  const auto head = [&](const std::string& name, const std::string& type) {
    return document_upload(document, name, type, "B").head;
  };
  EXPECT_THAT(head("a\"; x=\"b\r\nX: y.pdf", "text/plain"),
              testing::HasSubstr("filename=\"a%22; x=%22bX: y.pdf\"\r\n"));
  EXPECT_THAT(head("100%25.pdf", "text/plain"), testing::HasSubstr("filename=\"100%2525.pdf\""));
  EXPECT_THAT(head("Surat Pérmohonan.pdf", "text/plain"), testing::HasSubstr("filename=\"Surat Pérmohonan.pdf\""));
  EXPECT_THAT(head("", "text/plain"), testing::HasSubstr("filename=\"file\""));
  for (const char* type : {"", "text", "text/", "a/b\r\nX: y", "a b/c", "/"}) {
    EXPECT_THAT(head("a", type), testing::HasSubstr("Content-Type: application/octet-stream\r\n\r\n")) << type;
  }
}

TEST(Picture, is_sent_as_a_photo_of_its_own) {
  ShowPicture picture;
  picture.chat_id = 5;
  picture.png = "PNG";
  picture.caption_html = "<b>M26-001</b>";
  picture.silent = true;
  const FormCall call = picture_form(picture, "B");
  EXPECT_EQ(call.method, "sendPhoto");
  EXPECT_EQ(call.content_type, "multipart/form-data; boundary=B");
  EXPECT_EQ(call.body,
            "--B\r\nContent-Disposition: form-data; name=\"caption\"\r\n\r\n<b>M26-001</b>\r\n"
            "--B\r\nContent-Disposition: form-data; name=\"chat_id\"\r\n\r\n5\r\n"
            "--B\r\nContent-Disposition: form-data; name=\"disable_notification\"\r\n\r\ntrue\r\n"
            "--B\r\nContent-Disposition: form-data; name=\"parse_mode\"\r\n\r\nHTML\r\n"
            "--B\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"photo.png\"\r\n"
            "Content-Type: image/png\r\n\r\nPNG\r\n--B--\r\n");
}

TEST(Picture, takes_the_place_of_the_one_that_a_message_shows) {
  ShowPicture picture;
  picture.chat_id = 5;
  picture.message_id = 30;
  picture.png = "PNG";
  picture.caption_html = "<b>M26-001</b>";
  const FormCall call = picture_form(picture, "B");
  EXPECT_EQ(call.method, "editMessageMedia");
  EXPECT_THAT(call.body, testing::HasSubstr("name=\"message_id\"\r\n\r\n30\r\n"));
  EXPECT_THAT(call.body, testing::HasSubstr("name=\"media\"\r\n\r\n"
                                            R"({"caption":"<b>M26-001</b>","media":"attach://photo",)"
                                            R"("parse_mode":"HTML","type":"photo"})"));
  EXPECT_THAT(call.body, testing::HasSubstr("name=\"photo\"; filename=\"photo.png\"\r\n"));
}

}  // namespace
}  // namespace alur::telegram
