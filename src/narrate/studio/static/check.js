// To check: the doubtful lines one after another, the least sure first, one key each; and who may be one person.

import { act, confirm, say } from "./actions.js";
import { chooseSpeaker, people } from "./chooser.js";
import { coloured, counted, h } from "./dom.js";
import { complain } from "./notice.js";
import { player } from "./player.js";
import { ask, state } from "./server.js";

const AROUND = 3;

/** Shows the line that is least sure. */
export function checkPage(main) {
  const skipped = new Set();
  let asked = null;
  let about = null;
  let busy = false;
  const box = h("div.stack", { "aria-live": "off" });
  const doubles = h("section", { "aria-label": "Who may be one person" });
  const count = h("p.soft", {});
  main.replaceChildren(h("div.page.check", {}, h("div.row", {}, h("h1.grow", {}, "To check"), count), box, doubles));

  function left() {
    return state.script.lines.doubtful.filter((n) => !skipped.has(n));
  }

  async function draw() {
    const [line] = left();
    const total = left().length;
    count.textContent = total ? `${counted(total, "line")} left` : "";
    if (line === undefined) {
      asked = about = null;
      const again = skipped.size ? h("button", { type: "button", onclick: () => (skipped.clear(), draw()) }, `Show the ${skipped.size} you skipped`) : null;
      box.replaceChildren(h("div.card.stack", {}, h("h2", {}, "Nothing is left to check"), h("p.soft", {}, "Every quotation has a speaker who is more than a guess."), again));
      return;
    }
    let told;
    try {
      told = await ask(`api/stories/${state.story}/lines/${line}`);
    } catch (error) {
      complain(error);
      return;
    }
    const kept = document.activeElement === document.body || box.contains(document.activeElement);
    asked = line;
    about = told;
    const { who, text } = state.script.lines;
    const around = [];
    for (let n = Math.max(0, line - AROUND); n <= Math.min(text.length - 1, line + AROUND); n++) {
      const name = state.script.people[who[n]].name;
      around.push(coloured(h(n === line ? "p.asked" : "p", {}, h("b", { dir: "auto" }, name), "\u2002", h("span", { dir: "auto" }, text[n])), name));
    }
    const right = h("button.primary", { type: "button", onclick: yes }, `${told.speaker} is right `, h("kbd", {}, "Y"));
    box.replaceChildren(
      h("div.card.asking", {},
        h("div.context", {}, ...around),
        h("div.stack", {},
          h("p.why", {}, `${told.speaker}: ${told.why}`),
          h("div.row", {}, right, h("button", { type: "button", onclick: hear }, "▶ Hear it ", h("kbd", {}, "Space")), h("button.quiet", { type: "button", onclick: skip }, "Skip ", h("kbd", {}, "D"))),
          h("h2", {}, "Or is it"),
          people(told.near, answer),
          h("div.row", {}, h("button.quiet", { type: "button", onclick: () => chooseSpeaker(asked, draw) }, "Somebody else … ", h("kbd", {}, "S")), h("a", { href: `#/${state.story}/script/${line}` }, "See it in the script")),
        ),
      ),
    );
    if (kept) right.focus({ preventScroll: true });
  }

  async function answered(work) {
    if (asked === null || busy) return;
    busy = true;
    const line = asked;
    skipped.add(line);
    const done = work(line);
    draw();
    busy = false;
    if (await done) skipped.delete(line);
    else if (skipped.delete(line)) draw();
  }
  const yes = () => answered((line) => confirm(line));
  const answer = (name) => answered((line) => say(line, name, { turn: about.turn }));
  const skip = () => (skipped.add(asked), draw());
  const hear = () => player.from(Math.max(0, asked - 1));

  async function drawDoubles() {
    const told = await ask(`api/stories/${state.story}/cast`).catch(() => null);
    const pairs = told?.doubles || [];
    if (!pairs.length) return doubles.replaceChildren();
    const items = pairs.map((pair) =>
      h("li.card.stack", {},
        h("p", {}, coloured(h("strong", { dir: "auto" }, pair.other), pair.other), " may be ", coloured(h("strong", { dir: "auto" }, pair.name), pair.name), `: ${pair.why}.`),
        h("div.row", {},
          h("button", { type: "button", onclick: () => act({ do: "merge", who: pair.other, into: pair.name }) }, "They are one person"),
          h("button.quiet", { type: "button", onclick: () => act({ do: "apart", who: pair.other, other: pair.name }) }, "They are two"),
        ),
      ),
    );
    doubles.replaceChildren(h("div.stack", {}, h("h2", {}, "Who may be one person"), h("ul.stack", {}, ...items)));
  }

  draw();
  drawDoubles();
  const numbers = Object.fromEntries(Array.from({ length: 9 }, (_, n) => [String(n + 1), () => about?.near[n] && answer(about.near[n])]));
  return {
    keys: { ...numbers, y: yes, d: skip, s: () => asked !== null && chooseSpeaker(asked, draw), " ": () => (player.playing ? player.toggle() : asked !== null && hear()) },
    line: () => asked ?? 0,
    update(what) {
      if (what !== "script") return;
      if (asked === null || !left().includes(asked) || left()[0] !== asked) draw();
      drawDoubles();
    },
  };
}
