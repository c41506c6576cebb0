#include "alur/telegram/reply.hpp"

#include <gmock/gmock.h>

namespace alur::telegram {
namespace {

std::string failure(int code, const std::string& description, const std::string& more = "") {
  return R"({"ok":false,"error_code":)" + std::to_string(code) + R"(,"description":")" + description + "\"" + more +
         "}";
}

TEST(Reply, of_a_success_carries_the_result) {
  const Reply reply = read_reply(200, R"({"ok":true,"result":{"message_id":7},"description":"Webhook was set"})", 5);
  EXPECT_EQ(reply.meaning, Meaning::done);
  EXPECT_EQ(reply.code, 200);
  EXPECT_EQ(reply.result, R"({"message_id":7})");
  EXPECT_EQ(reply.description, "Webhook was set");
  EXPECT_EQ(reply.retry_after_s, std::nullopt);
  EXPECT_EQ(read_reply(200, R"({"ok":true,"result":true})", {}).result, "true");
}

struct Case {
  int code;
  const char* description;
  Meaning meaning;
};

TEST(Reply, means_what_code_and_text_say) {
  for (const auto& [code, description, meaning] : {
           Case{400,
                "Bad Request: message is not modified: specified new message content and reply markup are exactly the "
                "same as a current content and reply markup of the message",
                Meaning::not_modified},
           Case{400, "Bad Request: message to edit not found", Meaning::message_gone},
           Case{400, "Bad Request: message to be replied not found", Meaning::message_gone},
           Case{400, "Bad Request: message can't be edited", Meaning::message_gone},
           Case{400, "Bad Request: there is no text in the message to edit", Meaning::message_gone},
           Case{400, "Bad Request: MESSAGE_ID_INVALID", Meaning::message_gone},
           Case{400, "Bad Request: chat not found", Meaning::chat_unknown},
           Case{400, "Bad Request: query is too old and response timeout expired or query ID is invalid",
                Meaning::query_too_old},
           Case{400, "Bad Request: file is too big", Meaning::file_unavailable},
           Case{400, "Bad Request: invalid file_id", Meaning::file_unavailable},
           Case{400, "Bad Request: wrong file_id or the file is temporarily unavailable", Meaning::file_unavailable},
           Case{400, "Bad Request: wrong remote file identifier specified: can't unserialize it. Wrong last symbol",
                Meaning::file_unavailable},
           Case{400, "Bad Request: wrong file identifier/HTTP URL specified", Meaning::file_unavailable},
           Case{400, "Logged out", Meaning::unauthorized},
           Case{400, "Bad Request: BUTTON_DATA_INVALID", Meaning::bad_request},
           Case{400, "Bad Request: file of size 20 bytes is too big for a photo", Meaning::bad_request},
           Case{400, "Bad Request: a text of tomorrow", Meaning::bad_request},
           Case{401, "Unauthorized", Meaning::unauthorized},
           Case{421, "Misdirected Request: unallowed token specified", Meaning::unauthorized},
           Case{403, "Forbidden: bot was blocked by the user", Meaning::blocked},
           Case{403, "Forbidden: user is deactivated", Meaning::blocked},
           Case{403, "Forbidden: bot can't initiate conversation with a user", Meaning::blocked},
           Case{404, "Not Found: method not found", Meaning::method_unknown},
           Case{404, "Not Found", Meaning::unauthorized},
           Case{409, "Conflict: terminated by other getUpdates request", Meaning::conflict},
           Case{413, "Request Entity Too Large", Meaning::bad_request},
           Case{429, "Too Many Requests: retry after 5", Meaning::too_many},
           Case{500, "Internal Server Error: restart", Meaning::server_error},
           Case{500, "Internal Server Error: sent message was immediately deleted and can't be returned",
                Meaning::bad_request},
           Case{502, "Bad Gateway", Meaning::server_error},
           Case{302, "Found", Meaning::server_error},
       }) {
    const Reply reply = read_reply(code, failure(code, description), {});
    EXPECT_EQ(reply.meaning, meaning) << description;
    EXPECT_EQ(reply.code, code);
    EXPECT_EQ(reply.description, description);
  }
}

TEST(Reply, takes_retry_after_from_the_body_else_from_the_header) {
  EXPECT_EQ(read_reply(429, failure(429, "x", R"(,"parameters":{"retry_after":35})"), 5).retry_after_s, 35);
  EXPECT_EQ(read_reply(429, failure(429, "x"), 5).retry_after_s, 5);
  EXPECT_EQ(read_reply(429, failure(429, "x"), {}).retry_after_s, std::nullopt);
  EXPECT_EQ(read_reply(503, "<html>", 7).retry_after_s, 7);
  EXPECT_EQ(read_reply(429, failure(429, "x", R"(,"parameters":{"retry_after":-3})"), {}).retry_after_s, std::nullopt);
  EXPECT_EQ(read_reply(429, failure(429, "x", R"(,"parameters":{"retry_after":99999999999})"), {}).retry_after_s,
            7 * 24 * 3600);
}

TEST(Reply, tells_where_a_chat_went) {
  const Reply reply = read_reply(400,
                                 failure(400, "Bad Request: group chat was upgraded to a supergroup chat",
                                         R"(,"parameters":{"migrate_to_chat_id":-1001234567890})"),
                                 {});
  EXPECT_EQ(reply.meaning, Meaning::migrated);
  EXPECT_EQ(reply.migrate_to, -1001234567890);
}

struct Page {
  int status;
  Meaning meaning;
};

TEST(Reply, survives_pages_of_proxies_on_any_status) {
  for (const char* body : {"", "<html><h1>error</h1></html>", "null", "[]", "\"ok\"", "{}", R"({"ok":"yes"})",
                           R"({"ok":false,"description":1})"}) {
    for (const auto& [status, meaning] :
         {Page{200, Meaning::server_error}, Page{302, Meaning::server_error}, Page{400, Meaning::bad_request},
          Page{401, Meaning::unauthorized}, Page{403, Meaning::server_error}, Page{404, Meaning::server_error},
          Page{413, Meaning::bad_request}, Page{429, Meaning::too_many}, Page{502, Meaning::server_error}}) {
      const Reply reply = read_reply(status, body, {});
      EXPECT_EQ(reply.meaning, meaning) << status << " " << body;
      EXPECT_EQ(reply.code, status);
      EXPECT_FALSE(reply.description.empty());
    }
  }
}

TEST(Result, is_read_when_it_is_what_was_asked_for) {
  const auto me = read_me(R"({"id":1234567890,"is_bot":true,"first_name":"Alur","username":"alur_bot"})");
  ASSERT_TRUE(me.has_value());
  EXPECT_EQ(me->id, 1234567890);
  EXPECT_EQ(me->username, "alur_bot");
  EXPECT_EQ(me->name, "Alur");
  EXPECT_EQ(read_message_id(R"({"message_id":5,"chat":{"id":1}})"), 5);
  const auto path =
      read_file_path(R"({"file_id":"a","file_unique_id":"b","file_size":9,"file_path":"documents/file_1.pdf"})");
  ASSERT_TRUE(path.has_value());
  EXPECT_EQ(path->file_path, "documents/file_1.pdf");
  EXPECT_EQ(path->file_size, 9u);
  const auto webhook = read_webhook_info(R"({"url":"","has_custom_certificate":false,"pending_update_count":3})");
  ASSERT_TRUE(webhook.has_value());
  EXPECT_EQ(webhook->url, "");
  EXPECT_EQ(webhook->pending, 3);
  EXPECT_EQ(read_sent_file_id(R"({"message_id":5,"document":{"file_id":"BQAC"}})"), "BQAC");
  EXPECT_EQ(read_sent_file_id(R"({"message_id":5,"video":{"file_id":"BAAC"}})"), "BAAC");
}

TEST(Result, of_another_shape_is_none) {
  for (const char* text :
       {"", "true", "[]", "{}", "null", R"({"message_id":"5","id":"1","file_path":1,"url":1,"document":1})"}) {
    EXPECT_FALSE(read_me(text).has_value()) << text;
    EXPECT_FALSE(read_message_id(text).has_value()) << text;
    EXPECT_FALSE(read_file_path(text).has_value()) << text;
    EXPECT_FALSE(read_sent_file_id(text).has_value()) << text;
  }
  EXPECT_FALSE(read_webhook_info("true").has_value());
}

}  // namespace
}  // namespace alur::telegram
