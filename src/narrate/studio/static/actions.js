// What a person does to the story, wherever on the page: each says what came of it, and can be taken back.

import { counted, shortened } from "./dom.js";
import { complain, notice } from "./notice.js";
import { edit, listen, settled, state, summary, undo } from "./server.js";

/** Line → the speaker that was chosen and is not decided yet. */
export const pending = new Map();
/** The lines that followed the last correction. */
export const followed = new Set();
const shown = new Set();
let show = () => {};

/** Where "Show" leads: called with the first line that followed. */
export function onShow(leads) {
  show = leads;
}

/** Calls back when choices are shown before they are decided. */
export function onChoice(heard) {
  shown.add(heard);
}

listen((what) => {
  if (what === "script") {
    pending.clear();
    for (const heard of shown) heard();
  }
});

/** Does something, tells that it is saved, and what followed from it. */
export async function act(doing, still) {
  followed.clear();
  try {
    const done = await edit(doing, still);
    notice(`Saved in voices.yaml: ${done.label}.`, [["Undo", takeBack]]);
    await afterwards(doing, done.label);
    return true;
  } catch (error) {
    pending.clear();
    for (const heard of shown) heard();
    complain(error);
    return false;
  }
}

async function afterwards(doing, label) {
  const before = state.script?.number;
  await settled();
  if (state.script?.number === before || !summary()) return;
  const own = new Set(doing.turn || []);
  const others = summary().followed.filter((line) => !own.has(line));
  for (const line of others) followed.add(line);
  for (const heard of shown) heard();
  if (!others.length || doing.do !== "say") return;
  const told = `Saved in voices.yaml: ${label}. ${counted(others.length, "more line")} changed their speaker.`;
  notice(told.replace("more line changed their", "more line changed its"), [
    ["Show", () => show(others[0])],
    ["Undo", takeBack],
  ]);
}

/** Somebody says a line: shown at once, decided soon. */
export function say(line, name, { turn = [line], only = false } = {}) {
  const lines = only ? [line] : turn;
  const speaker = state.script.people[state.script.lines.who[line]].name;
  const text = state.script.lines.text[line];
  for (const number of lines) pending.set(number, name);
  for (const heard of shown) heard();
  return act({ do: "say", line, name, only, turn: lines }, () => stillSaid(line, text, speaker));
}

/** A doubtful line is right as it is. */
export function confirm(line) {
  const speaker = state.script.people[state.script.lines.who[line]].name;
  const text = state.script.lines.text[line];
  return act({ do: "confirm", line, turn: [line] }, () => stillSaid(line, text, speaker));
}

function stillSaid(line, text, speaker) {
  const { lines, people } = state.script;
  return lines.text[line] === text && people[lines.who[line]].name === speaker;
}

/** Takes back what was done last. */
export async function takeBack() {
  await move(false);
}

/** Does again what was taken back last. */
export async function doAgain() {
  await move(true);
}

async function move(again) {
  if (!state.server?.[again ? "redo" : "undo"]) {
    notice(again ? "There is nothing to do again." : "There is nothing to take back.");
    return;
  }
  followed.clear();
  try {
    const done = await undo(again);
    notice(`${again ? "Done again" : "Taken back"}: ${shortened(done.label)}.`, again ? [["Undo", takeBack]] : [["Redo", doAgain]]);
  } catch (error) {
    complain(error);
  }
}
