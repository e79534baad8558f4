/**
 * Text that comes from outside (names, titles, paths, reasons) made safe to show as text: characters that
 * are not to be seen but change what is (control characters, marks that turn the writing direction, of no
 * width, fillers) appear as their code, line ends as a space, halves of surrogate pairs as U+FFFD, and of
 * accents piled on one letter the first four. What joins letters of scripts that need it, or parts of an
 * emoji, stays. Escaping for HTML, XML or Markdown comes after.
 */
export function visible(text: string): string {
  return text
    .replace(/[\t\n\r\u2028\u2029]+/g, " ")
    .replace(/(\p{M}{4})(\p{M}+)/gu, (_, kept: string, more: string) => `${kept}⟨+${[...more].length}⟩`)
    .replace(
      /[\p{Cc}\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB\p{Noncharacter_Code_Point}]/gu,
      shownOrKept,
    )
    .replace(/\p{Cs}/gu, "\uFFFD");
}

function shownOrKept(character: string, at: number, text: string): string {
  const before = text.slice(Math.max(0, at - 2), at);
  // Emoji or text presentation of the character before.
  if (/[\uFE0E\uFE0F]/.test(character) && /\p{Emoji}$/u.test(before)) return character;
  const after = text.slice(at + 1, at + 3);
  const joins =
    /[\u200C\u200D]/.test(character) &&
    /(?:\p{Emoji_Modifier}|\p{Extended_Pictographic}|\uFE0F|\p{M}|(?!\p{Script=Latin})\p{L})$/u.test(
      before,
    ) &&
    /^(?:\p{Extended_Pictographic}|(?!\p{Script=Latin})\p{L})/u.test(after);
  return joins ? character : `⟨${code(character)}⟩`;
}

function code(character: string): string {
  return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}`;
}
