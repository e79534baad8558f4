import { visible } from "../../src/messages/visibleText.js";

export { visible };

/** The longest text of a user's that is printed whole where it stands beside figures. */
const longestShown = 120;

/**
 * Text from outside made visible, cut with an ellipsis where it is long.
 * @param longest characters kept; the declarations and the provenance show texts whole
 */
export function shown(text: string, longest = longestShown): string {
  const clear = visible(text.length > 4 * longest ? text.slice(0, 4 * longest) : text);
  const characters = [...clear];
  return characters.length <= longest
    ? clear
    : `${characters
        .slice(0, longest - 1)
        .join("")
        .replace(/[\s.,;:·-]+$/u, "")}…`;
}
