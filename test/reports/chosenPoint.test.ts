import { expect, it } from "vitest";
import { formatted } from "../../reports/format/number.js";
import { renderHtml } from "../../reports/index.js";
import { valueAt } from "../../reports/source.js";
import type { OperatingPoint } from "../../src/results/schema/operatingPoint.js";
import { goldenResults } from "./goldenResults.js";

const attained = {
  cases: 60,
  positives: 24,
  negatives: 36,
  confusion: { tp: 20, fp: 3, fn: 4, tn: 33 },
  sensitivity: 20 / 24,
  specificity: 33 / 36,
  f1: 40 / 47,
};
const point: OperatingPoint = {
  rule: "f1",
  on: "split = 'validation' AND age < 90",
  cases: 60,
  positives: 24,
  negatives: 36,
  patients: 55,
  unreadable: 0,
  thresholds: { case: 0.4321, "P/A": 0.58 },
  attained: { case: attained, "P/A": attained },
  temperature: { value: 1.37, status: "ok", logLossBefore: 0.51, logLossAfter: 0.43 },
};

async function section(operatingPoint?: OperatingPoint) {
  const file = goldenResults("reference");
  if (operatingPoint) file.results.operatingPoint = operatingPoint;
  const html = await renderHtml(file);
  const from = html.indexOf('<section id="operating-point"');
  return { file, html: html.slice(from, html.indexOf("</section>", from)) };
}
const text = (html: string) =>
  html.replace(/<[^>]+>/g, "").replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));

it("says how the threshold was chosen, on how many, and what it attains there", async () => {
  const { html, file } = await section(point);
  expect(text(html)).toContain(
    "chosen on 60 validation cases (24 with a fracture, 36 without; split = 'validation' AND age < 90), none of which is evaluated here, for the largest F1.",
  );
  expect(text(html)).toContain("tempered by 1.370");
  const figures = [
    ...html.matchAll(/data-pointer="([^"]+)" data-format="(metric|count|threshold)">([^<]+)</g),
  ];
  expect(figures.filter(([, pointer]) => pointer.includes("operatingPoint")).length).toBeGreaterThan(15);
  for (const [, pointer, format, printed] of figures)
    expect(printed, pointer).toBe(formatted(valueAt(file, pointer), format as "metric"));
});

it("says why there is no temperature, and names the sensitivity wanted", async () => {
  const { html } = await section({
    ...point,
    rule: "sensitivity",
    target: 0.95,
    temperature: {
      value: null,
      status: "undefined",
      reason: "one half separates the classes",
      logLossBefore: null,
      logLossAfter: null,
    },
  });
  expect(text(html)).toContain("for a sensitivity of at least 0.950");
  expect(text(html)).toContain("none could be fitted: one half separates the classes");
});

it("says nothing of it where the threshold was declared", async () => {
  expect(text((await section()).html)).not.toContain("validation cases (");
});
