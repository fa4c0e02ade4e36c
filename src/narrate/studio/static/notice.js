// The one place where the page says something of its own accord.

import { h } from "./dom.js";

const box = () => document.getElementById("notice");
let timer;
let holds = () => true;

/** Tells something, politely, for as long as it `still` holds; `actions` are [label, function] pairs, null where it is to be heard
 * alone. Without a text the notice goes. */
export function notice(text, actions = [], seconds = 12, still = () => true) {
  clearTimeout(timer);
  holds = still;
  const told = still() ? text : "";
  document.getElementById("status").textContent = told;
  const buttons = told && actions ? [...actions, ["Close", () => notice("")]] : [];
  document
    .getElementById("notice-actions")
    .replaceChildren(...buttons.map(([label, act]) => h("button", { type: "button", onclick: () => (notice(""), act()) }, label)));
  box().hidden = !told;
  box().classList.toggle("unseen", !actions); // a screen reader tells it, and it covers nothing
  const fade = () => (box().contains(document.activeElement) ? (timer = setTimeout(fade, 1000)) : notice(""));
  if (told && seconds) timer = setTimeout(fade, seconds * 1000);
}

/** Takes away what does not hold any more. */
export function review() {
  if (!holds()) notice("");
  for (const [field, error] of beside) if (error.over || !field.isConnected) refuse(field);
}

/** Tells what went wrong, until it is over. */
export function complain(error) {
  notice(error.message || String(error), [], 30, () => !error.over);
}

/** Field → the error that stands beside it. */
const beside = new Map();
let refusals = 0;

/** Tells beside a field why what was entered is not kept, until something else is entered; without an error, takes that away. */
export function refuse(field, error = null) {
  document.getElementById(field.getAttribute("aria-describedby"))?.remove();
  field.removeAttribute("aria-describedby");
  field.removeAttribute("aria-invalid");
  beside.delete(field);
  if (!error) return;
  const told = h("p.refused.small", { id: `refused-${++refusals}` }, error.message);
  (field.closest("label") ?? field).after(told);
  field.setAttribute("aria-describedby", told.id);
  field.setAttribute("aria-invalid", "true");
  field.addEventListener("input", () => beside.get(field) === error && refuse(field), { once: true });
  beside.set(field, error);
  notice(error.message, null, 30, () => beside.get(field) === error);
}
