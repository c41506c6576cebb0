#pragma once

#include "alur/service/service.hpp"
#include "alur/store/audit.hpp"

#include <string>

/// What the command line does beside the running service.
namespace alur::service {

struct TokenCheck {
  bool fine = false;
  std::string line;  ///< "token: @AlurMuaraEnimBot", or what is wrong
};
/// Asks Telegram (getMe) whether the token is valid.
TokenCheck check_token(const ServiceOptions& options);

/// Reads the record, read-only, with the service up or down. `signed_head`: what export_head() gave at some time
/// before; a record that no longer holds it, or a head that this office did not sign, is a finding.
store::AuditReport audit(const ServiceOptions& options, const std::string& signed_head = {});

/// The head of the chain as it stands, signed, to be kept where nobody who may write data_dir can reach it. The key is
/// made at the first time.
std::string export_head(const ServiceOptions& options);

/// The flow chart of a case, as a picture and as a document to keep.
struct FlowFiles {
  std::string register_no;
  std::string png;
  std::string pdf;
};
/// Reads the record, read-only, with the service up or down. `language` is "id" or "en". Throws std::runtime_error with
/// one clear line, for a register that is not there too.
FlowFiles draw_flow(const ServiceOptions& options, const std::string& register_no, const std::string& language);

/// When run as root: goes on as the owner of `data_dir` (when it exists and is not root's). Throws std::system_error.
void become_owner_of(const std::string& data_dir);

}  // namespace alur::service
