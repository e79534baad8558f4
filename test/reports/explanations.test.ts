import { expect, it } from "vitest";
import { renderHtml } from "../../reports/index.js";
import type { ExplainedCase, Explanations } from "../../src/results/schema/explanations.js";
import { type ResultsFile, resultsFileSchema } from "../../src/results/schema/results.js";
import { goldenResults } from "./goldenResults.js";

const picture = { file: "pictures/c-1-1.png", sha256: "0".repeat(64) };
const image = { view: "PA", picture, embedded: "data:image/webp;base64,UklGRg==", width: 300, height: 260 };
const at = { x: 10.25, y: 20 };
const none = { peak: null, fracture: null, distance: null };
const cases: ExplainedCase[] = [
  {
    ...{ kind: "most-wrong", case: "c-<1>", label: 1, probability: 0.125 },
    images: [
      { ...image, peak: at, fracture: at, distance: 36.064 },
      { ...image, ...none, view: "LAT", embedded: null },
    ],
  },
  {
    ...{ kind: "most-right", case: "c-2", label: 0, probability: 0.01 },
    images: [{ ...image, ...none, peak: at }],
  },
];

function withExplanations(change: Partial<Explanations> = {}): ResultsFile {
  const file = goldenResults("reference");
  const [stratum] = file.results.strata.map(({ name }) => name);
  const explanations: Explanations = {
    ...{ requested: 1, method: "grad-cam", how: "Grad-CAM.", within: 15, scaleBar: 20, notEmbedded: 1 },
    nodes: [{ file: "a.onnx", node: "/last/Relu (Relu)" }],
    strata: [
      { stratum, threshold: 0.5, wrong: 7, right: 120, cases },
      { stratum: "other", threshold: 0.5, wrong: 0, right: 3, cases: [] },
    ],
    localisation: [
      {
        ...{
          stratum,
          view: null,
          truePositives: 30,
          cases: 20,
          images: 40,
          withoutPeak: 3,
          medianDistance: 4.75,
        },
        shuffled: 0.3125,
        share: {
          ...{ value: 0.725, status: "ok", ci: null },
          exactCi: { lower: 0.5612, upper: 0.854, level: 0.95, method: "Clopper–Pearson" },
        },
      },
    ],
    ...change,
  };
  return resultsFileSchema.parse({ ...file, results: { ...file.results, explanations } });
}

const text = (html: string) => html.replace(/<[^>]+>/g, "").replace(/\s+/g, " ");

it("shows each case with its pictures, what was measured, and what a heat map isn't", async () => {
  const html = await renderHtml(withExplanations());
  expect(html.match(/<img [^>]+>/g)).toEqual([
    expect.stringMatching(
      /src="data:image\/webp;base64,UklGRg&#x3D;&#x3D;" alt="Radiograph PA .* missed; peak 36.1 mm from the fracture" width="300" height="260"/,
    ),
    expect.stringMatching(/alt="Radiograph PA .* rightly negative; peak marked"/),
  ]);
  const read = text(html);
  expect(read).toMatch(/c-&#60;1&#62;: fracture, missed; probability 0\.125/);
  expect(read).toMatch(/LAT: no heat anywhere \(pictures\/c-1-1\.png\)/);
  expect(read).toMatch(/does not show why, nor that what lies there is a fracture/);
  expect(read).toMatch(/7 cases on the wrong side of the threshold, 120 on the right side/);
  expect(read).toMatch(/No case of this stratum is on the wrong side/);
  expect(read).toMatch(/30\s*20 looked at\s*40\s*3\s*4\.8 mm\s*0\.725\s*0\.561–0\.854\s*0\.313/);
  expect(read).toMatch(/\/last\/Relu \(Relu\) of a\.onnx/);
  expect(read).toMatch(/Further pictures \(1\) are in the folder/);
});

it("says why it isn't Grad-CAM, and where nothing was measured", async () => {
  const html = await renderHtml(
    withExplanations({ method: "occlusion", reason: "its head is odd", nodes: [], localisation: [] }),
  );
  expect(text(html)).toMatch(/Grad-CAM was not possible: its head is odd\./);
  expect(text(html)).toMatch(/does not say where fractures lie/);
  expect(html).not.toMatch(/id="localisation"/);
});

it("without pictures says why", async () => {
  const file = goldenResults("reference");
  expect(text(await renderHtml(file))).toMatch(/No pictures were asked for \(--explain\)/);
  const table = structuredClone(file);
  table.results.model.format = "predictions";
  expect(text(await renderHtml(table))).toMatch(/No heat maps: the scores came from a table/);
});

it("no address but a picture's own data is let into the report", () => {
  const file = withExplanations();
  const first = file.results.explanations!.strata[0].cases[0].images[0];
  for (const bad of [
    "https://example.org/a.webp",
    'data:image/webp;base64,AA" onerror="x',
    "data:text/html;base64,AA",
  ]) {
    first.embedded = bad;
    expect(resultsFileSchema.safeParse(file).success).toBe(false);
  }
});
