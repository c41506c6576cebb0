#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// How the parameters of a call arrive (botapi notes, section 1): query string, urlencoded, JSON, multipart; one list,
/// the first occurrence of a name wins.
namespace alur::sandbox {

struct UploadedFile {
  std::string field;
  std::string name;
  std::string mime_type;
  std::string bytes;
};

class Params {
 public:
  void add(std::string name, std::string value) { values_.emplace_back(std::move(name), std::move(value)); }
  void add_file(UploadedFile file) { files_.push_back(std::move(file)); }

  bool has(std::string_view name) const { return find(name) != nullptr; }
  /// Empty where absent, as the server sees it.
  std::string_view text(std::string_view name) const;
  /// A leading -?digits, else 0.
  std::int64_t integer(std::string_view name) const;
  std::int64_t integer(std::string_view name, std::int64_t absent) const { return has(name) ? integer(name) : absent; }
  /// True only for true, yes, 1 in any case.
  bool boolean(std::string_view name) const;
  /// The upload that a file parameter means: its own part, or the one that attach:// names.
  const UploadedFile* file(std::string_view name) const;

  const std::vector<std::pair<std::string, std::string>>& values() const { return values_; }
  const std::vector<UploadedFile>& files() const { return files_; }

 private:
  const std::string* find(std::string_view name) const;
  std::vector<std::pair<std::string, std::string>> values_;
  std::vector<UploadedFile> files_;
};

std::int64_t lenient_integer(std::string_view text);

/// Reads both carriers of one request. Nothing when the body breaks a limit or its multipart frame: the server answers
/// `status` with an empty body and closes.
struct ParamsRead {
  std::optional<Params> params;
  int status = 200;
};
ParamsRead read_params(std::string_view query, std::string_view content_type, std::string_view body);

/// A JSON object's members as text: strings unescaped, everything else raw. Stops at the first fault and keeps what
/// came before it.
void read_json_params(std::string_view body, Params& params);
/// False when the frame is broken.
bool read_multipart_params(std::string_view content_type, std::string_view body, Params& params);

}  // namespace alur::sandbox
