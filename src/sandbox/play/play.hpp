#pragma once

#include "people_file.hpp"

#include <iosfwd>
#include <string>

namespace alur::sandbox {

/// Lets each person of `invites_file` (lines of telegram id and link) open the link and confirm. False when somebody
/// did not get in, which is said on `out`. Throws std::runtime_error when the sandbox does not answer.
bool enrol(const std::string& page_url, const std::string& invites_file, std::ostream& out);

/// Plays `variant` ("mandiri" or "pengembang") from the first command to the last message, printing the chat. True only
/// when everybody saw what they had to, the end included, and the method table found nothing. Throws likewise.
bool play(const DemoOffice& office, const std::string& variant, const std::string& page_url,
          const std::string& health_url, std::ostream& out);

}  // namespace alur::sandbox
