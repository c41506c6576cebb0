#include "gate.hpp"

#include <array>

namespace alur::archive {

std::span<const Gate> gates() {
  static constexpr std::array all{Gate{"name", pass_name},
                                  Gate{"polyglot", pass_polyglot},
                                  Gate{"pdf", pass_pdf},
                                  Gate{"picture", pass_picture},
                                  Gate{"rich_text", pass_rich_text},
                                  Gate{"zip", pass_zip},
                                  Gate{"office_package", pass_office_package},
                                  Gate{"zip_contents", pass_zip_contents}};
  return all;
}

boost::system::result<std::string, Refused> pass_gates(const Candidate& file, const std::vector<std::string>& allowed) {
  auto judged = judge(file.found, file.file_name, allowed);
  if (judged.has_error()) return judged;
  for (const Gate& gate : gates()) {
    if (const Verdict refused = gate.pass(file)) return *refused;
  }
  return judged;
}

}  // namespace alur::archive
