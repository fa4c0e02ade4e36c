// How one line is spoken.

import { notice } from "./notice.js";

/** Another take of a line. */
export function another() {
  notice("Another take of one line cannot be had yet.");
}
