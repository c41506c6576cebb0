#include "alur/config/config.hpp"

#include "document.hpp"

#include <array>
#include <filesystem>
#include <map>

namespace alur::config {

namespace fs = std::filesystem;

namespace {

constexpr std::array languages{"id", "en"};

/// The patterns of one language, and where each stands.
class LanguageReader {
 public:
  LanguageReader(std::map<std::string, std::string, std::less<>>& patterns, std::vector<Fault>& faults)
      : patterns_{patterns}, faults_{faults} {}

  void read(const std::string& file) {
    auto document = Document::open(file, faults_);
    if (document) read_table(*document, document->root(), "");
  }

 private:
  // NOLINTNEXTLINE(misc-no-recursion): as deep as the file's tables, which the parser bounds
  void read_table(Document& document, const toml::table& table, const std::string& prefix) {
    for (const auto& [name, node] : table) {
      const std::string key = prefix + std::string{name.str()};
      const int line = static_cast<int>(name.source().begin.line);
      if (const toml::table* nested = node.as_table())
        read_table(document, *nested, key + '.');
      else if (const auto* pattern = node.as_string())
        add(document, key, line, pattern->get());
      else
        document.fault_at_line(key, line, "must be a text, or a table of texts");
    }
  }

  void add(Document& document, const std::string& key, int line, const std::string& pattern) {
    const Fault here{document.file(), line, ""};
    const auto [place, is_new] = places_.emplace(key, here);
    if (!is_new)
      return document.fault_at_line(
          key, line, "stands in " + place->second.file + ':' + std::to_string(place->second.line) + " too");
    patterns_.emplace(key, pattern);
  }

  std::map<std::string, std::string, std::less<>>& patterns_;
  std::vector<Fault>& faults_;
  std::map<std::string, Fault> places_;
};

}  // namespace

Loaded<text::Catalogue::Texts> load_texts(const std::string& dir) {
  Loaded<text::Catalogue::Texts> loaded;
  for (const char* language : languages) {
    LanguageReader reader{loaded.value[language], loaded.faults};
    for (const std::string& file : toml_files((fs::path{dir} / language).string(), loaded.faults)) reader.read(file);
  }
  return loaded;
}

}  // namespace alur::config
