#pragma once

#include "alur/net/http.hpp"

#include "core/json.hpp"

#include <string>
#include <string_view>

namespace alur::sandbox {

/// A request target taken apart: the path percent-decoded, the query as it came.
struct Target {
  std::string path;
  std::string_view query;
};
Target split_target(std::string_view target);

net::HttpResponse json_response(int status, std::string body);
net::HttpResponse json_response(int status, const Json& body);
net::HttpResponse bytes_response(std::string media_type, std::string body);
/// What the server says to requests it cannot frame: a status, nothing else, and the connection ends.
net::HandlerResult bare_refusal(int status);
/// The Content-Type of a request, empty when absent.
std::string_view content_type_of(const net::HttpRequest& request);

}  // namespace alur::sandbox
