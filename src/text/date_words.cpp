#include "date_words.hpp"

#include <array>

namespace alur::text {
namespace {

constexpr DateWords indonesian{.before_time = " pukul ",
                               .decimal_mark = ",",
                               .spans = {.left_before = "sisa ",
                                         .left_after = "",
                                         .late_before = "terlambat ",
                                         .late_after = "",
                                         .due_now = "jatuh tempo sekarang",
                                         .just_late = "terlambat kurang dari 1 jam kerja",
                                         .day = " hari kerja",
                                         .days = " hari kerja",
                                         .hour = " jam kerja",
                                         .hours = " jam kerja",
                                         .minute = " menit kerja",
                                         .minutes = " menit kerja"}};

constexpr DateWords english{.before_time = ", ",
                            .decimal_mark = ".",
                            .spans = {.left_before = "",
                                      .left_after = " left",
                                      .late_before = "",
                                      .late_after = " late",
                                      .due_now = "due now",
                                      .just_late = "less than 1 working hour late",
                                      .day = " working day",
                                      .days = " working days",
                                      .hour = " working hour",
                                      .hours = " working hours",
                                      .minute = " working minute",
                                      .minutes = " working minutes"}};

using Week = std::array<std::string_view, 7>;
using Year = std::array<std::string_view, 12>;

constexpr Week indonesian_days{"Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"};
constexpr Week indonesian_days_short{"Min", "Sen", "Sel", "Rab", "Kam", "Jum", "Sab"};
constexpr Week english_days{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
constexpr Week english_days_short{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr Year indonesian_months{"Januari", "Februari", "Maret",     "April",   "Mei",      "Juni",
                                 "Juli",    "Agustus",  "September", "Oktober", "November", "Desember"};
constexpr Year indonesian_months_short{"Jan", "Feb", "Mar", "Apr", "Mei", "Jun",
                                       "Jul", "Agu", "Sep", "Okt", "Nov", "Des"};
constexpr Year english_months{"January", "February", "March",     "April",   "May",      "June",
                              "July",    "August",   "September", "October", "November", "December"};
constexpr Year english_months_short{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

bool is_english(std::string_view language) { return language == "en"; }

std::string name(const Week& week, std::chrono::weekday day) { return std::string{week.at(day.c_encoding())}; }
std::string name(const Year& year, std::chrono::month month) {
  return std::string{year.at(static_cast<unsigned>(month) - 1)};
}

}  // namespace

const DateWords& date_words(std::string_view language) { return is_english(language) ? english : indonesian; }

std::string weekday_name(std::chrono::weekday day, std::string_view language) {
  return name(is_english(language) ? english_days : indonesian_days, day);
}
std::string weekday_short(std::chrono::weekday day, std::string_view language) {
  return name(is_english(language) ? english_days_short : indonesian_days_short, day);
}
std::string month_name(std::chrono::month month, std::string_view language) {
  return name(is_english(language) ? english_months : indonesian_months, month);
}
std::string month_short(std::chrono::month month, std::string_view language) {
  return name(is_english(language) ? english_months_short : indonesian_months_short, month);
}

}  // namespace alur::text
