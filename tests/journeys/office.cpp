#include "office.hpp"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <signal.h>
#include <sstream>
#include <stdlib.h>

namespace alur::journey {

namespace {

using namespace std::chrono_literals;

constexpr auto patience = 20'000ms;  // real time; nothing here takes a second

const std::string agency = "Dinas Kependudukan dan Pencatatan Sipil";

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("no file " + path);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

sandbox::User user(std::int64_t id, const std::string& first, const std::string& last) {
  sandbox::User user;
  user.id = id;
  user.first_name = first;
  user.last_name = last;
  return user;
}

sandbox::Outgoing sample(const std::string& name) {
  sandbox::Outgoing file;
  file.name = name;
  file.bytes = read_file(std::string(ALUR_TEST_DATA) + "/" + name);
  file.as_photo = name.ends_with(".jpg");
  return file;
}

/// GET over a connection of its own; the body, or empty when nobody listens.
std::string get(std::uint16_t port, const std::string& target) {
  namespace asio = boost::asio;
  asio::io_context io;
  asio::ip::tcp::socket socket(io);
  boost::system::error_code error;
  socket.connect({asio::ip::address_v4::loopback(), port}, error);
  if (error) return {};
  asio::write(socket, asio::buffer("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"),
              error);
  std::string answer;
  asio::read(socket, asio::dynamic_buffer(answer), error);
  const auto body = answer.find("\r\n\r\n");
  return body == std::string::npos ? std::string{} : answer.substr(body + 4);
}

}  // namespace

// --- person --------------------------------------------------------------------------------------------------------

void Person::acted() {
  std::int64_t newest = 0;
  for (const MessageView& message : office_.telegram().transcript(id_)) newest = std::max(newest, message.rev);
  since_ = newest;
}

Person& Person::say(const std::string& text) {
  acted();
  office_.telegram().send_text(id_, text);
  office_.acted();
  return *this;
}

Person& Person::send(const std::string& name, const std::string& caption) {
  acted();
  office_.telegram().send_files(id_, {sample(name)}, caption);
  office_.acted();
  return *this;
}

Person& Person::send_album(const std::vector<std::string>& names, const std::string& caption) {
  acted();
  std::vector<sandbox::Outgoing> files;
  for (const std::string& name : names) files.push_back(sample(name));
  office_.telegram().send_files(id_, files, caption);
  office_.acted();
  return *this;
}

Person& Person::press(const std::string& label) {
  const auto offered = [&] {
    for (const MessageView& message : office_.telegram().transcript(id_)) {
      for (const auto& row : message.keyboard) {
        for (const auto& button : row) {
          if (button.text.find(label) != std::string::npos) return true;
        }
      }
    }
    return false;
  };
  if (!office_.telegram().wait_for(offered, patience)) {
    ADD_FAILURE() << name_ << " has no button \"" << label << "\" but:\n" << heard();
    throw std::runtime_error("no button: " + label);
  }
  acted();
  press_ = office_.telegram().press(id_, label);
  office_.acted();
  return *this;
}

MessageView Person::see(const std::string& part) {
  MessageView found;
  const auto look = [&] {
    for (const MessageView& message : office_.telegram().transcript(id_)) {
      if (message.from_bot && message.said > since_ && message.content.text.find(part) != std::string::npos) {
        found = message;
        return true;
      }
    }
    return false;
  };
  if (!office_.telegram().wait_for(look, patience)) {
    const std::string said = heard();
    ADD_FAILURE() << name_ << " does not see \"" << part << "\" but:\n" << said;
    throw std::runtime_error("not seen: " + part);
  }
  return found;
}

void Person::do_not_see(const std::string& part) {
  office_.quiet();
  EXPECT_EQ(heard().find(part), std::string::npos) << name_ << " sees:\n" << heard();
}

std::string Person::heard() const {
  std::string all;
  if (const auto press = office_.telegram().find_press(press_); press && !press->answer.empty()) {
    all += "(pop-up) " + press->answer + "\n----\n";
  }
  for (const MessageView& message : office_.telegram().transcript(id_)) {
    if (!message.from_bot || message.said <= since_) continue;
    all += message.content.text + "\n";
    for (const auto& row : message.keyboard) {
      for (const auto& button : row) all += "[ " + button.text + " ] ";
      all += "\n";
    }
    all += "----\n";
  }
  return all;
}

std::vector<std::string> Person::buttons() const {
  std::vector<std::string> labels;
  const auto messages = office_.telegram().transcript(id_);
  for (auto message = messages.rbegin(); message != messages.rend() && labels.empty(); ++message) {
    for (const auto& row : message->keyboard) {
      for (const auto& button : row) labels.push_back(button.text);
    }
  }
  return labels;
}

// --- office --------------------------------------------------------------------------------------------------------

Office::Office(Options options)
    : rina(*this, 7000001, "Rina Marlina, S.Kom."),
      hendra(*this, 7000002, "Hendra Wijaya, S.T."),
      dedi(*this, 7000003, "Dedi Saputra, A.Md."),
      yuni(*this, 7000004, "Yuni Astuti, S.Kom."),
      sari(*this, 7000005, "Ir. Sari Dewanti, M.T."),
      fajar(*this, 7000006, "Fajar Nugroho, S.Kom."),
      putri(*this, 7000007, "Putri Ayu Lestari, A.Md.Kom."),
      bayu(*this, 7000008, "Bayu Pratama"),
      anwar(*this, 7000009, "Drs. Anwar Effendi, M.Si."),
      options_(options) {
  std::string pattern = (std::filesystem::temp_directory_path() / "alur-journey-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("mkdtemp");
  folder_ = pattern;
  sandbox::SandboxOptions world;
  world.start = options.start;
  world.bot_username = "AlurMuaraEnimBot";
  for (Person* person : everybody()) {
    const auto space = person->name().find(' ');
    world.people.push_back(user(person->id(), person->name().substr(0, space), person->name().substr(space + 1)));
  }
  sandbox_ = std::make_unique<sandbox::Sandbox>(world);
  use_data_dir("data");
  start_bot();
  enrol();
}

void Office::use_data_dir(const std::string& name) {
  data_dir_ = name;
  std::ofstream(folder_ + "/alurbot.toml") << "[telegram]\napi_root = \"" << sandbox_->api_root() << "\"\n"
                                           << "[storage]\ndata_dir = \"" << name << "\"\n"
                                           << "[office]\nlanguage = \"" << options_.language << "\"\n"
                                           << "name = \"Dinas Komunikasi dan Informatika Kabupaten Muara Enim\"\n"
                                           << "[http]\nlisten = \"127.0.0.1:0\"\n"
                                           << "[clock]\nsource = \"sandbox\"\n"
                                           << options_.settings;
}

Office::~Office() {
  bot_.reset();
  sandbox_.reset();
  if (testing::Test::HasFailure()) {
    std::cerr << "kept for a look: " << folder_ << "\n";
  } else {
    std::filesystem::remove_all(folder_);
  }
}

std::vector<Person*> Office::everybody() {
  return {&rina, &hendra, &dedi, &yuni, &sari, &fajar, &putri, &bayu, &anwar};
}

std::vector<std::string> Office::environment() const {
  std::vector<std::string> all{"ALURBOT_TOKEN=" + sandbox_->token()};
  all.insert(all.end(), options_.environment.begin(), options_.environment.end());
  return all;
}

void Office::start_bot() {
  launch_bot();
  wait_for_bot();
}

void Office::launch_bot() {
  std::filesystem::remove(data_dir() + "/http.port");
  bot_ = std::make_unique<Program>(std::vector<std::string>{ALURBOT, "serve", "--config", folder_ + "/alurbot.toml"},
                                   environment(), folder_ + "/alurbot.log");
}

void Office::wait_for_bot() {
  const auto limit = std::chrono::steady_clock::now() + patience;
  while (ready_page().empty()) {
    if (!bot_->running() || std::chrono::steady_clock::now() > limit) {
      throw std::runtime_error("alurbot did not start:\n" + read_file(folder_ + "/alurbot.log"));
    }
    sandbox_->wait_for([] { return false; }, 20ms);
  }
}

void Office::stop_bot() {
  bot_->signal(SIGTERM);
  EXPECT_EQ(bot_->wait(), 0) << read_file(folder_ + "/alurbot.log");
}

void Office::kill_bot() {
  bot_->signal(SIGKILL);
  bot_->wait();
}

Output Office::alurbot(const std::string& command, const std::vector<std::string>& arguments) {
  std::vector<std::string> all{ALURBOT, command, "--config", folder_ + "/alurbot.toml"};
  all.insert(all.end(), arguments.begin(), arguments.end());
  return run(all, environment());
}

void Office::enrol() {
  sandbox_->wait_for([this] { return sandbox_->calls("getMe") > 0; }, patience);
  let_in(yuni, "admin", "");
  let_in(yuni, "staff_egov", "");
  let_in(hendra, "kasi_pengembangan", "");
  let_in(sari, "kabid_egov", "");
  let_in(dedi, "staff_egov", "");
  let_in(rina, "instansi_pengguna", agency);
  let_in(fajar, "system_analyst", "");
  let_in(putri, "programmer", "");
  let_in(bayu, "pengembang", "PT Karya Digital Sriwijaya");
  let_in(anwar, "kepala_dinas", "");
  quiet();
  enrolled_ = true;
}

void Office::let_in(Person& person, const std::string& role, const std::string& company) {
  std::vector<std::string> arguments{"--json", "--role", role, "--name", person.name()};
  if (!company.empty()) arguments.insert(arguments.end(), {"--agency", company});
  const Output output = alurbot("invite", arguments);
  ASSERT_EQ(output.status, 0) << output.out;
  person.acted();
  sandbox_->open_link(person.id(), nlohmann::json::parse(output.out).at("link").get<std::string>());
  if (person.in_) {
    person.see("tercatat");  // somebody known only gets one more role
    return;
  }
  person.press("Data benar");
  person.see("Pendaftaran selesai");
  person.in_ = true;
}

void Office::acted() {
  if (!options_.disturb || !enrolled_) return;
  if (++restarts_ % 2 == 0) {
    kill_bot();
  } else {
    stop_bot();
  }
  start_bot();
}

std::string Office::ready_page() const {
  std::ifstream in(data_dir() + "/http.port");
  int port = 0;
  if (!(in >> port)) return {};
  return get(static_cast<std::uint16_t>(port), "/readyz");
}

void Office::quiet() {
  const auto idle = [this] {
    if (!sandbox_->idle()) return false;
    const auto page = nlohmann::json::parse(ready_page(), nullptr, false);
    return page.is_object() && page.value("idle", false) && sandbox_->idle();
  };
  const auto limit = std::chrono::steady_clock::now() + patience;
  while (!idle()) {
    if (std::chrono::steady_clock::now() > limit) throw std::runtime_error("never quiet: " + ready_page());
    sandbox_->wait_for([] { return false; }, 5ms);
  }
}

void Office::move_clock_to(time::Instant at) {
  quiet();
  sandbox_->set_clock(at);
  const auto followed = [this, at] {
    const auto page = nlohmann::json::parse(ready_page(), nullptr, false);
    return page.is_object() && page.value("now_ms", std::int64_t{0}) >= time::to_ms(at);
  };
  const auto limit = std::chrono::steady_clock::now() + patience;
  while (!followed()) {
    if (std::chrono::steady_clock::now() > limit) throw std::runtime_error("the bot's clock does not follow");
    sandbox_->wait_for([] { return false; }, 5ms);
  }
  quiet();
}

void Office::move_clock_to(int year, unsigned month, unsigned day, int hour, int minute) {
  using namespace std::chrono;
  const sys_days date = std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day};
  move_clock_to(time::Instant{date + hours{hour - 7} + minutes{minute}});
}

std::optional<time::Instant> Office::next_due() {
  const auto page = nlohmann::json::parse(ready_page(), nullptr, false);
  if (!page.is_object() || !page.contains("next_due_ms")) return std::nullopt;
  return time::from_ms(page["next_due_ms"].get<std::int64_t>());
}

std::int64_t Office::number(const std::string& sql) const {
  SQLite::Database database(data_dir() + "/alur.db", SQLite::OPEN_READONLY);
  return database.execAndGet(sql).getInt64();
}

std::string Office::word(const std::string& sql) const {
  SQLite::Database database(data_dir() + "/alur.db", SQLite::OPEN_READONLY);
  return database.execAndGet(sql).getString();
}

void Office::check_record() {
  quiet();
  for (const sandbox::Violation& violation : sandbox_->violations()) {
    ADD_FAILURE() << "violation of the method table: " << violation.method << ": " << violation.what;
  }
  EXPECT_EQ(alurbot("updates").out, "");
  EXPECT_EQ(alurbot("outbox").out, "");
  const Output verified = alurbot("verify");
  EXPECT_EQ(verified.status, 0) << verified.out;
}

}  // namespace alur::journey
