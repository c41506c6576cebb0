#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace alur::archive {

/// Asks clamd over its Unix socket, which blocks: for a worker's thread. Any number may ask at once. Only its plain
/// "stream: OK", after every byte was handed over, says clean.
class Clamd {
 public:
  enum class Answer : std::uint8_t {
    clean,
    infected,
    too_large,  ///< above its StreamMaxLength
    none,       ///< away, late, or not to be understood
  };

  Clamd(std::string socket, std::chrono::milliseconds scan_deadline);

  bool answers() const;
  /// Throws std::system_error when the file cannot be read.
  Answer scan(const std::string& path) const;

 private:
  std::string socket_;
  std::chrono::milliseconds scan_deadline_;
};

}  // namespace alur::archive
