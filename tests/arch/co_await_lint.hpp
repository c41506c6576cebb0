#pragma once

#include <string>
#include <string_view>
#include <vector>

/// GCC 12 miscompiles some co_await expressions: a temporary lambda with a non-trivial capture, a braced aggregate and
/// the class-type operands of ?: are destroyed twice (GCC PR 107288 and kin), and a braced list does not compile. Name
/// it first, then `co_await f(std::move(x))`.
///
/// This reads text, not types: of the braced temporaries that are trivially destructible it knows durations only; any
/// other is flagged, and as easily named.
namespace alur::arch {

struct CoAwaitFault {
  int line = 0;  ///< of the co_await
  std::string what;
};

std::vector<CoAwaitFault> co_await_faults(std::string_view source);

}  // namespace alur::arch
