#pragma once

#include <span>
#include <string>
#include <string_view>

/// What a file may be called, given what it is.
namespace alur::archive {

/// A kind of content and the extensions that may name it, the usual one first.
struct FileType {
  std::string_view media_type;
  std::span<const std::string_view> extensions;
  bool named(std::string_view extension) const;
};

/// The type whose usual extension this is; nullptr for none that can be told by its content.
const FileType* type_of_extension(std::string_view extension);
/// By what libmagic calls the content; nullptr for what is none of ours.
const FileType* type_of_media(std::string_view media_type);

/// "pdf" of "laporan.akhir.PDF". Empty when what follows the last dot is no extension ("rev 1.2", "arsip").
std::string last_extension(std::string_view file_name);
/// Extensions that a computer starts when they are opened.
bool names_program(std::string_view extension);

}  // namespace alur::archive
