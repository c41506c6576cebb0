#pragma once

#include <boost/system/result.hpp>

#include <string>
#include <utility>

namespace alur::sandbox {

/// What a method answers instead of a result. `description` is the whole text, prefix included.
struct ApiError {
  int code = 0;
  std::string description;
  /// The real server would do more here than the sandbox can: reported as a violation.
  bool unmodelled = false;

  ApiError() = default;
  ApiError(int error_code, std::string text, bool beyond_sandbox)
      : code(error_code), description(std::move(text)), unmodelled(beyond_sandbox) {}
};

template <class T>
using Outcome = boost::system::result<T, ApiError>;

inline ApiError bad_request(const std::string& what) { return {400, "Bad Request: " + what, false}; }
inline ApiError forbidden(const std::string& what) { return {403, "Forbidden: " + what, false}; }
inline ApiError unmodelled(const std::string& what) {
  return {400, "Bad Request: the sandbox does not model " + what, true};
}

}  // namespace alur::sandbox
