#include "health.hpp"

#include "alur/log/log.hpp"

namespace alur::service {

void Health::set(const std::string& condition, const std::string& reason) {
  const auto known = reasons_.find(condition);
  if (reason.empty()) {
    if (known == reasons_.end()) return;
    reasons_.erase(known);
    log::info("condition over", {{"condition", condition}});
    return;
  }
  if (known == reasons_.end()) log::warning("condition", {{"condition", condition}, {"reason", reason}});
  reasons_[condition] = reason;
}

bool Health::told_to_admins(const std::string& condition) { return condition != "telegram"; }

}  // namespace alur::service
