#include "http/target.hpp"

namespace alur::sandbox {

Target split_target(std::string_view target) {
  const auto mark = target.find('?');
  Target split;
  split.path = net::percent_decode(target.substr(0, mark), false);
  if (mark != std::string_view::npos) split.query = target.substr(mark + 1);
  return split;
}

net::HttpResponse json_response(int status, std::string body) {
  net::HttpResponse response;
  response.status = status;
  response.headers.push_back({"Content-Type", "application/json"});
  response.body = std::move(body);
  return response;
}

net::HttpResponse json_response(int status, const Json& body) { return json_response(status, to_wire(body)); }

net::HttpResponse bytes_response(std::string media_type, std::string body) {
  net::HttpResponse response;
  response.headers.push_back({"Content-Type", std::move(media_type)});
  response.body = std::move(body);
  return response;
}

net::HandlerResult bare_refusal(int status) {
  net::HandlerResult result;
  result.response.status = status;
  result.ending = net::HandlerResult::Ending::drop_after_response;
  return result;
}

std::string_view content_type_of(const net::HttpRequest& request) {
  const std::string* type = request.header("Content-Type");
  return type ? std::string_view{*type} : std::string_view{};
}

}  // namespace alur::sandbox
