#include "bytes.hpp"
#include "file.hpp"
#include "gate.hpp"

#include <array>

namespace alur::archive {

namespace {

using std::string_view_literals::operator""sv;

bool contains_one_of(const std::string& path, std::span<const std::string_view> words) {
  bool found = false;
  read_blocks(path, 16, [&](std::string_view block) {
    found = contains_any_case(block, words);
    return !found;
  });
  return found;
}

}  // namespace

Verdict pass_rich_text(const Candidate& candidate) {
  if (candidate.found.type == nullptr) return std::nullopt;
  const std::string_view media = candidate.found.type->media_type;
  constexpr std::array objects{"\\objdata"sv, "\\objupdate"sv, "\\objocx"sv};
  constexpr std::array fields{" dde "sv, " ddeauto "sv};
  if (media == "text/rtf" && (contains_one_of(candidate.path, objects) || contains_one_of(candidate.path, fields))) {
    return Refused::active;
  }
  // A browser that is handed a text looks into it, and runs what it finds.
  constexpr std::array pages{"<script"sv, "<html"sv, "<!doctype html"sv, "<iframe"sv, "<svg"sv, "<?php"sv};
  if (media == "text/plain" && contains_one_of(candidate.path, pages)) return Refused::active;
  return std::nullopt;
}

}  // namespace alur::archive
