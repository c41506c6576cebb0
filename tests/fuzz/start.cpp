#include "fuzz/desk.hpp"
#include "fuzz/target.hpp"

/// The parameter of an invitation link, from an account that is nobody's and from one of the office.
ALUR_FUZZ_TARGET(start) {
  using namespace alur;
  chat::test::Office& office = fuzz::office();
  static const bool invited = [&office] {
    office.send(chat::OfficeCommand{"invite", {{"role", "admin"}}});
    office.send(chat::OfficeCommand{"invite", {{"role", "programmer"}, {"name", "Budi"}}});
    return true;
  }();
  static_cast<void>(invited);
  const chat::test::Member stranger{{}, 9};
  const std::string parameter = fuzz::as_received(input);
  office.undo([&](store::Tx& tx) {
    office.say(tx, stranger, "/start " + parameter);
    office.say(tx, office.rina, "/start " + parameter);
    const office::State state = store::OfficeRecords{tx}.load();
    fuzz::require(state.by_telegram(stranger.account) == nullptr, "nobody comes in by guessing");
  });
}
