// The player at the foot of the page.

import { choice, clock, coloured, h, shortened } from "./dom.js";
import { offered } from "./offers.js";
import { player, SPEEDS } from "./player.js";
import { listen, state } from "./server.js";

/** Draws the player, and again when anything of it changes. */
export function playerBar(foot, current) {
  const play = h("button.primary", { type: "button", onclick: () => player.toggle(current()?.line?.() ?? 0) });
  const again = h("button", { type: "button", "aria-label": "This line again", title: "This line again", onclick: () => player.again() }, "⟲");
  const now = h("p.now.small", { "aria-live": "off" });
  const time = h("span.time.small.soft", { "aria-live": "off" });
  const speed = choice({ "aria-label": "Speed", onchange: () => player.setSpeed(Number(speed.value)) }, SPEEDS.map((s) => [String(s), `${s}×`]), String(player.speed));
  const back = h("button", { type: "button", hidden: true, onclick: () => current()?.follow?.() }, "Back to the spoken line");
  const others = h("div", {});
  foot.replaceChildren(play, again, time, now, others, back, h("label.small", {}, h("span.speed-label.soft", {}, "Speed"), speed));

  function draw() {
    play.textContent = player.playing ? "❙❙ Pause" : "▶ Play";
    speed.value = String(player.speed);
    back.hidden = !current()?.lost?.() || !player.playing;
    others.replaceChildren(...offered(current()?.offers));
    const line = player.line;
    time.textContent = player.at === null ? "" : `${clock(player.at)} / ${state.script.chapters[player.chapter].length}`;
    if (line === null || !state.script || !state.script.lines.text[line]) {
      now.replaceChildren(h("span.soft", {}, "Play begins at the line you are at."));
      return;
    }
    const name = state.script.people[state.script.lines.who[line]].name;
    const waits = player.playing && player.waiting ? "recording … " : "";
    now.className = "now small";
    now.replaceChildren(h("strong", { dir: "auto" }, name), ` · ${waits}${shortened(state.script.lines.text[line], 90)}`);
    coloured(now, name);
  }
  player.addEventListener("change", draw);
  foot.addEventListener("draw", draw);
  listen(draw);
  draw();
}
