#pragma once

#include "table_reader.hpp"

namespace alur::config {

/// Perpres 21/2023 with the ends that Muara Enim sets.
time::OfficeHours default_work_hours();

/// [office.work_hours]: each kind of day has open, close and break; what is left out keeps its default.
void read_work_hours(TableReader reader, time::OfficeHours& hours);

}  // namespace alur::config
