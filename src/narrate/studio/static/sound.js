// Sound: what is to be recorded, the render, its files, and how words and pauses are.

import { act, enter } from "./actions.js";
import { choice, clock, counted, h } from "./dom.js";
import { complain } from "./notice.js";
import { pronounceForm } from "./pronounce.js";
import { ask, look, state } from "./server.js";

const PAUSES = {
  sentence: "after a sentence",
  paragraph: "after a paragraph",
  speaker: "before somebody else",
  tag: "before “she said”",
  scene: "at a scene break",
  heading: "after a heading",
};

/** How a render ends that somebody stops. */
const STOPPED = 130;

/** Shows what the story's sound needs. */
export function soundPage(main) {
  const render = h("section.card.stack.wide", { "aria-label": "Render" });
  const files = h("section.card.stack.wide", { "aria-label": "Files" });
  const words = h("section.card.stack", { "aria-label": "Pronunciation" });
  const pauses = h("section.card.stack", { "aria-label": "Pauses" });
  const notes = h("section.card.stack.wide", { "aria-label": "Notes" });
  main.replaceChildren(h("div.page.sound", {}, h("h1.wide", {}, "Sound"), render, files, words, pauses, notes));
  const table = h("ul.words-table", {});
  const fields = Object.entries(PAUSES).map(([kind, label]) => pauseField(kind, label));
  words.append(h("h2", {}, "Pronunciation"), table, pronounceForm());
  pauses.append(h("h2", {}, "Pauses"), h("p.soft.small", {}, "Seconds, of a sentence of ordinary length. Play lets you hear a change at once."), h("div.numbers", {}, ...fields.map((one) => one.label)));
  let told = null;
  let last = null;
  let formats = null;

  async function draw() {
    const story = state.story;
    try {
      const fresh = await ask(`api/stories/${story}/record`);
      if (state.story !== story) return;
      const before = JSON.stringify(told);
      const first = told === null;
      const old = told;
      told = fresh;
      formats ??= formatChoice();
      drawRender();
      if (first || JSON.stringify(old.files) !== JSON.stringify(told.files)) drawFiles();
      if (first || JSON.stringify(old.pronounce) !== JSON.stringify(told.pronounce)) drawWords();
      if (first || JSON.stringify(old.pauses) !== JSON.stringify(told.pauses)) drawPauses();
      if (before !== JSON.stringify(told)) drawNotes();
    } catch (error) {
      complain(error);
    }
  }

  function formatChoice() {
    const names = told.formats.map(([name]) => name);
    const usual = localStorage.getItem("format");
    return choice({ "aria-label": "Format", onchange: () => (localStorage.setItem("format", formats.value), drawRender(), formats.focus({ preventScroll: true })) }, told.formats, names.includes(usual) ? usual : names[0]);
  }

  function drawRender() {
    const going = state.server.render;
    const mine = going && going.story === state.story ? going : null;
    const running = going && going.code === null;
    const elsewhere = state.server.elsewhere;
    const reasons = Object.entries(told.reasons);
    const all = reasons.reduce((sum, [, count]) => sum + count, 0) === told.to_record; // fewer are left where some were recorded since
    const why = reasons.map(([reason, count]) => (all ? `${count.toLocaleString("en")} ${reason}` : reason)).join(", ");
    const what = told.to_record ? `${told.to_record.toLocaleString("en")} of ${counted(told.takes, "take")} are to be recorded${why ? ` (${why})` : ""}, about ${told.work} of work.` : `All ${counted(told.takes, "take")} are recorded.`;
    const stale = mine && mine.code === 0 && mine.revision !== state.server.revision;
    const focused = render.contains(document.activeElement) && document.activeElement !== formats;
    const button = running
      ? h("button", { type: "button", onclick: stop }, "Stop")
      : h("button.primary", { type: "button", onclick: begin, disabled: Boolean(elsewhere) }, told.to_record || told.to_write ? "Render" : "Render again");
    render.replaceChildren(
      h("h2", {}, "Render"),
      h("p", {}, `${what} The book lasts about ${told.length}, and goes into ${told.folder.replace("<format>", formats.value)}.`),
      h("div.row", {}, running ? "" : formats, button, running && !mine ? h("span.soft", {}, "Another story is being rendered.") : ""),
      elsewhere ? h("p.soft", {}, `Another render holds this folder (${elsewhere}). You can go on with everything else; its files are shown here when they are finished.`) : "",
      mine && running ? h("div.stack", {}, h("progress", { max: 1, value: mine.share, "aria-label": "Render" }), h("p.soft", {}, `${mine.phase}, ${Math.round(100 * mine.share)} %`)) : "",
      mine?.chapters.length ? h("p.soft", {}, `Finished: ${mine.chapters.join(", ")}`) : "",
      mine?.message ? h(mine.code && mine.code !== STOPPED ? "p.fault" : "p.soft", {}, mine.message) : "",
      mine?.code === 0 ? h("p", {}, stale ? "The render is finished. voices.yaml was changed since; render again to hear the changes in the files." : "The render is finished.") : "",
    );
    if (focused) button.focus({ preventScroll: true });
  }

  async function begin() {
    try {
      await ask("api/renders", { method: "POST", body: { story: state.story, formats: [formats.value] } });
      await look();
    } catch (error) {
      complain(error);
    }
  }

  async function stop() {
    await ask("api/renders", { method: "DELETE" }).catch(complain);
  }

  function drawFiles() {
    const base = `api/stories/${state.story}/files`;
    const short = (file) => file.name.split("/").pop();
    const size = (file) => `${(file.bytes / 1e6).toFixed(1)} MB`;
    const save = (file) => h("a.button", { href: `${base}/${file.number}?save&${file.mark}`, download: "", "aria-label": `Download ${short(file)}` }, "Download");
    const sound = told.files.filter((file) => file.sound);
    const rows = sound.map((file) => {
      const captions = file.captions === null ? null : h("track", { kind: "captions", srclang: state.script.language || "en", label: "Text", src: `${base}/${file.captions}?${file.mark}` });
      const audio = h("audio", { controls: true, preload: "none", src: `${base}/${file.number}?${file.mark}`, "aria-label": short(file) }, captions);
      const text = h("p.heard", { dir: "auto", hidden: true });
      if (captions) showText(audio, captions.track, text);
      return h("li", {}, h("span.name", { dir: "auto" }, short(file)), h("span.soft.small", {}, `${clock(file.seconds)}, ${size(file)}`), audio, save(file), text);
    });
    for (const file of told.files.filter((one) => one.book)) rows.push(h("li", {}, h("span.name", { dir: "auto" }, short(file)), h("span.soft.small", {}, size(file)), save(file)));
    files.replaceChildren(
      h("div.row", {}, h("h2.grow", {}, "Files"), rows.length ? h("a.button", { href: `api/stories/${state.story}/book.zip`, download: "" }, "Download all (zip)") : ""),
      rows.length ? h("ul.files", {}, ...rows) : h("p.soft", {}, "Nothing is rendered yet. You can listen on the Script page all the same."),
    );
  }

  /** Shows the text of a file while it is heard; an audio element shows none itself. */
  function showText(audio, track, box) {
    audio.addEventListener("play", () => (track.mode = "hidden"), { once: true });
    track.addEventListener("cuechange", () => {
      box.textContent = [...track.activeCues].map((cue) => cue.getCueAsHTML().textContent).join(" ");
      box.hidden = !box.textContent;
    });
  }

  function drawWords() {
    const known = Object.entries(told.pronounce).map(([word, said]) =>
      h("li", {}, h("span", { dir: "auto" }, h("strong", {}, word), ` – ${said}`), h("button.quiet", { type: "button", "aria-label": `Remove ${word}`, onclick: () => act({ do: "pronounce", word, said: "" }) }, "Remove")),
    );
    table.replaceChildren(...known);
    table.hidden = !known.length;
  }

  /** Whether a pause is still what this page shows. */
  const still = (kind, shown) => async () => (await ask(`api/stories/${state.story}/record`)).pauses[kind] === shown;

  function pauseField(kind, label) {
    const held = () => String(told.pauses[kind]);
    const change = async () => {
      const seconds = Number(field.value);
      if (await enter(field, held, { do: "pause", kind, seconds }, still(kind, told.pauses[kind]))) told.pauses[kind] = seconds;
    };
    const field = h("input", { type: "number", required: true, min: "0", max: "30", step: "0.1", onchange: change });
    return { field, held, shown: "", label: h("label.field.small", {}, label, field) };
  }

  /** Shows what pauses are now; what is being typed stays. */
  function drawPauses() {
    for (const one of fields) if (one.field !== document.activeElement || one.field.value === one.shown) one.field.value = one.shown = one.held();
  }

  function drawNotes() {
    const list = state.script.warnings;
    notes.hidden = !list.length;
    notes.replaceChildren(h("h2", {}, "Notes"), h("ul.notes", {}, ...list.map((note) => h("li", { dir: "auto" }, note))));
  }

  const sections = [render, files, words, pauses];
  for (const section of [...sections, notes]) section.hidden = true;
  draw().then(() => sections.forEach((section) => (section.hidden = !told)));
  return {
    update(what) {
      if (what === "script") draw();
      if (what !== "state" || !told) return;
      drawRender();
      const made = `${state.server.render?.code} ${state.server.stories[state.story]?.rendered}`;
      if (made !== last) draw();
      last = made;
    },
  };
}
