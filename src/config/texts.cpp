#include "alur/config/config.hpp"

#include "document.hpp"

#include <array>
#include <filesystem>
#include <map>

namespace alur::config {

namespace fs = std::filesystem;

namespace {

constexpr std::array languages{"id", "en"};

/// Key -> where it stands.
using Places = std::map<std::string, Fault, std::less<>>;

class LanguageReader {
 public:
  LanguageReader(std::map<std::string, std::string, std::less<>>& patterns, Places& places, std::vector<Fault>& faults)
      : patterns_{patterns}, places_{places}, faults_{faults} {}

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
  Places& places_;
  std::vector<Fault>& faults_;
};

struct Read {
  Loaded<text::Catalogue::Texts> loaded;
  std::map<std::string, Places> places;  ///< by language
};

Read read_texts(const std::string& dir) {
  Read read;
  for (const char* language : languages) {
    LanguageReader reader{read.loaded.value[language], read.places[language], read.loaded.faults};
    for (const std::string& file : toml_files((fs::path{dir} / language).string(), read.loaded.faults))
      reader.read(file);
  }
  return read;
}

/// Where the language has the key; for one that it lacks, where another has it.
Fault place_of(const Read& read, const text::Catalogue::Fault& fault) {
  const Places& own = read.places.at(fault.language);
  if (const auto found = own.find(fault.key); found != own.end()) return found->second;
  for (const auto& [language, places] : read.places)
    if (const auto found = places.find(fault.key); found != places.end()) return found->second;
  return {};
}

}  // namespace

Loaded<text::Catalogue::Texts> load_texts(const std::string& dir) { return read_texts(dir).loaded; }

std::vector<Fault> check_texts(const std::string& dir) {
  const Read read = read_texts(dir);
  if (!read.loaded.ok()) return read.loaded.faults;
  std::vector<Fault> faults;
  for (const text::Catalogue::Fault& wrong : text::Catalogue{read.loaded.value}.lint()) {
    Fault fault = place_of(read, wrong);
    fault.message = wrong.key + " (" + wrong.language + "): " + wrong.message;
    faults.push_back(std::move(fault));
  }
  return faults;
}

}  // namespace alur::config
