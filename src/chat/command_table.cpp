#include "handlers.hpp"
#include "people.hpp"

#include <algorithm>
#include <array>
#include <numeric>

namespace alur::chat {

namespace {

using office::Action;

constexpr std::array command_rows{
    CommandRow{"start", "start", std::nullopt, start_command},
    CommandRow{"tugas", "tasks", std::nullopt, typed_tugas},
    CommandRow{"proyek", "case", Action::see, typed_proyek},
    CommandRow{"ajukan", "new", Action::open_case, typed_ajukan},
    CommandRow{"unggah", "upload", Action::work, typed_unggah},
    CommandRow{"isi", "fill", Action::work, typed_isi},
    CommandRow{"mulai", "begin", Action::work, typed_mulai},
    CommandRow{"akhiri", "end", Action::work, typed_akhiri},
    CommandRow{"selesai", "submit", Action::work, typed_selesai},
    CommandRow{"tarik", "recall", Action::work, typed_tarik},
    CommandRow{"jadwal", "schedule", Action::schedule, typed_jadwal},
    CommandRow{"setuju", "approve", Action::decide_step, typed_setuju},
    CommandRow{"kembalikan", "return", Action::decide_step, typed_kembalikan},
    CommandRow{"tunjuk", "appoint", Action::appoint, typed_tunjuk},
    CommandRow{"dokumen", "docs", Action::see_documents, typed_dokumen},
    CommandRow{"riwayat", "history", Action::see, typed_riwayat},
    CommandRow{"catatan", "note", Action::note, typed_catatan},
    CommandRow{"tunda", "pause", Action::pause, typed_tunda},
    CommandRow{"lanjutkan", "resume", Action::pause, typed_lanjutkan},
    CommandRow{"alihkan", "reassign", Action::reassign, typed_alihkan},
    CommandRow{"jalur", "track", Action::change_track, typed_jalur},
    CommandRow{"batalkan", "close", Action::cancel, typed_batalkan},
    CommandRow{"undang", "invite", Action::invite, invite_command},
    CommandRow{"pengguna", "users", Action::invite, users_command},
    CommandRow{"libur", "holiday", Action::holiday, holiday_command},
    CommandRow{"bahasa", "language", std::nullopt, language_command},
    CommandRow{"batal", "cancel", std::nullopt, typed_batal},
    CommandRow{"bantuan", "help", std::nullopt, help_command},
};

/// Levenshtein distance, for names of at most a few letters.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = std::exchange(row[j], std::min({replaced, row[j] + 1, row[j - 1] + 1}));
    }
  }
  return row.back();
}

}  // namespace

std::span<const CommandRow> command_table() { return command_rows; }

std::vector<const CommandRow*> commands_for(const Context& ctx, PersonId person) {
  std::vector<const CommandRow*> usable;
  for (const CommandRow& row : command_rows) {
    if (!row.action || office::may(ctx.office, person, *row.action) != office::Scope::none) {
      usable.push_back(&row);
    }
  }
  return usable;
}

const CommandRow* find_command(std::string_view name) {
  const auto* const found = std::find_if(command_rows.begin(), command_rows.end(), [&](const CommandRow& row) {
    return row.name == name || row.english == name;
  });
  return found == command_rows.end() ? nullptr : found;
}

const CommandRow* nearest_command(std::string_view name) {
  constexpr std::size_t name_length_max = 32;
  if (name.size() > name_length_max) {
    return nullptr;
  }
  const CommandRow* nearest = nullptr;
  std::size_t best = 3;
  for (const CommandRow& row : command_rows) {
    for (const std::string_view known : {row.name, row.english}) {
      const std::size_t far = distance(name, known);
      if (far < best && far < known.size()) {
        best = far;
        nearest = &row;
      }
    }
  }
  return nearest;
}

void usage(Context& ctx, const Speaker& speaker, std::string_view command) {
  OutText text;
  const std::string example = say(ctx, speaker.language, "usage." + std::string{command});
  text.html = say(ctx, speaker.language, "command.usage", {{"example", text::Html{example}}});
  answer(ctx, speaker.chat_id, text);
}

}  // namespace alur::chat
