#include "alur/workflow/document.hpp"

namespace alur::workflow {

std::string fingerprint_source(const Submission& what) {
  std::string source;
  switch (what.kind) {
    case VersionKind::file:
      if (what.contents.size() < 2) return {};
      for (const Content& content : what.contents) source += content.sha256 + "\n";
      return source;
    case VersionKind::link:
      return "link\n" + what.link + "\n" + what.link_sha256 + "\n";
    case VersionKind::nihil:
      return "nihil\n";
    case VersionKind::checklist:
      source = "checklist\n";
      for (const std::string& item : what.checked) source += item + "\n";
      return source;
  }
  return source;
}

}  // namespace alur::workflow
