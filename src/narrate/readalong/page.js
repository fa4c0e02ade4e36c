
"use strict";
const audio = document.querySelector("audio");
const chapters = [...document.querySelectorAll("section[data-src]")];
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
let open = -1, lines = [], lit = null, word = null;
function last(all, key, time) {
  let low = 0, high = all.length;
  while (low < high) { const mid = (low + high) >> 1; if (+all[mid].dataset[key] <= time) low = mid + 1; else high = mid; }
  return low - 1;
}
function mark(line) {
  if (line === lit) return;
  if (lit) lit.classList.remove("lit");
  if (word) word.classList.remove("now");
  word = null;
  lit = line;
  if (!line) return;
  line.classList.add("lit");
  const box = line.getBoundingClientRect();
  if (box.top < 140 || box.bottom > innerHeight - 40) line.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
}
function turn(number, time, play) {
  if (number < 0 || number >= chapters.length) return;
  if (number !== open) {
    open = number;
    mark(null);
    lines = [...chapters[number].querySelectorAll("[data-t]")];
    audio.src = chapters[number].dataset.src;
  }
  audio.currentTime = time;
  mark(lines[Math.max(0, last(lines, "t", time))] || null);
  if (play) audio.play().catch(() => {});
}
audio.addEventListener("timeupdate", () => {
  const time = audio.currentTime + 0.02, at = last(lines, "t", time);
  mark(at < 0 ? null : lines[at]);
  const words = lit ? [...lit.querySelectorAll("[data-w]")] : [], said = words[last(words, "w", time)] || null;
  if (said !== word) { if (word) word.classList.remove("now"); if (said) said.classList.add("now"); word = said; }
});
audio.addEventListener("ended", () => turn(open + 1, 0, true));
document.querySelector("main").addEventListener("click", (event) => {
  const line = event.target.closest("[data-t]");
  if (line) turn(chapters.indexOf(line.closest("section")), +line.dataset.t, true);
});
document.querySelector("nav").addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (link) turn(chapters.findIndex((one) => "#" + one.id === link.getAttribute("href")), 0, true);
});
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest("a, audio, button, input")) return;
  const at = lines.indexOf(lit);
  if (event.key === " ") { if (audio.paused) audio.play().catch(() => {}); else audio.pause(); }
  else if (event.key === "ArrowRight" && lines[at + 1]) turn(open, +lines[at + 1].dataset.t, !audio.paused);
  else if (event.key === "ArrowLeft" && lines[at - 1]) turn(open, +lines[at - 1].dataset.t, !audio.paused);
  else if (event.key === "n") turn(open + 1, 0, !audio.paused);
  else if (event.key === "p") turn(open - 1, 0, !audio.paused);
  else return;
  event.preventDefault();
});
turn(0, 0, false);
