// How one line is said: another take of it, faster, louder, otherwise.

import { act, enter } from "./actions.js";
import { choice, h } from "./dom.js";
import { complain } from "./notice.js";
import { player } from "./player.js";
import { ask, settled, state } from "./server.js";

/** Another take of a line, which is heard at once. */
export async function another(line) {
  try {
    const { direction } = await ask(`api/stories/${state.story}/lines/${line}`);
    if (await act({ do: "direct", line, take: direction.take + 1 })) await hear(line);
  } catch (error) {
    complain(error);
  }
}

async function hear(line) {
  await settled();
  player.from(line);
}

/** Fields for everything that can be directed of a line. */
export function directions(line, about) {
  const { direction } = about;
  const set = async (field, name, value) => {
    if (!(await enter(field, () => direction[name] ?? "", { do: "direct", line, [name]: value }))) return;
    direction[name] = value;
    hear(line);
  };
  const number = (name, label, least, most, step) => {
    const field = h("input", { type: "number", min: String(least), max: String(most), step: String(step), value: direction[name] ?? "", onchange: () => set(field, name, field.value === "" ? null : Number(field.value)) });
    return h("label.field.small", {}, label, field);
  };
  const usual = about.manner === "plain" ? "as the text tells" : `as the text tells (${about.manner})`;
  const style = choice({ onchange: () => set(style, "style", style.value || null) }, [["", usual], ...about.manners], direction.style ?? "");
  const say = h("input", { type: "text", maxlength: "5000", value: direction.say, autocomplete: "off", placeholder: "as it is written", onchange: () => set(say, "say", say.value.trim()) });
  return h("details", {},
    h("summary", {}, "How it is said"),
    h("div.stack", {},
      h("div.numbers", {}, number("take", "take", 1, 999, 1), number("speed", "speed, ×", 0.4, 3, 0.05), number("gain", "louder by, dB", -30, 20, 1), number("pause", "pause after, s", 0, 30, 0.1)),
      h("label.field.small", {}, "manner", style),
      h("label.field.small", {}, "spoken words", say),
    ),
  );
}
