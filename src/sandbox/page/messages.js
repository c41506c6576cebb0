"use strict";

/* How a message looks: text with its entities, file, keyboard, foot. The rest of the page is page.js. */

const entityTags = { bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote", date_time: "time" };

function entityElement(entity, covered, pane) {
  const made = element(entityTags[entity.type] || "span");
  if (entity.type === "spoiler") made.className = "spoiler";
  if (entity.type === "expandable_blockquote") {
    made.className = "folded";
    made.addEventListener("click", () => made.classList.toggle("folded"));
  }
  if (entity.type === "date_time") {
    made.dateTime = new Date(entity.unix_time * 1000).toISOString();
    made.title = new Date(entity.unix_time * 1000).toLocaleString(locale, { dateStyle: "full", timeStyle: "short" });
  }
  if (entity.type === "text_link" || entity.type === "url") return link(entity.url || covered, pane);
  if (entity.type === "bot_command") {
    const command = element("a", "command");
    command.addEventListener("click", () => attempt(() => send("/control/say", { person: pane.person, chat: pane.chat, text: covered })));
    return command;
  }
  return made;
}

function link(address, pane) {
  const made = element("a");
  made.href = address;
  made.target = "_blank";
  made.rel = "noopener noreferrer";
  made.addEventListener("click", (event) => {
    if (!followsToBot(address)) return;
    event.preventDefault();
    openAs(address, pane);
  });
  return made;
}

const followsToBot = (address) => address.includes(`t.me/${world.bot.username}`);

function openAs(address) {
  ask(text.openAs, [...world.people.values()].map((person) => ({
    label: `${person.name} – ${person.title}`,
    act: () => attempt(() => send("/control/open", { person: person.id, link: address })).then(() => show(person.id)),
  })));
}

/** Entities nest and never cross; offsets are UTF-16 units, as JavaScript counts. */
function rich(content, entities, from, to, pane) {
  const made = document.createDocumentFragment();
  let at = from;
  for (let i = 0; i < entities.length; i++) {
    const entity = entities[i];
    const end = Math.min(entity.offset + entity.length, to);
    if (entity.offset < at || entity.offset >= to) continue;
    made.append(content.slice(at, entity.offset));
    const inner = entities.slice(i + 1).filter((e) => e.offset >= entity.offset && e.offset + e.length <= end);
    const wrapped = entityElement(entity, content.slice(entity.offset, end), pane);
    wrapped.append(rich(content, inner, entity.offset, end, pane));
    made.append(wrapped);
    at = end;
  }
  made.append(content.slice(at, to));
  return made;
}

function fileElement(file) {
  const address = `/control/file?id=${encodeURIComponent(file.id)}`;
  if (file.photo) {
    const image = element("img");
    image.src = address;
    image.alt = file.name;
    image.addEventListener("click", () => preview(file.name || "foto.jpg", address));
    return image;
  }
  const anchor = element("a", "file", file.name || "berkas");
  anchor.href = address;
  anchor.append(" ", element("small", "", size(file.bytes)));
  if (previewed.test(file.name)) {
    anchor.addEventListener("click", (event) => { event.preventDefault(); preview(file.name, address); });
  }
  return anchor;
}

/** What a browser shows by itself; the rest is saved. */
const previewed = /\.(pdf|png|jpe?g|txt)$/i;

function preview(name, address) {
  const picture = /\.(png|jpe?g)$/i.test(name);
  const shown = element(picture ? "img" : "iframe");
  shown.src = `${address}&inline=1`;
  shown[picture ? "alt" : "title"] = name;
  byId("preview-name").textContent = name;
  byId("preview-save").href = address;
  byId("preview-body").replaceChildren(shown);
  byId("preview").showModal();
}

function size(bytes) {
  if (bytes < 1024) return `${bytes} byte`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} kB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

function pressButton(pane, message, row, column, button, made) {
  if (button.kind === "url") {
    if (followsToBot(button.value)) openAs(button.value);
    else window.open(button.value, "_blank", "noopener");
    return;
  }
  if (button.kind === "copy_text") {
    navigator.clipboard?.writeText(button.value);
    toast(pane, `${text.copied}: ${button.value}`);
    return;
  }
  made.classList.add("waiting");
  attempt(() => send("/control/press", { person: pane.person, message: message.id, row, column }))
    .then((answer) => { if (answer) pane.pressed.set(answer.press, made); else made.classList.remove("waiting"); });
}

function keyboardElement(pane, message) {
  const keys = element("div", "keys");
  message.keyboard.forEach((buttons, row) => {
    const line = element("div");
    buttons.forEach((button, column) => {
      const made = element("button", button.style, button.text);
      made.type = "button";
      made.addEventListener("click", () => pressButton(pane, message, row, column, button, made));
      line.append(made);
    });
    keys.append(line);
  });
  return keys;
}

function messageElement(pane, message) {
  const made = element("article", "message");
  made.id = `m${pane.chat}-${message.id}`;
  made.dataset.said = message.said;
  made.classList.toggle("mine", message.from === pane.person);
  made.classList.toggle("closed", message.closed);
  const bubble = element("div", "bubble");
  const original = message.reply_to && pane.messages.get(message.reply_to);
  if (original) {
    const quoted = element("button", "quoted", `${original.name}: ${summary(original)}`);
    quoted.type = "button";
    quoted.addEventListener("click", () => byId(`m${pane.chat}-${original.id}`)?.scrollIntoView({ block: "center" }));
    bubble.append(quoted);
  }
  if (message.file) bubble.append(fileElement(message.file));
  if (message.service) bubble.append(element("i", "", text.joined));
  bubble.append(rich(message.text, message.entities, 0, message.text.length, pane));
  bubble.append(footElement(pane, message));
  made.append(bubble);
  if (message.keyboard.length) made.append(keyboardElement(pane, message));
  return made;
}

function footElement(pane, message) {
  const foot = element("div", "foot");
  const reply = element("button", "", text.reply);
  reply.type = "button";
  reply.addEventListener("click", () => replyTo(pane, message.id));
  const notes = [message.silent && text.silent, message.edited && text.edited, clockOf(message.date_ms)];
  foot.append(reply, element("span", "", notes.filter(Boolean).join(" · ")));
  return foot;
}

const summary = (message) => (message.text || message.file?.name || "").split("\n")[0].slice(0, 80);
