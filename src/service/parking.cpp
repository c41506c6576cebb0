#include "parking.hpp"

#include "alur/log/log.hpp"

#include <nlohmann/json.hpp>

namespace alur::service {

namespace asio = boost::asio;

int begin_attempt(store::Tx& tx, const std::string& name) {
  store::Settings settings{tx};
  const int attempts = std::stoi(settings.get(name).value_or("0")) + 1;
  settings.set(name, std::to_string(attempts));
  return attempts;
}

void end_attempt(store::Tx& tx, const std::string& name) { store::Settings{tx}.clear(name); }

std::string encode_job(const store::Job& job) {
  return nlohmann::json{{"job",
                         {{"kind", job.kind},
                          {"payload", job.payload},
                          {"chat_id", job.chat_id},
                          {"case_id", workflow::raw(job.case_id)},
                          {"person", workflow::raw(job.person)}}}}
      .dump();
}

std::optional<store::Job> read_job(const std::string& raw) {
  const auto body = nlohmann::json::parse(raw, nullptr, false);
  if (!body.is_object() || !body.contains("job")) return std::nullopt;
  const auto& fields = body["job"];
  store::Job job;
  job.kind = fields.at("kind").get<std::string>();
  job.payload = fields.at("payload").get<std::string>();
  job.chat_id = fields.at("chat_id").get<std::int64_t>();
  job.case_id = workflow::CaseId{fields.at("case_id").get<std::int64_t>()};
  job.person = workflow::PersonId{fields.at("person").get<std::int64_t>()};
  return job;
}

std::string Parking::new_reference() const {
  static constexpr std::string_view letters = "ACDEFGHJKLMNPQRTUVWXY34679";
  const std::string bytes = random_bytes_(6);
  std::string reference;
  for (const char byte : bytes) {
    if (reference.size() == 4) reference += '-';
    reference += letters[static_cast<unsigned char>(byte) % letters.size()];
  }
  return reference;
}

asio::awaitable<void> Parking::keep(std::function<void(store::Tx&)> keep, std::int64_t chat_id, std::string reference) {
  Effects effects;
  auto keep_and_tell = [this, &keep, &effects, &reference, chat_id](store::Tx& tx) {
    effects = Effects{};
    keep(tx);
    if (chat_id > 0) front_.apologise(tx, chat_id, reference);
    front_.note_due(tx, effects);
  };
  std::string trouble;
  try {
    co_await gate_.run(keep_and_tell);
  } catch (const std::exception& e) {
    trouble = e.what();
  }
  if (!trouble.empty()) {
    log::error("no apology", {{"chat", chat_id}, {"reference", reference}, {"why", trouble}});
    auto keep_only = [this, &keep, &effects](store::Tx& tx) {
      effects = Effects{};
      keep(tx);
      front_.note_due(tx, effects);
    };
    co_await gate_.run(keep_only);
  }
  front_.after_commit(effects);
}

}  // namespace alur::service
