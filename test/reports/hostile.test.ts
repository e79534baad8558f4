import fc from "fast-check";
import { expect, test } from "vitest";
import { terminalText } from "../../src/messages/terminalText.js";
import { visible } from "../../src/messages/visibleText.js";
import { temporaryFolder } from "../temporaryFolder.js";
import * as files from "./hostileFiles.js";
import * as holds from "./hostileReport.js";
import { everyPiece, hostileText } from "./hostileText.js";

const folder = temporaryFolder();
const few = { numRuns: 6, seed: 7 };
const some = { numRuns: 60, seed: 7 };

test("the report shows hostile text as text, with no element more", async () => {
  await holds.expectHtmlHolds(everyPiece);
  await fc.assert(fc.asyncProperty(hostileText, holds.expectHtmlHolds), few);
}, 120_000);

test.each([
  ["JUnit", holds.expectJunitHolds],
  ["Markdown", holds.expectMarkdownHolds],
  ["the terminal", holds.expectTerminalHolds],
  ["a CSV", holds.expectCsvHolds],
] as const)("%s holds hostile text", (_, expectation) => {
  expectation(everyPiece);
  fc.assert(fc.property(hostileText, expectation), some);
});

test.each([
  ["tables", files.expectTablesHold],
  ["figures", files.expectFiguresHold],
  ["figures' pointers", files.expectFiguresVerify],
  ["a comparison", files.expectComparisonHolds],
  ["a history", files.expectHistoryHolds],
] as const)(
  "%s hold hostile text",
  async (_, expectation) => {
    await expectation(everyPiece, folder);
    await expectation("-1", folder);
    await fc.assert(
      fc.asyncProperty(hostileText, (text) => expectation(text, folder)),
      few,
    );
  },
  240_000,
);

test.each([
  ["GitHub's annotations", files.expectAnnotationsHold],
  ["GitLab's report", files.expectCodeQualityHolds],
] as const)("%s hold hostile text", (_, expectation) => {
  expectation(everyPiece);
  fc.assert(fc.property(hostileText, expectation), some);
});

test("what can't be seen is shown; what letters and emoji need stays", () => {
  expect(visible("gen\u200Beral\uFEFF a\u00ADb \u200Fc")).toBe(
    "gen⟨U+200B⟩eral⟨U+FEFF⟩ a⟨U+00AD⟩b ⟨U+200F⟩c",
  );
  for (const kept of ["👩🏽‍⚕️ ❤️ 1️⃣", "می‌خواهم", "क्‍ष", "e\u0301"]) expect(visible(kept)).toBe(kept);
  expect(visible("gene\u200Dral")).toBe("gene⟨U+200D⟩ral");
  expect(visible(`Z${"\u0301".repeat(30)}!`)).toBe(`Z${"\u0301".repeat(4)}⟨+26⟩!`);
});

test("a log takes no name for a command", () => {
  expect(terminalText("::error::x\n  ::add-mask::y\na::b ##[error]z ##vso[task]\u001b[31m")).toBe(
    ": :error::x\n  : :add-mask::y\na::b ## [error]z ## vso[task]⟨U+001B⟩[31m",
  );
});
