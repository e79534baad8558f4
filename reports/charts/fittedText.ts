import { visible } from "../format/foreignText.js";

/**
 * Text cut with an ellipsis so that it takes at most a given width. Charts are drawn without a
 * browser, so widths are estimated, on the wide side: an em is as wide as the font is high.
 * @param ems room, in ems
 */
export function fittedText(text: string, ems: number): string {
  const characters = [...visible(text.slice(0, 500))];
  if (characters.reduce((sum, character) => sum + widthOf(character), 0) <= ems) return characters.join("");
  let room = ems - widthOf("m");
  const kept = characters.findIndex((character) => {
    room -= widthOf(character);
    return room < 0;
  });
  return `${characters.slice(0, kept).join("")}…`;
}

/** In ems, for a wide sans-serif face. */
function widthOf(character: string): number {
  if (/[iljtfrI.,:;'|!()[\] ]/.test(character)) return 0.42;
  if (/[mwMW@%—…]/.test(character)) return 1;
  if (/[a-z0-9_–-]/.test(character)) return 0.64;
  return character.codePointAt(0)! < 0x1100 ? 0.76 : 1.2;
}
