#pragma once

#include "core/model.hpp"

#include <boost/system/result.hpp>

#include <string>
#include <string_view>

/// parse_mode=HTML as TDLib's MessageEntity.cpp reads it. Byte offsets in errors are those of the raw text.
namespace alur::sandbox {

struct ParseError {
  std::string what;  ///< what follows "can't parse entities: "
};

/// `html` is valid UTF-8. The result is neither cleaned nor trimmed.
boost::system::result<FormattedText, ParseError> parse_html(std::string_view html);

}  // namespace alur::sandbox
