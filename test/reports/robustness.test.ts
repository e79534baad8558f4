import { expect, it } from "vitest";
import { renderHtml, renderJunit } from "../../reports/index.js";
import type { Interval, Metric } from "../../src/results/schema/metric.js";
import { type ResultsFile, resultsFileSchema } from "../../src/results/schema/results.js";
import type { Robustness, StratumRobustness } from "../../src/results/schema/robustness.js";
import { goldenResults } from "./goldenResults.js";

const interval = (lower: number, upper: number): Interval => ({
  lower,
  upper,
  level: 0.95,
  method: "made up",
});
const metric = (value: number, half = 0.02): Metric => ({
  ...{ value, status: "ok", ci: interval(value - half, value + half) },
});
const undefinedMetric: Metric = { value: null, status: "one-class", reason: "no fracture here", ci: null };
const all = (one: Metric) => ({ auroc: one, aupr: one, sensitivity: one, specificity: one });

function stratumOf(stratum: string, drops: readonly number[]): StratumRobustness {
  const level = (severity: number, drop: number) => ({
    severity,
    metrics: all(metric(0.91 - drop)),
    drops: { ...all(metric(drop)), specificity: undefinedMetric },
    flips: { toPositive: 3, toNegative: 4, rate: metric(0.0625) },
    uncertainty: { variance: { ...metric(0.6125), exactCi: interval(0.5512, 0.6634) } },
  });
  return {
    ...{ stratum, cases: 112, positives: 40, negatives: 72, threshold: 0.5, clean: all(metric(0.91)) },
    corruptions: [
      {
        corruption: "quantum-<noise>",
        levels: [level(1, drops[0]), level(3, drops[1])],
        area: all(metric(0.8765)),
        monotone: { auroc: false, aupr: true, sensitivity: true, specificity: null },
      },
      {
        corruption: "collimation-loss",
        levels: [],
        area: all({ ...undefinedMetric, reason: "no severity was scored" }),
        monotone: { auroc: null, aupr: null, sensitivity: null, specificity: null },
      },
    ],
    worst: {
      ...{ corruption: "quantum-<noise>", meanDrop: (drops[0] + drops[1]) / 2 },
      ...{ severity: 3, drop: drops[1] },
    },
    errors: [
      {
        measure: "auroc",
        clean: { value: 0.09 },
        absolute: { value: 0.1375 },
        baseline: { value: 0.0021 },
        relative: { value: 1.25, corruptions: 1, of: 2 },
        relativeIncrease: { value: null, reason: "too near 0 to divide by", corruptions: 0, of: 2 },
      },
    ],
  };
}

function withRobustness(change: Partial<Robustness> = {}): ResultsFile {
  const file = goldenResults("reference");
  const names = file.results.strata.flatMap(({ kind, name }) =>
    kind === "declared" || kind === "merged" ? [name] : [],
  );
  const safe = (severity: number, value: number, labelSafe: boolean) => ({ severity, value, labelSafe });
  const robustness: Robustness = {
    ...{ suite: "full", version: "1", images: 224 },
    corruptions: [
      {
        ...{ name: "quantum-<noise>", family: "noise", process: "Fewer quanta", parameter: "dose" },
        ...{ unit: "of the original", levels: [safe(1, 0.5, true), safe(3, 0.125, true)] },
      },
      {
        ...{ name: "collimation-loss", family: "geometry", process: "Border lost", parameter: "border" },
        ...{ unit: "%", levels: [safe(3, 15, false)] },
      },
    ],
    strata: names.map((name, s) => stratumOf(name, s === 0 ? [0.03, 0.0781] : [0.001, 0.004])),
    baseline: { name: "baseline", source: "benchmark/robustness/baseline.json" },
    pictures: {
      ...{ case: "c-1", view: "PA" },
      images: [
        {
          ...{ corruption: null, severity: 0, embedded: "data:image/webp;base64,UklGRg==" },
          ...{ width: 90, height: 120 },
        },
        {
          ...{ corruption: "quantum-<noise>", severity: 3, embedded: "data:image/webp;base64,UklGRg==" },
          ...{ width: 90, height: 120 },
        },
      ],
    },
    ...change,
  };
  return resultsFileSchema.parse({ ...file, results: { ...file.results, robustness } });
}

