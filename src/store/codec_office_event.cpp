#include "fact_codec.hpp"

namespace alur::store {

namespace json {

template <class A>
void fields(A& a, Of<A, time::Holiday>& v) {
  a("name", v.name);
  a("source", v.source);
  a("shared_leave", v.shared_leave);
}
template <class A>
void fields(A& a, Of<A, office::RoleGrant>& v) {
  a("person", v.person);
  a("role", v.role);
  a("agency", v.agency);
}
template <class A>
void fields(A& a, Of<A, office::Invite>& v) {
  a("id", v.id);
  a("code_sha256", v.code_sha256);
  a("role", v.role);
  a("agency", v.agency);
  a("person", v.person);
  a("made_by", v.made_by);
  a("for_case", v.for_case);
  a("made", v.made);
  a("expires", v.expires);
  a("opened_by", v.opened_by);
  a("opened_by_name", v.opened_by_name);
  a("status", v.status);
}
template <class A>
void fields(A& a, Of<A, office::LocalHoliday>& v) {
  a("day", v.day);
  a("holiday", v.holiday);
  a("by", v.by);
}
template <class A>
void fields(A& a, Of<A, office::PersonAdded>& v) {
  a("person", v.person);
  a.personal("name", v.name);
  a.personal("title", v.title);
  a.personal("nip", v.nip);
}
template <class A>
void fields(A& a, Of<A, office::PersonCorrected>& v) {
  a("person", v.person);
  a.personal("name", v.name);
  a.personal("title", v.title);
  a.personal("nip", v.nip);
}
template <class A>
void fields(A& a, Of<A, office::AgencyAdded>& v) {
  a("agency", v.agency);
  a("name", v.name);
  a("company", v.company);
}
template <class A>
void fields(A& a, Of<A, office::InviteMade>& v) {
  a("invite", v.invite);
}
template <class A>
void fields(A& a, Of<A, office::InviteOpened>& v) {
  a("invite", v.invite);
  a.personal("telegram_id", v.telegram_id);
  a.personal("telegram_name", v.telegram_name);
}
template <class A>
void fields(A& a, Of<A, office::InviteUsed>& v) {
  a("invite", v.invite);
}
template <class A>
void fields(A& a, Of<A, office::InviteEnded>& v) {
  a("invite", v.invite);
  a("status", v.status);
}
template <class A>
void fields(A& a, Of<A, office::AccountBound>& v) {
  a("person", v.person);
  a.personal("telegram_id", v.telegram_id);
  a.personal("telegram_name", v.telegram_name);
}
template <class A>
void fields(A& a, Of<A, office::AccountUnbound>& v) {
  a("person", v.person);
}
template <class A>
void fields(A& a, Of<A, office::RoleGranted>& v) {
  a("grant", v.grant);
}
template <class A>
void fields(A& a, Of<A, office::RoleWithdrawn>& v) {
  a("grant", v.grant);
}
template <class A>
void fields(A& a, Of<A, office::LanguageSet>& v) {
  a("person", v.person);
  a("language", v.language);
}
template <class A>
void fields(A& a, Of<A, office::HolidayAdded>& v) {
  a("holiday", v.holiday);
}
template <class A>
void fields(A& a, Of<A, office::ReachabilityChanged>& v) {
  a("person", v.person);
  a("reachable", v.reachable);
}

template <>
constexpr std::string_view kind_of<office::PersonAdded> = "person_added";
template <>
constexpr std::string_view kind_of<office::PersonCorrected> = "person_corrected";
template <>
constexpr std::string_view kind_of<office::AgencyAdded> = "agency_added";
template <>
constexpr std::string_view kind_of<office::InviteMade> = "invite_made";
template <>
constexpr std::string_view kind_of<office::InviteOpened> = "invite_opened";
template <>
constexpr std::string_view kind_of<office::InviteUsed> = "invite_used";
template <>
constexpr std::string_view kind_of<office::InviteEnded> = "invite_ended";
template <>
constexpr std::string_view kind_of<office::AccountBound> = "account_bound";
template <>
constexpr std::string_view kind_of<office::AccountUnbound> = "account_unbound";
template <>
constexpr std::string_view kind_of<office::RoleGranted> = "role_granted";
template <>
constexpr std::string_view kind_of<office::RoleWithdrawn> = "role_withdrawn";
template <>
constexpr std::string_view kind_of<office::LanguageSet> = "language_set";
template <>
constexpr std::string_view kind_of<office::HolidayAdded> = "holiday_added";
template <>
constexpr std::string_view kind_of<office::ReachabilityChanged> = "reachability_changed";

}  // namespace json

EncodedFact encode(const office::Fact& fact) { return json::encode_fact(fact); }

office::Fact decode_office_fact(std::int64_t seq, std::string_view kind, std::string_view body,
                                const std::optional<std::string>& personal) {
  return json::decode_fact<office::Fact>(seq, kind, body, personal);
}

}  // namespace alur::store
