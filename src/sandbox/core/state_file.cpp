#include "core/state_file.hpp"

#include "core/model_json.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <system_error>

namespace alur::sandbox {
namespace {

constexpr int format = 1;

std::string read_whole(const std::filesystem::path& path) {
  std::ifstream file{path, std::ios::binary};
  if (!file) throw std::runtime_error{"cannot read " + path.string()};
  return {std::istreambuf_iterator<char>{file}, {}};
}

void write_whole(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream file{path, std::ios::binary | std::ios::trunc};
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  if (!file) throw std::system_error{std::make_error_code(std::errc::io_error), "cannot write " + path.string()};
}

}  // namespace

void StateFile::load(World& world, SandboxClock& clock) {
  if (!std::filesystem::exists(path_)) return;
  const auto json = nlohmann::json::parse(read_whole(path_), nullptr, false);
  if (!json.is_object() || json.value("format", 0) != format) throw std::runtime_error{path_ + " is no state file"};
  if (json.value("token", "") != world.options().token) throw std::runtime_error{path_ + " belongs to another bot"};
  try {
    WorldState state = state_from_json(json.at("world"));
    for (auto& [id, file] : state.files) {
      file.bytes = std::make_shared<const std::string>(read_whole(std::filesystem::path{path_ + ".files"} / id));
      files_written_.insert(id);
    }
    clock.restore({json.at("clock_rev"), time::from_ms(json.at("now_ms")), json.at("speed")});
    world.restore(std::move(state));
  } catch (const nlohmann::json::exception& error) {
    throw std::runtime_error{path_ + " cannot be read: " + error.what()};
  }
}

void StateFile::save(const World& world, const SandboxClock& clock) {
  const std::filesystem::path directory{path_ + ".files"};
  std::filesystem::create_directories(directory);
  for (const auto& [id, file] : world.state().files) {
    if (files_written_.contains(id)) continue;
    write_whole(directory / id, *file.bytes);
    files_written_.insert(id);
  }
  const ClockView now = clock.view();
  const nlohmann::json json{{"format", format},     {"token", world.options().token},
                            {"clock_rev", now.rev}, {"now_ms", time::to_ms(now.now)},
                            {"speed", now.speed},   {"world", state_to_json(world.state())}};
  const std::string beside = path_ + ".new";
  write_whole(beside, json.dump());
  std::filesystem::rename(beside, path_);
}

}  // namespace alur::sandbox
