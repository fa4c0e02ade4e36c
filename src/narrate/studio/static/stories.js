// Stories: what there is, and what is left to do in each.

import { counted, h } from "./dom.js";
import { state } from "./server.js";

/** Shows all stories. */
export function storiesPage(main) {
  function draw() {
    const stories = state.server.stories;
    const cards = stories.map((story) =>
      h("li.card.story", {},
        h("h2", {}, h("a", { href: `#/${story.id}/script`, dir: "auto" }, story.title)),
        story.author ? h("p.soft", { dir: "auto" }, `by ${story.author}`) : null,
        h("p.facts", {}, ...facts(story)),
        h("p.small.soft", { dir: "auto" }, story.file),
        story.trouble ? h("p.fault", {}, story.trouble) : null,
      ),
    );
    main.replaceChildren(
      h("div.page", {},
        h("div.stack", {}, h("h1", {}, "Stories"), h("p.lead", {}, "Open a story to hear it while you read it. What you put right is written into ", h("code", {}, state.server.voices), ".")),
        cards.length ? h("ul.stories", {}, ...cards) : h("p.card", {}, "There is no story here yet. End the studio with Ctrl-C, and name one: narrate studio MY-STORY.epub"),
      ),
    );
  }
  draw();
  return { update: (what) => what === "state" && draw() };
}

function facts(story) {
  if (story.number === undefined) return [h("span", {}, story.deciding ? "being read …" : "not read yet")];
  return [
    h("span", {}, counted(story.chapters, "chapter")),
    h("span", {}, story.doubtful ? `${story.doubtful.toLocaleString("en")} to check` : "nothing to check"),
    h("span", {}, story.to_record ? `${story.to_record.toLocaleString("en")} to record` : "all recorded"),
  ];
}
