#include "alur/net/http.hpp"

#include "alur/sandbox/sandbox.hpp"

#include "core/json.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include <future>
#include <optional>

namespace alur::sandbox {
namespace {

using namespace std::chrono_literals;
using boost::asio::awaitable;
using Answered = boost::system::result<net::HttpResponse, net::NetError>;

awaitable<void> send_to(net::HttpClient& client, net::HttpRequest request, std::optional<Answered>& answered) {
  net::CallOptions options;
  answered = co_await client.send(std::move(request), std::move(options));
}

/// One request on a connection of its own; nothing when there was no answer.
std::optional<net::HttpResponse> exchange(const std::string& root, net::HttpRequest request) {
  boost::asio::io_context loop{1};
  net::ClientOptions options;
  options.origin = *net::parse_origin(root);
  const auto client = net::make_http_client(loop.get_executor(), std::move(options));
  std::optional<Answered> answered;
  boost::asio::co_spawn(loop, send_to(*client, std::move(request), answered), [&](const std::exception_ptr& error) {
    client->close();
    if (error) std::rethrow_exception(error);
  });
  loop.run();
  if (!answered || !*answered) return {};
  return **std::move(answered);
}

net::HttpRequest request(const std::string& method, const std::string& target, const std::string& body = {},
                         const std::string& type = "application/json") {
  net::HttpRequest made;
  made.method = method;
  made.target = target;
  made.body = body;
  if (!body.empty()) made.headers.push_back({"Content-Type", type});
  return made;
}

class Http : public ::testing::Test {
 protected:
  static SandboxOptions options() {
    SandboxOptions options;
    options.token = "7000000001:test";
    options.people = {User{5, "Rina", "Marlina", "", "id", ""}, User{6, "Hendra", "", "", "id", ""}};
    options.samples_dir = ALUR_TEST_DATA;
    return options;
  }
  net::HttpResponse api(const std::string& method, const std::string& target, const std::string& body = {}) const {
    return exchange(sandbox.api_root(), request(method, target, body)).value_or(net::HttpResponse{0, {}, ""});
  }
  Json call(const std::string& method, const Json& body) const {
    return Json::parse(api("POST", "/bot7000000001:test/" + method, body.dump()).body);
  }
  net::HttpResponse page(const std::string& method, const std::string& target, const Json& body = {}) const {
    const auto answered =
        exchange(sandbox.page_url(), request(method, target, body.is_null() ? std::string{} : body.dump()));
    return answered.value_or(net::HttpResponse{0, {}, ""});
  }

