#pragma once

#include "commands.hpp"

/// Lists that go over several messages: each page is asked for by a button that knows which list and from where.
namespace alur::chat {

/// Stands in buttons of messages that live for months: a number keeps its meaning.
enum class ListKind : std::uint8_t { tasks = 1, cases = 2, history = 3, documents = 4 };

/// "Lebih lama" / "Sebelumnya", where there is more in that direction.
void add_page_buttons(const Context&, const Speaker&, OutText& text, ListKind kind, CaseId about, std::size_t offset,
                      std::size_t rows_per_page, std::size_t total);

void send_tasks(Context&, const Speaker&, std::size_t offset);
void send_cases(Context&, const Speaker&, std::size_t offset);
void send_history(Context&, const Speaker&, const store::CaseRecord& record, std::size_t offset);
void send_documents(Context&, const Speaker&, const store::CaseRecord& record, std::size_t offset);

}  // namespace alur::chat
