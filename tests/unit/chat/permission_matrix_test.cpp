#include "commands.hpp"
#include "doors.hpp"
#include "handlers.hpp"

#include <algorithm>
#include <numeric>

namespace alur::chat::test {

namespace {

constexpr std::array all_stages{Stage::begun,        Stage::ready,    Stage::awaiting, Stage::session_proposed,
                                Stage::session_open, Stage::returned, Stage::paused,   Stage::ended};

bool of_session(Stage stage) { return stage == Stage::session_proposed || stage == Stage::session_open; }

bool names(const process::Step& step, Role role) {
  const auto lists = [&](const std::vector<Role>& roles) {
    return std::find(roles.begin(), roles.end(), role) != roles.end();
  };
  return lists(step.performers) || lists(step.contributors) || lists(step.approval.parties);
}

}  // namespace

class PermissionMatrix : public Doors {
 protected:
  /// Can the role have a part (`own`), or none, in some step of that stage at all?
  bool possible(Role role, Stage stage, bool own) const {
    // What goes up to Kepala Dinas does so once it is handed in.
    if (role == Role::kepala_dinas && own) return stage == Stage::awaiting;
    // Somebody of another agency, or not appointed to the case, has none anywhere.
    const bool has_strangers = process::bound_to_agency(role) || process::appointed_per_case(role);
    if (!own && has_strangers) return true;
    for (const process::Track track : {process::Track::mandiri, process::Track::pengembang}) {
      for (const process::Step& step : office_.process(track).steps) {
        if ((step.session || !of_session(stage)) && names(step, role) == own) return true;
      }
    }
    return false;
  }

  std::set<Cell> possible_cells() const {
    std::set<Cell> cells;
    for (const Role role : process::all_roles) {
      for (const Stage stage : all_stages) {
        for (const bool own : {false, true}) {
          if (!possible(role, stage, own)) continue;
          for (std::size_t i = 0; i < word_count; ++i) {
            cells.insert({role, stage, Word{static_cast<std::uint8_t>(i)}, own});
          }
        }
      }
    }
    return cells;
  }

  /// ALUR_LONG: those between them too.
  void walk_steps(std::vector<int> steps) {
    if (long_run_) {
      const int first = steps.front();
      steps.resize(static_cast<std::size_t>(steps.back() - first + 1));
      std::iota(steps.begin(), steps.end(), first);
    }
    for (const int no : steps) {
      advance_to(no);
      if (HasFatalFailure()) return;
      walk_step();
    }
  }
};

TEST_F(PermissionMatrix, covers_every_command_that_acts) {
  std::set<std::string_view> acting;
  for (const CommandRow& row : command_table()) {
    if (row.action && *row.action != office::Action::see && *row.action != office::Action::see_documents) {
      acting.insert(row.name);
    }
  }
  acting.erase("pengguna");  // shows; what its buttons do is /undang's right
  std::set<std::string_view> walked;
  for (std::size_t i = 0; i < word_count; ++i) walked.insert(name_of(Word{static_cast<std::uint8_t>(i)}));
  EXPECT_EQ(walked, acting);
}

/// The steps that between them have every cell; with ALUR_LONG all of MANDIRI, and what differs in PENGEMBANG.
TEST_F(PermissionMatrix, every_role_state_command_and_ownership_is_as_the_table_says) {
  open();
  walk_steps({1, 2, 3});
  // KABID hands in step 4 for KASI: the approval, hers, goes up to Kepala Dinas.
  advance_to(4);
  act(office_.sari, workflow::Reassign{Role::kasi_pengembangan, office_.sari.id, "Tugas luar"});
  walk_step();
  act(office_.anwar, workflow::Approve{});
  walk_steps({5, 9, 11, 14});
  open(process::Track::pengembang, "Aplikasi Pajak Daerah");
  walk_steps({5, 8});
  // "Own" of /batalkan is also whoever opened the case.
  for (const Member& opener : {office_.dedi, office_.hendra}) {
    walk(Stage::begun,
         {{opener, "/ajukan mandiri Aplikasi Terminal"},
          {opener, "Dinas Kependudukan dan Pencatatan Sipil"},
          {opener, "005/1/2026 1-3-2026"}},
         "M26-002");
  }
  const std::set<Cell> wanted = possible_cells();
  std::vector<Cell> skipped;
  std::set_difference(wanted.begin(), wanted.end(), cells_.begin(), cells_.end(), std::back_inserter(skipped));
  for (const auto& [role, stage, word, own] : skipped) {
    ADD_FAILURE() << "no step showed " << process::id_of(role) << ", stage " << static_cast<int>(stage) << ", "
                  << name_of(word) << (own ? ", own" : ", not own");
  }
  EXPECT_EQ(cells_.size(), wanted.size()) << "a cell that is held for impossible was met";
  // 10 roles x 8 stages x 19 commands, own and not: 3,040, less those that the SOP has no step for.
  EXPECT_EQ(wanted.size(), 2'413U);
  std::cout << "[ FIGURE ] S3: " << cells_.size() << " of " << wanted.size() << " cells, 0 wrong, " << said_
            << " commands said, " << withdrawn_ << " of them again with the role withdrawn\n";
}

}  // namespace alur::chat::test
