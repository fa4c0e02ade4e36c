// Cast: everybody, with their voice on a line of their own; and who they are.

import { act, enter, person as find, unchanged } from "./actions.js";
import { compare, labelled } from "./compare.js";
import { choice, coloured, counted, drafted, h } from "./dom.js";
import { complain } from "./notice.js";
import { hearOwn } from "./script.js";
import { ask, state } from "./server.js";

/** Shows all members of the cast. */
export function castPage(main) {
  const cards = h("ul.cards", {});
  const kept = new Map();
  let names = [];
  const hold = h("button", { type: "button", onclick: () => act({ do: "hold" }) }, "Let everybody keep their voice");
  main.replaceChildren(h("div.page", {}, h("div.stack", {}, h("h1", {}, "Cast"), h("p.lead", {}, "Hear everybody on a line of their own. A voice that you choose is written into voices.yaml, and only what it says is recorded again. All others are given out anew when the script changes."), h("div.row", {}, hold)), cards));

  async function draw() {
    const story = state.story;
    let told;
    try {
      told = await ask(`api/stories/${story}/cast`);
    } catch (error) {
      complain(error);
      return;
    }
    if (state.story !== story) return;
    hold.disabled = state.script.people.slice(1).every((one) => one.chosen);
    names = state.script.people.map((one) => one.name);
    const about = new Map(told.people.map((person) => [person.name, person]));
    const focused = document.activeElement;
    const label = focused?.getAttribute("aria-label");
    cards.replaceChildren(...state.script.people.map((person) => card(person, about.get(person.name) ?? { order: told.voices, meets: {}, line: null })));
    const again = focused?.isConnected ? focused : [...cards.querySelectorAll("[aria-label]")].find((one) => label && one.getAttribute("aria-label") === label);
    again?.focus({ preventScroll: true });
  }

  function card(person, about) {
    const { name } = person;
    const narrator = name === "Narrator";
    const options = [...new Set([person.voice, ...about.order])].map((voice) => [voice, labelled(voice, about.meets[voice])]);
    const voice = choice({ "aria-label": `Voice of ${name}`, onchange: () => enter(voice, () => find(name)?.voice, { do: "voice", who: name, voice: voice.value }, unchanged(() => find(name)?.voice)) }, options, person.voice);
    const line = about.line === null ? null : state.script.lines.text[about.line];
    const also = person.aliases.length ? `also ${person.aliases.slice(0, 4).join(", ")}` : "";
    const facts = [narrator ? "" : counted(person.lines, "line"), person.age === "adult" ? "" : person.age, person.tells ? "tells the story" : "", also];
    return coloured(h("li.card.member", {},
      h("div", {}, h("h2", { dir: "auto" }, name), h("p.facts", {}, ...facts.filter(Boolean).map((fact) => h("span", { dir: "auto" }, fact)))),
      line ? h("p.quote", { dir: "auto" }, line) : null,
      voice,
      h("div.row", {},
        h("button.primary", { type: "button", "aria-label": `Hear ${name}`, disabled: about.line === null, onclick: () => hearOwn(name, about.line) }, "▶ Hear"),
        h("button", { type: "button", "aria-label": `Compare voices for ${name}`, disabled: about.line === null, onclick: () => compare(name, about.line) }, "Compare A / B"),
        person.chosen ? h("button.quiet", { type: "button", "aria-label": `Let narrate choose a voice for ${name}`, onclick: () => act({ do: "voice", who: name, voice: "" }) }, "Let narrate choose") : null,
      ),
      narrator ? null : more(person),
    ), name);
  }

  /** Who somebody is: what is begun there stays when the rest is drawn anew. It is made when it is opened: of hundreds of people each
      would list all others. */
  function more(person) {
    const { name } = person;
    const about = JSON.stringify([person.gender, person.lines, names]);
    if (kept.get(name)?.about === about) return kept.get(name).made;
    const fill = () => made.open && made.childElementCount === 1 && made.append(whoIs(person));
    const made = h("details", { open: kept.get(name)?.made.open, ontoggle: fill }, h("summary", {}, "Who is this?"));
    fill();
    kept.set(name, { about, made });
    return made;
  }

  function whoIs(person) {
    const { name } = person;
    const gender = choice({ "aria-label": `Gender of ${name}`, onchange: () => enter(gender, () => find(name)?.gender, { do: "gender", who: name, gender: gender.value }, unchanged(() => find(name)?.gender)) }, ["female", "male", "unknown"], person.gender);
    const newName = h("input.grow", { type: "text", "aria-label": `New name of ${name}`, maxlength: "80", autocomplete: "off", required: true });
    newName.value = drafted(newName, `name ${state.story} ${name}`).value || name;
    const rename = h("form.row", { onsubmit: (event) => (event.preventDefault(), newName.value.trim() !== name && called()) }, newName, h("button", { type: "submit", "aria-label": `Rename ${name}` }, "Rename"));
    const called = async () => {
      const taken = await enter(newName, () => name, { do: "rename", who: name, name: newName.value.trim() });
      if (taken || newName.value === name) newName.sent();
    };
    const others = names.slice(1).filter((one) => one !== name);
    const into = choice({ "aria-label": `${name} is the same person as`, class: "grow" }, [["", "the same person as …"], ...others], "");
    const merge = h("form.row", { onsubmit: (event) => (event.preventDefault(), into.value && enter(into, () => "", larger(person, into.value))) }, into, h("button", { type: "submit", "aria-label": `Merge ${name}` }, "Merge"));
    return h("div.stack", {}, h("label.field.small", {}, "Gender", gender), rename, merge, h("div.row", {},
      h("button", { type: "button", "aria-label": `${name} is nobody`, onclick: () => act({ do: "nobody", who: name }) }, "Nobody: a place, a thing"),
      h("button", { type: "button", "aria-label": `${name} tells the story`, onclick: () => act({ do: "teller", who: name }) }, "Tells the story (I)"),
    ));
  }

  draw();
  return { update: (what) => what === "script" && draw() };
}

/** Two people become the one who says more. */
function larger(person, other) {
  const its = state.script.people.find((one) => one.name === other);
  return its.lines >= person.lines ? { do: "merge", who: person.name, into: other } : { do: "merge", who: other, into: person.name };
}
