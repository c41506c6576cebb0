#pragma once

#include "alur/store/records.hpp"

#include "sop.hpp"
#include "telegram.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace alur::simulation {

/// What must be true, in as few words as the SOP takes: it hears of each deed once, when the service has committed it.
/// It shares no rule with `workflow` or `chat`, only the definition of the steps and what a button says.
class Model {
 public:
  struct Case {
    std::string title;
    int step = 1;
    bool decided_on = false;  ///< handed in: approvals are awaited
    bool done = false;
    std::map<int, int> round{{1, 1}};
    std::set<std::string> filed;       ///< in this round of the step
    std::set<process::Role> approved;  ///< of this hand-in
    int filings = 0, hand_ins = 0, approvals = 0, returns = 0;
  };

  /// `question_rev`: the number that the service gave to the question it asks this chat now, if any.
  void happened(const Deed& deed, std::optional<std::int64_t> question_rev);

  /// The service has filed, or refused, a document that it had to fetch.
  void arrived(const std::string& file_id, std::optional<std::int64_t> question_rev);
  struct Upload {
    std::int64_t chat = 0;
    std::string file_id;
    std::size_t of = 0;
    std::string item;
  };
  const std::vector<Upload>& uploads() const { return uploads_; }  ///< on their way

  /// The first thing in which the record differs, in the cases that a deed was about since the last look; empty when it
  /// agrees.
  std::string difference(store::Tx& tx);
  /// The same of every case, its history counted.
  std::string difference_of_histories(store::Tx& tx);
  const std::vector<Case>& cases() const { return cases_; }
  static std::string register_of(std::size_t index);

  bool is_current(std::size_t index, int step, int round) const;
  bool may_file(const Person& person, const Case& one, const std::string& item) const;
  bool may_hand_in(const Person& person, const Case& one) const;
  bool may_approve(const Person& person, const Case& one) const;
  bool may_return(const Person& person, const Case& one, int to) const;
  /// Acts that a person did and that took effect, by account: each was to be told.
  const std::map<std::int64_t, int>& taken_effect() const { return taken_effect_; }

 private:
  struct Question {
    bool to_approve = false;  ///< else to hand in
    std::size_t of = 0;
    int filings = 0;
    std::int64_t rev = 0;
  };
  void typed(const Person& person, const Deed& deed);
  bool uploads_of(std::int64_t chat) const;
  void file(const Person& person, Case& one, const std::string& item);
  void hand_in_when_ready(const Person& person, std::size_t index);
  void pressed(const Person& person, const Deed& deed, std::optional<std::int64_t> question_rev);
  void answered(const Person& person, const Question& question);
  void hand_in(const Person& person, Case& one);
  void approve(const Person& person, Case& one);
  void start(Case& one, int step);
  std::string difference(store::Tx& tx, std::size_t index) const;
  std::string difference_of_history(store::Tx& tx, std::size_t index) const;

  std::vector<Case> cases_;
  std::map<std::int64_t, Question> questions_;  ///< by chat
  std::vector<Upload> uploads_;
  std::map<std::int64_t, std::vector<std::size_t>> hand_ins_waiting_;  ///< by chat: cases, for its uploads
  std::map<std::int64_t, int> taken_effect_;
  std::set<std::size_t> touched_;
};

const Person& person_of(std::int64_t account);

}  // namespace alur::simulation
