#pragma once

#include "office.hpp"

#include <string>

/// How an office goes through the steps, by typed commands; each waits for what every actor must be told.
namespace alur::journey {

/// Opens a case of the track and gives its register.
std::string open_case(Office& office, const std::string& track, const std::string& title);

/// One step of MANDIRI or PENGEMBANG from its card to its end. The case's register begins with M or P by how it was
/// opened.
void mandiri_step(Office& office, const std::string& register_no, int step);
void pengembang_step(Office& office, const std::string& register_no, int step);

/// Hands in for `by` and lets `approvers` approve in this order.
void hand_in(Person& by, const std::string& register_no);
void approve(const std::string& register_no, std::initializer_list<Person*> approvers);

}  // namespace alur::journey
