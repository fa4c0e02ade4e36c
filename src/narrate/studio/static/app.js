// The frame: the bar, the pages by address, keys, and what is the same on every page.

import { doAgain, onShow, putBack, takeBack } from "./actions.js";
import { castPage } from "./cast.js";
import { checkPage } from "./check.js";
import { h } from "./dom.js";
import { help } from "./help.js";
import { bind } from "./keys.js";
import { notice, review } from "./notice.js";
import { playerBar } from "./playerbar.js";
import { player } from "./player.js";
import { scriptPage } from "./script.js";
import { listen, open, state, summary, watch } from "./server.js";
import { soundPage } from "./sound.js";
import { storiesPage } from "./stories.js";

const PAGES = { script: ["Script", scriptPage], check: ["To check", checkPage], cast: ["Cast", castPage], sound: ["Sound", soundPage] };
const main = document.getElementById("main");
const bar = document.getElementById("bar");
let page = null;

/** The story and the page that the address names. */
function address() {
  const [story, name, line] = location.hash.replace(/^#\/?/, "").split("/");
  return { story: /^\d+$/.test(story) ? Number(story) : null, name: PAGES[name] ? name : "script", line: line ? Number(line) : null };
}

async function go() {
  const { story, name, line } = address();
  page?.leave?.();
  page = null;
  if (story === null || !state.server?.stories[story]) {
    state.story = state.script = null;
    page = storiesPage(main);
  } else {
    if (state.story !== story) {
      main.replaceChildren(h("p.loading", {}, "Opening the story …"));
      drawBar();
      await open(story);
      if (address().story !== story || address().name !== name) return;
    }
    page = state.script ? PAGES[name][1](main, line) : null;
    if (!page) waiting();
  }
  drawBar();
  const foot = document.getElementById("player");
  foot.hidden = state.story === null || !state.script;
  foot.dispatchEvent(new Event("draw"));
  window.scrollTo(0, 0);
  if (line !== null) page?.goto?.(line);
}

let since = 0;
function waiting() {
  since ||= Date.now();
  const told = summary();
  const seconds = Math.round((Date.now() - since) / 1000);
  const text = told?.trouble ? h("p.fault", {}, told.trouble) : h("p.loading", {}, `Reading the story: finding out who says what … ${seconds} s`);
  main.replaceChildren(h("div.page", {}, text));
  if (!told?.trouble) setTimeout(() => !page && state.story !== null && (state.script ? go() : waiting()), 1000);
}

const MARK = "M4 9v6M8 6v12M12 3v18M16 7v10M20 10v4";
function mark() {
  const picture = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  for (const [key, value] of Object.entries({ viewBox: "0 0 24 24", "aria-hidden": "true", fill: "none", stroke: "currentColor", "stroke-width": "2", "stroke-linecap": "round" })) picture.setAttribute(key, value);
  path.setAttribute("d", MARK);
  picture.append(path);
  return picture;
}

function drawBar() {
  const { story, name } = address();
  const told = story === null ? null : state.server?.stories[story];
  const focused = document.activeElement?.id;
  const tabs = Object.entries(PAGES).map(([key, [label]]) =>
    h("a", { href: `#/${story}/${key}`, "aria-current": key === name && "page" }, label, key === "check" && told?.doubtful ? h("span.count", {}, String(told.doubtful)) : null),
  );
  const brand = h("div.brand", {}, h("a", { href: "#/", "aria-label": "All stories" }, mark(), told ? null : "narrate studio"), told ? h("strong", { dir: "auto" }, told.title) : null);
  const tool = (id, sign, words, label, act) =>
    h("button.quiet", { id, type: "button", disabled: !label, onclick: act, "aria-label": label ? `${words}: ${label}` : words, title: label ? `${words}: ${label}` : words }, sign, h("span.label", {}, words));
  const tools = h("div.tools", {},
    tool("undo", "↶", "Undo", state.server?.undo, takeBack),
    tool("redo", "↷", "Redo", state.server?.redo, doAgain),
    h("button.quiet", { id: "help", type: "button", "aria-label": "Keys and help", onclick: help }, "?"),
  );
  const problem = state.gone
    ? "The studio does not answer: it was closed, or its computer sleeps. What you see is kept; start it again in its terminal."
    : state.server?.problem
      ? `voices.yaml cannot be read as it is now; the last good one is in force, and nothing can be changed here.\n${state.server.problem}`
      : told?.trouble && state.script ? told.trouble : "";
  bar.replaceChildren(brand, told ? h("nav.tabs", { "aria-label": "Pages of this story" }, ...tabs) : "", tools, problem ? h("p.fault", { id: "problem" }, problem) : "");
  if (focused && bar.querySelector(`#${focused}`)) document.getElementById(focused).focus();
  document.title = told ? `${told.title} – ${PAGES[name][0]} – narrate studio` : "narrate studio";
}

const LOST = "Another program has saved voices.yaml without what was done here:";
let lost = "";
function tellLost() {
  const labels = state.server?.lost ?? [];
  if (labels.join() === lost) return;
  lost = labels.join();
  if (labels.length) notice(`${LOST} ${labels.slice(-3).join("; ")}${labels.length > 3 ? ` and ${labels.length - 3} more` : ""}.`, [["Put it back", putBack]], 0, () => labels.join() === state.server.lost.join());
}

let drawn = "";
listen((what) => {
  const { story } = address();
  const told = story === null ? null : state.server?.stories[story];
  const now = JSON.stringify([state.gone, state.server?.problem, state.server?.undo, state.server?.redo, told?.title, told?.doubtful, told?.trouble]);
  if (now !== drawn) drawBar();
  drawn = now;
  review();
  tellLost();
  if (what === "script" && !page) go();
  else page?.update?.(what);
});

onShow((line) => {
  location.hash = `#/${state.story}/script/${line}`;
  if (address().name === "script") page?.goto?.(line);
});
player.addEventListener("fault", (event) => notice(event.detail, [], 30, () => !player.playing));
player.addEventListener("change", review);
window.addEventListener("hashchange", go);
new ResizeObserver(() => document.documentElement.style.setProperty("--under-bar", `${bar.offsetHeight}px`)).observe(bar);
bind(() => page);
playerBar(document.getElementById("player"), () => page);

await new Promise((ready) => {
  const first = listen(() => state.server && (first(), ready()));
  watch();
});
if (state.server.stories.length === 1 && !location.hash) location.replace("#/0/script");
else go();
