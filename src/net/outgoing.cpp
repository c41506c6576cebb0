#include "outgoing.hpp"

#include "head.hpp"

#include <filesystem>

namespace alur::net {
namespace {

NetError not_sent(std::string what, bool refused_by_policy) {
  NetError error;
  error.refused_by_policy = refused_by_policy;
  error.what = std::move(what);
  return error;
}

std::string host_header(const Origin& origin) {
  const bool v6 = origin.host.find(':') != std::string::npos;
  std::string host = v6 ? "[" + origin.host + "]" : origin.host;
  const std::uint16_t usual_port = origin.tls ? 443 : 80;
  if (origin.port != usual_port) host += ":" + std::to_string(origin.port);
  return host;
}

}  // namespace

boost::system::result<Outgoing, NetError> prepare(const Origin& origin, const HttpRequest& request,
                                                  const CallOptions& options) {
  if (!is_token(request.method) || !writable_target(request.target) || !writable(request.headers)) {
    return not_sent("the request's head cannot be written", true);
  }
  Outgoing outgoing;
  if (!options.upload_path.empty()) {
    std::error_code error;
    outgoing.upload_bytes = std::filesystem::file_size(options.upload_path, error);
    if (error) return not_sent("file to upload: " + error.message(), false);
    outgoing.upload_path = options.upload_path;
    outgoing.tail = options.upload_tail;
  }
  outgoing.method = request.method;
  outgoing.idempotent = options.idempotent || request.method == "GET";

  const std::uint64_t body_bytes = request.body.size() + outgoing.upload_bytes + outgoing.tail.size();
  std::string& front = outgoing.front;
  front.append(request.method).append(" ").append(request.target).append(" HTTP/1.1\r\n");
  append_header(front, "Host", host_header(origin));
  for (const auto& header : request.headers) append_header(front, header.name, header.value);
  if (body_bytes > 0 || request.method != "GET") append_header(front, "Content-Length", std::to_string(body_bytes));
  front.append("\r\n").append(request.body);
  return outgoing;
}

}  // namespace alur::net
