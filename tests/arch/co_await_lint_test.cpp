#include "co_await_lint.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace alur::arch {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

struct Example {
  const char* what;
  const char* code;
  const char* says = "";
};

class BadForm : public ::testing::TestWithParam<Example> {};
class GoodForm : public ::testing::TestWithParam<Example> {};

TEST_P(BadForm, is_seen) {
  const std::string code = std::string{"awaitable<int> f(S s) {\n  "} + GetParam().code + "\n}\n";
  const auto faults = co_await_faults(code);
  ASSERT_THAT(faults, SizeIs(1)) << code;
  EXPECT_EQ(faults.front().line, 2);
  EXPECT_THAT(faults.front().what, HasSubstr(GetParam().says));
}

TEST_P(GoodForm, is_let_pass) {
  const std::string code = std::string{"awaitable<int> f(S s) {\n  "} + GetParam().code + "\n}\n";
  EXPECT_THAT(co_await_faults(code), IsEmpty()) << code;
}

const std::vector<Example> bad{
    {"lambda_by_value", "co_await offload(pool, [s] { return s.size(); });", "lambda"},
    {"lambda_with_coroutine_body", "co_await co_spawn(ex, [s]() -> awaitable<void> { co_await g(s); }, use_awaitable);",
     "lambda"},
    {"lambda_with_init_capture", "co_await [t = std::move(s)](int) -> awaitable<void> { co_return; }(1);", "lambda"},
    {"lambda_with_default_copy", "co_await offload([=] { return 1; });", "lambda"},
    {"lambda_copying_among_references", "co_await offload([&a, s] { return 1; });", "lambda"},
    {"lambda_copying_this", "co_await offload([*this] { return 1; });", "lambda"},
    {"named_aggregate", "co_await g(Request{.a = s});", "braced"},
    {"unnamed_aggregate", "co_await g({.a = s});", "braced"},
    {"aggregate_as_object", "co_await S{}.m();", "braced"},
    {"aggregate_in_a_channel", "co_await channel.async_send(ec, Message{s}, token);", "braced"},
    {"aggregate_under_return", "co_return co_await g(Request{s});", "braced"},
    {"aggregate_of_the_outer_call", "use(Message{s}, co_await g());", "braced"},
    {"aggregate_in_a_condition", "if (co_await g(Request{s})) { h(); }", "braced"},
    {"aggregate_in_a_loop", "for (auto x : co_await g(Request{s})) h(x);", "braced"},
    {"list_of_lists", "co_await api.call(\"sendMessage\", {{\"chat_id\", 1}});", "braced"},
    {"aggregate_beside_a_duration", "co_await g(std::chrono::seconds{1}, S{s});", "braced"},
    {"aggregate_inside_a_variable", "Timer timer{co_await g(S{s})};", "braced"},
    {"template_aggregate", "co_await g(std::pair<int, S>{1, s});", "braced"},
    {"conditional_in_an_argument", "co_await g(b ? s : t);", "conditional"},
    {"conditional_around", "const S x = b ? co_await g() : s;", "conditional"},
};

const std::vector<Example> good{
    {"named_lambda", "auto work = [s] { return s.size(); };\n  co_await offload(pool, std::move(work));"},
    {"named_coroutine_lambda", "auto loop = [s]() -> awaitable<void> { co_await g(s); };\n  co_await loop();"},
    {"lambda_by_reference", "co_await offload(pool, [&s, &t = s] { return s.size(); });"},
    {"lambda_of_this", "co_await offload(pool, [this] { return size(); });"},
    {"lambda_of_nothing", "co_await offload(pool, [](int x) { return S{x}; });"},
    {"subscript", "co_await handlers[i](s);"},
    {"structured_binding", "auto [order, error] = co_await group.async_wait();"},
    {"structured_binding_by_reference", "auto& [order, error] = co_await g();"},
    {"named_aggregate", "Request request{.a = s};\n  co_await g(std::move(request));"},
    {"body_of_a_condition", "if (co_await g()) { h(Request{s}); }"},
    {"body_of_a_loop", "while (co_await g()) {\n    h({1, 2});\n  }"},
    {"block_after_a_call", "{\n    co_await g();\n  }\n  h(Request{s});"},
    {"else_branch", "if (x) { co_await g(); } else { h(Request{s}); }"},
    {"label", "switch (x) {\n    case 1: {\n      co_await g();\n    }\n  }"},
    {"statement_before", "S t = b ? s : S{};\n  co_await g(t);"},
    {"text_and_comment", "co_await g(\"{ ? }\", '{');  // {?}"},
    {"duration", "co_await pause(std::chrono::seconds{*reply.retry_after_s});"},
    {"variable_made_from_what_is_awaited",
     "boost::asio::steady_timer timer{co_await boost::asio::this_coro::executor};"},
    {"digits_parted", "co_await g(1'000, '?');"},
};

const auto name = [](const auto& example) { return std::string{example.param.what}; };
INSTANTIATE_TEST_SUITE_P(every_form, BadForm, ::testing::ValuesIn(bad), name);
INSTANTIATE_TEST_SUITE_P(every_form, GoodForm, ::testing::ValuesIn(good), name);

TEST(CoAwaitLint, sees_every_fault_of_a_file_with_its_line) {
  const auto faults = co_await_faults(
      "#include <x>\n"
      "struct A {\n"
      "  awaitable<void> f() {\n"
      "    co_await g(S{});\n"
      "  }\n"
      "};\n"
      "awaitable<void> h() { co_await (b ? x : y); }\n");
  ASSERT_THAT(faults, SizeIs(2));
  EXPECT_EQ(faults[0].line, 4);
  EXPECT_EQ(faults[1].line, 7);
}

TEST(CoAwaitLint, is_not_led_astray_by_initialisers_of_a_constructor) {
  EXPECT_THAT(co_await_faults("A::A(int x) : a_{x}, b_{} { start(); }\nawaitable<void> f() { co_await g(); }\n"),
              IsEmpty());
}

}  // namespace
}  // namespace alur::arch
