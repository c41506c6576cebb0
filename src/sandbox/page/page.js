"use strict";

const byId = (id) => document.getElementById(id);
const world = { rev: -1, bot: {}, people: new Map(), panes: new Map(), clock: null, zoneMinutes: 420, samples: [] };
let text = words.id;
let locale = "id-ID";

function element(tag, className, content) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (content !== undefined) made.textContent = content;
  return made;
}

async function get(path) {
  const answer = await fetch(path);
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.error);
  return body;
}

async function send(path, body, method = "POST") {
  const form = body instanceof FormData;
  const answer = await fetch(path, {
    method, body: form ? body : JSON.stringify(body || {}),
    headers: form ? {} : { "Content-Type": "application/json" },
  });
  const result = await answer.json();
  if (!answer.ok) throw new Error(result.error);
  return result;
}

/** Runs what a person asked for; what goes wrong is said in a dialog. */
async function attempt(action) {
  try {
    return await action();
  } catch (error) {
    ask(`${text.failed}: ${error.message}`);
    return undefined;
  }
}

// --- dialog ---------------------------------------------------------------------------------------------------------

function ask(question, choices = []) {
  byId("dialog-text").textContent = question;
  byId("dialog-choices").replaceChildren(...choices.map(({ label, act }) => {
    const button = element("button", "", label);
    button.type = "button";
    button.addEventListener("click", () => { byId("dialog").close(); act(); });
    return button;
  }));
  if (!byId("dialog").open) byId("dialog").showModal();
}

// --- time -----------------------------------------------------------------------------------------------------------

const officeTime = (ms) => new Date(ms + world.zoneMinutes * 60000);
const format = (ms, options) => new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...options }).format(officeTime(ms));
const clockOf = (ms) => format(ms, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const dayOf = (ms) => format(ms, { weekday: "long", day: "numeric", month: "long", year: "numeric" });

function nowMs() {
  return world.clock.now_ms + (performance.now() - world.clock.seen) * world.clock.speed;
}

function keepClock(clock) {
  world.clock = { ...clock, seen: performance.now() };
  if (document.activeElement !== byId("speed")) byId("speed").value = String(clock.speed);
  showClock();
}

function showClock() {
  if (!world.clock) return;
  const now = nowMs();
  byId("now").textContent = `${dayOf(now)} ${format(now, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" })}`;
}

const moveClock = (how) => attempt(async () => keepClock(await send("/control/clock", how)));

/** 08.00 on the next Monday to Friday; holidays are the bot's to know. */
function nextWorkday() {
  const day = officeTime(nowMs());
  day.setUTCHours(8, 0, 0, 0);
  do day.setUTCDate(day.getUTCDate() + 1); while (day.getUTCDay() === 0 || day.getUTCDay() === 6);
  moveClock({ now_ms: day.getTime() - world.zoneMinutes * 60000 });
}

// --- the director ---------------------------------------------------------------------------------------------------

const directorAsked = (path, body) => attempt(async () => showDirector(await send(path, body)));

function showDirector(director) {
  byId("play").hidden = byId("due").hidden = !director;
  if (!director) return;
  const { scenes, played, busy, trouble } = director;
  const left = played < scenes.length;
  for (const id of ["play-begin", "play-scene", "due"]) byId(id).disabled = busy;
  byId("play-scene").hidden = !left;
  byId("play-status").textContent = trouble ? `${text.failed}: ${trouble}`
    : busy ? text.playing
    : left ? `${played + 1}/${scenes.length}: ${scenes[played]}`
    : scenes.length ? text.over : "";
}

// --- panes ----------------------------------------------------------------------------------------------------------

function makePane(person, chat, title, subtitle) {
  const root = element("section", "pane");
  const pane = { person, chat, root, messages: new Map(), rev: -1, pressed: new Map(), replying: null, subtitle };
  const header = element("header");
  header.append(portrait(title));
  const who = element("div", "who");
  pane.status = element("span", "", subtitle);
  who.append(element("strong", "", title), pane.status);
  header.append(who);
  if (chat === person) header.append(blockButton(pane));
  pane.log = element("div", "log");
  pane.toasts = element("div");
  root.append(header, pane.log, pane.toasts, composer(pane));
  root.addEventListener("pointerdown", () => show(chat, false));
  byId("panes").append(root);
  const chip = element("button");
  chip.append(portrait(title), title);
  chip.type = "button";
  chip.addEventListener("click", () => show(chat));
  byId("people").append(chip);
  pane.chip = chip;
  world.panes.set(chat, pane);
  return pane;
}

/** Initials on a colour of one's own, as a messenger shows who has no picture. */
function portrait(title) {
  const letters = title.split(/\s+/).filter((word) => !word.endsWith(".") || word.length === 2).map((word) => word[0]);
  const made = element("span", "portrait", (letters[0] + (letters.length > 1 ? letters.at(-1) : "")).toUpperCase());
  made.style.setProperty("--hue", String([...title].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 360, 7)));
  made.setAttribute("aria-hidden", "true");
  return made;
}

