#include "fuzz/desk.hpp"
#include "fuzz/target.hpp"

/// What people write: as text of KABID (the widest of roles) and of an agency, as the answer to a question, as a
/// caption.
ALUR_FUZZ_TARGET(message) {
  using namespace alur;
  chat::test::Office& office = fuzz::office();
  const std::string words = fuzz::as_received(input.substr(0, 4096));
  office.undo([&](store::Tx& tx) {
    office.say(tx, office.sari, words);
    office.say(tx, office.yuni, words);
    office.send_file(tx, office.rina, words);
    office.say(tx, office.dedi, "/ajukan");
    office.say(tx, office.dedi, words);
  });
}
