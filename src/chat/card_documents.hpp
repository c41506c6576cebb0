#pragma once

#include "view.hpp"

#include <string>
#include <vector>

/// Documents as a card names them.
namespace alur::chat {

/// The SOP's title of an item, or what an item that no step owes is called.
std::string item_title(const View&, std::string_view item);
/// "Dokumen spesifikasi kebutuhan, versi 1", "..., nihil".
std::string version_name(const View&, const workflow::Version&);
/// The same with size, pages or kind, and the fingerprint that a decision is about.
std::string version_in_full(const View&, const workflow::Version&);

/// The versions of the active step that a decision would be about.
std::vector<const workflow::Version*> decided_on(const View&);
/// What the active step builds on, as far as the reader may open it: the papers of the step that sent it back, and the
/// accepted documents before it.
std::vector<const workflow::Version*> materials_of(const View&);

/// What the active step still owes, by title.
std::vector<std::string> missing_titles(const View&);

}  // namespace alur::chat