function blockButton(pane) {
  const button = element("button", "", text.block);
  button.type = "button";
  button.addEventListener("click", () => {
    const blocked = world.people.get(pane.person).link === "blocked";
    attempt(() => send(blocked ? "/control/unblock" : "/control/block", { person: pane.person }));
  });
  pane.block = button;
  return button;
}

function composer(pane) {
  const form = element("form", "composer");
  pane.replyBar = element("div", "replying");
  pane.replyBar.hidden = true;
  pane.input = element("textarea");
  pane.input.placeholder = text.write;
  const commands = element("button", "", text.commands);
  const file = element("button", "", text.file);
  commands.type = file.type = "button";
  pane.startButton = element("button", "", text.start);
  pane.startButton.type = "button";
  const go = element("button", "send", text.send);
  commands.addEventListener("click", () => attempt(() => chooseCommand(pane)));
  file.addEventListener("click", () => chooseFile(pane));
  pane.startButton.addEventListener("click", () => attempt(() => send("/control/say", { person: pane.person, chat: pane.chat, text: "/start" })));
  form.addEventListener("submit", (event) => { event.preventDefault(); sendText(pane); });
  pane.input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); sendText(pane); }
  });
  form.append(pane.input, commands, file, pane.startButton, go);
  const whole = element("div");
  whole.append(pane.replyBar, form);
  return whole;
}

function replyTo(pane, id) {
  pane.replying = id;
  pane.replyBar.hidden = id === null;
  if (id === null) return;
  const cancel = element("button", "", text.cancel);
  cancel.type = "button";
  cancel.addEventListener("click", () => replyTo(pane, null));
  pane.replyBar.replaceChildren(element("span", "", `${text.replyingTo}: ${summary(pane.messages.get(id))}`), cancel);
  pane.input.focus({ preventScroll: true });
}

const addressed = (pane) => ({ person: pane.person, chat: pane.chat, ...(pane.replying ? { reply_to: pane.replying } : {}) });

async function sendText(pane) {
  if (!pane.input.value.trim()) return;
  const sent = await attempt(() => send("/control/say", { ...addressed(pane), text: pane.input.value }));
  if (!sent) return;
  pane.input.value = "";
  replyTo(pane, null);
}

async function chooseCommand(pane) {
  const commands = await get(`/control/menu?person=${pane.person}`);
  ask(commands.length ? text.commands : text.noCommands, commands.map((one) => ({
    label: `/${one.command} – ${one.description}`,
    act: () => { pane.input.value = `/${one.command} `; pane.input.focus({ preventScroll: true }); },
  })));
}

