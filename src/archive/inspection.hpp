#pragma once

#include "alur/archive/archive.hpp"

#include "file_type.hpp"

#include <boost/system/result.hpp>

#include <string>
#include <string_view>

/// What a file is, read from its bytes alone. Nothing is executed or unpacked. Safe from any thread.
namespace alur::archive {

struct Inspection {
  const FileType* type = nullptr;  ///< nullptr: none that we know
  bool program = false;
  bool macros = false;
  bool encrypted = false;  ///< a compound file that a password keeps; others show it at their gate
  bool damaged = false;    ///< not all there that its own tables speak of, so that its type cannot be told
  bool zip = false;        ///< built as a ZIP, whatever it is called
  bool compound = false;   ///< built as an OLE 2 compound file
};

/// Throws std::system_error when the file cannot be read, std::runtime_error when libmagic has no database.
Inspection inspect(const std::string& path);

/// The media type under which a file of this name and content is taken, or why it is not.
boost::system::result<std::string, Refused> judge(const Inspection& found, std::string_view file_name,
                                                  const std::vector<std::string>& allowed);

}  // namespace alur::archive
