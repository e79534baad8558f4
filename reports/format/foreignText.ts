/** The longest text of a user's that is printed whole where it stands beside figures. */
const longestShown = 120;

/**
 * Text that comes from outside (names, titles, paths, reasons) made safe to show as text: characters
 * that are not to be seen but change how their neighbours look (control characters, and the marks
 * that embed, override or isolate writing direction) appear as their code, line ends as a space, and
 * halves of surrogate pairs as U+FFFD. Escaping for HTML, XML or Markdown comes after.
 */
export function visible(text: string): string {
  return text
    .replace(/[\t\n\r\u2028\u2029]+/g, " ")
    .replace(/[\p{Cc}\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]/gu, (character) => `⟨${code(character)}⟩`)
    .replace(/\p{Cs}/gu, "\uFFFD");
}

/**
 * The same, cut with an ellipsis where it is long.
 * @param longest characters kept; the declarations and the provenance show texts whole
 */
export function shown(text: string, longest = longestShown): string {
  const clear = visible(text.length > 4 * longest ? text.slice(0, 4 * longest) : text);
  const characters = [...clear];
  return characters.length <= longest ? clear : `${characters.slice(0, longest - 1).join("")}…`;
}

function code(character: string): string {
  return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}`;
}
