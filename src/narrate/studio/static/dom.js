// Elements from code: text is always text, never markup.

/** An element: h("button.primary", {onclick, disabled}, "Play", child). Attributes with the value false or null are left out. */
export function h(name, attributes, ...children) {
  const [tag, ...classes] = name.split(".");
  const made = document.createElement(tag || "div");
  if (classes.length) made.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value === false || value === null || value === undefined) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (key in made && typeof value !== "string") made[key] = value;
    else made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

/** What is wrong with the number in a field, in the browser's words; a step is for the arrows alone. */
export function wrong(field) {
  const { badInput, rangeOverflow, rangeUnderflow, valueMissing } = field.validity;
  return badInput || rangeOverflow || rangeUnderflow || valueMissing ? field.validationMessage : "";
}

/** A <select> with its options, [value, label] or plain text each. */
export function choice(attributes, options, chosen) {
  const made = h("select", attributes);
  for (const option of options) {
    const [value, label] = Array.isArray(option) ? option : [option, option];
    made.append(h("option", { value, selected: value === chosen }, label));
  }
  made.value = chosen ?? "";
  return made;
}

/** Degrees. The first half, for those with most lines, lie 50 and more apart; the second half lie between them. */
const HUES = [255, 25, 150, 310, 75, 200, 350, 115, 280, 50, 180, 335];
const HALF = HUES.length / 2;
const hues = new Map();

/** Gives each of these people a hue, those with most lines first: the one that a hash of the name picks, else the next that is free. */
export function giveColours(names) {
  hues.clear();
  const taken = new Set();
  for (const name of names) {
    if (taken.size === HUES.length) taken.clear();
    const half = taken.size < HALF ? 0 : HALF;
    let place = hashed(name) % HALF;
    while (taken.has(half + place)) place = (place + 1) % HALF;
    taken.add(half + place);
    hues.set(name, HUES[half + place]);
  }
}

function hashed(name) {
  let hash = 2166136261;
  for (const sign of name) hash = Math.imul(hash ^ sign.codePointAt(0), 16777619);
  return hash >>> 0;
}

/** Gives an element the colour of a person. */
export function coloured(element, name) {
  if (name === "Narrator") return element;
  element.classList.add("person");
  element.style.setProperty("--hue", String(hues.get(name) ?? hashed(name) % 360));
  return element;
}

/** "1 line", "2 lines". */
export function counted(number, thing, things = `${thing}s`) {
  return `${number.toLocaleString("en")} ${number === 1 ? thing : things}`;
}

/** Keeps what is typed into a field over a reload, until it is sent. */
export function drafted(field, key) {
  const kept = sessionStorage.getItem(`draft ${key}`);
  if (kept !== null && !field.value) field.value = kept;
  field.addEventListener("input", () => sessionStorage.setItem(`draft ${key}`, field.value));
  field.sent = () => sessionStorage.removeItem(`draft ${key}`);
  return field;
}

/** Seconds as 1:02:03 or 2:03. */
export function clock(seconds) {
  const whole = Math.round(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  const shown = parts[0] ? parts : parts.slice(1);
  return shown.map((part, place) => (place ? String(part).padStart(2, "0") : part)).join(":");
}

/** The first words of a text, on one line. */
export function shortened(text, most = 60) {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= most ? line : `${line.slice(0, most).replace(/\s\S*$/, "")} …`;
}

/** A modal dialog with a heading; it leaves the page when it is closed. */
export function openDialog(title, ...content) {
  const close = h("button.quiet.round", { type: "button", "aria-label": "Close", onclick: () => made.close() }, "✕");
  const heading = h("h2.grow", { id: "dialog-title", tabindex: "-1", dir: "auto" }, title);
  const head = h("div.row", {}, heading, close);
  const made = h("dialog", { "aria-labelledby": "dialog-title" }, h("div.stack", {}, head, ...content));
  made.addEventListener("click", (event) => event.target === made && made.close());
  document.body.append(made);
  const notice = document.getElementById("notice");
  const home = notice.parentElement;
  made.append(notice); // outside it would lie under the dialog, where nobody reads or presses anything
  made.addEventListener("close", () => (home.append(notice), made.remove()), { once: true });
  made.showModal();
  heading.focus();
  return made;
}
