#include "include_rules.hpp"

#include <algorithm>
#include <array>
#include <regex>
#include <sstream>
#include <string_view>

namespace alur::arch {

namespace {

/// Libraries that would make every user of a face pay for them, and what of them is light.
const std::regex heavy{
    "(boost|openssl|SQLiteCpp|nlohmann|toml\\+\\+|spdlog|fmt|unicode|date|cairo|pango)/.*|sqlite3\\.h"};
constexpr std::array<std::string_view, 4> light{"boost/system/result.hpp", "boost/asio/awaitable.hpp",
                                                "boost/asio/any_io_executor.hpp", "nlohmann/json_fwd.hpp"};

/// "include/alur/net/http.hpp" and "src/net/lookup.cpp" are of net.
std::string module_of(const std::string& path) {
  static const std::regex place{"(include/alur|src)/([^/]+)/.*"};
  std::smatch match;
  return std::regex_match(path, match, place) ? match[2].str() : "";
}

std::string folder_of(const std::string& path) { return path.substr(0, path.find_last_of('/') + 1); }

class IncludeCheck {
 public:
  IncludeCheck(const SourceFile& file, const Arrows& arrows, const std::vector<SourceFile>& all)
      : file_{file}, arrows_{arrows}, all_{all}, module_{module_of(file.path)} {}

  std::vector<std::string> run() {
    static const std::regex include{R"(^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"])"};
    std::istringstream lines{file_.content};
    std::string line;
    std::smatch match;
    for (line_ = 1; std::getline(lines, line); ++line_)
      if (line.find("include") != std::string::npos && std::regex_search(line, match, include))
        check(match[2], match[1] == "\"");
    return std::move(faults_);
  }

 private:
  void fault(const std::string& what) { faults_.push_back(file_.path + ':' + std::to_string(line_) + ": " + what); }

  void check(const std::string& header, bool quoted) {
    if (header.rfind("alur/", 0) == 0)
      check_arrow(header);
    else if (quoted)
      check_private(header);
    else if (file_.path.rfind("include/", 0) == 0)
      check_weight(header);
  }

  void check_arrow(const std::string& header) {
    const std::string other = module_of("include/" + header);
    if (other == module_) return;
    const auto row = arrows_.find(module_);
    if (row == arrows_.end())
      fault("module \"" + module_ + "\" has no row in modules.txt");
    else if (!row->second.contains(other))
      fault(module_ + " may not include " + header);
  }

  void check_weight(const std::string& header) {
    if (std::regex_match(header, heavy) && std::find(light.begin(), light.end(), header) == light.end())
      fault("a face may not include <" + header + ">");
  }

  /// A private header is found beside its user, or from the top of its own module.
  void check_private(const std::string& header) {
    const std::string beside = folder_of(file_.path) + header;
    const std::string from_top = "src/" + module_ + '/' + header;
    const bool own = std::any_of(all_.begin(), all_.end(), [&beside, &from_top](const SourceFile& other) {
      return other.path == beside || other.path == from_top;
    });
    if (!own || header.find("..") != std::string::npos) fault("\"" + header + "\" is no private header of " + module_);
  }

  const SourceFile& file_;
  const Arrows& arrows_;
  const std::vector<SourceFile>& all_;
  const std::string module_;
  int line_ = 0;
  std::vector<std::string> faults_;
};

}  // namespace

Arrows read_arrows(const std::string& text) {
  Arrows arrows;
  std::istringstream lines{text};
  for (std::string line; std::getline(lines, line);) {
    line.resize(std::min(line.find('#'), line.size()));
    const auto colon = line.find(':');
    if (colon == std::string::npos) continue;
    std::istringstream names{line.substr(colon + 1)};
    auto& others = arrows[line.substr(0, colon)];
    for (std::string name; names >> name;) others.insert(name);
  }
  return arrows;
}

std::vector<std::string> include_faults(const SourceFile& file, const Arrows& arrows,
                                        const std::vector<SourceFile>& all) {
  return IncludeCheck{file, arrows, all}.run();
}

}  // namespace alur::arch