const sectionOf = (html: string) => {
  const from = html.indexOf('id="robustness"');
  return html.slice(from, html.indexOf("</section>", from));
};
const textOf = (html: string) =>
  html
    .replace(/<svg[\s\S]*?<\/svg>/g, "")
    .replace(/<[^>]+>/g, "")
    .replace(/&#60;|&lt;/g, "<")
    .replace(/&#62;|&gt;/g, ">")
    .replace(/\s+/g, " ");

it("results of before robustness was there still render, and say that it is not shown", async () => {
  const html = await renderHtml(goldenResults("reference"));
  expect(html).not.toContain('data-pointer="/results/robustness');
  expect(textOf(html)).toContain("no corruptions were asked for (--robustness)");
});

it("says the worst corruption of every stratum, and only of shown drops that they are more than chance", async () => {
  const file = withRobustness();
  const html = await renderHtml(file);
  const text = textOf(sectionOf(html));
  expect(html).not.toContain("no corruptions were asked for");
  const [first, second] = file.results.robustness!.strata.map(({ stratum }) => stratum);
  expect(text).toContain(
    `${first}: quantum-<noise> takes most AUROC on average over the severities scored: 0.054, and 0.078 (95% CI 0.058–0.098) at severity 3. The AUROC falls, with an interval of the drop above 0, under 1 of 1 corruptions: quantum-<noise> from severity 1 (by up to 0.078).`,
  );
  expect(text).toMatch(
    new RegExp(`${second}: quantum.* which these cases do not show to be more than chance`),
  );
  expect(text).toContain("The full suite: 2 corruptions");
});

it("names ties, and no severity where the drop is the same at all", async () => {
  const file = withRobustness();
  const one = stratumOf(file.results.robustness!.strata[0].stratum, [0.05, 0.05]);
  const tied = withRobustness({
    strata: [{ ...one, worst: { ...one.worst!, alike: ["rotation", "jpeg"] } }],
  });
  expect(textOf(sectionOf(await renderHtml(tied)))).toContain(
    `${one.stratum}: quantum-<noise> takes most AUROC on average over the severities scored (and as much: rotation, jpeg): 0.050 (95% CI 0.030–0.070) at every severity scored.`,
  );
  const calm = withRobustness({ strata: [stratumOf(one.stratum, [0.01, 0.01])] });
  expect(textOf(sectionOf(await renderHtml(calm)))).toContain(
    "Under none of 1 corruptions is the interval of the drop in AUROC above 0.",
  );
});

it("shows a chart for what was scored, names what was not, and why figures are missing", async () => {
  const section = sectionOf(await renderHtml(withRobustness()));
  expect(section.match(/<svg/g)!.length).toBeGreaterThanOrEqual(1);
  expect(section).toContain("figure-robustness-0");
  expect(section).not.toContain("figure-robustness-1");
  const text = textOf(section);
  expect(text).toContain(
    "Not scored, because the true label may no longer hold: collimation-loss 3 (border: 15%)",
  );
  expect(text).toContain("no fracture here");
  expect(text).toContain("no severity was scored");
  expect(text).toContain("1.25");
  expect(text).toContain("1 of 2 corruptions");
  expect(text).toContain("too near 0 to divide by");
  expect(text).toContain("3 +, 4 −");
  expect(text).toContain("6.3%");
  expect(text).toContain("rises somewhere");
  expect(section).toContain(
    'alt="Small radiograph: quantum-&lt;noise&gt;, severity 3 (dose: 0.125\u00A0of the original)"',
  );
});

it("says that nothing falls where nothing does, and that there is no baseline", async () => {
  const file = withRobustness();
  const [stratum] = file.results.robustness!.strata;
  const calm = withRobustness({
    strata: [{ ...stratum, worst: { ...stratum.worst!, meanDrop: -0.001, drop: 0 } }],
    baseline: undefined,
    noBaseline: "the shipped baseline's figures are of another cohort",
  });
  const text = textOf(sectionOf(await renderHtml(calm)));
  expect(text).toContain(`${stratum.stratum}: no corruption lowers the AUROC on average.`);
  expect(text).toContain("Relative to nothing: the shipped baseline");
  expect(text).not.toContain("Relative to it");
});

it("criteria say under which corruption they are, in the report and in JUnit", async () => {
  const file = withRobustness();
  const [first] = file.results.acceptance.length > 0 ? file.results.acceptance : [];
  expect(first).toBeDefined();
  const changed: ResultsFile = {
    ...file,
    results: {
      ...file.results,
      acceptance: [
        { ...first, corruption: "quantum-noise", severity: 3 },
        ...file.results.acceptance.slice(1),
      ],
    },
  };
  expect(renderJunit(changed)).toContain(" under quantum-noise at severity 3 at ");
  expect(textOf(await renderHtml(changed))).toContain("under quantum-noise at severity 3 at ");
});

/** The fixture's corruption, so many times over, each with drops of its own at severities 1 and 3. */
function manyCorruptions(drops: readonly (readonly [number, number])[]) {
  const names = drops.map((_, c) => `noise-${c}`);
  const file = withRobustness();
  const { corruptions, strata } = file.results.robustness!;
  return withRobustness({
    pictures: undefined,
    corruptions: names.map((name) => ({ ...corruptions[0], name })),
    strata: strata.map((one) => ({
      ...{ ...one, worst: null },
      corruptions: names.map((corruption, c) => ({
        ...stratumOf(one.stratum, drops[c]).corruptions[0],
        corruption,
      })),
    })),
  });
}

it("charts stand by their largest drop at any severity, ties in the order of reports", async () => {
  const html = sectionOf(
    await renderHtml(
      manyCorruptions([
        [0.01, 0.02],
        [0.2, -0.1],
        [0.01, 0.02],
        [-0.02, 0.1],
      ]),
    ),
  );
  const titles = [...html.matchAll(/>AUROC under (noise-\d)</g)].map(([, name]) => name);
  expect([...new Set(titles)]).toEqual(["noise-1", "noise-3", "noise-0", "noise-2"]);
});

it("up to 40 levels the tables have all; with more each corruption's greatest severity, and say so", async () => {
  const rows = async (corruptions: number) => {
    const drops = Array.from({ length: corruptions }, () => [0.01, 0.02] as const);
    const html = sectionOf(await renderHtml(manyCorruptions(drops)));
    const from = html.indexOf('id="robustness-drops-0"');
    expect(from).toBeGreaterThan(0);
    const table = html.slice(from, html.indexOf("</table>", from));
    const severities = [...table.matchAll(/corruptions\/\d+\/levels\/\d+\/severity"[^>]*>(\d)</g)];
    const said = html.includes(
      "Each corruption at the greatest severity scored; results.json has the others",
    );
    return { severities: severities.map(([, severity]) => severity), said };
  };
  expect(await rows(20)).toEqual({ severities: Array(20).fill(["1", "3"]).flat(), said: false });
  expect(await rows(21)).toEqual({ severities: Array(21).fill("3"), said: true });
});
