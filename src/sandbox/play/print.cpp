#include "play/print.hpp"

#include <array>
#include <cstdio>

namespace alur::sandbox {
namespace {

std::string indented(const std::string& text) {
  std::string lines = "    ";
  for (const char c : text) {
    lines.push_back(c);
    if (c == '\n') lines += "    ";
  }
  return lines + "\n";
}

std::string buttons(const Keyboard& keyboard) {
  std::string lines;
  for (const auto& row : keyboard) {
    lines += "   ";
    for (const Button& button : row) lines += " [ " + button.text + " ]";
    lines += "\n";
  }
  return lines;
}

}  // namespace

std::string short_moment(time::Instant at, std::chrono::minutes zone_offset) {
  constexpr std::array<const char*, 7> days{"Min", "Sen", "Sel", "Rab", "Kam", "Jum", "Sab"};
  constexpr std::array<const char*, 12> months{"Jan", "Feb", "Mar", "Apr", "Mei", "Jun",
                                               "Jul", "Agu", "Sep", "Okt", "Nov", "Des"};
  const auto local = std::chrono::floor<std::chrono::minutes>(at + zone_offset);
  const auto day = std::chrono::floor<std::chrono::days>(local);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{local - day};
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%s %u %s %d %02d.%02d", days.at(std::chrono::weekday{day}.c_encoding()),
                static_cast<unsigned>(date.day()), months.at(static_cast<unsigned>(date.month()) - 1),
                static_cast<int>(date.year()), static_cast<int>(clock.hours().count()),
                static_cast<int>(clock.minutes().count()));
  return text.data();
}

std::string on_terminal(const MessageView& message, const std::string& reader, std::chrono::minutes zone_offset) {
  std::string head = short_moment(message.date, zone_offset) + "  " + message.from_name;
  if (message.from_bot) head += " -> " + reader;
  if (message.edited) head += " (diubah)";
  std::string body;
  if (message.file) body += "    [berkas: " + message.file->name + "]\n";
  if (!message.content.text.empty()) body += indented(message.content.text);
  return head + "\n" + body + buttons(message.keyboard);
}

}  // namespace alur::sandbox
