#include "core/params.hpp"

#include <gtest/gtest.h>

namespace alur::sandbox {
namespace {

Params read(const std::string& query, const std::string& type, const std::string& body) {
  ParamsRead result = read_params(query, type, body);
  EXPECT_TRUE(result.params.has_value());
  return result.params ? *std::move(result.params) : Params{};
}

TEST(Params, first_occurrence_wins_and_the_query_comes_first) {
  const Params params = read("text=satu&text=dua", "application/json", R"({"text":"tiga","chat_id":5})");
  EXPECT_EQ(params.text("text"), "satu");
  EXPECT_EQ(params.integer("chat_id"), 5);
}

TEST(Params, urlencoded_bodies_are_decoded) {
  const Params params = read("", "application/x-www-form-urlencoded; charset=utf-8", "text=a+b%26c&x=");
  EXPECT_EQ(params.text("text"), "a b&c");
  EXPECT_TRUE(params.has("x"));
}

TEST(Params, json_strings_are_unescaped_and_everything_else_stays_raw) {
  const Params params = read("", "application/json", R"({"a":"\u00e9\n","b":{"x": [1, "}"]},"c":true,"d":null})");
  EXPECT_EQ(params.text("a"), "é\n");
  EXPECT_EQ(params.text("b"), R"({"x": [1, "}"]})");
  EXPECT_TRUE(params.boolean("c"));
  EXPECT_EQ(params.text("d"), "null");
}

TEST(Params, broken_json_keeps_what_came_before_the_fault) {
  const Params params = read("", "application/json", R"({"a":1,"b":[1,"c":2})");
  EXPECT_EQ(params.integer("a"), 1);
  EXPECT_FALSE(params.has("b"));
}

TEST(Params, a_json_string_becomes_the_parameter_content) {
  EXPECT_EQ(read("", "application/json", "\"halo\"").text("content"), "halo");
}

TEST(Params, a_body_of_another_type_is_an_uploaded_file_named_file) {
  const Params params = read("", "text/plain", R"({"text":"x"})");
  EXPECT_FALSE(params.has("text"));
  ASSERT_EQ(params.files().size(), 1U);
  EXPECT_EQ(params.files()[0].field, "file");
}

TEST(Params, coercion_is_lenient) {
  Params params;
  for (const auto& [name, value] :
       {std::pair{"a", "12abc"}, {"b", "-3"}, {"c", "x"}, {"d", " TRUE "}, {"e", "yes"}, {"f", "on"}}) {
    params.add(name, value);
  }
  EXPECT_EQ(params.integer("a"), 12);
  EXPECT_EQ(params.integer("b"), -3);
  EXPECT_EQ(params.integer("c"), 0);
  EXPECT_TRUE(params.boolean("d"));
  EXPECT_TRUE(params.boolean("e"));
  EXPECT_FALSE(params.boolean("f"));
}

std::string part(const std::string& disposition, const std::string& content) {
  return "--BB\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + content + "\r\n";
}

TEST(Multipart, a_part_is_a_file_only_with_a_file_name) {
  const std::string body = part("name=\"chat_id\"", "7") + part("name=\"document\"; filename=\"\"", "\r\n--B isi") +
                           part("name=\"photo\"", "bytes") + "--BB--\r\n";
  const Params params = read("", "multipart/form-data; boundary=BB", body);
  EXPECT_EQ(params.integer("chat_id"), 7);
  ASSERT_NE(params.file("document"), nullptr);
  EXPECT_EQ(params.file("document")->bytes, "\r\n--B isi");
  EXPECT_EQ(params.file("photo"), nullptr);
  EXPECT_EQ(params.text("photo"), "bytes");
}

TEST(Multipart, attach_names_another_part) {
  const std::string body =
      part("name=\"document\"", "attach://berkas") + part("name=\"berkas\"; filename=\"a%20b.pdf\"", "isi") + "--BB--";
  const Params params = read("", "multipart/form-data; boundary=\"BB\"", body);
  ASSERT_NE(params.file("document"), nullptr);
  EXPECT_EQ(params.file("document")->name, "a b.pdf");
}

TEST(Multipart, empty_parts_are_empty) {
  const Params params =
      read("", "multipart/form-data; boundary=BB", part("name=\"document\"; filename=\"x\"", "") + "--BB--");
  ASSERT_EQ(params.files().size(), 1U);
  EXPECT_EQ(params.files()[0].bytes, "");
}

TEST(Multipart, broken_frames_are_refused) {
  for (const std::string& body : {std::string{"hello"}, part("name=\"a\"", "x"), std::string{"--BB"}}) {
    EXPECT_EQ(read_params("", "multipart/form-data; boundary=BB", body).status, 400) << body;
  }
  EXPECT_EQ(read_params("", "multipart/form-data", "--BB--").status, 400);
}

TEST(Params, more_than_a_mebibyte_of_parameters_is_refused) {
  EXPECT_EQ(read_params("", "application/json", R"({"text":")" + std::string(1 << 20, 'x') + "\"}").status, 413);
}

}  // namespace
}  // namespace alur::sandbox
