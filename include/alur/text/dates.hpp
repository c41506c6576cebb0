#pragma once

#include "alur/text/catalogue.hpp"
#include "alur/time/work_calendar.hpp"

#include <optional>
#include <string>
#include <string_view>

/// Dates, spans and amounts as an office writes them (sop/steps, "Words an office expects"). `language` is "id" or
/// "en".
namespace alur::text {

/// "Kamis, 5 Maret 2026"
std::string date_long(time::Day day, std::string_view language);
/// "5 Maret 2026"
std::string date_plain(time::Day day, std::string_view language);
/// "5 Mar", for spans
std::string date_brief(time::Day day, std::string_view language);
/// "Kam 5 Mar"
std::string date_short(time::Day day, std::string_view language);
/// "Kamis, 5 Maret 2026 pukul 15.00 WIB"
std::string moment_long(time::Instant at, const time::WorkCalendar& calendar, std::string_view language);
/// "Kam 5 Mar 15.00 WIB"
std::string moment_short(time::Instant at, const time::WorkCalendar& calendar, std::string_view language);
/// "30 Mar 11.20", for histories
std::string moment_brief(time::Instant at, const time::WorkCalendar& calendar, std::string_view language);
/// "15.00 WIB"
std::string clock_time(time::Instant at, const time::WorkCalendar& calendar, std::string_view language);
/// moment_long inside <tg-time unix=..>: a date-time entity with an empty format, so that the wording stays.
Html moment_entity(time::Instant at, const time::WorkCalendar& calendar, std::string_view language);
/// "sisa 1 hari kerja 2 jam kerja", "terlambat 2 hari kerja", "terlambat 3 jam kerja", "jatuh tempo sekarang"
std::string time_left(time::Instant now, time::Instant due, const time::WorkCalendar& calendar,
                      std::string_view language);
/// "412 kB", "1,4 MB": of 1,024, as phones and Telegram show them.
std::string file_size(std::uint64_t bytes, std::string_view language);
/// "19850412 201001 1 007"; anything that is not 18 digits comes back as it is.
std::string nip(std::string_view digits);
/// "9F2C 71A0": the first 8 hex digits, as shown beside a document.
std::string short_fingerprint(std::string_view sha256);

/// d-m-yyyy (also with / or .), an existing day; nothing otherwise.
std::optional<time::Day> parse_date(std::string_view typed);
/// hh.mm or hh:mm, 00.00 to 23.59.
std::optional<std::chrono::minutes> parse_time(std::string_view typed);

}  // namespace alur::text
