// How a word is said, heard before it is kept.

import { act } from "./actions.js";
import { drafted, h, openDialog } from "./dom.js";
import { refuse } from "./notice.js";
import { player } from "./player.js";
import { ask, state } from "./server.js";

/** A form for one word. `done` is called when it is kept. */
export function pronounceForm(word = "", said = "", done = () => {}) {
  const first = drafted(h("input", { type: "text", maxlength: "80", value: word, autocomplete: "off", required: true }), `word ${state.story}`);
  const second = drafted(h("input", { type: "text", maxlength: "160", value: said, autocomplete: "off", placeholder: "ee-gor, or /ˈiːɡɔː/" }), `said ${state.story} ${word}`);
  const everywhere = h("input", { type: "checkbox" });
  const told = (error) => refuse(error.message.startsWith("“said”") ? second : first, error);
  const hear = async (how) => {
    if (!first.value.trim()) return first.focus();
    try {
      player.scenes(await ask(`api/stories/${state.story}/tryouts`, { method: "POST", body: { word: first.value.trim(), said: how } }));
    } catch (error) {
      told(error);
    }
  };
  const keep = async (event) => {
    event.preventDefault();
    if (await act({ do: "pronounce", word: first.value.trim(), said: second.value.trim(), everywhere: everywhere.checked }, undefined, told)) {
      first.sent();
      second.sent();
      form.reset();
      done();
    }
  };
  const form = h("form.stack", { onsubmit: keep },
    h("label.field", {}, "Word", first),
    h("label.field", {}, "Is said", second),
    h("label", {}, everywhere, "In every story"),
    h("div.row", {},
      h("button", { type: "button", onclick: () => hear("") }, "▶ As it is"),
      h("button", { type: "button", onclick: () => hear(second.value.trim()) }, "▶ As you write it"),
      h("button.primary", { type: "submit" }, "Keep"),
    ),
  );
  return form;
}

/** Asks how a word is said. */
export function pronounce(word) {
  const form = pronounceForm(word, "", () => made.close());
  const made = openDialog("How a word is said", form);
  (form.querySelector("input:placeholder-shown, input:invalid") ?? form.querySelector("input")).focus();
}
