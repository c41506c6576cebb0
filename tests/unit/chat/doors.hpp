#pragma once

#include "alur/office/permission.hpp"

#include "case_test.hpp"

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

/// product.md, "Who may do what", walked at the desk itself: everybody of the office says every acting command on a
/// case in every state of a step, and each time the case does what the one table and the step's rule say. Everything is
/// undone, so that each cell meets the same case.
namespace alur::chat::test {

/// A state of a step, or of its case.
enum class Stage : std::uint8_t {
  begun,             ///< in progress, nothing done yet
  ready,             ///< in progress, everything owed is there
  awaiting,          ///< handed in
  session_proposed,  ///< a time is proposed
  session_open,      ///< begun and not ended
  returned,          ///< to itself, by an approver
  paused,
  ended,
};
inline constexpr std::size_t stage_count = 8;

enum class Word : std::uint8_t {
  ajukan,
  unggah,
  isi,
  mulai,
  akhiri,
  selesai,
  tarik,
  jadwal,
  setuju,
  kembalikan,
  tunjuk,
  jalur,
  batalkan,
  tunda,
  lanjutkan,
  alihkan,
  catatan,
  undang,
  libur,
};
inline constexpr std::size_t word_count = 19;
std::string_view name_of(Word word);
office::Action action_of(Word word);

/// Somebody who says every command; holds one role.
struct Someone {
  std::string_view called;
  Member member;
  Role role{};
  AgencyId agency{};
};

/// What somebody has to do with the active step. "own" in the table is any of it.
struct Part {
  bool performs = false;
  bool contributes = false;
  bool decides = false;
  bool in_turn = false;  ///< decides, and nobody has to before
  bool opened = false;   ///< the case
  bool any() const { return performs || contributes || decides; }
  auto operator<=>(const Part&) const = default;
};

enum class Outcome : std::uint8_t {
  refused,  ///< nothing is recorded, nobody else is told
  asked,    ///< the wish reached whoever decides it; the case stays where it is
  done,
};

/// role, stage, word, own
using Cell = std::tuple<Role, Stage, Word, bool>;

/// What the table, the step's rule and the state say of somebody's command: worked out here once more, without asking
/// workflow. What it is given outlives it.
class Expected {
 public:
  Expected(const process::Process& process, const std::vector<Someone>& office, const workflow::CaseState& state)
      : state_(state), rule_(process.step(state.current)), process_(process), office_(office) {}

  Part part_of(const Someone& who) const;
  Outcome outcome(const Someone& who, Word word) const;
  /// Of /alihkan: the part that this person would hand over.
  std::optional<Role> handed_over(const Someone& who) const;

 private:
  bool holds(const Someone& who, Role role) const;
  bool of_case(const Someone& who) const;
  bool sees(const Someone& who) const;
  std::vector<const Someone*> deciders(Role named, Role* up = nullptr) const;
  bool joint() const { return rule_.approval.mode == process::ApprovalMode::joint; }
  bool submitted_by(const Someone& who) const { return state_.active().submitted_by == who.member.id; }
  bool works(const Someone& who, Word word) const;
  bool takes_back(const Someone& who) const;
  bool complete() const;
  Outcome returning(const Someone& who) const;

  const workflow::CaseState& state_;
  const process::Step& rule_;
  const process::Process& process_;
  const std::vector<Someone>& office_;
};

class Doors : public CaseTest {
 protected:
  Doors();

  using Say = std::pair<Member, std::string>;
  /// Everybody says everything, after `before` was said; all of it undone.
  void walk(Stage stage, const std::vector<Say>& before = {}, const std::string& register_no = {});
  /// The stages of the step that is in progress; leaves it handed in.
  void walk_step();
  void hand_in();
  void hand_in_only();  ///< without a walk

  std::vector<Someone> office_people_;
  Member tuti_;   ///< also of the case's agency
  Member citra_;  ///< also of the company
  std::set<Cell> cells_;
  std::size_t said_ = 0;
  std::size_t withdrawn_ = 0;
  bool long_run_ = false;

 private:
  struct Moment;
  PersonId get_ready();  ///< everything owed is filed; by whom
  void enrol_strangers();
  std::string words_for(const Moment& moment, const Someone& who, Word word) const;
  Outcome say_and_see(store::Tx& tx, const Moment& moment, const Someone& who, Word word);
  void check(store::Tx& tx, const Moment& moment, const Someone& who, Word word);
  void check_withdrawn(store::Tx& tx, const Moment& moment, const Someone& who, Word word);

  std::set<std::tuple<std::string_view, Stage, Word, Part>> walked_;
};

/// Events recorded so far.
std::int64_t recorded(store::Tx& tx);

}  // namespace alur::chat::test
