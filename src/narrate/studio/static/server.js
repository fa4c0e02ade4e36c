// Talking to the studio's server, and the state that everything shows.

import { giveColours } from "./dom.js";

export const state = {
  /** What the server said last of everything that changes by itself. */
  server: null,
  /** Whether it answers. */
  gone: false,
  /** The story that is open, and its script. */
  story: null,
  script: null,
  /** How often somebody else has changed voices.yaml; of a script, how many of these changes are in it. */
  foreign: 0,
};
/** The revisions that were seen or made here; how many changes are being made, and how many were. */
const known = new Set();
let posting = 0;
let changes = 0;

const listeners = new Set();

/** Calls back after each change with what changed: "state", "script", "story", "gone", or "over" where something that was refused is possible again. */
export function listen(heard) {
  listeners.add(heard);
  return () => listeners.delete(heard);
}

function tell(what) {
  for (const heard of [...listeners]) heard(what);
}

/** An answer that is no success: its status and the server's message. It is over when something of its kind succeeds later. */
export class Refusal extends Error {
  constructor(status, message, kind) {
    super(message);
    this.status = status;
    this.over = false;
    refused.set(this, kind);
  }
}

const refused = new Map();
/** Tells that refusals are over of which this is true. */
function end(holds) {
  const over = [...refused].filter(([error, kind]) => holds(error, kind)).map(([error]) => error);
  for (const error of over) {
    error.over = true;
    refused.delete(error);
  }
  if (over.length) tell("over");
}

/** Asks for JSON. Throws Refusal. */
export async function ask(path, { method = "GET", body, headers = {} } = {}) {
  const options = { method, headers: { ...headers } };
  if (body !== undefined) {
    options.body = JSON.stringify(body);
    options.headers["content-type"] = "application/json";
  }
  const asked = `${method} ${path.replace(/\d+/g, "#")}`;
  let answer;
  try {
    answer = await fetch(path, options);
  } catch {
    setGone(true);
    throw new Refusal(0, "The studio does not answer. Is it still running in its terminal?", asked);
  }
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refusal(answer.status, told.message || `The studio answered ${answer.status}.`, asked);
  end((error, kind) => kind === asked);
  return told;
}

function setGone(gone) {
  if (state.gone === gone) return;
  state.gone = gone;
  if (!gone) end((error) => error.status === 0);
  tell("gone");
}

/** What the server says of the open story. */
export function summary() {
  return state.server && state.story !== null ? state.server.stories[state.story] : null;
}

/** Opens a story; its script comes when it has been read. */
export async function open(story) {
  if (state.story === story) return;
  state.story = story;
  state.script = null;
  tell("story");
  await look();
}

/** Asks what has changed; fetches the script where it is another. */
export async function look() {
  let server;
  for (let then = null; then !== changes || posting; ) {
    if (then !== null) await new Promise((done) => setTimeout(done, 50)); // what was answered is older than what was done here
    then = changes;
    server = await ask("api/state").catch(() => null);
    if (!server) return;
  }
  setGone(false);
  if (state.server && !known.has(server.revision)) state.foreign += 1;
  known.add(server.revision);
  const { foreign, story } = state;
  const changed = JSON.stringify(server) !== JSON.stringify(state.server);
  const problem = state.server?.problem;
  state.server = server;
  if (problem && problem !== server.problem) end((error) => error.message === problem);
  const about = server.stories[story];
  if (story !== null && (!state.script || about?.number !== state.script.number)) {
    const script = await ask(`api/stories/${story}/script`).catch(() => null);
    if (script?.lines && state.story === story) {
      script.foreign = state.script?.foreign;
      state.script = script;
      giveColours(script.people.map((person) => person.name).filter((name) => name !== "Narrator"));
      tell("script");
    }
  }
  if (state.script && state.story === story && about?.number === state.script.number && !about.deciding) state.script.foreign = foreign;
  if (changed) tell("state");
}

/** Looks again and again: often while something is going on. */
export async function watch() {
  for (;;) {
    await look();
    const busy = summary()?.deciding || (state.server?.render && state.server.render.code === null) || (state.story !== null && !state.script);
    const pause = document.hidden ? 3000 : busy ? 250 : 1000;
    await new Promise((done) => setTimeout(done, pause));
  }
}

/** Does something to the open story: an edit of voices.yaml. Where the file was changed meanwhile, `still` says whether it is to be
 * done all the same, once the page has seen the change. */
export async function edit(doing, still = () => true) {
  return change(`api/stories/${state.story}/edits`, doing, still);
}

/** Takes back what was done last, or does it again. */
export async function undo(again = false) {
  return change(again ? "api/redo" : "api/undo", {}, () => false);
}

/** Makes again what another program has written over. */
export async function restore() {
  return change("api/restore", {}, () => false);
}

async function change(path, body, still) {
  for (let tries = 0; ; tries++) {
    posting += 1;
    let done;
    let stale;
    try {
      done = await ask(path, { method: "POST", body, headers: { "if-match": state.server.revision } });
      changes += 1;
    } catch (error) {
      if (error.status !== 412 || tries) throw error;
      stale = error;
    } finally {
      posting -= 1;
    }
    if (done) {
      known.add(done.revision);
      state.server.revision = done.revision;
      state.server[path === "api/undo" ? "redo" : "undo"] = done.label;
      look();
      return done;
    }
    await settled();
    if (!(await still())) throw stale;
  }
}

/** Waits until the story is as the file says now. */
export async function settled() {
  do {
    await look();
    await new Promise((done) => setTimeout(done, 100));
  } while (summary()?.deciding && !state.gone);
}
