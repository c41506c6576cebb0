#pragma once

#include <chrono>
#include <cstddef>

/// Every number of the service that is not an office's to set.
namespace alur::service::limits {

using namespace std::chrono_literals;

inline constexpr int poll_timeout_s = 50;        // the server holds a poll this long at most
inline constexpr auto poll_deadline = 65'000ms;  // hold, plus a slow network
inline constexpr auto call_deadline = 30'000ms;  // above the 8 s the server itself waits out
inline constexpr auto answer_deadline = 10'000ms;
inline constexpr auto immediate_age_max = 10'000ms;   // older answers to a press are of no use
inline constexpr auto transfer_deadline = 120'000ms;  // without progress
inline constexpr auto back_off_first = 1'000ms;
inline constexpr auto back_off_max = 60'000ms;
inline constexpr auto conflict_wait = 5'000ms;
inline constexpr auto refused_wait = 5'000ms;  // until the courier looks whether the token counts again
inline constexpr auto unauthorized_wait = 60'000ms;
inline constexpr auto disk_retry = 1'000ms;
inline constexpr auto wake_at_least_every = 60'000ms;  // a jumped clock is noticed by then

inline constexpr std::size_t sends_in_flight_max = 8;
inline constexpr std::size_t notices_in_flight_max = 6;  // so that slow ones leave a place to answers
inline constexpr std::size_t immediates_in_flight_max = 64;
inline constexpr std::size_t fetches_in_flight_max = 3;
inline constexpr std::size_t courier_chats_max = 1'000;
inline constexpr std::size_t timers_per_round = 50;
inline constexpr std::size_t parked_per_round = 20;
inline constexpr int update_attempts_max = 3;
inline constexpr int fetch_attempts_max = 20;
inline constexpr int probation_updates = 100;  // handled singly after an unclean start

inline constexpr auto parked_retry = 60s;  // office time between tries of a parked update
inline constexpr auto seen_kept = 24h * 7;
inline constexpr auto sent_kept = 24h * 400;  // so that a reply to an old card still finds its case
inline constexpr std::size_t clean_up_rows_max = 1'000;
inline constexpr auto outage_told_from = 15min;
inline constexpr auto clock_behind_max = 5min;
inline constexpr auto drain_max = 10'000ms;
inline constexpr double disk_free_min = 0.10;
inline constexpr auto backup_missed_after = 24h * 2;

inline constexpr std::size_t control_line_bytes_max = std::size_t{64} * 1024;

}  // namespace alur::service::limits
