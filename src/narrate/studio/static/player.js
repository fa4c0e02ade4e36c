// Playing takes, not files: each line as it is now, recorded when it is reached.

import { ask, listen, state } from "./server.js";

const SPEEDS = [0.8, 1, 1.2, 1.5, 2];

/** Two audio elements in turn: while one plays, the other has the next clip ready. */
class Player extends EventTarget {
  constructor() {
    super();
    this.elements = [new Audio(), new Audio()];
    for (const element of this.elements) {
      element.preload = "auto";
      element.addEventListener("ended", () => element === this.now && this.#after());
      element.addEventListener("error", () => element === this.now && this.#failed());
    }
    this.speed = Number(localStorage.getItem("speed")) || 1;
    this.playing = false;
    this.line = null;
    this.waiting = false;
    this.#forget();
    listen((what) => {
      if (what === "script") this.sheets.clear();
      if (what === "story") this.stop();
    });
  }

  get now() {
    return this.elements[0];
  }

  /** When, in its chapter, what is heard is expected, in seconds; null where that is not known. */
  get at() {
    return this.scene || this.line === null || !state.script ? null : this.cues[this.place]?.at ?? null;
  }

  #forget() {
    this.sheets = new Map();
    this.cues = [];
    this.place = 0;
    this.scene = null;
    this.timer = null;
    this.turn = (this.turn || 0) + 1;
  }

  #tell() {
    this.dispatchEvent(new Event("change"));
  }

  /** Plays the story from a line on. */
  async from(line) {
    this.stop();
    const turn = this.turn;
    this.playing = this.waiting = true;
    this.line = line;
    this.#tell();
    if (await this.#find(line, turn)) this.#play();
  }

  /** Plays some cues, and then stops; from a line on, if it is one of theirs. */
  scenes(cues, line = null) {
    this.stop();
    this.playing = true;
    this.scene = cues;
    this.cues = cues;
    this.place = Math.max(0, cues.findIndex((cue) => cue.line === line));
    this.#play();
  }

  /** Plays or pauses; begins at `line` where nothing was played yet. */
  toggle(line = 0) {
    if (this.playing) {
      this.playing = false;
      clearTimeout(this.timer);
      this.now.pause();
      this.#tell();
    } else if (this.scene || this.line === null) {
      this.from(this.line ?? line);
    } else if (this.now.src && !this.now.ended && this.cues.length && !this.sheets.stale) {
      this.playing = true;
      this.now.play().catch(() => {});
      this.#tell();
    } else {
      this.from(this.line);
    }
  }

  /** The line again. */
  again() {
    if (this.line !== null) this.from(this.line);
  }

  stop() {
    clearTimeout(this.timer);
    for (const element of this.elements) {
      element.pause();
      element.removeAttribute("src");
    }
    this.playing = this.waiting = false;
    this.#forget();
    this.#tell();
  }

  setSpeed(speed) {
    this.speed = speed;
    localStorage.setItem("speed", String(speed));
    for (const element of this.elements) element.playbackRate = speed;
    this.#tell();
  }

  faster(steps) {
    const at = SPEEDS.indexOf(this.speed);
    this.setSpeed(SPEEDS[Math.max(0, Math.min(SPEEDS.length - 1, (at < 0 ? 1 : at) + steps))]);
  }

  async #sheet(chapter) {
    if (!this.sheets.has(chapter)) this.sheets.set(chapter, await ask(`api/stories/${state.story}/sheet/${chapter}`));
    return this.sheets.get(chapter);
  }

  /** Takes up the sheet that has a line, or the next line in which something is said. */
  async #find(line, turn = this.turn, nth = 0) {
    const chapters = state.script?.chapters || [];
    for (let number = 0; number < chapters.length; number++) {
      const { first, lines } = chapters[number];
      if (line >= first + lines) continue;
      try {
        const cues = await this.#sheet(number);
        if (turn !== this.turn) return false;
        const place = cues.findIndex((cue) => cue.line >= line);
        if (place < 0) continue;
        this.cues = cues;
        this.chapter = number;
        this.place = Math.min(cues.length - 1, place + (cues[place].line === line ? nth : 0));
        return true;
      } catch (error) {
        this.#fail(error.message);
        return false;
      }
    }
    this.stop();
    return false;
  }

  #address(cue) {
    return `api/stories/${state.story}/clips/${cue.clip}.wav`;
  }

  #play() {
    const cue = this.cues[this.place];
    if (!cue || !this.playing) return;
    this.line = cue.line;
    this.waiting = true;
    const address = new URL(this.#address(cue), document.baseURI).href;
    if (this.now.src !== address) this.now.src = address;
    this.now.playbackRate = this.speed;
    this.now.play().then(
      () => {
        this.waiting = false;
        this.#ready();
        this.#tell();
      },
      (error) => error.name !== "AbortError" && error.name !== "NotSupportedError" && this.#fail(error.message),
    );
    this.#tell();
  }

  /** Lets the other element load what comes next. */
  #ready() {
    const next = this.cues[this.place + 1];
    const address = next && new URL(this.#address(next), document.baseURI).href;
    if (address && this.elements[1].src !== address) this.elements[1].src = address;
  }

  #after() {
    const cue = this.cues[this.place];
    const turn = this.turn;
    if (!cue) return;
    this.timer = setTimeout(async () => {
      if (!this.playing || turn !== this.turn) return;
      this.elements.reverse();
      const within = this.cues.slice(0, this.place + 1).filter((one) => one.line === cue.line).length;
      if (this.scene) {
        if (this.place + 1 >= this.cues.length) return this.stop();
        this.place += 1;
      } else if (!this.sheets.has(this.chapter)) {
        const more = this.cues[this.place + 1]?.line === cue.line;
        if (!(await this.#find(more ? cue.line : cue.line + 1, turn, more ? within : 0))) return;
      } else if (this.place + 1 < this.cues.length) {
        this.place += 1;
      } else if (!(await this.#find(cue.line + 1, turn))) {
        return;
      }
      this.#play();
    }, (1000 * cue.gap) / this.speed);
  }

  /** The clip could not be had: it is said otherwise by now, or the engine cannot speak. */
  async #failed() {
    if (!this.playing || !this.now.getAttribute("src")) return;
    const cue = this.cues[this.place];
    const turn = this.turn;
    const answer = await fetch(this.#address(cue)).catch(() => null);
    if (turn !== this.turn) return;
    if (answer?.status === 404 && !this.scene && !cue.asked) {
      this.sheets.clear();
      if (await this.#find(cue.line, turn)) {
        this.cues[this.place].asked = true;
        this.#play();
      }
      return;
    }
    const told = answer ? await answer.json().catch(() => ({})) : {};
    this.#fail(answer?.ok ? "This browser cannot play the sound. Does the computer have a sound device?" : told.message || "The sound could not be had.");
  }

  #fail(message) {
    this.stop();
    this.dispatchEvent(new CustomEvent("fault", { detail: message }));
  }
}

export const player = new Player();
export { SPEEDS };
