#pragma once

#include "codec.hpp"
#include "json_fields.hpp"

#include <utility>
#include <variant>

/// A variant of facts to kind and body, and back by the kind.
namespace alur::store::json {

/// The stored name of a fact; every alternative has one.
template <class Alternative>
constexpr std::string_view kind_of = Alternative::has_no_kind;

template <class... Alternatives>
EncodedFact encode_fact(const std::variant<Alternatives...>& fact) {
  return std::visit(
      []<class T>(const T& value) {
        Writer writer;
        fields(writer, value);
        return EncodedFact{std::string{kind_of<T>}, writer.body.dump(),
                           writer.personal_part.empty() ? std::string{} : writer.personal_part.dump()};
      },
      fact);
}

template <class Fact, std::size_t Index = 0>
Fact read_fact(std::string_view kind, Reader& reader) {
  if constexpr (Index == std::variant_size_v<Fact>) {
    throw std::invalid_argument{"unknown kind of event: " + std::string{kind}};
  } else {
    using T = std::variant_alternative_t<Index, Fact>;
    if (kind != kind_of<T>) return read_fact<Fact, Index + 1>(kind, reader);
    T value;
    fields(reader, value);
    return value;
  }
}

template <class Fact>
Fact decode_fact(std::int64_t seq, std::string_view kind, std::string_view body,
                 const std::optional<std::string>& personal) {
  try {
    const Json parsed = Json::parse(body);
    const Json personal_part = personal ? Json::parse(*personal) : Json{};
    Reader reader{parsed, personal ? &personal_part : nullptr};
    return read_fact<Fact>(kind, reader);
  } catch (const std::exception& error) {
    throw UnreadableRecord{"event " + std::to_string(seq) + ": " + error.what()};
  }
}

}  // namespace alur::store::json
