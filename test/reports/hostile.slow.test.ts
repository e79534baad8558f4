import fc from "fast-check";
import { test } from "vitest";
import { temporaryFolder } from "../temporaryFolder.js";
import * as files from "./hostileFiles.js";
import * as holds from "./hostileReport.js";
import { hostileText } from "./hostileText.js";

const folder = temporaryFolder();

test("two thousand hostile texts in the report", async () => {
  await fc.assert(fc.asyncProperty(hostileText, holds.expectHtmlHolds), { numRuns: 2000, seed: 11 });
});

test.each([
  ["JUnit", holds.expectJunitHolds],
  ["Markdown", holds.expectMarkdownHolds],
  ["the terminal", holds.expectTerminalHolds],
  ["a CSV", holds.expectCsvHolds],
  ["GitHub's annotations", files.expectAnnotationsHold],
  ["GitLab's report", files.expectCodeQualityHolds],
] as const)("ten thousand in %s", (_, expectation) => {
  fc.assert(fc.property(hostileText, expectation), { numRuns: 10_000, seed: 11 });
});

test.each([
  ["tables", files.expectTablesHold],
  ["figures", files.expectFiguresHold],
  ["figures' pointers", files.expectFiguresVerify],
  ["a comparison", files.expectComparisonHolds],
  ["a history", files.expectHistoryHolds],
] as const)("two hundred in %s", async (_, expectation) => {
  await fc.assert(
    fc.asyncProperty(hostileText, (text) => expectation(text, folder)),
    { numRuns: 200, seed: 11 },
  );
});
