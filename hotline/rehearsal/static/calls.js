// The call side of a pretend phone: it rings, words appear as they are spoken, keys are pressed.

const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"];
const NAMES = { "*": "star", "#": "hash" };
const NOTES = {
  together: () => "You are connected with somebody.",
  waiting: () => "You are alone in the room, waiting.",
  apart: () => "You are no longer connected.",
  beep: () => "Beep.",
  recording: ({ words }) => `A recording: ${words.split("/").pop()}`,
  tones: ({ words }) => `Tones: ${words}`,
  keys: ({ words }) => `You pressed ${words}.`,
  ended: ({ words }) => ENDINGS[words] || "The call is over.",
};
const ENDINGS = {
  busy: "Busy.",
  failed: "The call did not get through.",
  "no-answer": "Nobody answered.",
  canceled: "The caller gave up.",
};
const WHO = { words: "The line:", speech: "The other person:", said: "This phone:", error: "The carrier:" };

const copyOf = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);

export function showCall(card, told, act) {
  if (!card.call && (!told || told.state === "over")) return; // a call of before this page
  if (!told) return removeCall(card);
  if (!card.call || card.call.dataset.id !== told.id) {
    if (told.state === "over") return;
    openCall(card, told, act);
  }
  const call = card.call;
  const held = call.contains(document.activeElement);
  say(call.querySelector(".state"), stateOf(told));
  call.talked ||= told.state === "talking";
  const brief = told.incoming && !call.talked; // whoever is typing a text goes on with it
  call.classList.toggle("brief", brief);
  call.classList.toggle("rings", brief && told.state === "ringing");
  card.classList.toggle("in-call", !brief);
  call.querySelector(".ringing").hidden = told.state !== "ringing" || !told.incoming;
  call.querySelector(".talking").hidden = told.state !== "talking";
  call.querySelector(".hang-up").hidden = told.state === "over" || (told.incoming && told.state === "ringing");
  call.querySelector(".close").hidden = told.state !== "over";
  if (held) keepFocus(call);
  told.sounds.forEach((sound) => showSound(call, sound));
}

const stateOf = ({ state, incoming, other, seconds }) => {
  if (state === "ringing") return incoming ? `Incoming call from ${other}` : `Calling ${other}…`;
  if (state === "talking") return `In a call with ${other}`;
  return seconds ? `The call lasted ${lasting(seconds)}.` : "No call came about.";
};
const lasting = (seconds) => (seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`);

function say(place, words) {
  if (place.textContent !== words) place.textContent = words;
}

function openCall(card, told, act) {
  removeCall(card);
  const call = copyOf("call");
  call.dataset.id = told.id;
  call.sounds = new Set();
  call.setAttribute("aria-label", `Call on ${card.querySelector("h2").textContent.toLowerCase()}`);
  call.querySelector(".sounds").setAttribute("aria-label", "What this phone hears");
  fillKeypad(call, act);
  listen(card, call, act);
  card.call = call;
  card.querySelector(".log").before(call);
  if (card.dialling) call.focus();
  card.dialling = false;
}

function removeCall(card) {
  card.call?.remove();
  card.call = undefined;
  card.classList.remove("in-call");
}

function fillKeypad(call, act) {
  call.querySelector(".keypad").append(...KEYS.map((key) => {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: key });
    button.setAttribute("aria-label", NAMES[key] || key);
    button.addEventListener("click", () => act({ do: "press", keys: key }));
    return button;
  }));
}

function listen(card, call, act) {
  const on = (name, do_) => call.querySelector(name).addEventListener("click", do_);
  on(".answer", () => act({ do: "answer" }));
  on(".decline", () => act({ do: "decline" }));
  on(".hang-up", () => act({ do: "hang up" }));
  on(".close", () => { removeCall(card); card.querySelector("textarea").focus(); });
  on(".aloud", ({ currentTarget }) => {
    const wanted = currentTarget.getAttribute("aria-pressed") !== "true";
    currentTarget.setAttribute("aria-pressed", String(wanted));
    if (!wanted) window.speechSynthesis?.cancel();
  });
  const form = call.querySelector("form");
  const field = form.querySelector("input");
  field.id = `say-${call.dataset.id}`;
  form.querySelector("label").htmlFor = field.id;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (field.value.trim()) act({ do: "say", words: field.value.trim() });
    field.value = "";
  });
  call.addEventListener("keydown", (event) => { // a keyboard has keys too
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!plain || event.target === field || !KEYS.includes(event.key)) return;
    if (!call.querySelector(".talking").hidden) act({ do: "press", keys: event.key });
  });
}

function showSound(call, sound) {
  if (call.sounds.has(sound.id)) return;
  call.sounds.add(sound.id);
  if (!WHO[sound.kind] && !NOTES[sound.kind]) return;
  const log = call.querySelector(".sounds");
  log.append(WHO[sound.kind] ? spoken(sound) : note(sound));
  log.scrollTop = log.scrollHeight;
  if (sound.kind === "words" || sound.kind === "speech") readAloud(call, sound);
}

function spoken({ kind, words, language }) {
  const line = Object.assign(document.createElement("p"), { className: `sound from-${kind}` });
  const who = Object.assign(document.createElement("span"), { className: "who", textContent: WHO[kind] });
  const said = Object.assign(document.createElement("span"), { className: "spoken", textContent: words });
  if (language) said.lang = language;
  line.append(who, " ", said);
  return line;
}

function note(sound) {
  return Object.assign(document.createElement("p"), { className: "sound note", textContent: NOTES[sound.kind](sound) });
}

function readAloud(call, { words, language }) {
  if (call.querySelector(".aloud").getAttribute("aria-pressed") !== "true" || !window.speechSynthesis) return;
  const utterance = new SpeechSynthesisUtterance(words);
  if (language) utterance.lang = language;
  window.speechSynthesis.speak(utterance);
}

function keepFocus(call) { // the button that was pressed has gone: the call itself still hears keys
  const at = document.activeElement;
  if (!call.contains(at) || at.closest("[hidden]")) call.focus();
}
