#pragma once

#include "alur/report/flow_reading.hpp"

#include "a_case.hpp"
#include "support/shipped.hpp"

/// A case of the workflow's tests, with names to its people, as a reader of pictures sees it.
namespace alur::report::test {

inline office::State named_office() {
  using namespace workflow;
  office::State office;
  const auto add = [&office](PersonId id, const char* name) {
    office.people[id].id = id;
    office.people[id].name = name;
  };
  add(rina, "Rina Marlina, S.Kom.");
  add(dedi, "Dedi Saputra, A.Md.Kom.");
  add(yuni, "Yuni Astuti, S.T.");
  add(hendra, "Hendra Wijaya, S.T.");
  add(sari, "Sari Puspita, S.Kom., M.Si.");
  add(fajar, "Fajar Nugraha, S.Kom.");
  add(putri, "Putri Handayani, S.T.");
  add(bayu, "Bayu Pratama");
  for (const auto& grant : workflow::office().grants) {
    office.grants.push_back({grant.person, grant.role, grant.agency});
  }
  office.agencies[dukcapil] = {dukcapil, "Dinas Kependudukan dan Pencatatan Sipil", false};
  return office;
}

/// What is drawn for a case at its own `now`.
inline FlowChart chart_of(const workflow::ACase& of, std::string_view language = "id") {
  static const text::Catalogue catalogue{alur::test::shipped().texts};
  static const office::State office = named_office();
  std::vector<store::HistoryLine> history;
  for (const workflow::Event& event : of.events) history.push_back({0, event});
  return flow_of({.process = of.process(),
                  .office = office,
                  .calendar = workflow::calendar(),
                  .catalogue = catalogue,
                  .language = language,
                  .now = of.now,
                  .letterhead = alur::test::shipped().settings.office.letterhead},
                 of.state, history);
}

}  // namespace alur::report::test
