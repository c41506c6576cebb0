#include "core/entities.hpp"
#include "core/markup.hpp"
#include "core/unicode.hpp"
#include "core/wire.hpp"
#include "methods/methods.hpp"
#include "methods/reading.hpp"

namespace alur::sandbox {
namespace {

constexpr std::size_t upload_bytes_max = std::size_t{50} * 1024 * 1024;
constexpr std::size_t photo_bytes_max = std::size_t{10} * 1024 * 1024;
constexpr std::size_t download_bytes_max = std::size_t{20} * 1024 * 1024;

const char* name_of(FileFamily family) { return family == FileFamily::photo ? "Photo" : "Document"; }

Outcome<std::string> keep_upload(World& world, const UploadedFile& upload, FileFamily family) {
  const std::size_t bytes = upload.bytes.size();
  if (bytes == 0) return bad_request("file must be non-empty");
  if (bytes > upload_bytes_max) return ApiError{413, "Request Entity Too Large", false};
  if (family == FileFamily::photo && bytes > photo_bytes_max) {
    return bad_request("file of size " + std::to_string(bytes) + " bytes is too big for a photo; the maximum size is " +
                       std::to_string(photo_bytes_max) + " bytes");
  }
  return world.keep_file({upload.name, upload.mime_type, upload.bytes, false}, family).id;
}

/// The file_id to send: of an upload, or the one given.
Outcome<std::string> read_file(World& world, const Params& params, std::string_view name, FileFamily family) {
  if (const UploadedFile* upload = params.file(name)) return keep_upload(world, *upload, family);
  const std::string given{params.text(name)};
  if (given.empty()) return bad_request("there is no " + std::string{name} + " in the request");
  if (given.starts_with("attach://")) return bad_request("wrong file identifier/HTTP URL specified");
  if (given.find('.') != std::string::npos) return unmodelled("files sent by their address");
  const StoredFile* file = world.find_file(given);
  if (!file) {
    return bad_request("wrong remote file identifier specified: can't unserialize it. Wrong last symbol");
  }
  if (file->family != family) {
    return bad_request(std::string{"can't use file of type "} + name_of(file->family) + " as " + name_of(family));
  }
  return given;
}

Outcome<MethodResult> send_file(World& world, const Params& params, std::string_view name, FileFamily family) {
  auto caption = read_formatted(params, "caption");
  if (!caption) return caption.error();
  if (code_point_count(caption->text) > caption_max) return bad_request("message caption is too long");
  const auto file_id = read_file(world, params, name, family);
  if (!file_id) return file_id.error();
  Message draft;
  draft.content = *std::move(caption);
  draft.file_id = *file_id;
  const auto posted = post_from_bot(world, params, std::move(draft));
  if (!posted) return posted.error();
  return MethodResult{message_json(world, **posted)};
}

/// The photo of a `media` parameter: an upload by attach://, or a file_id.
Outcome<std::string> read_media_photo(World& world, const Params& params, const Json& media) {
  const std::string named = media.value("media", "");
  if (named.empty()) return bad_request("there is no media in the request");
  constexpr std::string_view attached = "attach://";
  if (named.starts_with(attached)) {
    const UploadedFile* upload = params.file(named.substr(attached.size()));
    if (!upload) return bad_request("wrong file identifier/HTTP URL specified");
    return keep_upload(world, *upload, FileFamily::photo);
  }
  Params given;
  given.add("media", named);
  return read_file(world, given, "media", FileFamily::photo);
}

/// What the hosted server keeps of a name: its last extension, when it is a plain one.
std::string extension_of(const StoredFile& file) {
  if (file.family == FileFamily::photo) return ".jpg";
  const auto dot = file.name.rfind('.');
  if (dot == std::string::npos || file.name.size() - dot > 11) return {};
  const std::string extension = file.name.substr(dot);
  const bool plain = extension.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 1) ==
                     std::string::npos;
  return plain ? extension : std::string{};
}

}  // namespace

Outcome<MethodResult> send_document(World& world, const Params& params) {
  return send_file(world, params, "document", FileFamily::document);
}

Outcome<MethodResult> send_photo(World& world, const Params& params) {
  return send_file(world, params, "photo", FileFamily::photo);
}

Outcome<MethodResult> edit_message_media(World& world, const Params& params) {
  const Json media = Json::parse(params.text("media"), nullptr, false);
  if (media.is_discarded()) return bad_request("can't parse media JSON object");
  if (!media.is_object()) return bad_request("can't parse InputMedia: expected an object");
  if (media.value("type", "") != "photo") return unmodelled("editMessageMedia to anything but a photo");
  auto markup = read_markup(params.text("reply_markup"));
  if (!markup) return markup.error();
  Params written;
  written.add("caption", media.value("caption", ""));
  written.add("parse_mode", media.value("parse_mode", ""));
  auto caption = read_formatted(written, "caption");
  if (!caption) return caption.error();
  if (code_point_count(caption->text) > caption_max) return bad_request("message caption is too long");
  const auto message = read_editable(world, params);
  if (!message) return message.error();
  const auto file_id = read_media_photo(world, params, media);
  if (!file_id) return file_id.error();
  (*message)->file_id = *file_id;
  return edit_message(world, **message, *std::move(caption), *std::move(markup));
}

Outcome<MethodResult> get_file(World& world, const Params& params) {
  const std::string id{params.text("file_id")};
  if (id.empty()) return bad_request("file_id not specified");
  StoredFile* file = world.find_file(id);
  if (!file) return bad_request("invalid file_id");
  if (file->bytes->size() > download_bytes_max) return bad_request("file is too big");
  if (file->path.empty()) {
    file->path = (file->family == FileFamily::photo ? "photos/file_" : "documents/file_") +
                 std::to_string(world.next_file_number()) + extension_of(*file);
  }
  file->path_valid_until = world.now() + World::file_path_lifetime;
  return MethodResult{Json{{"file_id", file->id},
                           {"file_unique_id", file->unique_id},
                           {"file_size", file->bytes->size()},
                           {"file_path", file->path}}};
}

}  // namespace alur::sandbox
