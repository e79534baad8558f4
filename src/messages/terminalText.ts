import { visible } from "./visibleText.js";

/**
 * Lines for a terminal and the log of a CI server: whatever a name brings, no escape sequence reaches a
 * terminal, and nothing is taken for a workflow command (`::error::` at a line's start; `##[…]` and
 * `##vso[…]` anywhere): such characters are set apart by a space.
 */
export function terminalText(text: string): string {
  return text.split("\n").map(terminalLine).join("\n");
}

/** Such lines, one each whatever a name in them brings, with an end of line after the last. */
export function terminalLines(lines: readonly string[]): string {
  return lines.map((line) => `${terminalText(line.replaceAll("\n", " "))}\n`).join("");
}

function terminalLine(line: string): string {
  return visible(line)
    .replace(/^(\s*):(?=:)/, "$1: ")
    .replace(/##(?=\[|vso\[)/gi, "## ");
}
