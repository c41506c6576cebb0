#pragma once

#include <string>

/// Stands between the archive and the system's calls that change a disk, in this program only.
namespace alur::archive::disk {

inline constexpr int died = 42;  ///< exit status

/// The call of this number, from 0, is not made: the process ends there.
void die_at(int step);
/// From the call of this number on there is no space left.
void be_full_at(int step);
/// Notes every call.
void record();
/// Ends each of the above. The calls since then: m(kdir), w(rite), s(ync), r(ename).
std::string be_well();

}  // namespace alur::archive::disk
