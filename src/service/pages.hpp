#pragma once

#include "alur/net/http.hpp"

#include "courier.hpp"
#include "scheduler.hpp"

#include <memory>

namespace alur::service {

/// /healthz (the loop turns) and /readyz (200 when it can do its work, with the reasons when not, the next due moment
/// and whether it is idle: nothing queued, nothing on its way, nothing due).
class Pages {
 public:
  Pages(Gate& gate, Front& front, const Courier& courier, const Scheduler& scheduler, const Health& health)
      : gate_(gate), front_(front), courier_(courier), scheduler_(scheduler), health_(health) {}

  net::HttpResponse answer(const net::HttpRequest& request) const;

 private:
  std::string ready() const;
  bool idle() const;

  Gate& gate_;
  Front& front_;
  const Courier& courier_;
  const Scheduler& scheduler_;
  const Health& health_;
};

}  // namespace alur::service
