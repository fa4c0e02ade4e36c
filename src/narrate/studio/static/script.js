// Script: who says what, in colours and in words, and the line that is heard lit.

import { confirm, enter, followed, onChoice, pending, person as find, unchanged } from "./actions.js";
import { chooseSpeaker } from "./chooser.js";
import { compare } from "./compare.js";
import { another } from "./direct.js";
import { choice, coloured, counted, h } from "./dom.js";
import { complain, notice } from "./notice.js";
import { offers } from "./offers.js";
import { player } from "./player.js";
import { pronounce } from "./pronounce.js";
import { ask, state } from "./server.js";

const CHUNK = 50;
const CHUNKS_A_TASK = 10;
/** Where one was in each story; a reload finds it again. */
const place = {
  get: (story) => Number(sessionStorage.getItem(`place ${story}`)) || 0,
  set: (story, line) => sessionStorage.setItem(`place ${story}`, String(line)),
};
let live = null;
onChoice(() => live?.names());

/** Shows the script of the open story. */
export function scriptPage(main, start) {
  const script = state.script;
  const rows = [];
  let at = start ?? place.get(state.story);
  let following = true;
  let gone = false;
  const lines = h("div", { id: "lines" });
  const filter = { who: "", doubtful: false, words: "" };
  const who = choice({ "aria-label": "Show", onchange: () => ((filter.who = who.value), sift()) }, [["", "Everybody"], ...script.people.map((p) => p.name)], "");
  const doubt = h("input", { type: "checkbox", onchange: () => ((filter.doubtful = doubt.checked), sift()) });
  const find = h("input", { type: "search", "aria-label": "Find words", placeholder: "Find words", oninput: () => ((filter.words = find.value.trim().toLowerCase()), sift()) });
  const found = h("span.soft.small", {});
  const chapter = choice({ "aria-label": "Go to chapter", class: "chapter-choice", onchange: () => goto(Number(chapter.value)) }, script.chapters.map((one) => [String(one.first), `${one.number} · ${one.title}`]), "0");
  const cast = h("aside.side.people-side", { "aria-label": "Cast" });
  main.replaceChildren(
    h("div.desk", {},
      h("nav.side.chapters-side", { "aria-label": "Chapters" }, h("h2", {}, "Chapters"), h("ol.chapters", {}, ...script.chapters.map(chapterLink))),
      h("section", { "aria-label": "Script" }, h("h1.hide", {}, script.title), h("div.filters", {}, script.chapters.length > 1 ? chapter : null, who, h("label", {}, doubt, "only doubtful"), find, found), lines),
      cast,
    ),
  );

  function chapterLink(chapter) {
    const go = (event) => (event.preventDefault(), goto(chapter.first));
    return h("li", {}, h("a", { href: `#/${state.story}/script/${chapter.first}`, onclick: go }, h("span", { dir: "auto" }, `${chapter.number} · ${chapter.title}`), h("span", {}, chapter.length)));
  }

  function row(n) {
    const { kind, text, turn } = state.script.lines;
    const name = speaker(n);
    const quoted = kind[n] === "d";
    const label = quoted ? h("button.who", { type: "button", dir: "auto", title: "Who says this?", onclick: () => chooseSpeaker(n) }, name) : h("span.who", {}, kind[n] === "h" ? "" : "Narrator");
    const words = h(kind[n] === "h" ? "h3.words" : "p.words", { dir: "auto", onclick: () => !getSelection().toString() && player.from(n) }, text[n]);
    const made = h(`li.line.${kind[n]}`, {}, h("button.from", { type: "button", "aria-label": `Play from line ${n + 1}`, onclick: () => player.from(n) }, "▶"), label, words);
    if (turn[n] !== turn[n - 1]) made.classList.add("new");
    if (quoted) coloured(made, name);
    rows[n] = made;
    return made;
  }

  function speaker(n) {
    return pending.get(n) ?? state.script.people[state.script.lines.who[n]].name;
  }

  async function build() {
    let done = 0;
    for (const chapter of script.chapters) {
      lines.append(h("h2.chapter-head", { dir: "auto" }, `${chapter.number} · ${chapter.title}`));
      for (let first = chapter.first; first < chapter.first + chapter.lines; first += CHUNK) {
        const last = Math.min(first + CHUNK, chapter.first + chapter.lines);
        lines.append(h("ol.chunk", {}, ...Array.from({ length: last - first }, (_, n) => row(first + n))));
        if (++done % CHUNKS_A_TASK === 0) await new Promise((next) => setTimeout(next));
        if (gone) return;
      }
    }
    names();
    sift();
    light();
    if (start !== null && start !== undefined) goto(start);
    else if (at) rows[at]?.scrollIntoView({ block: "center" });
  }

  /** Writes the names anew, and marks what is doubtful, told, or has changed. */
  function names() {
    const doubtful = new Set(state.script.lines.doubtful);
    const told = new Set(state.script.lines.told);
    lines.setAttribute("aria-busy", String(pending.size > 0));
    for (const [n, made] of rows.entries()) {
      if (!made || state.script.lines.kind[n] !== "d") continue;
      const name = speaker(n);
      const label = made.querySelector(".who");
      if (label.textContent !== name) {
        label.textContent = name;
        coloured(made, name);
      }
      made.classList.toggle("doubtful", doubtful.has(n) && !pending.has(n));
      made.classList.toggle("told", told.has(n) || pending.has(n));
      made.classList.toggle("changed", followed.has(n));
    }
  }

  /** Leaves out what the filters do not want. */
  function sift() {
    const doubtful = new Set(state.script.lines.doubtful);
    const any = filter.who || filter.doubtful || filter.words;
    let count = 0;
    for (const [n, made] of rows.entries()) {
      if (!made) continue;
      const right = (!filter.who || speaker(n) === filter.who) && (!filter.doubtful || doubtful.has(n)) && (!filter.words || state.script.lines.text[n].toLowerCase().includes(filter.words));
      made.classList.toggle("out", Boolean(any) && !right);
      count += right;
    }
    found.textContent = any ? counted(count, "line") : "";
  }

  let lit = null;
  function light() {
    const now = player.line === null || player.scene ? null : rows[player.line];
    if (now === lit) return;
    lit?.removeAttribute("aria-current");
    now?.setAttribute("aria-current", "true");
    lit = now;
    if (now) place.set(state.story, player.line);
    if (now && following && player.playing) reveal(now);
  }

  let moving = 0;
  function reveal(made, block = "nearest") {
    moving = Date.now();
    made.scrollIntoView({ block, behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  }

  function goto(n) {
    at = n;
    place.set(state.story, n);
    rows[n]?.scrollIntoView({ block: "start" });
    rows[n]?.querySelector(".from").focus({ preventScroll: true });
  }

  function step(by) {
    const focused = document.activeElement?.closest?.(".line");
    let n = focused ? rows.indexOf(focused) + by : player.line ?? at;
    while (rows[n]?.classList.contains("out")) n += by;
    if (!rows[n]) return;
    at = n;
    place.set(state.story, n);
    rows[n].querySelector(".from").focus({ preventScroll: true });
    reveal(rows[n]);
  }

  function line() {
    const focused = document.activeElement?.closest?.(".line");
    if (focused) return rows.indexOf(focused);
    return player.line ?? at;
  }

  function quoted(then) {
    const n = line();
    if (state.script.lines.kind[n] === "d") then(n);
    else notice("This line is the narrator's. Go to something that is said, with J and K.");
  }

  function nextDoubtful() {
    const list = [...state.script.lines.doubtful].sort((a, b) => a - b);
    if (!list.length) return notice("Nothing is doubtful any more.");
    goto(list.find((n) => n > line()) ?? list[0]);
  }

  const scrolled = () => {
    if (Date.now() - moving < 800 || !player.playing) return;
    following = false;
    document.getElementById("player").dispatchEvent(new Event("draw"));
  };
  const turned = (event) => ["PageUp", "PageDown", "Home", "End", "ArrowUp", "ArrowDown"].includes(event.key) && !event.target.closest("input, select, textarea") && scrolled();
  for (const kind of ["wheel", "touchmove"]) window.addEventListener(kind, scrolled, { passive: true });
  window.addEventListener("keydown", turned);
  player.addEventListener("change", light);
  const others = offers(line);
  player.addEventListener("change", others.attend);
  lines.addEventListener("focusin", others.attend);
  drawCast(cast);
  build();

  const page = {
    keys: {
      j: () => step(1),
      k: () => step(-1),
      Enter: () => player.from(line()),
      s: () => quoted((n) => chooseSpeaker(n)),
      y: () => quoted((n) => confirm(n)),
      d: nextDoubtful,
      r: () => quoted((n) => another(n)),
      v: () => compare(speaker(line()), line()),
      p: () => pronounce(getSelection().toString().trim()),
      "/": () => find.focus(),
      ...others.keys,
    },
    offers: others,
    line,
    goto,
    names,
    lost: () => !following,
    follow() {
      following = true;
      if (lit) reveal(lit, "center");
      document.getElementById("player").dispatchEvent(new Event("draw"));
    },
    update(what) {
      if (what !== "script") return;
      if (state.script.lines.text.length !== script.lines.text.length || state.script.lines.kind !== script.lines.kind) {
        page.leave();
        Object.assign(page, scriptPage(main, null));
        return;
      }
      names();
      sift();
      others.attend();
      drawCast(cast);
    },
    leave() {
      gone = true;
      others.leave();
      player.removeEventListener("change", others.attend);
      live = null;
      for (const kind of ["wheel", "touchmove"]) window.removeEventListener(kind, scrolled);
      window.removeEventListener("keydown", turned);
      player.removeEventListener("change", light);
    },
  };
  live = page;
  return page;
}

/** The people at the side, each with their voice. */
async function drawCast(side) {
  const story = state.story;
  const told = await ask(`api/stories/${story}/cast`).catch(() => null);
  if (!told || state.story !== story) return;
  const order = new Map(told.people.map((one) => [one.name, one]));
  const people = state.script.people.map((person) => {
    const about = order.get(person.name);
    const options = [...new Set([person.voice, ...(about?.order || told.voices)])];
    const voice = choice({ "aria-label": `Voice of ${person.name}`, onchange: () => enter(voice, () => find(person.name)?.voice, { do: "voice", who: person.name, voice: voice.value }, unchanged(() => find(person.name)?.voice)) }, options, person.voice);
    const hear = h("button.quiet.round", { type: "button", "aria-label": `Hear ${person.name}`, disabled: about?.line == null, onclick: () => hearOwn(person.name, about.line) }, "▶");
    const lines = person.name === "Narrator" ? "narration" : counted(person.lines, "line");
    return coloured(h("li.person-small", {}, hear, h("div", {}, h("strong", { dir: "auto" }, person.name), h("div.small.soft", {}, lines)), voice), person.name);
  });
  side.replaceChildren(h("h2", {}, "Cast"), h("ul.people", {}, ...people));
}

/** Somebody's own line in the voice they have. */
export async function hearOwn(name, line, voice = null) {
  const own = voice ?? state.script.people.find((person) => person.name === name)?.voice;
  try {
    player.scenes(await ask(`api/stories/${state.story}/tryouts`, { method: "POST", body: { who: name, voice: own, lines: [line] } }));
  } catch (error) {
    complain(error);
  }
}
