#include "fixture.hpp"

#include "digest.hpp"
#include "support/shipped.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <atomic>
#include <unistd.h>

namespace alur::chat::test {

namespace {

using nlohmann::json;

std::filesystem::path fresh_directory() {
  static std::atomic<int> count{0};
  const std::filesystem::path directory = std::filesystem::temp_directory_path() /
                                          ("alur-chat-" + std::to_string(getpid()) + "-" + std::to_string(count++));
  std::filesystem::create_directories(directory);
  return directory;
}

std::vector<std::vector<ShownButton>> keyboard_of(const json& markup) {
  std::vector<std::vector<ShownButton>> keyboard;
  if (!markup.is_object() || !markup.contains("inline_keyboard")) {
    return keyboard;
  }
  for (const json& row : markup.at("inline_keyboard")) {
    auto& buttons = keyboard.emplace_back();
    for (const json& button : row) {
      std::string link = button.value("url", std::string{});
      if (button.contains("copy_text")) {
        link = button.at("copy_text").at("text").get<std::string>();
      }
      buttons.push_back({button.at("text").get<std::string>(), button.value("callback_data", std::string{}), link});
    }
  }
  return keyboard;
}

}  // namespace

const ShownButton* Shown::button(std::string_view text) const {
  for (const auto& row : keyboard) {
    for (const ShownButton& each : row) {
      if (each.text.find(text) != std::string::npos && !each.data.empty()) {
        return &each;
      }
    }
  }
  return nullptr;
}

Office::Office(Staff staff)
    : directory_(fresh_directory()),
      catalogue_(alur::test::shipped().texts),
      calendar_(alur::test::shipped().calendar()) {
  options_.office_name = "Dinas Komunikasi dan Informatika Kabupaten Muara Enim";
  options_.bot_username = "AlurMuaraEnimBot";
  options_.bot_id = 7;
  options_.document_types = alur::test::shipped().settings.documents.types;
  options_.button_key = std::string(32, 'k');
  options_.processes = alur::test::shipped().processes;
  std::uint64_t seed = 1;
  options_.random_bytes = [seed](std::size_t bytes) mutable {
    std::string random;
    while (random.size() < bytes) {
      random += sha256_hex(std::to_string(seed++)).substr(0, 16);
    }
    random.resize(bytes);
    return random;
  };
  database_ =
      std::make_unique<store::Database>(store::DatabaseOptions{.path = (directory_ / "alur.db").string(), .vfs = {}});
  desk_ = std::make_unique<Desk>(options_, catalogue_, calendar_);
  // Monday, 2 March 2026, 09.00 WIB.
  now = calendar_.at(std::chrono::local_days{std::chrono::year{2026} / 3 / 2}, std::chrono::hours{9});
  if (staff == Staff::everybody) {
    enrol_everybody();
  }
}

void Office::enrol_everybody() {
  disdukcapil = add_agency("Dinas Kependudukan dan Pencatatan Sipil");
  dishub = add_agency("Dinas Perhubungan");
  company = add_agency("PT Karya Digital Sriwijaya", true);
  rina = enrol("Rina Marlina, S.Kom.", Role::instansi_pengguna, disdukcapil);
  dedi = enrol("Dedi Saputra, A.Md.", Role::staff_egov);
  yuni = enrol("Yuni Astuti, S.Kom.", Role::staff_egov);
  grant(yuni, Role::admin);
  hendra = enrol("Hendra Wijaya, S.T.", Role::kasi_pengembangan);
  sari = enrol("Ir. Sari Dewanti, M.T.", Role::kabid_egov);
  fajar = enrol("Fajar Nugroho, S.Kom.", Role::system_analyst);
  putri = enrol("Putri Ayu Lestari, A.Md.Kom.", Role::programmer);
  anwar = enrol("Drs. Anwar Effendi, M.Si.", Role::kepala_dinas);
  bayu = enrol("Bayu Pratama", Role::pengembang, company);
  joko = enrol("Joko Susilo, S.H.", Role::auditor);
}

Office::~Office() {
  desk_.reset();
  database_.reset();
  std::error_code ignored;
  std::filesystem::remove_all(directory_, ignored);
}

// --- who -----------------------------------------------------------------------------------------------------------

void Office::record(const std::vector<office::Event>& events) {
  database_->transact([&](store::Tx& tx) {
    store::OfficeRecords records{tx};
    office::State state = records.load();
    records.append(state, events);
  });
  // The desk keeps the office between calls: what a test wrote past it must be read again.
  desk_->rolled_back();
}

AgencyId Office::add_agency(const std::string& name, bool is_company) {
  const AgencyId id{next_agency_++};
  record({{now, {}, office::AgencyAdded{id, name, is_company}}});
  return id;
}

Member Office::enrol(const std::string& name, Role role, AgencyId agency, bool in_chat) {
  const Member member{PersonId{next_person_}, 5'000'000 + next_person_};
  ++next_person_;
  std::vector<office::Event> events{{now, {}, office::PersonAdded{member.id, name, "", ""}},
                                    {now, {}, office::RoleGranted{{member.id, role, agency}}}};
  if (in_chat) {
    events.push_back({now, {}, office::AccountBound{member.id, member.account, name}});
  }
  record(events);
  return member;
}

void Office::grant(const Member& member, Role role, AgencyId agency) {
  record({{now, {}, office::RoleGranted{{member.id, role, agency}}}});
}

void Office::withdraw(const Member& member, Role role, AgencyId agency) {
  record({{now, {}, office::RoleWithdrawn{{member.id, role, agency}}}});
}

void Office::speak_english(const Member& member) {
  record({{now, {}, office::LanguageSet{member.id, office::Language::english}}});
}

// --- what people do
// ----------------------------------------------------------------------------------------------------

void Office::send(const Input& input) {
  Immediate immediate;
  database_->transact([&](store::Tx& tx) { immediate = desk_->handle(tx, input, now); });
  toast = immediate.answer ? immediate.answer->text : std::string{};
  toast_alert = immediate.answer && immediate.answer->alert;
  action = immediate.action;
  menus = immediate.menus;
  office_reply = immediate.office_reply;
  left_chat = immediate.leave_chat;
  deliver();
}

namespace {

telegram::User account_of(const Member& from) {
  telegram::User user;
  user.id = from.account;
  user.first_name = "Akun";
  user.last_name = std::to_string(from.account);
  return user;
}

telegram::Message message_from(const Member& from, std::int64_t message_id) {
  telegram::Message message;
  message.message_id = message_id;
  message.from = account_of(from);
  message.chat = {.id = from.account, .type = telegram::Chat::Type::private_chat, .title = {}};
  return message;
}

telegram::Update update_of(std::int64_t id, telegram::Message message) {
  telegram::Update update;
  update.update_id = id;
  update.body = std::move(message);
  return update;
}

}  // namespace

telegram::Update Office::written(const Member& from, const std::string& text, std::optional<std::int64_t> reply_to) {
  telegram::Message message = message_from(from, next_message_++);
  message.text = text;
  message.reply_to = reply_to;
  return update_of(next_update_++, std::move(message));
}

void Office::text(const Member& from, const std::string& text, std::optional<std::int64_t> reply_to) {
  send(written(from, text, reply_to));
}

Immediate Office::say(store::Tx& tx, const Member& from, const std::string& text) {
  return desk_->handle(tx, written(from, text, std::nullopt), now);
}

Immediate Office::send_file(store::Tx& tx, const Member& from, const std::string& caption) {
  telegram::Message message = message_from(from, next_message_++);
  message.caption = caption;
  message.file.emplace();
  message.file->file_id = "file-" + std::to_string(next_file_++);
  message.file->file_name = "dokumen.pdf";
  Immediate immediate = desk_->handle(tx, update_of(next_update_++, std::move(message)), now);
  for (const store::Job& job : store::Jobs{tx}.due(now, 100)) {
    store::Jobs{tx}.finish(job.id);
    desk_->handle(tx, fetched(job), now);
  }
  return immediate;
}

Immediate Office::press_data(store::Tx& tx, const Member& from, const std::string& data) {
  return desk_->handle(tx, pressed(from, data, 1), now);
}

void Office::undo(const std::function<void(store::Tx&)>& body) {
  struct Undone {};
  store::Tx* const outer = undoing_;
  try {
    if (outer == nullptr) {
      database_->transact([&](store::Tx& tx) {
        undoing_ = &tx;
        body(tx);
        throw Undone{};
      });
    } else {
      database_->savepoint(*outer, [&] {
        body(*outer);
        throw Undone{};
      });
    }
  } catch (const Undone&) {
  }
  undoing_ = outer;
  desk_->rolled_back();
}

void Office::file(const Member& from, const SentFile& sent, bool fetched) {
  telegram::Message message = message_from(from, next_message_++);
  telegram::File file;
  file.kind = sent.kind;
  file.file_id = "file-" + std::to_string(next_file_++);
  file.file_unique_id = "u" + file.file_id;
  file.file_name = sent.kind == telegram::File::Kind::photo ? std::string{} : sent.name;
  file.mime_type = "application/pdf";
  file.file_size = sent.bytes;
  files_[sent.name] = file;
  message.file = file;
  message.caption = sent.caption;
  message.media_group_id = sent.group;
  message.reply_to = sent.reply_to;
  send(update_of(next_update_++, std::move(message)));
  if (fetched) {
    fetch();
  }
}

void Office::reply_to_file(const Member& from, const std::string& text, const std::string& file_name) {
  telegram::Message message = message_from(from, next_message_++);
  message.text = text;
  message.reply_to = 1;
  message.reply_to_file = files_.at(file_name);
  send(update_of(next_update_++, std::move(message)));
  fetch();
}

JobDone Office::fetched(const store::Job& job) const {
  const auto file_id = json::parse(job.payload).at("file_id").get<std::string>();
  return {.job = job,
          .outcome = JobDone::Fetched{.sha256 = sha256_hex(file_id), .bytes = 1000, .media_type = "application/pdf"}};
}

void Office::fetch(std::optional<JobDone::Failed::Why> failure) {
  std::vector<store::Job> jobs;
  read([&](store::Tx& tx) { jobs = store::Jobs{tx}.due(now, 100); });
  for (const store::Job& job : jobs) {
    JobDone done = fetched(job);
    if (failure) done.outcome = JobDone::Failed{*failure};
    // As the service does: the job is finished in the transaction that hears of its outcome.
    Immediate immediate;
    database_->transact([&](store::Tx& tx) {
      store::Jobs{tx}.finish(job.id);
      immediate = desk_->handle(tx, done, now);
    });
    deliver();
  }
}

bool Office::press(const Member& from, std::string_view text) {
  const std::vector<Shown>& messages = chat(from);
  for (auto message = messages.rbegin(); message != messages.rend(); ++message) {
    if (const ShownButton* button = message->button(text)) {
      const ShownButton pressed = *button;
      press_data(from, pressed.data, message->message_id);
      return true;
    }
  }
  return false;
}

telegram::Update Office::pressed(const Member& from, const std::string& data, std::int64_t message_id) {
  telegram::CallbackQuery query;
  query.id = "q" + std::to_string(next_update_);
  query.from = account_of(from);
  query.chat_id = from.account;
  query.message_id = message_id;
  query.data = data;
  telegram::Update update;
  update.update_id = next_update_++;
  update.body = query;
  return update;
}

void Office::press_data(const Member& from, const std::string& data, std::int64_t message_id) {
  send(pressed(from, data, message_id));
}

// --- time
// ----------------------------------------------------------------------------------------------------------------

void Office::pass(std::chrono::milliseconds by) {
  const time::Instant until = now + by;
  while (true) {
    std::optional<time::Instant> next;
    read([&](store::Tx& tx) { next = store::Timers{tx}.next(); });
    if (!next || *next > until) {
      break;
    }
    now = std::max(now, *next);
    run_timers();
  }
  now = until;
}

void Office::at(int year, unsigned month, unsigned day, int hour, int minute) {
  const time::Day date{
      std::chrono::local_days{std::chrono::year{year} / static_cast<int>(month) / static_cast<int>(day)}};
  const time::Instant then = calendar_.at(date, std::chrono::hours{hour} + std::chrono::minutes{minute});
  ASSERT_GE(then, now);
  pass(then - now);
}

void Office::run_timers() {
  std::vector<store::Timer> due;
  read([&](store::Tx& tx) { due = store::Timers{tx}.due(now, 100); });
  for (const store::Timer& timer : due) {
    send(TimerDue{timer});
  }
}

// --- the courier
// ---------------------------------------------------------------------------------------------------------

void Office::read(const std::function<void(store::Tx&)>& body) { database_->transact(body); }

Shown& Office::message_of(std::int64_t chat_id, std::int64_t message_id) {
  std::vector<Shown>& messages = chats_[chat_id];
  const auto found =
      std::find_if(messages.begin(), messages.end(), [&](const Shown& each) { return each.message_id == message_id; });
  return found == messages.end() ? messages.emplace_back() : *found;
}

void Office::show(std::int64_t chat_id, const std::string& body, std::optional<std::int64_t> message_id,
                  std::int64_t new_id) {
  const json request = json::parse(body);
  Shown& shown = message_of(chat_id, message_id.value_or(new_id));
  shown.message_id = message_id.value_or(new_id);
  shown.html = request.value("text", request.value("caption", std::string{}));
  shown.document = request.value("document", std::string{});
  shown.silent = request.value("disable_notification", false);
  shown.keyboard = keyboard_of(request.value("reply_markup", json{}));
}

void Office::deliver(store::Outbox& outbox, const store::OutMessage& message) {
  const std::int64_t id = next_message_++;
  outbox.begin(message.id);
  show(message.chat_id, message.body, std::nullopt, id);
  outbox.sent(message.id, id, now);
}

void Office::deliver(store::Cards& cards, const store::Card& card) {
  cards.begin(card.id);
  if (card.closing && !card.remark && !card.message_id) {
    cards.settled(card.id, card.wanted_rev, std::nullopt);
    return;
  }
  const std::int64_t id = card.message_id ? *card.message_id : next_message_++;
  if (!card.picture.empty()) {
    pictures_[card.chat_id].push_back({id, card.html, card.picture});
    cards.settled(card.id, card.wanted_rev, id);
    return;
  }
  Shown& shown = message_of(card.chat_id, id);
  shown.message_id = id;
  shown.html = card.html;
  shown.silent = card.silent;
  shown.keyboard = keyboard_of(card.keyboard.empty() ? json{} : json::parse(card.keyboard));
  cards.settled(card.id, card.wanted_rev, id);
}

void Office::deliver() {
  read([&](store::Tx& tx) {
    store::Outbox outbox{tx};
    store::Cards cards{tx};
    // In the order of their numbers, as the courier does it.
    for (;;) {
      const auto heads = outbox.heads(100);
      const auto unsettled = cards.unsettled(100);
      if (heads.empty() && unsettled.empty()) break;
      const auto first = std::ranges::min_element(heads, {}, &store::OutMessage::id);
      const auto card = std::ranges::min_element(unsettled, {}, &store::Card::wanted_rev);
      if (card == unsettled.end() || (first != heads.end() && first->id < card->wanted_rev)) {
        deliver(outbox, *first);
      } else {
        deliver(cards, *card);
      }
    }
  });
}

// --- what is there
// ---------------------------------------------------------------------------------------------------------

const std::vector<Shown>& Office::chat(const Member& member) const {
  static const std::vector<Shown> nothing;
  const auto found = chats_.find(member.account);
  return found == chats_.end() ? nothing : found->second;
}

const std::vector<ShownPicture>& Office::pictures(const Member& member) { return pictures_[member.account]; }

Shown Office::last(const Member& member) const {
  const std::vector<Shown>& messages = chat(member);
  return messages.empty() ? Shown{} : messages.back();
}

const Shown* Office::newest_with(const Member& member, std::string_view text) const {
  const std::vector<Shown>& messages = chat(member);
  const auto found = std::find_if(messages.rbegin(), messages.rend(),
                                  [&](const Shown& each) { return each.html.find(text) != std::string::npos; });
  return found == messages.rend() ? nullptr : &*found;
}

bool Office::sees(const Member& member, std::string_view text) const { return newest_with(member, text) != nullptr; }

workflow::CaseState Office::state(const std::string& register_no) {
  workflow::CaseState state;
  read([&](store::Tx& tx) { state = store::Cases{tx}.find(register_no).value().state; });
  return state;
}

std::int64_t Office::case_number(const std::string& register_no) {
  std::int64_t id = 0;
  read([&](store::Tx& tx) { id = workflow::raw(store::Cases{tx}.find(register_no).value().id); });
  return id;
}

const process::Process& Office::process(process::Track track) const {
  return *std::find_if(options_.processes.begin(), options_.processes.end(),
                       [&](const process::Process& each) { return each.track == track; });
}

}  // namespace alur::chat::test
