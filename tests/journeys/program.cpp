#include "program.hpp"

#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <signal.h>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>

namespace alur::journey {

namespace {

pid_t start(const std::vector<std::string>& arguments, const std::vector<std::string>& environment, int output) {
  std::vector<char*> argv;
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  const pid_t pid = ::fork();
  if (pid < 0) throw std::runtime_error("fork");
  if (pid > 0) return pid;
  for (const std::string& entry : environment) ::putenv(const_cast<char*>(entry.c_str()));
  ::dup2(output, STDOUT_FILENO);
  ::dup2(output, STDERR_FILENO);
  ::execv(argv[0], argv.data());
  ::_exit(127);
}

int status_of(int raw) { return WIFEXITED(raw) ? WEXITSTATUS(raw) : 128 + WTERMSIG(raw); }

}  // namespace

Program::Program(const std::vector<std::string>& arguments, const std::vector<std::string>& environment,
                 const std::string& log_file) {
  const int output = ::open(log_file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (output < 0) throw std::runtime_error("cannot write " + log_file);
  pid_ = start(arguments, environment, output);
  ::close(output);
}

Program::~Program() {
  if (!running()) return;
  signal(SIGKILL);
  wait();
}

void Program::signal(int number) {
  if (status_ < 0) ::kill(pid_, number);
}

int Program::wait() {
  if (status_ >= 0) return status_;
  int raw = 0;
  ::waitpid(pid_, &raw, 0);
  status_ = status_of(raw);
  return status_;
}

bool Program::running() {
  if (status_ >= 0) return false;
  int raw = 0;
  if (::waitpid(pid_, &raw, WNOHANG) == 0) return true;
  status_ = status_of(raw);
  return false;
}

long Program::memory_kib(const std::string& field) const {
  std::ifstream status("/proc/" + std::to_string(pid_) + "/status");
  std::string line;
  while (std::getline(status, line)) {
    if (line.starts_with(field + ":")) return std::atol(line.c_str() + field.size() + 1);
  }
  return -1;
}

Output run(const std::vector<std::string>& arguments, const std::vector<std::string>& environment) {
  int ends[2];
  if (::pipe(ends) != 0) throw std::runtime_error("pipe");
  const pid_t pid = start(arguments, environment, ends[1]);
  ::close(ends[1]);
  Output output;
  char buffer[4096];
  ssize_t bytes = 0;
  while ((bytes = ::read(ends[0], buffer, sizeof buffer)) > 0) {
    output.out.append(buffer, static_cast<std::size_t>(bytes));
  }
  ::close(ends[0]);
  int raw = 0;
  ::waitpid(pid, &raw, 0);
  output.status = status_of(raw);
  return output;
}

}  // namespace alur::journey
