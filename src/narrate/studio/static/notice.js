// The one place where the page says something of its own accord.

import { h } from "./dom.js";

const box = () => document.getElementById("notice");
let timer;

/** Tells something, politely; `actions` are [label, function] pairs. Without a text the notice goes. */
export function notice(text, actions = [], seconds = 12) {
  clearTimeout(timer);
  const status = document.getElementById("status");
  status.textContent = text || "";
  const buttons = text ? [...actions, ["Close", () => notice("")]] : [];
  document
    .getElementById("notice-actions")
    .replaceChildren(...buttons.map(([label, act]) => h("button", { type: "button", onclick: () => (notice(""), act()) }, label)));
  box().hidden = !text;
  if (text && seconds) timer = setTimeout(() => !box().contains(document.activeElement) && notice(""), seconds * 1000);
}

/** Takes away what was told, if it is still there: its text begins so. */
export function unsay(text) {
  if (document.getElementById("status").textContent.startsWith(text)) notice("");
}

/** Tells what went wrong. */
export function complain(error) {
  notice(error.message || String(error), [], 30);
}
