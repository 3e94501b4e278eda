// The pretend phones: ask what is new, show it, send what is typed.

import { showCall } from "./calls.js";
import { parts } from "./parts.js";

const EVERY = 400; // milliseconds between looks
const WHO = { contact: "This phone:", line: "The line:", carrier: "The carrier itself:", trouble: "Error:" };
const STYLE = { contact: "contact", line: "line", carrier: "carrier", trouble: "error" };
const shown = new Map(); // phone id -> its card
let version = "";

const byId = (id) => document.getElementById(id);
const copyOf = (id) => byId(id).content.firstElementChild.cloneNode(true);

async function ask(path, body) {
  const headers = { "X-Rehearsal": "1" };
  const wish = { headers, cache: "no-store" };
  if (body !== undefined) {
    headers["Content-Type"] = "application/json";
    Object.assign(wish, { method: "POST", body: JSON.stringify(body) });
  }
  const answer = await fetch(path, wish);
  const told = await answer.json().catch(() => ({}));
  return answer.ok ? told : { error: told.error || "The rehearsal did not understand." };
}

function newCard(phone) {
  const card = copyOf("phone");
  const title = card.querySelector("h2");
  title.id = `phone-${phone.id}`;
  title.textContent = `Phone ${phone.id + 1}`;
  card.setAttribute("aria-labelledby", title.id);
  card.querySelector(".number").textContent = phone.number;
  card.querySelector(".log").setAttribute("aria-label", `Texts on phone ${phone.id + 1}`);
  card.bubbles = new Map();
  card.pending = 0;
  listen(card, phone.id);
  byId("phones").append(card);
  return card;
}

function listen(card, id) {
  const field = card.querySelector("textarea");
  const send = () => {
    const body = field.value.trim();
    if (body) post(card, id, { body });
    field.focus(); // the next text can be typed at once
  };
  card.querySelector("form").addEventListener("submit", (event) => { event.preventDefault(); send(); });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  });
  field.addEventListener("input", () => showCount(card));
  card.querySelector(".picture").addEventListener("click", () => post(card, id, { picture: true }));
  card.querySelector(".dial").addEventListener("click", () => { card.dialling = true; act(card, id, { do: "dial" }); });
  card.querySelector("select").addEventListener("change", () => { empty(card); version = ""; });
  showCount(card);
}

async function post(card, id, text) {
  const field = card.querySelector("textarea");
  const said = card.querySelector(":scope > form .said");
  if (text.body) field.value = "";
  showCount(card);
  said.textContent = "";
  card.pending += 1; // the request lasts as long as the line's answer does
  showAnswering(card, true);
  const told = await ask(`/phones/${id}/text`, { ...text, line: lineOf(card) })
    .catch(() => ({ error: "The rehearsal is not running." }));
  card.pending -= 1;
  showAnswering(card, false);
  if (!told.error) return;
  said.textContent = told.error;
  if (text.body && !field.value) field.value = text.body; // nothing typed is lost
  showCount(card);
}

async function act(card, id, wish) {
  const place = () => (card.call || card).querySelector(":scope > .said, :scope > form > .said");
  place().textContent = "";
  const told = await ask(`/phones/${id}/call`, { ...wish, line: lineOf(card) })
    .catch(() => ({ error: "The rehearsal is not running." }));
  if (!told.error) return;
  card.dialling = false;
  place().textContent = told.error;
}

function showCount(card) {
  const { encoding, units, room, parts: count } = parts(card.querySelector("textarea").value.trim());
  const words = count === 1 ? "1 part" : `${count} parts`;
  card.querySelector(".count").textContent = units ? `${words} · ${units}/${room} · ${encoding}` : "";
}

function showAnswering(card, running) {
  card.querySelector(".answering").hidden = !running && card.pending === 0;
}

const lineOf = (card) => Number(card.querySelector("select").value || 0);

function empty(card) {
  card.bubbles.clear();
  card.querySelector(".log").replaceChildren();
}

