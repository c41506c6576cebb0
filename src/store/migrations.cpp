#include "schema.hpp"

#include <array>

namespace alur::store {

namespace {

/// The record. `personal` commits to what event_personal holds, so that erasing a person's row leaves the chain whole.
constexpr const char* record_tables = R"sql(
CREATE TABLE case_state (
  id INTEGER PRIMARY KEY,
  register_no TEXT NOT NULL COLLATE NOCASE UNIQUE,
  title TEXT NOT NULL,
  agency INTEGER NOT NULL,
  track TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('running', 'paused', 'done', 'cancelled')),
  open INTEGER NOT NULL CHECK (open = (status IN ('running', 'paused'))),
  step INTEGER NOT NULL,
  due_ms INTEGER,
  revision INTEGER NOT NULL,
  state TEXT NOT NULL
) STRICT;
CREATE INDEX case_open ON case_state (open, id);
CREATE INDEX case_of_agency ON case_state (agency, open, id);

CREATE TABLE event (
  seq INTEGER PRIMARY KEY CHECK (seq > 0),
  at_ms INTEGER NOT NULL,
  stream TEXT NOT NULL CHECK (stream IN ('case', 'office')),
  case_id INTEGER REFERENCES case_state (id) CHECK ((case_id IS NOT NULL) = (stream = 'case')),
  kind TEXT NOT NULL,
  actor INTEGER NOT NULL,
  on_behalf TEXT,
  body TEXT NOT NULL,
  personal BLOB CHECK (length(personal) = 32),
  prev_hash BLOB NOT NULL CHECK (length(prev_hash) = 32),
  hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
CREATE INDEX event_of_case ON event (case_id, seq) WHERE case_id IS NOT NULL;
CREATE INDEX event_of_office ON event (seq) WHERE stream = 'office';
CREATE INDEX event_of_completion ON event (at_ms) WHERE kind = 'case_completed';
CREATE TRIGGER event_never_changed BEFORE UPDATE ON event
  BEGIN SELECT RAISE(ABORT, 'an event is never changed'); END;
CREATE TRIGGER event_never_deleted BEFORE DELETE ON event
  BEGIN SELECT RAISE(ABORT, 'an event is never deleted'); END;

CREATE TABLE event_personal (
  seq INTEGER PRIMARY KEY REFERENCES event (seq),
  salt BLOB NOT NULL CHECK (length(salt) = 16),
  data TEXT NOT NULL
) STRICT;

CREATE TABLE participant (
  person INTEGER NOT NULL,
  case_id INTEGER NOT NULL REFERENCES case_state (id),
  acted INTEGER NOT NULL CHECK (acted IN (0, 1)),
  PRIMARY KEY (person, case_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX participant_of_case ON participant (case_id, person);

CREATE TABLE appointment (
  person INTEGER NOT NULL,
  role TEXT NOT NULL,
  case_id INTEGER NOT NULL REFERENCES case_state (id),
  PRIMARY KEY (person, role, case_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX appointment_of_case ON appointment (case_id);

CREATE TABLE waiting (
  person INTEGER NOT NULL,
  taken_by_other INTEGER NOT NULL CHECK (taken_by_other IN (0, 1)),
  urgency INTEGER NOT NULL,
  case_id INTEGER NOT NULL REFERENCES case_state (id),
  what TEXT NOT NULL,
  step INTEGER NOT NULL,
  role TEXT NOT NULL,
  round INTEGER NOT NULL,
  due_ms INTEGER,
  PRIMARY KEY (person, taken_by_other, urgency, case_id, what, step, role)
) STRICT, WITHOUT ROWID;
CREATE INDEX waiting_of_case ON waiting (case_id);

CREATE TABLE waited_role (
  role TEXT NOT NULL,
  case_id INTEGER NOT NULL REFERENCES case_state (id),
  PRIMARY KEY (role, case_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX waited_role_of_case ON waited_role (case_id);
)sql";

constexpr const char* office_tables = R"sql(
CREATE TABLE person (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  title TEXT NOT NULL,
  nip TEXT NOT NULL,
  telegram_id INTEGER,
  telegram_name TEXT NOT NULL,
  unreachable_since_ms INTEGER,
  language TEXT NOT NULL
) STRICT;

CREATE TABLE agency (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  company INTEGER NOT NULL CHECK (company IN (0, 1))
) STRICT;

CREATE TABLE role (
  position INTEGER PRIMARY KEY,
  person INTEGER NOT NULL,
  role TEXT NOT NULL,
  agency INTEGER NOT NULL
) STRICT;

CREATE TABLE invite (
  id INTEGER PRIMARY KEY,
  code_sha256 TEXT NOT NULL,
  role TEXT NOT NULL,
  agency INTEGER NOT NULL,
  person INTEGER NOT NULL,
  made_by INTEGER NOT NULL,
  for_case INTEGER,
  made_ms INTEGER NOT NULL,
  expires_ms INTEGER NOT NULL,
  opened_by INTEGER,
  opened_by_name TEXT NOT NULL,
  status TEXT NOT NULL
) STRICT;

CREATE TABLE holiday (
  position INTEGER PRIMARY KEY,
  day TEXT NOT NULL,
  name TEXT NOT NULL,
  source TEXT NOT NULL,
  shared_leave INTEGER NOT NULL CHECK (shared_leave IN (0, 1)),
  by_person INTEGER NOT NULL
) STRICT;
)sql";

constexpr const char* queue_tables = R"sql(
CREATE TABLE counter (
  name TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE seen_update (
  bot_id INTEGER NOT NULL,
  update_id INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (bot_id, update_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX seen_update_by_age ON seen_update (at_ms);

CREATE TABLE parked_update (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  update_id INTEGER NOT NULL,
  chat_id INTEGER NOT NULL,
  raw TEXT NOT NULL,
  why TEXT NOT NULL,
  reference TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  set_aside INTEGER NOT NULL CHECK (set_aside IN (0, 1)),
  next_try_ms INTEGER NOT NULL,
  since_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX parked_waiting ON parked_update (chat_id, id) WHERE set_aside = 0;

CREATE TABLE outbox (
  id INTEGER PRIMARY KEY,
  chat_id INTEGER NOT NULL,
  send_class TEXT NOT NULL CHECK (send_class IN ('answer', 'notice')),
  method TEXT NOT NULL,
  body TEXT NOT NULL,
  content_sha256 TEXT NOT NULL,
  content_name TEXT NOT NULL,
  content_type TEXT NOT NULL,
  must_arrive INTEGER NOT NULL CHECK (must_arrive IN (0, 1)),
  tag TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('planned', 'sending', 'sent', 'waiting', 'ambiguous', 'dead')),
  attempts INTEGER NOT NULL,
  doubts INTEGER NOT NULL,
  not_before_ms INTEGER NOT NULL,
  planned_ms INTEGER NOT NULL,
  last_error TEXT NOT NULL,
  sent_ms INTEGER,
  message_id INTEGER,
  case_id INTEGER
) STRICT;
CREATE INDEX outbox_unfinished ON outbox (chat_id, id, send_class) WHERE state NOT IN ('sent', 'dead');
CREATE INDEX outbox_finished ON outbox (planned_ms) WHERE state IN ('sent', 'dead');
CREATE INDEX outbox_dead ON outbox (id) WHERE state = 'dead';
CREATE INDEX outbox_message ON outbox (chat_id, message_id) WHERE message_id IS NOT NULL;

CREATE TABLE card (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  chat_id INTEGER NOT NULL,
  key TEXT NOT NULL,
  ask TEXT NOT NULL,
  remark INTEGER NOT NULL CHECK (remark IN (0, 1)),
  case_id INTEGER NOT NULL,
  html TEXT NOT NULL,
  keyboard TEXT NOT NULL,
  reply_to INTEGER,
  silent INTEGER NOT NULL CHECK (silent IN (0, 1)),
  send_class TEXT NOT NULL CHECK (send_class IN ('answer', 'notice')),
  closing INTEGER NOT NULL CHECK (closing IN (0, 1)),
  wanted_rev INTEGER NOT NULL,
  shown_rev INTEGER NOT NULL,
  message_id INTEGER,
  state TEXT NOT NULL CHECK (state IN ('planned', 'sending', 'sent', 'waiting', 'ambiguous', 'dead')),
  attempts INTEGER NOT NULL,
  doubts INTEGER NOT NULL,
  not_before_ms INTEGER NOT NULL,
  planned_ms INTEGER NOT NULL,
  last_error TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX card_live ON card (chat_id, key) WHERE closing = 0 AND state <> 'dead';
CREATE INDEX card_live_of_case ON card (case_id) WHERE closing = 0 AND state <> 'dead';
CREATE INDEX card_unsettled ON card (chat_id, wanted_rev, send_class) WHERE shown_rev < wanted_rev AND state <> 'dead';
CREATE INDEX card_dead ON card (chat_id, key) WHERE state = 'dead';
CREATE INDEX card_finished ON card (planned_ms) WHERE closing = 1 AND shown_rev >= wanted_rev;
CREATE INDEX card_message ON card (chat_id, message_id) WHERE message_id IS NOT NULL;

CREATE TABLE timer (
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  due_ms INTEGER NOT NULL,
  payload TEXT NOT NULL,
  PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX timer_by_due ON timer (due_ms);

CREATE TABLE job (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  payload TEXT NOT NULL,
  chat_id INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  person INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  not_before_ms INTEGER NOT NULL,
  planned_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX job_by_time ON job (not_before_ms, id);
CREATE INDEX job_of_person ON job (person, case_id, id);
CREATE INDEX job_in_chat ON job (chat_id, id);

CREATE TABLE conversation (
  chat_id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  payload TEXT NOT NULL,
  rev INTEGER NOT NULL,
  expires_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

/// Ids of jobs, cards and parked updates stand in buttons and commands, so they are not given twice (AUTOINCREMENT).
constexpr std::array every_step{
    Migration{1, record_tables},
    Migration{1, office_tables},
    Migration{1, queue_tables},
};

}  // namespace

std::span<const Migration> migrations() { return every_step; }

}  // namespace alur::store
