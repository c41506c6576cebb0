#include "alur/office/permission.hpp"

#include <algorithm>
#include <array>

namespace alur::office {
namespace {

using process::Role;

constexpr std::size_t action_count = static_cast<std::size_t>(Action::see_documents) + 1;
constexpr std::size_t role_count = process::all_roles.size();

constexpr Scope none = Scope::none;
constexpr Scope asks = Scope::asks;
constexpr Scope own = Scope::own;
constexpr Scope agcy = Scope::own_agency;
constexpr Scope any = Scope::any;

using Row = std::array<Scope, role_count>;

// product.md, "Who may do what". Columns in the order of process::Role, rows in the order of Action.
// "answers" (/jadwal) and "asks for a return" are Scope::asks; a case "opened by them" is Scope::own; what a role may
// do only at certain steps, or only to certain roles, is workflow's to narrow.
// clang-format off
constexpr std::array<Row, action_count> table{{
    //             inst  staff kasi  kabid analy progr penye kadis admin audit
    /* open      */ {agcy, any,  any,  any,  none, none, none, none, none, none},
    /* work      */ {own,  own,  own,  own,  own,  own,  own,  none, none, none},
    /* schedule  */ {asks, own,  own,  own,  none, none, asks, none, none, none},
    /* decide    */ {own,  none, own,  own,  own,  own,  asks, own,  none, none},
    /* appoint   */ {none, none, own,  any,  none, none, none, none, none, none},
    /* track     */ {none, none, none, any,  none, none, none, none, none, none},
    /* cancel    */ {agcy, own,  own,  any,  none, none, none, none, none, none},
    /* pause     */ {asks, asks, any,  any,  asks, asks, asks, none, none, none},
    /* reassign  */ {own,  own,  any,  any,  own,  own,  own,  none, any,  none},
    /* invite    */ {none, none, none, any,  none, none, none, none, any,  none},
    /* holiday   */ {none, none, none, none, none, none, none, none, any,  none},
    /* note      */ {own,  any,  any,  any,  own,  own,  own,  any,  none, none},
    /* see       */ {agcy, any,  any,  any,  own,  own,  own,  any,  any,  any},
    /* documents */ {agcy, any,  any,  any,  own,  own,  own,  any,  none, any},
}};
// clang-format on

}  // namespace

Scope may(Role role, Action action) { return table[static_cast<std::size_t>(action)][static_cast<std::size_t>(role)]; }

Scope may(const State& state, PersonId person, Action action) {
  Scope widest = Scope::none;
  for (const Role role : state.roles_of(person)) widest = std::max(widest, may(role, action));
  return widest;
}

bool may_invite(const State& state, PersonId by, Role role) {
  if (by == PersonId{} || state.holds(by, Role::admin)) return true;
  return role != Role::admin && may(state, by, Action::invite) == Scope::any;
}

}  // namespace alur::office
