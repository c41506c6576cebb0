#pragma once

#include "alur/process/process.hpp"

/// Three steps with a bit of everything and no fault: what the tests then spoil, one thing at a time.
namespace alur::process::testing {

inline Process small_process() {
  Step identify;
  identify.no = 1;
  identify.activity = "Identifikasi kebutuhan";
  identify.short_activity = "Identifikasi";
  identify.performers = {Role::instansi_pengguna};
  identify.approval = {ApprovalMode::all, {Role::kasi_pengembangan}, Basis::inference};
  identify.owed = {{"identifikasi", "Dokumen identifikasi", "Identifikasi", OwedKind::file, {}},
                   {"alat", "Laptop dan kelengkapan", "Alat", OwedKind::checklist, {"Laptop", "PC Unit"}}};
  identify.time = {TimeUnit::working_days, 3, false};
  identify.back_to = {{1, "perbaiki identifikasi"}};

  Step review;
  review.no = 2;
  review.activity = "Review dan penunjukan";
  review.short_activity = "Review";
  review.performers = {Role::kabid_egov};
  review.approval = {ApprovalMode::joint, {Role::kabid_egov, Role::instansi_pengguna}, Basis::stated};
  review.owed = {{"modifikasi", "Permintaan modifikasi", "Modifikasi", OwedKind::file_or_nihil, {}},
                 {"spt", "Surat Perintah Tugas", "SPT", OwedKind::letter, {}}};
  review.time = {TimeUnit::working_minutes, 120, false};
  review.session = true;
  review.appoints = {Role::programmer, Role::pengembang};
  review.back_to = {{2, "perbaiki review"}, {1, "kebutuhan berubah"}};
  review.materials = {"identifikasi"};
  review.modification_to = 1;

  Step build;
  build.no = 3;
  build.activity = "Pembuatan";
  build.short_activity = "Pembuatan";
  build.performers = {Role::programmer};
  build.contributors = {Role::pengembang};
  build.approval = {ApprovalMode::sequence, {Role::kasi_pengembangan, Role::kabid_egov}, Basis::inference};
  build.owed = {{"prototype", "Prototype system", "Prototype", OwedKind::link_or_file, {}}};
  build.time = {TimeUnit::calendar_days, 90, false};
  build.progress_asked = true;
  build.back_to = {{3, "perbaiki prototype"}};
  build.materials = {"modifikasi", "identifikasi"};

  Process process;
  process.track = Track::pengembang;
  process.id = "kecil";
  process.title = "SOP kecil";
  process.number = "1/2026";
  process.steps = {identify, review, build};
  return process;
}

}  // namespace alur::process::testing