function chooseFile(pane) {
  const own = { label: text.own, act: () => pickOwn(pane, false) };
  const photo = { label: `${text.own} (${text.asPhoto})`, act: () => pickOwn(pane, true) };
  ask(text.samples, [own, photo, ...world.samples.map((name) => ({
    label: name,
    act: () => attempt(() => send("/control/file", { ...addressed(pane), caption: pane.input.value, samples: [name] })).then(() => fileSent(pane)),
  }))]);
}

function pickOwn(pane, asPhoto) {
  const picker = element("input");
  picker.type = "file";
  picker.multiple = true;
  picker.addEventListener("change", () => {
    const form = new FormData();
    for (const [name, value] of Object.entries({ ...addressed(pane), caption: pane.input.value, as_photo: asPhoto })) form.append(name, value);
    for (const file of picker.files) form.append("file", file, file.name);
    attempt(() => send("/control/file", form)).then(() => fileSent(pane));
  });
  picker.click();
}

function fileSent(pane) {
  pane.input.value = "";
  replyTo(pane, null);
}

function toast(pane, content, lasting = 4500) {
  const made = element("div", "toast", content);
  pane.toasts.append(made);
  setTimeout(() => made.remove(), lasting);
}

function show(chat, scroll = true) {
  for (const [id, pane] of world.panes) {
    const current = id === chat;
    pane.root.classList.toggle("current", current);
    pane.chip.classList.toggle("shown", current);
    if (!current) continue;
    pane.chip.classList.remove("news");
    if (scroll) {
      pane.root.scrollIntoView({ block: "nearest" });
      pane.chip.scrollIntoView({ block: "nearest", inline: "nearest" });
      pane.log.scrollTop = pane.log.scrollHeight;
    }
  }
}

// --- keeping up -----------------------------------------------------------------------------------------------------

function drawLog(pane) {
  const atEnd = pane.log.scrollHeight - pane.log.scrollTop - pane.log.clientHeight < 60;
  const drawn = [];
  let day = "";
  for (const message of [...pane.messages.values()].sort((a, b) => a.id - b.id)) {
    if (dayOf(message.date_ms) !== day) {
      day = dayOf(message.date_ms);
      drawn.push(element("div", "day", day));
    }
    drawn.push(messageElement(pane, message));
  }
  pane.log.replaceChildren(...(drawn.length ? drawn : [element("div", "empty", text.empty)]));
  if (atEnd) pane.log.scrollTop = pane.log.scrollHeight;
}

function takePresses(pane, presses) {
  for (const press of presses) {
    if (!press.answered) continue;
    pane.pressed.get(press.id)?.classList.remove("waiting");
    if (!pane.pressed.delete(press.id) || !press.answer) continue;
    if (press.alert) ask(press.answer);
    else toast(pane, press.answer);
  }
}

async function refresh(pane) {
  const news = await get(`/control/transcript?chat=${pane.chat}&since=${pane.rev}`);
  const first = pane.rev < 0;
  pane.rev = news.rev;
  for (const message of news.messages) pane.messages.set(message.id, message);
  for (const id of news.deleted) pane.messages.delete(id);
  takePresses(pane, news.presses);
  pane.action = news.chat.action;
  if (first || news.messages.length || news.deleted.length) drawLog(pane);
  if (!first && news.messages.some((m) => m.bot) && !pane.root.classList.contains("current")) pane.chip.classList.add("news");
  const newest = news.messages.at(-1);
  if (!first && newest?.force_reply) replyTo(pane, newest.id);
  showStatus(pane);
}

function showStatus(pane) {
  const person = world.people.get(pane.person);
  const acting = pane.action && (pane.action === "typing" ? text.typing : text.acting);
  pane.status.textContent = acting ? `${world.bot.name} ${acting}` : person.link === "blocked" ? text.blocked : pane.subtitle;
  pane.startButton.hidden = pane.chat !== pane.person || person.link !== "never_started";
  if (pane.block) {
    pane.block.textContent = person.link === "blocked" ? text.unblock : text.block;
    pane.block.hidden = person.link === "never_started";
  }
}