  Sandbox sandbox{options()};
};

TEST_F(Http, paths_and_tokens_are_refused_as_there) {
  EXPECT_EQ(api("GET", "/").status, 404);
  EXPECT_EQ(api("GET", "/bot7000000001:test").body, R"({"ok":false,"error_code":404,"description":"Not Found"})");
  EXPECT_EQ(api("GET", "/bot7000000001:wrong/getMe").body,
            R"({"ok":false,"error_code":401,"description":"Unauthorized"})");
  EXPECT_EQ(api("GET", "/bot0:x/getMe").body,
            R"({"ok":false,"error_code":401,"description":"Unauthorized: invalid token specified"})");
  EXPECT_EQ(api("GET", "/botabc:x/getMe").status, 421);
  EXPECT_EQ(api("GET", "/bot7000000001%3Atest/GETme").status, 200);
  EXPECT_EQ(api("GET", "/bot7000000001:test/getMe/").status, 404);
  const auto put = api("PUT", "/bot7000000001:test/getMe");
  EXPECT_EQ(put.status, 501);
  EXPECT_EQ(put.body, "");
}

TEST_F(Http, an_empty_method_is_taken_from_the_parameters) {
  EXPECT_EQ(api("GET", "/bot7000000001:test/?method=getMe").status, 200);
}

TEST_F(Http, nothing_of_the_controls_is_on_the_api_address) { EXPECT_EQ(api("GET", "/control/state").status, 404); }

TEST_F(Http, a_waiting_poll_is_answered_when_somebody_writes) {
  auto polling = std::async(std::launch::async, [this] { return call("getUpdates", {{"timeout", 30}}); });
  ASSERT_TRUE(sandbox.wait_for([this] { return sandbox.idle(); }, 10s));
  sandbox.send_text(5, "/start");
  const Json updates = polling.get();
  EXPECT_EQ(updates.at("result").at(0).at("message").at("text"), "/start");
  EXPECT_EQ(sandbox.calls("getUpdates"), 1);
}

TEST_F(Http, a_second_poll_ends_the_first_with_a_conflict) {
  auto first = std::async(std::launch::async, [this] { return call("getUpdates", {{"timeout", 30}}); });
  ASSERT_TRUE(sandbox.wait_for([this] { return sandbox.idle(); }, 10s));
  auto second = std::async(std::launch::async, [this] { return call("getUpdates", {{"timeout", 30}, {"offset", 1}}); });
  EXPECT_EQ(first.get().at("error_code"), 409);
  sandbox.send_text(5, "/start");
  EXPECT_TRUE(second.get().at("ok").get<bool>());
}

TEST_F(Http, an_upload_is_downloaded_by_its_path) {
  sandbox.send_text(5, "/start");
  net::HttpRequest upload = request(
      "POST", "/bot7000000001:test/sendDocument",
      "--B\r\nContent-Disposition: form-data; name=\"chat_id\"\r\n\r\n5\r\n--B\r\nContent-Disposition: form-data; "
      "name=\"document\"; filename=\"a.pdf\"\r\nContent-Type: application/pdf\r\n\r\n%PDF\r\n--B--\r\n",
      "multipart/form-data; boundary=B");
  const auto sent = exchange(sandbox.api_root(), std::move(upload));
  ASSERT_TRUE(sent);
  const std::string id = Json::parse(sent->body).at("result").at("document").at("file_id");
  const std::string path = call("getFile", {{"file_id", id}}).at("result").at("file_path");
  EXPECT_EQ(api("GET", "/file/bot7000000001:test/" + path).body, "%PDF");
  EXPECT_EQ(api("GET", "/file/bot7000000001:wrong/" + path).status, 404);
  sandbox.advance_clock(61min);
  EXPECT_EQ(api("GET", "/file/bot7000000001:test/" + path).status, 404);
  EXPECT_EQ(sandbox.file_bytes(id), "%PDF");
}

TEST_F(Http, faults_happen_in_order_and_are_used_up) {
  sandbox.send_text(5, "/start");
  const auto fault = [this](Fault::Kind kind) {
    Fault one;
    one.kind = kind;
    one.method = "sendmessage";
    one.retry_after_s = 7;
    one.delay_ms = 1;
    sandbox.add_fault(one);
  };
  using enum Fault::Kind;
  for (const auto kind : {too_many, server_error, proxy_page, drop_before, drop_after, slow}) fault(kind);
  const auto send = [this] {
    return exchange(sandbox.api_root(),
                    request("POST", "/bot7000000001:test/sendMessage", R"({"chat_id":5,"text":"halo"})"));
  };
  const auto told_to_wait = send();
  EXPECT_EQ(told_to_wait->status, 429);
  EXPECT_EQ(*told_to_wait->header("Retry-After"), "7");
  EXPECT_EQ(Json::parse(told_to_wait->body).at("parameters").at("retry_after"), 7);
  EXPECT_EQ(send()->status, 500);
  const auto page_of_a_proxy = send();
  EXPECT_EQ(page_of_a_proxy->status, 502);
  EXPECT_FALSE(Json::accept(page_of_a_proxy->body));
  EXPECT_FALSE(send());
  EXPECT_EQ(sandbox.transcript(5).size(), 1U);
  EXPECT_FALSE(send());
  EXPECT_EQ(sandbox.transcript(5).size(), 2U);
  EXPECT_EQ(send()->status, 200);
  EXPECT_EQ(send()->status, 200);
  EXPECT_EQ(sandbox.transcript(5).size(), 4U);
}

TEST_F(Http, the_clock_is_told_to_whoever_waits_for_a_change) {
  const Json now = Json::parse(api("GET", "/sandbox/clock").body);
  auto waiting = std::async(std::launch::async, [&] {
    return Json::parse(api("GET", "/sandbox/clock?timeout_s=30&rev=" + now.at("rev").dump()).body);
  });
  sandbox.set_clock(time::from_ms(1'800'000'000'000));
  const Json told = waiting.get();
  EXPECT_GT(told.at("rev").get<std::int64_t>(), now.at("rev").get<std::int64_t>());
  EXPECT_GE(told.at("now_ms").get<std::int64_t>(), 1'800'000'000'000);
  EXPECT_EQ(told.at("speed"), 1.0);
}

TEST_F(Http, the_page_and_its_files_are_served) {
  EXPECT_NE(page("GET", "/").body.find("<main"), std::string::npos);
  EXPECT_NE(page("GET", "/page.css").body.find(".pane"), std::string::npos);
  EXPECT_NE(page("GET", "/page.js").body.find("keepUp"), std::string::npos);
  EXPECT_EQ(page("GET", "/bot7000000001:test/getMe").status, 404);
}

TEST_F(Http, the_controls_do_what_people_do) {
  EXPECT_EQ(page("POST", "/control/say", {{"person", 5}, {"text", "/start"}}).status, 200);
  const Json markup = {{"inline_keyboard", {{{{"text", "Setujui"}, {"callback_data", "a"}}}}}};
  const std::int64_t id =
      call("sendMessage", {{"chat_id", 5}, {"text", "kartu"}, {"reply_markup", markup}}).at("result").at("message_id");
  const Json pressed =
      Json::parse(page("POST", "/control/press", {{"person", 5}, {"message", id}, {"row", 0}, {"column", 0}}).body);
  const std::string press = pressed.at("press");
  call("answerCallbackQuery", {{"callback_query_id", press}, {"text", "Tercatat"}});
  EXPECT_EQ(sandbox.find_press(press)->answer, "Tercatat");
  const Json sent = Json::parse(
      page("POST", "/control/file", {{"person", 5}, {"samples", {"identifikasi.pdf", "jadwal.xlsx"}}}).body);
  EXPECT_EQ(sent.at("messages").size(), 2U);
  const Json seen = Json::parse(page("GET", "/control/transcript?chat=5").body);
  EXPECT_EQ(seen.at("messages").size(), 4U);
  EXPECT_EQ(seen.at("presses").at(0).at("answered"), true);
  const Json state = Json::parse(page("GET", "/control/state").body);
  EXPECT_EQ(state.at("people").size(), 2U);
  EXPECT_EQ(state.at("violations"), 0);
}

TEST_F(Http, bad_controls_are_refused_with_a_reason) {
  EXPECT_EQ(page("POST", "/control/say", {{"person", 9}, {"text", "a"}}).body, R"({"error":"there is no person 9"})");
  EXPECT_EQ(page("POST", "/control/clock", {{"now", "besok"}}).status, 400);
  EXPECT_EQ(page("POST", "/control/faults", {{"kind", "gempa"}}).status, 400);
  EXPECT_EQ(page("POST", "/control/file", {{"person", 5}, {"samples", {"../unit/sandbox/bot.hpp"}}}).status, 404);
  EXPECT_EQ(page("GET", "/control/nothing").status, 404);
}

TEST_F(Http, another_sites_page_cannot_use_the_controls) {
  net::HttpRequest foreign = request("POST", "/control/say", R"({"person":5,"text":"a"})");
  foreign.headers.push_back({"Origin", "http://elsewhere.example"});
  EXPECT_EQ(exchange(sandbox.page_url(), std::move(foreign))->status, 403);
  EXPECT_TRUE(sandbox.transcript(5).empty());
}

TEST_F(Http, an_address_in_use_is_an_error) {
  SandboxOptions taken = options();
  taken.api = *parse_address(sandbox.api_root().substr(7));
  EXPECT_THROW(Sandbox{taken}, boost::system::system_error);
}

TEST(Addresses, are_host_and_port) {
  EXPECT_EQ(parse_address("127.0.0.1:8090")->port, 8090);
  EXPECT_EQ(parse_address("[::1]:0")->host, "::1");
  for (const auto* bad : {"", "127.0.0.1", ":80", "host:", "host:70000", "::1:80", "host:80x"}) {
    EXPECT_FALSE(parse_address(bad)) << bad;
  }
}

}  // namespace
}  // namespace alur::sandbox
