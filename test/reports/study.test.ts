import { describe, expect, it } from "vitest";
import { renderHtml, renderMarkdown } from "../../reports/index.js";
import { studySections } from "../../reports/sections/study.js";
import { sourceOf } from "../../reports/source.js";
import { comparedStudy } from "../../src/run/publishedStudy.js";
import { goldenResults } from "./goldenResults.js";
import { besideStudy, compareWith, comparingStrata } from "./studyResults.js";

describe("results.study", () => {
  it("has the study's strata under our names, and the merged figures where ours are its two", () => {
    const renamed = comparedStudy(
      comparingStrata({ study: "deepwrist-2021", strata: { hard: "ct-confirmed", easy: "general" } }, [
        "easy",
        "hard",
      ]),
    );
    expect(renamed?.strata.map(({ stratum, cases, positives }) => [stratum, cases, positives])).toEqual([
      ["easy", 207, 129],
      ["hard", 105, 20],
      ["merged", 312, 149],
    ]);
    expect(renamed?.strata[2].model[0].metrics).toMatchObject({
      auroc: { value: 0.97 },
      aupr: { value: 0.97 },
    });
  });

  it("leaves the merged figures out where other strata are declared too, or none is paired", () => {
    const three = comparedStudy(comparingStrata(compareWith, ["general", "ct-confirmed", "cast"]));
    expect(three?.strata.map(({ stratum }) => stratum)).toEqual(["general", "ct-confirmed"]);
    expect(comparedStudy(comparingStrata(undefined))).toBeUndefined();
  });

  it("calls views as this run does", () => {
    const views = { frontal: "PA", side: "LAT" };
    const study = comparedStudy(comparingStrata({ ...compareWith, views }));
    expect(study?.strata[0].model.map(({ unit, name }) => [unit, name])).toEqual([
      ["frontal", "DeepWrist PA"],
      ["side", "DeepWrist LAT"],
      ["case", "DeepWrist"],
    ]);
  });
});

describe("the report's section beside the study", () => {
  it("prints the study's figures as printed, traced to results.study, and this run's beside", async () => {
    const page = await renderHtml(besideStudy());
    for (const [pointer, text] of [
      ["/results/study/strata/1/model/2/metrics/auroc/value", "0.84"],
      ["/results/study/strata/1/model/2/metrics/auroc/ci/lower", "0.72"],
      ["/results/study/strata/0/readers/1/metrics/sensitivity/value", "1.00"],
      ["/results/study/strata/2/model/0/metrics/aupr/ci/upper", "0.98"],
    ])
      expect(page).toContain(`data-pointer="${pointer}" data-format="hundredths">${text}<`);
    const section = page.slice(page.indexOf('<section id="study"'));
    for (const pointer of [
      "/results/strata/1/metrics/auroc/value",
      "/results/strata/1/views/PA/metrics/f1/value",
    ])
      expect(section.slice(0, section.indexOf("</section>"))).toContain(`data-pointer="${pointer}"`);
    expect(section).toContain("not tested against each other");
    const ids = [...page.matchAll(/<[a-z][^>]*\sid="([^"]*)"/g)].map(([, id]) => id);
    expect(ids.length).toBe(new Set(ids).size);
  });

  it("draws the raters where their counts put them, and a reader the same way in both strata", () => {
    const [{ blocks }] = studySections(sourceOf(besideStudy()));
    const drawn = blocks.flatMap((block) => (block.kind === "charts" ? [block] : []));
    expect(drawn).toHaveLength(2);
    const points = drawn.map(({ charts: [roc] }) =>
      (roc.spec as unknown as { layer: Layer[] }).layer
        .filter(({ mark }) => mark.type === "point")
        .map(({ data, mark }) => [mark.shape, data.values[0].x, data.values[0].y] as const),
    );
    // The run's operating point, then 5 or 4 readers and the study's device: fp / negatives, tp / positives.
    expect(points.map((all) => all.length)).toEqual([7, 6]);
    const expected = [
      [4 / 85, 8 / 20],
      [3 / 85, 8 / 20],
      [17 / 85, 10 / 20],
      [30 / 85, 12 / 20],
      [6 / 85, 12 / 20],
    ];
    points[1].slice(1).forEach(([, x, y], i) => {
      expect(x).toBeCloseTo(expected[i][0], 12);
      expect(y).toBeCloseTo(expected[i][1], 12);
    });
    // Every rater of the hard cases has its shape in the general ones too, where the resident comes beside.
    const shapes = points.map((all) => new Set(all.slice(1).map(([shape]) => shape)));
    expect(shapes.map(({ size }) => size)).toEqual([6, 5]);
    expect([...shapes[1]].every((shape) => shapes[0].has(shape))).toBe(true);
    const radiologist = points[0].find(([, x, y]) => y === 1 && Math.abs(x - 2 / 78) < 1e-12);
    expect(radiologist?.[0]).toBe(points[1][1][0]);
  });

  it("says where this run has no such view or no curve", async () => {
    const file = besideStudy();
    file.results.strata[0].views = {};
    file.results.strata[1].roc = [];
    const page = await renderHtml(file);
    expect(page).toContain("not in these results");
    expect(page).toContain("its curve needs cases with and without a fracture");
  });

  it("is absent where the results compare with no study, and changes nothing else", async () => {
    const [without, ownMarks] = apart(await renderHtml(goldenResults("reference")));
    const [page, marks] = apart(await renderHtml(besideStudy()));
    expect(marks.startsWith(ownMarks.replace(/<\/svg>$/, ""))).toBe(true);
    expect(without).not.toContain('id="study"');
    const [start, end] = [
      page.indexOf('<section id="study"'),
      page.indexOf("</section>", page.indexOf('<section id="study"')) + "</section>\n".length,
    ];
    expect(page.slice(0, start) + page.slice(end)).toBe(without);
    expect(renderMarkdown(besideStudy())).toBe(renderMarkdown(goldenResults("reference")));
  });
});

/** A page without the definitions of its marks, and those. */
function apart(html: string): [page: string, marks: string] {
  const marks = /<svg class="marks".*?<\/svg>/s.exec(html)![0];
  return [html.replace(marks, ""), marks];
}

interface Layer {
  data: { values: { x: number; y: number }[] };
  mark: { type: string; shape: string };
}