async function takeNews(news) {
  for (const person of news.people) world.people.set(person.id, person);
  for (const chat of news.chats) {
    if (!world.panes.has(chat.id)) {
      const owner = world.people.get(chat.group ? chat.members[0] : chat.id);
      makePane(owner.id, chat.id, chat.title, chat.group ? owner.name : owner.title);
    }
    await refresh(world.panes.get(chat.id));
  }
  keepClock(news.clock);
  showDirector(news.director);
  if (news.violations !== world.violations) await showViolations(news.violations);
  world.rev = news.rev;
}

async function showViolations(count) {
  world.violations = count;
  byId("trouble-label").textContent = count ? `${text.trouble} (${count})` : text.trouble;
  byId("trouble-label").classList.toggle("found", count > 0);
  const list = count ? await get("/control/violations") : [];
  byId("violations").replaceChildren(...list.slice(-50).map((v) => element("li", "", `${clockOf(v.at_ms)} ${v.method}: ${v.what}`)));
  byId("violations-label").textContent = `${text.violations}: ${count || text.none}`;
}

async function keepUp() {
  for (;;) {
    try {
      await takeNews(await get(`/control/events?since=${world.rev}`));
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 1500));
    }
  }
}

const showFaults = (list) => byId("faults").replaceChildren(...list.map((f) => element("li", "", `${text.faults[f.kind]} · ${f.method} · ${f.count}×`)));

function label(language) {
  text = words[language] || words.id;
  locale = language === "en" ? "en-GB" : "id-ID";
  document.documentElement.lang = language;
  for (const [id, key] of Object.entries({ hour: "hour", workday: "workday", "speed-label": "speed", more: "more", "jump-go": "jump",
    "fault-add": "add", "fault-clear": "clear", "dialog-close": "close", due: "due", "play-begin": "begin", "play-scene": "scene",
    "preview-save": "save", "preview-close": "close" })) byId(id).textContent = text[key];
  byId("fault-kind").replaceChildren(...Object.entries(text.faults).map(([kind, said]) => new Option(said, kind)));
}

function listen() {
  byId("hour").addEventListener("click", () => moveClock({ advance_ms: 3600000 }));
  byId("workday").addEventListener("click", nextWorkday);
  byId("due").addEventListener("click", () => directorAsked("/control/play/due"));
  byId("play-begin").addEventListener("click", () => directorAsked("/control/play", { variant: byId("play-variant").value }));
  byId("play-scene").addEventListener("click", () => directorAsked("/control/play/scene"));
  byId("more").addEventListener("click", () => {
    byId("more").setAttribute("aria-expanded", String(document.querySelector(".bar").classList.toggle("all")));
  });
  byId("speed").addEventListener("change", () => moveClock({ speed: Number(byId("speed").value) }));
  byId("jump").addEventListener("submit", (event) => {
    event.preventDefault();
    moveClock({ now_ms: Date.parse(`${byId("jump-to").value}Z`) - world.zoneMinutes * 60000 });
  });
  byId("fault").addEventListener("submit", (event) => {
    event.preventDefault();
    attempt(async () => showFaults(await send("/control/faults", {
      kind: byId("fault-kind").value, method: byId("fault-method").value, count: Number(byId("fault-count").value),
    })));
  });
  byId("fault-clear").addEventListener("click", () => attempt(async () => showFaults(await send("/control/faults", {}, "DELETE"))));
  setInterval(showClock, 250);
}

async function begin() {
  const state = await get("/control/state");
  Object.assign(world, { bot: state.bot, samples: state.samples, zoneMinutes: state.zone_offset_minutes });
  label(state.language);
  byId("bot").textContent = `@${state.bot.username}`;
  listen();
  await takeNews(state);
  show([...world.panes.keys()].find((id) => id > 0));
  keepUp();
}

begin();
