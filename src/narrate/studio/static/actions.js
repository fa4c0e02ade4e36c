// What a person does to the story, wherever on the page: each says what came of it, and can be taken back.

import { counted, shortened, wrong } from "./dom.js";
import { complain, notice, refuse } from "./notice.js";
import { edit, listen, restore, settled, state, summary, undo } from "./server.js";

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
    followed.clear();
    for (const heard of shown) heard();
  }
});

/** Whether a setting is as it was when this was asked for: then it may be changed though the file was changed meanwhile. */
export function unchanged(now) {
  const before = now();
  return async () => (await now()) === (await before);
}

/** Somebody of the story, by name. */
export function person(name) {
  return state.script.people.find((one) => one.name === name);
}

/** Does something, tells that it is saved, and what followed from it. `refused` is called with the error where it cannot be done. */
export async function act(doing, still = () => true, refused = complain) {
  followed.clear();
  let before = seen();
  const again = async () => (await still()) && Boolean((before = seen()));
  let done;
  try {
    done = await edit(doing, again);
  } catch (error) {
    pending.clear();
    for (const heard of shown) heard();
    refused(error);
    return false;
  }
  saved(done.label, [], []);
  await afterwards(doing, done.label, before);
  return true;
}

/** Tells that something is saved, for as long as it is what Undo takes back. */
function saved(label, more, leads) {
  notice([`Saved in voices.yaml: ${label}.`, ...more].join(" "), [...leads, ["Undo", takeBack]], 12, () => state.server.undo === label);
}

/** Does what a field was changed for. Where that is refused, the field shows again what `held` says, with the reason beside it. */
export async function enter(field, held, doing, still) {
  const back = (error) => {
    if (error.status !== 0) field.value = held(); // where nobody answers, what was typed stays
    refuse(field, error);
    if ([document.body, null].includes(document.activeElement)) field.focus({ preventScroll: true });
  };
  refuse(field);
  const message = wrong(field);
  if (!message) return act(doing, still, back);
  back({ message });
  return false;
}

function seen() {
  const { script } = state;
  return { number: script?.number, foreign: script?.foreign, toRecord: summary()?.to_record, voices: new Map(script?.people.map((one) => [one.name, one.voice])) };
}

async function afterwards(doing, label, before) {
  await settled();
  if (state.script?.number === before.number || !summary() || state.foreign !== before.foreign) return; // it may come of what others did
  const own = new Set(doing.turn || []);
  const others = summary().followed.filter((line) => !own.has(line));
  for (const line of others) followed.add(line);
  for (const heard of shown) heard();
  const moved = recast(doing, before);
  const told = consequences(doing, others.length, moved, before);
  const leads = others.length ? [["Show", () => show(others[0])]] : [];
  if (moved.length) leads.push(["Keep their voices", () => act({ do: "hold", voices: Object.fromEntries(moved.map((name) => [name, before.voices.get(name)])) })]);
  if (told.length) saved(label, told, leads);
}

/** Who has another voice although nobody asked for it, since the cast is given out anew. */
function recast(doing, before) {
  return state.script.people.filter((one) => one.name !== doing.who && !doing.voices && !one.chosen && before.voices.has(one.name) && before.voices.get(one.name) !== one.voice).map((one) => one.name);
}

/** What came of it beside what was asked for, a sentence each. */
function consequences(doing, lines, moved, before) {
  const told = [];
  const more = ["say", "confirm", "forget"].includes(doing.do) ? "more line" : "line";
  if (lines && doing.do !== "rename") told.push(`${counted(lines, more)} changed ${lines === 1 ? "its" : "their"} speaker.`);
  if (moved.length) told.push(`${listed(moved)} ${moved.length === 1 ? "has" : "have"} another voice, for the cast was given out anew.`);
  const takes = summary().to_record - before.toRecord;
  if (takes > 0) told.push(`${counted(takes, "more take")} to record.`);
  return told;
}

function listed(names) {
  const [last, ...before] = names.length > 3 ? [`${names.length - 3} more`, ...names.slice(0, 3)] : [names.at(-1), ...names.slice(0, -1)];
  return before.length ? `${before.join(", ")} and ${last}` : last;
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
    const other = again ? "undo" : "redo";
    notice(`${again ? "Done again" : "Taken back"}: ${shortened(done.label)}.`, [again ? ["Undo", takeBack] : ["Redo", doAgain]], 12, () => state.server[other] === done.label);
  } catch (error) {
    complain(error);
  }
}

/** Makes again what another program has written over. */
export async function putBack() {
  try {
    const done = await restore();
    notice(`Saved in voices.yaml again: ${shortened(done.label, 120)}.`, [["Undo", takeBack]], 12, () => state.server.undo === done.label);
  } catch (error) {
    complain(error);
  }
}
