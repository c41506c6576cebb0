#include "co_await_lint.hpp"

#include "source_tree.hpp"

#include <regex>
#include <sstream>

namespace alur::arch {

namespace {

/// A full-expression, or more: what stands between semicolons, with the bodies of blocks taken out.
struct Statement {
  std::string text;
  std::vector<std::size_t> awaits;  ///< where in the source each co_await begins
};

/// Does the brace after `text` open a block (a body, a lambda's too), as against a braced initialiser?
bool opens_block(const std::string& text) {
  static const std::regex head{
      R"(^\s*$)"                                                     // a block of its own
      R"(|[;:{}]\s*$)"                                               // after a label
      R"(|\)\s*(const|noexcept|mutable|override|final|try|&|\s)*$)"  // if (...), f(...) const
      R"(|\)[^()]*->\s*[\w:<>,*&\s]+$)"                              // f(...) -> T
      R"(|\]\s*(mutable|noexcept|\s)*$)"                             // [..] without parameters
      R"(|\b(else|do|try)\s*$)"                                      //
      R"(|^\s*(template\s*<.*>\s*)?(inline\s+)?(namespace|struct|class|enum|union|extern|concept)\b[^=]*$)"};
  return std::regex_search(text, head);
}

class Splitter {
 public:
  explicit Splitter(const std::string& code) : code_{code} {}

  std::vector<Statement> split() {
    read_block();
    return std::move(statements_);
  }

 private:
  /// Statements up to the brace that closes the block. Blocks within are read on their own.
  // NOLINTNEXTLINE(misc-no-recursion): as deep as the code is nested
  void read_block() {
    Statement statement;
    int initialisers = 0;
    for (; at_ < code_.size(); ++at_) {
      const char c = code_[at_];
      if (c == '{' && opens_block(statement.text)) {
        ++at_;
        read_block();
        // A lambda's body belongs to its expression, and that goes on; other blocks end a statement.
        if (!ends_in_lambda(statement.text)) finish(statement);
        continue;
      }
      if (c == '{') ++initialisers;
      if (c == '}' && initialisers-- == 0) return finish(statement);
      if (c == ';') {
        finish(statement);
        continue;
      }
      if (code_.compare(at_, 8, "co_await") == 0) statement.awaits.push_back(at_);
      statement.text += c;
    }
    finish(statement);
  }

  /// An introducer that is still open: [..](..) at the end, in an expression.
  static bool ends_in_lambda(const std::string& text) {
    static const std::regex lambda{
        R"(\[[^\[\]]*\]\s*(<[^<>]*>\s*)?(\(([^(){}]|\([^(){}]*\))*\)\s*)?(mutable|noexcept|\s)*(->\s*[\w:<>,*&\s]+)?$)"};
    return std::regex_search(text, lambda);
  }

  void finish(Statement& statement) {
    if (!statement.awaits.empty()) statements_.push_back(std::move(statement));
    statement = {};
  }

  const std::string& code_;
  std::size_t at_ = 0;
  std::vector<Statement> statements_;
};

/// Does a capture list copy anything? [], [this], [&], [&x] and [&x = y] do not.
bool copies(const std::string& captures) {
  static const std::regex harmless{R"(\s*(this|&.*)?\s*)"};
  std::istringstream list{captures};
  for (std::string capture; std::getline(list, capture, ',');)
    if (!std::regex_match(capture, harmless)) return true;
  return false;
}

/// A bracket is no lambda's after a name (a subscript, `auto [a, b]`), a closing bracket, or another opening one.
bool has_copying_lambda(const std::string& text) {
  static const std::regex bracket{R"(\[([^\[\]]*)\])"};
  static const std::regex no_lambda_before{R"((\bauto\s*&{0,2}|[\w)\]\[])\s*$)"};
  static const std::regex keyword_before{R"(\b(return|co_return|co_await|co_yield)\s*$)"};
  for (std::sregex_iterator match{text.begin(), text.end(), bracket}, end; match != end; ++match) {
    const std::string before = text.substr(0, static_cast<std::size_t>(match->position()));
    if (std::regex_search(before, no_lambda_before) && !std::regex_search(before, keyword_before)) continue;
    if (copies((*match)[1])) return true;
  }
  return false;
}

/// Any but those of a duration, which has nothing to destroy, and of a variable that is made from what is awaited.
bool has_braces(const std::string& text) {
  static const std::regex duration{R"(\bstd::chrono::\w+\s*\{[^{}]*\})"};
  static const std::regex variable{R"(^[\w:<>,*&\s]+\s\w+\{(?=\s*co_await\b))"};
  const std::string rest = std::regex_replace(std::regex_replace(text, duration, ""), variable, "");
  return rest.find('{') != std::string::npos;
}

}  // namespace

std::vector<CoAwaitFault> co_await_faults(std::string_view source) {
  std::vector<CoAwaitFault> faults;
  if (source.find("co_await") == std::string_view::npos) return faults;
  const std::string code = code_only(source);
  for (const Statement& statement : Splitter{code}.split()) {
    const int line = line_at(code, statement.awaits.front());
    if (has_copying_lambda(statement.text)) faults.push_back({line, "a temporary lambda that copies a capture"});
    if (has_braces(statement.text)) faults.push_back({line, "a braced temporary or list"});
    if (statement.text.find('?') != std::string::npos) faults.push_back({line, "a conditional operator"});
  }
  return faults;
}

}  // namespace alur::arch
