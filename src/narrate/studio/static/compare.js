// Two voices on one scene of somebody's own, one after the other.

import { act } from "./actions.js";
import { choice, coloured, h, openDialog, shortened } from "./dom.js";
import { complain } from "./notice.js";
import { player } from "./player.js";
import { ask, state } from "./server.js";

/** Lets two voices be compared for somebody on a whole scene: that of `line`, else of a line of theirs. */
export async function compare(name, line = null) {
  let told;
  let lines;
  let own;
  try {
    told = await ask(`api/stories/${state.story}/cast`);
    own = line !== null && said(line) === name ? line : told.people.find((one) => one.name === name)?.line;
    if (own === null || own === undefined) return;
    lines = (await ask(`api/stories/${state.story}/lines/${own}`)).scene;
  } catch (error) {
    complain(error);
    return;
  }
  const about = told.people.find((person) => person.name === name);
  const now = state.script.people.find((person) => person.name === name).voice;
  const options = [...new Set([now, ...about.order])].map((voice) => [voice, labelled(voice, about.meets[voice])]);
  const met = (voice) => about.meets[voice]?.length ?? 0;
  const others = about.order.filter((voice) => voice !== now);
  const other = others.filter((voice) => about.order.indexOf(voice) < about.pool).sort((one, two) => met(one) - met(two))[0] ?? others.find((voice) => !met(voice)) ?? others[0];
  const sides = [["A", now], ["B", other]].map(([letter, voice]) => side(letter, voice));
  let heard = "";
  const hear = (n) => sides[n].hear();
  const keep = (n) => sides[n].keep();

  function side(letter, voice) {
    const select = choice({ "aria-label": `Voice ${letter}` }, options, voice);
    const play = async (some) => {
      const goesOn = player.scene && player.playing && heard !== letter;
      heard = letter;
      try {
        const cues = await ask(`api/stories/${state.story}/tryouts`, { method: "POST", body: { who: name, voice: select.value, lines: some } });
        player.scenes(cues, goesOn ? player.line : null);
      } catch (error) {
        complain(error);
      }
    };
    const keep = () => (player.stop(), made.close(), act({ do: "voice", who: name, voice: select.value }));
    const box = h("div", { role: "group", "aria-label": `Voice ${letter}` },
      h("h3", {}, `${letter} `),
      select,
      h("div.row", {},
        h("button", { type: "button", onclick: () => play(lines) }, "▶ Scene ", h("kbd", {}, letter)),
        h("button", { type: "button", onclick: () => play([own]) }, "▶ Line"),
      ),
      h("button.primary", { type: "button", onclick: keep }, `Keep ${letter}`),
    );
    return { box, hear: () => play(lines), keep };
  }

  const scene = lines.map((n) => coloured(h(n === own ? "p.own" : "p", {}, h("b", { dir: "auto" }, said(n)), "\u2002", h("span", { dir: "auto" }, shortened(state.script.lines.text[n], 140))), said(n)));
  const made = openDialog(`A voice for ${name}`, h("div.context.scene", { tabindex: "0", role: "region", "aria-label": "The scene" }, ...scene), h("div.pair", {}, ...sides.map((one) => one.box)));
  made.querySelector(".own")?.scrollIntoView({ block: "center" });
  const light = () => {
    const place = player.scene && player.playing ? lines.indexOf(player.line) : -1;
    if (scene[place]?.classList.contains("spoken")) return;
    scene.forEach((made, n) => made.classList.toggle("spoken", n === place));
    scene[place]?.scrollIntoView({ block: "nearest" });
  };
  player.addEventListener("change", light);
  made.addEventListener("close", () => {
    player.removeEventListener("change", light);
    if (player.scene) player.stop();
  });
  made.keys = { a: () => hear(0), b: () => hear(1), A: () => keep(0), B: () => keep(1) };
}

function said(line) {
  return state.script.people[state.script.lines.who[line]].name;
}

/** A voice, with whom it would meet. */
export function labelled(voice, meets) {
  return meets?.length ? `${voice} – like ${meets.slice(0, 2).join(", ")}` : voice;
}
