import fc from "fast-check";
import { test } from "vitest";
import * as holds from "./hostileReport.js";
import { hostileText } from "./hostileText.js";

test("two thousand hostile texts in the report", async () => {
  await fc.assert(fc.asyncProperty(hostileText, holds.expectHtmlHolds), { numRuns: 2000, seed: 11 });
});

test.each([
  ["JUnit", holds.expectJunitHolds],
  ["Markdown", holds.expectMarkdownHolds],
  ["the terminal", holds.expectTerminalHolds],
  ["a CSV", holds.expectCsvHolds],
] as const)("ten thousand in %s", (_, expectation) => {
  fc.assert(fc.property(hostileText, expectation), { numRuns: 10_000, seed: 11 });
});
