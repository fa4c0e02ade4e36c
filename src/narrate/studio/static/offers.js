// Who else may say the line that is heard: a number away, at the foot of the Script page.

import { say } from "./actions.js";
import { coloured, h, shortened } from "./dom.js";
import { notice } from "./notice.js";
import { player } from "./player.js";
import { ask, state } from "./server.js";

const SHOWN = 3;
/** So long the quotation before is still the one that is meant: a hand is slower than an ear. */
const MOMENT = 700;
const foot = () => document.getElementById("player");

/** What numbers answer for: the quotation that `line` tells, or while narration is read the last one. */
export function offers(line) {
  let meant = null;
  let about = null;
  let timer = null;

  function attend() {
    clearTimeout(timer);
    const n = line();
    const quoted = state.script?.lines.kind[n] === "d";
    const next = quoted ? n : player.playing ? meant : null;
    if (player.playing && meant !== null && next !== meant) timer = setTimeout(() => mean(next), MOMENT);
    else mean(next);
  }

  async function mean(n) {
    const { story, script } = state;
    if (!script || (n === meant && about?.number === script.number)) return;
    [meant, about] = [n, null];
    const told = n === null ? null : await ask(`api/stories/${story}/lines/${n}`).catch(() => null);
    if (n !== meant || script !== state.script) return;
    about = told && { ...told, number: script.number };
    foot().dispatchEvent(new Event("draw"));
  }

  function answer(place) {
    const name = about?.near[place];
    if (name) say(about.line, name, { turn: about.turn });
    else if (!about) notice("Numbers say who speaks a quotation. Go to one with J and K.");
  }

  const keys = Object.fromEntries(Array.from({ length: 9 }, (_, n) => [String(n + 1), () => answer(n)]));
  return { attend, keys, answer, about: () => about, leave: () => clearTimeout(timer) };
}

/** The first of them as buttons. */
export function offered(found) {
  const about = found?.about();
  if (!about?.near.length) return [];
  const buttons = about.near.slice(0, SHOWN).map((name, place) =>
    coloured(h("button.small", { type: "button", dir: "auto", onclick: () => found.answer(place) }, h("kbd", {}, String(place + 1)), h("span", {}, name)), name),
  );
  const label = `Who else may say: ${shortened(state.script.lines.text[about.line], 40)}`;
  return [h("div.offers", { role: "group", "aria-label": label }, h("span.not.small.soft", { dir: "auto" }, `Not ${about.speaker}:`), ...buttons)];
}