function showPhone(phone, lines) {
  const card = shown.get(phone.id) || newCard(phone);
  shown.set(phone.id, card);
  showLines(card, lines);
  const line = lineOf(card);
  const log = card.querySelector(".log");
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 60;
  const before = card.bubbles.size;
  const mine = phone.bubbles.filter((bubble) => bubble.line === line);
  mine.forEach((bubble) => showBubble(card, log, bubble));
  showAnswering(card, phone.answering.includes(line));
  showCall(card, phone.call, (wish) => act(card, phone.id, wish));
  card.querySelector(".stopped").hidden = !phone.stopped.includes(line);
  if (atEnd || card.bubbles.size > before) log.scrollTop = log.scrollHeight;
}

function showLines(card, lines) {
  const select = card.querySelector("select");
  if (select.options.length === lines.length) return;
  select.replaceChildren(...lines.map((line) => new Option(line.number, line.id)));
  card.querySelector(".to").hidden = lines.length < 2;
}

function showBubble(card, log, told) {
  let bubble = card.bubbles.get(told.id);
  if (!bubble) {
    bubble = newBubble(told);
    card.bubbles.set(told.id, bubble);
    log.append(bubble);
  }
  bubble.classList.toggle("failed", told.failed !== "");
  const why = told.failed ? `Not delivered. ${told.failed}` : "";
  const place = bubble.querySelector(".why");
  if (place.textContent !== why) place.textContent = why;
}

function newBubble(told) {
  const bubble = copyOf("bubble");
  bubble.classList.add(STYLE[told.side]);
  bubble.querySelector(".who").textContent = WHO[told.side];
  const text = bubble.querySelector(".text");
  text.textContent = told.text;
  text.hidden = !told.text;
  if (told.pictures) text.before(thumb(told.pictures));
  bubble.querySelector(".print").textContent = print(told);
  return bubble;
}

function thumb(count) {
  const picture = document.createElement("span");
  picture.className = "thumb";
  picture.setAttribute("role", "img");
  picture.setAttribute("aria-label", count === 1 ? "A picture" : `${count} pictures`);
  return picture;
}

function print(told) {
  if (told.side === "trouble") return "";
  if (told.pictures) return "Picture message";
  const words = told.parts === 1 ? "1 part" : `${told.parts} parts`;
  return told.encoding === "GSM-7" ? words : `${words} · ${told.encoding}`;
}

function showList(id, lines, none) {
  const list = byId(id);
  const words = lines.length ? lines : [none];
  if (list.dataset.words === JSON.stringify(words)) return;
  list.dataset.words = JSON.stringify(words);
  list.replaceChildren(...words.map((line) => Object.assign(document.createElement("li"), { textContent: line })));
}

function showTrouble(told) {
  if (!byId("offered").childElementCount) byId("offered").append(...told.trouble.map(troubleButton));
  showList("arranged", told.arranged, "Nothing: everything works.");
  showList("alerts", told.alerts.map((alert) => `${alert.code}: ${alert.why}`), "Nothing.");
  showList("errors", told.errors, "Nothing.");
  banner(told.down ? "The carrier is down. No text gets through, either way." : "");
}

function troubleButton({ name, label }) {
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: label });
  if (name !== "well") button.className = "quiet";
  button.addEventListener("click", () => ask("/phones/trouble", { name }));
  return button;
}

function banner(words) {
  const place = byId("down");
  if (place.textContent !== words) place.textContent = words;
  place.hidden = !words;
}

function show(told) {
  version = told.version;
  if (told.phones.length < shown.size) { shown.clear(); byId("phones").replaceChildren(); }
  const fresh = told.phones.every((phone) => phone.bubbles.length === 0); // it was reset
  if (fresh) shown.forEach(empty);
  told.phones.forEach((phone) => showPhone(phone, told.lines));
  showTrouble(told);
}

async function look() {
  try {
    const told = await ask(`/phones/state?since=${version}`);
    if (told.phones) show(told);
    if (told.same && byId("down").textContent.startsWith("The rehearsal")) { banner(""); version = ""; }
  } catch {
    banner("The rehearsal is not running. Start it again, and this page goes on.");
  }
  setTimeout(look, EVERY);
}

byId("another").addEventListener("submit", async (event) => {
  event.preventDefault();
  const number = byId("number").value.trim();
  const told = await ask("/phones", { number }).catch(() => ({ error: "The rehearsal is not running." }));
  byId("another-said").textContent = told.error || "";
  if (!told.error) byId("number").value = "";
});

look();
