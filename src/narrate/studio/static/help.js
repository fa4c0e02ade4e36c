// The keys, and where they are switched off.

import { h, openDialog } from "./dom.js";

const KEYS = [
  ["Space", "play or pause"],
  ["J  K", "next, previous line"],
  ["Enter", "play from this line"],
  ["S", "who says this line"],
  ["1 – 9", "that person says the line that is heard, or asked about"],
  ["Y", "right as it is"],
  ["D", "next doubtful line"],
  ["R", "another take of this line"],
  ["V", "try voices for whoever says this line"],
  ["P", "how a word is said"],
  ["Z  ⇧Z", "take back, do again"],
  ["[  ]", "slower, faster"],
  ["/", "find words"],
];

/** Whether keys are switched on. */
export function keysOn() {
  return localStorage.getItem("keys") !== "off";
}

/** Shows the keys. */
export function help() {
  const rows = KEYS.flatMap(([key, does]) => [h("dt", {}, h("kbd", {}, key)), h("dd", {}, does)]);
  const on = h("input", { type: "checkbox", checked: keysOn(), onchange: () => localStorage.setItem("keys", on.checked ? "on" : "off") });
  openDialog(
    "Keys",
    h("dl.keys", {}, ...rows),
    h("label", {}, on, "Keys are on"),
    h("p.soft.small", {}, "Everything you change is written into voices.yaml at once, as you would write it, and can be taken back."),
  );
}
