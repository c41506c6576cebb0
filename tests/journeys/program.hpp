#pragma once

#include <string>
#include <sys/types.h>
#include <vector>

namespace alur::journey {

/// A child process; killed and waited for when it goes.
class Program {
 public:
  /// Starts `arguments[0]` with stdout and stderr appended to `log_file`, and `NAME=value` added to the environment.
  Program(const std::vector<std::string>& arguments, const std::vector<std::string>& environment,
          const std::string& log_file);
  ~Program();
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  void signal(int number);
  /// Exit status, or 128 + the signal that ended it.
  int wait();
  bool running();
  pid_t pid() const { return pid_; }
  /// "VmRSS", "RssAnon", ... of /proc/PID/status, in KiB.
  long memory_kib(const std::string& field) const;

 private:
  pid_t pid_ = -1;
  int status_ = -1;
};

struct Output {
  int status = 0;
  std::string out;
};
/// Runs a command to its end; stderr goes with stdout.
Output run(const std::vector<std::string>& arguments, const std::vector<std::string>& environment);

}  // namespace alur::journey
