#include "control.hpp"

#include "alur/log/log.hpp"

#include "limits.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <nlohmann/json.hpp>

#include <stdexcept>
#include <sys/stat.h>
#include <unistd.h>

namespace alur::service {

namespace asio = boost::asio;
using Local = asio::local::stream_protocol;

namespace {

std::optional<chat::OfficeCommand> read_command(const std::string& line) {
  const auto body = nlohmann::json::parse(line, nullptr, false);
  if (!body.is_object() || !body.contains("name") || !body["name"].is_string()) return std::nullopt;
  chat::OfficeCommand command;
  command.name = body["name"].get<std::string>();
  if (!body.contains("args")) return command;
  for (const auto& pair : body["args"]) {
    if (!pair.is_array() || pair.size() != 2 || !pair[0].is_string() || !pair[1].is_string()) return std::nullopt;
    command.args.emplace_back(pair[0].get<std::string>(), pair[1].get<std::string>());
  }
  return command;
}

std::string error_line(const std::string& what) { return nlohmann::json{{"error", what}}.dump(); }

}  // namespace

struct ControlServer::Impl {
  Impl(const asio::any_io_executor& loop, std::string socket_path, Gate& gate_ref, Front& front_ref,
       net::TaskGroup& group_ref)
      : path(std::move(socket_path)), acceptor(loop), gate(gate_ref), front(front_ref), group(group_ref) {
    ::unlink(path.c_str());
    acceptor.open();
    acceptor.bind(Local::endpoint(path));
    ::chmod(path.c_str(), 0600);
    acceptor.listen();
  }

  asio::awaitable<void> serve(std::shared_ptr<Local::socket> socket) {
    std::string line;
    boost::system::error_code error;
    const std::size_t bytes =
        co_await asio::async_read_until(*socket, asio::dynamic_buffer(line, limits::control_line_bytes_max), '\n',
                                        asio::redirect_error(asio::use_awaitable, error));
    if (error) co_return;
    line.resize(bytes - 1);
    std::string reply = co_await answer(line);
    reply += '\n';
    co_await asio::async_write(*socket, asio::buffer(reply), asio::redirect_error(asio::use_awaitable, error));
  }

  asio::awaitable<std::string> answer(const std::string& line) {
    const auto command = read_command(line);
    if (!command) co_return error_line("unreadable command");
    Effects effects;
    auto work = [this, &command, &effects](store::Tx& tx) {
      effects = Effects{};
      effects.immediates.push_back(front.handle(tx, *command));
      front.note_due(tx, effects);
    };
    std::string failure;
    try {
      co_await gate.run(work);
    } catch (const std::exception& e) {
      failure = e.what();
    }
    if (!failure.empty()) {
      log::error("office command failed", {{"name", command->name}, {"why", failure}});
      co_return error_line(failure);
    }
    front.after_commit(effects);
    co_return effects.immediates.front().office_reply;
  }

  std::string path;
  Local::acceptor acceptor;
  Gate& gate;
  Front& front;
  net::TaskGroup& group;
};

ControlServer::ControlServer(const asio::any_io_executor& loop, const std::string& path, Gate& gate, Front& front,
                             net::TaskGroup& group)
    : impl_(std::make_unique<Impl>(loop, path, gate, front, group)) {}

ControlServer::~ControlServer() { ::unlink(impl_->path.c_str()); }

asio::awaitable<void> ControlServer::run() {
  for (;;) {
    auto socket = std::make_shared<Local::socket>(impl_->acceptor.get_executor());
    boost::system::error_code error;
    co_await impl_->acceptor.async_accept(*socket, asio::redirect_error(asio::use_awaitable, error));
    if (error) co_return;
    Impl* impl = impl_.get();
    impl_->group.spawn("control", [impl, socket]() -> asio::awaitable<void> { co_await impl->serve(socket); });
  }
}

void ControlServer::stop() {
  boost::system::error_code ignored;
  impl_->acceptor.close(ignored);
}

std::optional<std::string> ask_running_service(const std::string& socket_path, const std::string& name,
                                               const CommandArgs& args) {
  asio::io_context io;
  Local::socket socket(io);
  boost::system::error_code error;
  socket.connect(Local::endpoint(socket_path), error);
  if (error) return std::nullopt;
  nlohmann::json request{{"name", name}, {"args", nlohmann::json::array()}};
  for (const auto& [key, value] : args) request["args"].push_back(nlohmann::json::array({key, value}));
  const std::string line = request.dump() + "\n";
  asio::write(socket, asio::buffer(line), error);
  std::string reply;
  if (!error) asio::read_until(socket, asio::dynamic_buffer(reply), '\n', error);
  if (error) throw std::runtime_error("the running service did not answer: " + error.message());
  reply.pop_back();
  return reply;
}

}  // namespace alur::service
