#include "alur/telegram/request.hpp"
#include "alur/text/catalogue.hpp"

#include "fuzz/target.hpp"
#include "inspection.hpp"

#include <algorithm>
#include <string>

/// A file's name as its sender chose it: read for its extension, shown, and sent on in a multipart head.
ALUR_FUZZ_TARGET(file_name) {
  using namespace alur;
  const std::string extension = archive::last_extension(input);
  fuzz::require(extension.find_first_of("./\\ ") == std::string::npos, "an extension is a word");
  archive::Inspection pdf;
  pdf.type = archive::type_of_extension("pdf");
  const auto judged = archive::judge(pdf, input, {"pdf", "docx"});
  fuzz::require(!judged || extension.empty() || extension == "pdf", "content and extension agree");
  archive::judge({}, input, {"pdf"});

  const std::string name{input};
  const std::string shown = text::plain(name);
  fuzz::require(shown.find('\n') == std::string::npos, "a name is one line");
  telegram::SendDocument request;
  request.chat_id = 1;
  const telegram::MultipartUpload upload = telegram::document_upload(request, name, name, "grenze");
  const telegram::MultipartUpload usual = telegram::document_upload(request, "a.pdf", "application/pdf", "grenze");
  const auto lines = [](const std::string& head) { return std::count(head.begin(), head.end(), '\n'); };
  const auto quotes = [](const std::string& head) { return std::count(head.begin(), head.end(), '"'); };
  fuzz::require(lines(upload.head) == lines(usual.head), "a name adds no line to the head");
  fuzz::require(quotes(upload.head) == quotes(usual.head), "a name stays within its quotes");
}
