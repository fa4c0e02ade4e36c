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
};

const listeners = new Set();

/** Calls back after each change with what changed: "state", "script", "story" or "gone". */
export function listen(heard) {
  listeners.add(heard);
  return () => listeners.delete(heard);
}

function tell(what) {
  for (const heard of [...listeners]) heard(what);
}

/** An answer that is no success: its status and the server's message. */
export class Refusal extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** Asks for JSON. Throws Refusal. */
export async function ask(path, { method = "GET", body, headers = {} } = {}) {
  const options = { method, headers: { ...headers } };
  if (body !== undefined) {
    options.body = JSON.stringify(body);
    options.headers["content-type"] = "application/json";
  }
  let answer;
  try {
    answer = await fetch(path, options);
  } catch {
    setGone(true);
    throw new Refusal(0, "The studio does not answer. Is it still running in its terminal?");
  }
  if (answer.status === 304) return null;
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refusal(answer.status, told.message || `The studio answered ${answer.status}.`);
  return told;
}

function setGone(gone) {
  if (state.gone === gone) return;
  state.gone = gone;
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
  const server = await ask("api/state").catch(() => null);
  if (!server) return;
  setGone(false);
  const changed = JSON.stringify(server) !== JSON.stringify(state.server);
  state.server = server;
  const story = state.story;
  if (story !== null && (!state.script || server.stories[story]?.number !== state.script.number)) {
    const script = await ask(`api/stories/${story}/script`).catch(() => null);
    if (script?.lines && state.story === story) {
      state.script = script;
      giveColours(script.people.map((person) => person.name).filter((name) => name !== "Narrator"));
      tell("script");
    }
  }
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
    try {
      const done = await ask(path, { method: "POST", body, headers: { "if-match": state.server.revision } });
      state.server.revision = done.revision;
      look();
      return done;
    } catch (error) {
      if (error.status !== 412 || tries) throw error;
      await settled();
      if (!(await still())) throw error;
    }
  }
}

/** Waits until the story is as the file says now. */
export async function settled() {
  do {
    await look();
    await new Promise((done) => setTimeout(done, 100));
  } while (summary()?.deciding && !state.gone);
}
