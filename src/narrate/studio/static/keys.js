// Keys of the whole page; off while something is typed, and when a person switches them off.

import { doAgain, takeBack } from "./actions.js";
import { help, keysOn } from "./help.js";
import { player } from "./player.js";

const general = {
  " ": (page) => player.toggle(page?.line?.() ?? 0),
  z: () => takeBack(),
  Z: () => doAgain(),
  "[": () => player.faster(-1),
  "]": () => player.faster(1),
  "?": () => help(),
};

/** Lets keys do what the page that is shown says, and what holds on every page. */
export function bind(current) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented || !keysOn()) return;
    const target = event.target;
    const pauses = event.key === " " && player.playing && target.closest(".from");
    if (target.closest("input, select, textarea, audio, summary") || ([" ", "Enter"].includes(event.key) && target.closest("button, a") && !pauses)) return;
    const open = document.querySelector("dialog[open]");
    const page = current();
    const act = open ? open.keys?.[event.key] : page?.keys?.[event.key] || general[event.key];
    if (!act) return;
    event.preventDefault();
    if (pauses) document.addEventListener("keyup", (up) => up.preventDefault(), { once: true }); // Firefox presses the button then
    act(page, event);
  });
}
