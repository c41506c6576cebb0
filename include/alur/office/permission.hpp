#pragma once

#include "alur/office/office.hpp"
#include "alur/process/role.hpp"

#include <cstdint>
#include <vector>

/// product.md, "Who may do what": one table, from which menus, help and the permission tests are made. What a person
/// may do on one case now is workflow::options' to say; a test keeps the two agreeing.
namespace alur::office {

enum class Action : std::uint8_t {
  open_case,      ///< /ajukan
  work,           ///< /unggah /isi /mulai /akhiri /selesai /tarik
  schedule,       ///< /jadwal
  decide_step,    ///< /setuju /kembalikan
  appoint,        ///< /tunjuk
  change_track,   ///< /jalur
  cancel,         ///< /batalkan
  pause,          ///< /tunda /lanjutkan
  reassign,       ///< /alihkan
  invite,         ///< /undang /pengguna
  holiday,        ///< /libur
  note,           ///< /catatan
  see,            ///< /proyek /riwayat
  see_documents,  ///< /dokumen
};

enum class Scope : std::uint8_t {
  none,
  asks,        ///< may ask somebody else to
  own,         ///< a step of a case in which the person is performer or approver now
  own_agency,  ///< cases of the own agency (for a contractor: of its own contract)
  any,
};

Scope may(process::Role role, Action action);
/// The widest of the person's roles.
Scope may(const State& state, PersonId person, Action action);
/// Which roles `by` may invite: KABID all but admin, admin all, others none. `by` 0 is the command line: all.
bool may_invite(const State& state, PersonId by, process::Role role);

}  // namespace alur::office
