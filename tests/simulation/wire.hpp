#pragma once

#include "alur/service/ports.hpp"

#include "telegram.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <memory>

namespace alur::simulation {

/// How often what goes wrong, 0..1.
struct Weather {
  double not_sent = 0;      ///< refused before a byte went out
  double lost_before = 0;   ///< the request did not arrive, and nobody knows
  double lost_after = 0;    ///< done, but its answer did not come back
  double server_error = 0;  ///< 500, nothing done
  double too_many = 0;      ///< 429
};

/// What the wire knows of the calls of all processes: it is not to be so bad that the promise of five tries is broken.
struct WireLog {
  std::map<std::int64_t, int> bad_in_a_row;  ///< per chat, calls whose fate the bot did not learn
  std::uint64_t sent_unheard = 0;            ///< messages whose sender had to send them again
  std::uint64_t calls = 0;
};

/// One process's connections to Telegram. Requests under way when it goes still arrive.
class Wire : public service::Transport {
 public:
  Wire(boost::asio::any_io_executor loop, Timeline& timeline, Telegram& telegram, const Weather& weather, WireLog& log);

  boost::asio::awaitable<service::CallOutcome> call(service::Lane lane, telegram::Call call,
                                                    milliseconds deadline) override;
  boost::asio::awaitable<service::CallOutcome> upload(telegram::SendDocument request, std::string path,
                                                      std::string file_name, std::string media_type) override;
  boost::asio::awaitable<service::CallOutcome> download(std::string file_path,
                                                        std::function<bool(std::string_view)> sink) override;
  /// Ends the poll that is held, as a drain does.
  void hang_up_poll();

 private:
  struct Pending;
  boost::asio::awaitable<service::CallOutcome> wait(std::shared_ptr<Pending> pending);
  void poll(const std::shared_ptr<Pending>& pending, const telegram::Call& call);
  struct Fate {
    bool leaves = true;
    bool arrives = true;
    bool heard = true;
    bool broken = false;
    bool too_many = false;
    milliseconds given_up_after{};
  };
  Fate fate_of(std::int64_t chat, milliseconds deadline);
  void send(const std::shared_ptr<Pending>& pending, telegram::Call call, milliseconds deadline);
  static Telegram::Answer arrive(Telegram& telegram, Random& random, const telegram::Call& call, const Fate& fate);
  void answer_back(const std::weak_ptr<Pending>& waits, const telegram::Call& call, const Telegram::Answer& answer);
  void answer_later(const std::weak_ptr<Pending>& pending, service::CallOutcome outcome, milliseconds delay);
  milliseconds latency();

  boost::asio::any_io_executor loop_;
  Timeline& timeline_;
  Telegram& telegram_;
  const Weather& weather_;
  WireLog& log_;
  std::weak_ptr<Pending> poll_;
};

}  // namespace alur::simulation
