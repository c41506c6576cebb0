#pragma once

#include "context.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// One case as one reader looks at it: the words that cards, notices and reminders share.
namespace alur::chat {

/// Of an alternative of a variant: used with std::visit, so that a new alternative does not go unnoticed.
template <class... Fs>
struct Overloaded : Fs... {
  using Fs::operator()...;
};
template <class... Fs>
Overloaded(Fs...) -> Overloaded<Fs...>;

/// References outlive the view. `reader` is nobody where only the language matters.
class View {
 public:
  View(const Context& ctx, const store::CaseRecord& record, std::string_view language, PersonId reader = {});
  /// As `reader` sees it, in the reader's language.
  View(const Context& ctx, const store::CaseRecord& record, PersonId reader);

  const Context& ctx() const { return ctx_; }
  const store::CaseRecord& record() const { return record_; }
  const workflow::CaseState& state() const { return record_.state; }
  const process::Process& process() const { return process_; }
  const process::Step& step() const { return process_.step(record_.state.current); }
  PersonId reader() const { return reader_; }
  std::string_view language() const { return language_; }

  /// A sentence, with what every sentence about the case may name: {register} {title} {agency} {step} {steps}
  /// {activity} {short} {round} (of the active step). `more` adds to them and wins.
  std::string say(std::string_view key, const text::Args& more = {}) const;
  std::string label(std::string_view key, const text::Args& more = {}) const;
  /// The same about another step of the case.
  std::string say_of(int step, std::string_view key, const text::Args& more = {}) const;

  std::string name(PersonId person) const;
  /// "Hendra Wijaya, S.T. (KASI)"; only the name where no role fits.
  std::string name_and_role(PersonId person, std::optional<Role> role) const;
  std::string title(Role role) const;
  std::string short_title(Role role) const;
  /// "KASI dan KABID".
  std::string titles(std::span<const Role> roles) const;
  std::string short_titles(std::span<const Role> roles) const;
  std::string moment(time::Instant at) const;                     ///< plain text
  std::string clock(time::Instant at) const;                      ///< "15.00 WIB"
  text::Html deadline(time::Instant due) const;                   ///< a date-time entity
  std::string left(time::Instant due) const;                      ///< "sisa 2 hari kerja"
  std::string day(time::Day day) const;                           ///< "Kamis, 5 Maret 2026"
  std::string party(workflow::Party party) const;                 ///< "Instansi Pengguna", "Penyedia"
  std::string limit(const process::TimeLimit& limit) const;       ///< "3 hari kerja"
  std::string join(const std::vector<std::string>& parts) const;  ///< "a, b dan c"

  /// The role of the active step, or of its waiting, in which `person` acts; nothing for somebody without a part.
  std::optional<Role> role_of(PersonId person, int step) const;

 private:
  text::Args facts(int step, const text::Args& more) const;

  const Context& ctx_;
  const store::CaseRecord& record_;
  const process::Process& process_;
  std::string_view language_;
  PersonId reader_;
};

/// Key of the word for what is waited for: "pekerjaan", "persetujuan".
std::string_view what_key(workflow::Waiting::For what);

/// Whom the case waits for now.
std::vector<workflow::Waiting> waiting_of(const Context&, const store::CaseRecord&);

/// The SOP's or the returner's time for the active round of a step.
const process::TimeLimit& limit_of(const process::Step& step, const workflow::StepState& state);

/// The newest return to the step's active round, and the newest obstacle told in it; read from the record.
struct Said {
  std::optional<workflow::Event> returned;
  std::optional<workflow::Event> obstacle;
};
Said what_was_said(const Context&, const store::CaseRecord&);

std::string id_text(CaseId id);

}  // namespace alur::chat
