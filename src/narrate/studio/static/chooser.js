// Who says a line: one key, one click, or a name that is typed.

import { act, confirm, say } from "./actions.js";
import { directions } from "./direct.js";
import { coloured, drafted, h, openDialog } from "./dom.js";
import { complain } from "./notice.js";
import { player } from "./player.js";
import { ask, state } from "./server.js";

/** Asks who says a quotation. `done` is called when it is answered. */
export async function chooseSpeaker(line, done = () => {}) {
  let about;
  try {
    about = await ask(`api/stories/${state.story}/lines/${line}`);
  } catch (error) {
    complain(error);
    return;
  }
  const only = h("input", { type: "checkbox" });
  const answer = (name) => {
    made.close();
    field.sent();
    say(line, name, { turn: about.turn, only: only.checked }).then(done);
  };
  const right = () => (made.close(), confirm(line).then(done));
  const quote = coloured(h("blockquote", { dir: "auto", tabindex: "0" }, state.script.lines.text[line]), about.speaker);
  const field = drafted(h("input.grow", { type: "text", list: "everybody", "aria-label": "Somebody else", placeholder: "Somebody else …", autocomplete: "off", maxlength: "80" }), `who ${state.story} ${line}`);
  const everybody = h("datalist", { id: "everybody" }, ...state.script.people.map((person) => h("option", { value: person.name })));
  const form = h("form", { onsubmit: (event) => (event.preventDefault(), field.value.trim() && answer(field.value.trim())) },
    h("div.row", {}, field, h("button", { type: "submit" }, "They say it")));
  const made = openDialog(
    "Who says this?",
    quote,
    h("p.why", {}, `Now ${about.speaker}: ${about.why}`),
    people(about.near, answer),
    form,
    everybody,
    about.turn.length > 1 ? h("label", {}, only, `Only this quotation, not all ${about.turn.length} of the paragraph`) : null,
    h("div.row", {},
      h("button.primary", { type: "button", onclick: right }, `${about.speaker} is right `, h("kbd", {}, "Y")),
      h("button", { type: "button", onclick: () => player.from(line) }, "▶ Hear it"),
      about.told ? h("button", { type: "button", onclick: () => (made.close(), act({ do: "forget", line })) }, "Let narrate decide") : null,
    ),
    directions(line, about),
  );
  made.keys = { y: right, Y: right, ...Object.fromEntries(about.near.map((name, place) => [String(place + 1), () => answer(name)])) };
}

/** Buttons of people, numbered from 1. */
export function people(names, answer) {
  return h("div.choices", {}, ...names.map((name, place) => coloured(h("button", { type: "button", dir: "auto", onclick: () => answer(name) }, h("kbd", {}, String(place + 1)), name), name)));
}
