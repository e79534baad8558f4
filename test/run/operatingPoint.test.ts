import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runBenchmark } from "../../src/run/runBenchmark.js";
import { validate } from "../../src/run/validate.js";
import { fitTemperature, RandomStream } from "../../src/statistics/index.js";
import { temporaryFolder } from "../temporaryFolder.js";

const folder = temporaryFolder();

interface Row {
  id: string;
  patient: string;
  split: string;
  label: 0 | 1;
  PA: number;
  LAT: number;
}
const random = new RandomStream(4, "validation");
/** 60 cases that choose, 80 that are evaluated. */
const rows: Row[] = Array.from({ length: 140 }, (_, i) => {
  const label = random.uniform() < 0.4 ? 1 : 0;
  const probability = (shift: number) => {
    const logit = 5 * (label - 0.5) + 9 * (random.uniform() - 0.5) + shift;
    return Number((1 / (1 + Math.exp(-2 * logit))).toFixed(6));
  };
  return {
    id: `c${String(i).padStart(3, "0")}`,
    patient: `p${i >> 1}`,
    split: i < 60 ? "validation" : "test",
    label,
    PA: probability(-1),
    LAT: probability(1.5),
  };
});

function write(name: string, list: readonly Row[], predicted: readonly Row[] = list) {
  const lines = (of: readonly Row[], line: (row: Row, view: "PA" | "LAT") => string) =>
    of.flatMap((row) => [line(row, "PA"), line(row, "LAT")]).join("\n");
  writeFileSync(
    join(folder, `${name}.csv`),
    `case_id,patient_id,split,view,fracture,late\n${lines(list, (row, view) => `${row.id},${row.patient},${row.split},${view},${row.label},${Number(row.id.slice(1)) >= 100 ? 1 : 0}`)}\n`,
  );
  writeFileSync(
    join(folder, `${name}.predictions.csv`),
    `case_id,view,probability\n${lines(predicted, (row, view) => `${row.id},${view},${row[view]}`)}\n`,
  );
}

function strata(name: string, threshold: string, more = ""): string {
  const path = join(folder, `${name}.yaml`);
  writeFileSync(
    path,
    `version: 1
name: ${name}
cohort:
  manifest: ${name}.csv
  columns: {case: case_id, patient: patient_id, view: view, label: fracture}
  where: "split = 'test'"
${more}strata:
  - {name: early, where: "late = 0"}
  - {name: late, where: "late = 1"}
threshold: ${threshold}
bootstrap: {iterations: 200}
`,
  );
  return path;
}

async function run(name: string, threshold: string, more = "") {
  const { file, casesTable } = await runBenchmark({
    strata: strata(name, threshold, more),
    source: { predictions: join(folder, `${name}.predictions.csv`) },
    threads: 1,
    pseudonymise: async () => (_, id) => id,
  });
  return { ...file.results, casesTable };
}

const validation = rows.filter((row) => row.split === "validation");
const caseOf = (row: Row) => (row.PA + row.LAT) / 2;

/** By brute force: the lowest of the scores with the largest value. */
function best(of: (row: Row) => number, value: (tp: number, fp: number, p: number, n: number) => number) {
  const p = validation.filter((row) => row.label === 1).length;
  const scored = [...new Set(validation.map(of))]
    .sort((a, b) => a - b)
    .map((threshold) => {
      const called = validation.filter((row) => of(row) >= threshold);
      const tp = called.filter((row) => row.label === 1).length;
      return { threshold, value: value(tp, called.length - tp, p, validation.length - p) };
    });
  const top = Math.max(...scored.map((one) => one.value));
  return scored.find((one) => one.value >= top - 1e-12)!.threshold;
}
const f1 = (tp: number, fp: number, p: number) => (2 * tp) / (p + tp + fp);
const youden = (tp: number, fp: number, p: number, n: number) => tp / p - fp / n;

write("plain", rows);

describe("a threshold chosen on validation cases", () => {
  it("is the best there by F1, of the case and of each view on its own scores, and used in every stratum", async () => {
    const results = await run("plain", "{maximise: f1, on: \"split = 'validation'\"}");
    const { thresholds, attained, ...point } = results.operatingPoint!;
    expect(thresholds).toEqual({
      case: best(caseOf, f1),
      LAT: best((row) => row.LAT, f1),
      PA: best((row) => row.PA, f1),
    });
    expect(point).toMatchObject({ rule: "f1", cases: 60, patients: 30, on: "split = 'validation'" });
    expect(attained["case"].cases).toBe(60);
    const { tp, fp, fn } = attained["PA"].confusion;
    expect(attained["PA"].f1).toBeCloseTo((2 * tp) / (2 * tp + fp + fn), 12);
    for (const stratum of results.strata) {
      expect(stratum.threshold).toBe(thresholds["case"]);
      expect(stratum.thresholdSource).toMatch(
        /^the largest F1 on 60 validation cases, \d+ with and \d+ without/,
      );
      expect(stratum.views["PA"].threshold).toBe(thresholds["PA"]);
    }
  });

  it("by Youden's index", async () => {
    const { operatingPoint } = await run("plain", "{maximise: youden, on: \"split = 'validation'\"}");
    expect(operatingPoint!.thresholds["case"]).toBe(best(caseOf, youden));
  });

  it("by the sensitivity wanted: the highest threshold that has it", async () => {
    const { operatingPoint } = await run("plain", "{sensitivityAtLeast: 0.9, on: \"split = 'validation'\"}");
    const { thresholds, attained, rule, target } = operatingPoint!;
    expect([rule, target]).toEqual(["sensitivity", 0.9]);
    expect(attained["case"].sensitivity).toBeGreaterThanOrEqual(0.9);
    const higher = validation.map(caseOf).filter((p) => p > thresholds["case"]);
    const next = Math.min(...higher);
    const positives = validation.filter((row) => row.label === 1);
    expect(positives.filter((row) => caseOf(row) >= next).length / positives.length).toBeLessThan(0.9);
  });

  it("touches nothing else: validation cases are in no figure, and the flow adds up", async () => {
    const chosen = await run("plain", "{maximise: f1, on: \"split = 'validation'\"}");
    const fixed = await run("plain", String(chosen.operatingPoint!.thresholds["case"]));
    const figures = (results: typeof fixed) =>
      results.strata.map(({ metrics, confusion }) => ({ metrics, confusion }));
    expect(figures(chosen)).toEqual(figures(fixed));
    expect(chosen.cohort.flow).toEqual(fixed.cohort.flow);
    // The manifest has two rows a case, and names no images.
    expect(chosen.cohort).toMatchObject({ cases: 80, images: 0, namesImages: false });
    expect(chosen.casesTable).toBe(fixed.casesTable);
    const [manifest, ...rest] = chosen.cohort.flow;
    expect(rest.reduce((sum, step) => sum + step.cases, 0)).toBe(manifest.cases);
    expect(chosen.masking).toEqual(fixed.masking);
  });

  it("`validate` counts the cases that choose", async () => {
    const lines = await validate({
      strata: strata("plain", "{maximise: f1, on: \"split = 'validation'\"}"),
      provider: "cpu",
    });
    expect(lines).toContainEqual(
      expect.stringMatching(/^threshold\.on: 60 cases, \d+ positive, \d+ negative; none is evaluated/),
    );
  });

  it("cases that `exclude` takes out choose nothing", async () => {
    const { operatingPoint } = await run(
      "plain",
      "{maximise: f1, on: \"split = 'validation'\"}",
      "  exclude: [{where: \"case_id < 'c020'\", reason: Early}]\n",
    );
    expect(operatingPoint!.cases).toBe(40);
  });
});

describe("a temperature", () => {
  const declared = "{maximise: f1, on: \"split = 'validation'\", temperature: true}";

  it("is fitted on validation cases alone, and changes no order", async () => {
    const [hot, plain] = [
      await run("plain", declared),
      await run("plain", "{maximise: f1, on: \"split = 'validation'\"}"),
    ];
    const { temperature, thresholds } = hot.operatingPoint!;
    const fit = fitTemperature(
      Float64Array.from(validation, caseOf),
      Uint8Array.from(validation, (row) => row.label),
    );
    expect(temperature).toMatchObject({ value: fit.temperature.value, status: "ok" });
    // The mean of two views is less sure than it could be.
    expect(temperature!.value).toBeLessThan(0.9);
    expect(temperature!.logLossAfter!).toBeLessThan(temperature!.logLossBefore!);
    // The threshold is tempered with the probabilities, so that the calls stay the same.
    const p = plain.operatingPoint!.thresholds["case"];
    const expected = 1 / (1 + ((1 - p) / p) ** (1 / temperature!.value!));
    expect(thresholds["case"]).toBeCloseTo(expected, 12);
    expect(thresholds["PA"]).toBe(plain.operatingPoint!.thresholds["PA"]);
    for (const [i, stratum] of hot.strata.entries()) {
      expect(stratum.metrics.auroc).toEqual(plain.strata[i].metrics.auroc);
      expect(stratum.confusion).toEqual(plain.strata[i].confusion);
      expect(stratum.metrics.brier.value).not.toBe(plain.strata[i].metrics.brier.value);
    }
    const merged = hot.strata.at(-1)!.metrics.brier.value!;
    expect(merged).toBeLessThan(plain.strata.at(-1)!.metrics.brier.value!);
  });

  it("that can't be fitted is null with its reason; probabilities stay, and a warning says so", async () => {
    const certain = rows.map((row) =>
      row.split === "validation"
        ? { ...row, PA: row.label === 1 ? 0.9 : 0.2, LAT: row.label === 1 ? 0.8 : 0.1 }
        : row,
    );
    write("certain", certain);
    const results = await run("certain", declared);
    expect(results.operatingPoint!.temperature).toMatchObject({
      value: null,
      status: "undefined",
      reason: "one half separates the classes",
    });
    expect(results.warnings).toContainEqual(expect.stringMatching(/No temperature could be fitted/));
    const plain = await run("certain", "{maximise: f1, on: \"split = 'validation'\"}");
    expect(results.strata).toEqual(plain.strata);
  });
});

describe("refused", () => {
  const message = async (name: string, threshold: string) =>
    await run(name, threshold).then(
      () => "nothing was wrong",
      (error: Error) => error.message,
    );

  it("cases that are evaluated too, counted and named", async () => {
    expect(await message("plain", "{maximise: f1, on: \"case_id >= 'c050' AND case_id < 'c064'\"}")).toMatch(
      /plain\.yaml:\d+:\d+: threshold\.on: 4 cases, the first c060, c061, c062 would choose the threshold and be evaluated/,
    );
  });

  it("patients with cases on both sides", async () => {
    write(
      "leak",
      rows.map((row) => (row.id === "c060" || row.id === "c061" ? { ...row, patient: "p0" } : row)),
    );
    expect(await message("leak", "{maximise: f1, on: \"split = 'validation'\"}")).toMatch(
      /threshold\.on: 1 patient \(p0\) has cases that would choose/,
    );
  });

  it("nobody, and a class missing, overall or in a view", async () => {
    expect(await message("plain", "{maximise: f1, on: \"split = 'nowhere'\"}")).toMatch(/selects no case of/);
    expect(await message("plain", "{maximise: f1, on: \"split = 'validation' AND fracture = 1\"}")).toMatch(
      /are \d+ with and 0 without a fracture; it takes both/,
    );
    expect(
      await message(
        "plain",
        "{maximise: f1, on: \"split = 'validation' AND (view = 'PA' OR fracture = 1)\"}",
      ),
    ).toMatch(/the threshold of LAT are \d+ with and 0 without/);
  });

  it("a predictions table without the validation cases", async () => {
    write(
      "half",
      rows,
      rows.filter((row) => row.split === "test"),
    );
    expect(await message("half", "{maximise: f1, on: \"split = 'validation'\"}")).toMatch(
      /no prediction for 60 cases, the first c000/,
    );
  });

  it("what the declaration gets wrong, named as such", async () => {
    const on = "on: \"split = 'validation'\"";
    expect(await message("plain", `{maximise: f1, ${on}, temprature: true}`)).toMatch(
      /unknown key "temprature" in threshold \(did you mean "temperature"\?\)/,
    );
    expect(await message("plain", "{maximise: f1}")).toMatch(/threshold\.on: is missing/);
    expect(await message("plain", `{maximise: f2, ${on}}`)).toMatch(/threshold\.maximise/);
    expect(await message("plain", `{${on}}`)).toMatch(
      /threshold: needs either `maximise` or `sensitivityAtLeast`/,
    );
    expect(await message("plain", '{maximise: f1, on: "nosuch = 1"}')).toMatch(
      /threshold\.on: .* has no column "nosuch"/,
    );
    expect(await message("plain", "{PA: 1.4}")).toMatch(/threshold\.PA/);
  });
});

it("a threshold chosen on few cases is warned of", async () => {
  const few = rows.filter((row) => row.split === "test" || Number(row.id.slice(1)) < 12);
  write("few", few);
  const { warnings } = await run("few", "{maximise: f1, on: \"split = 'validation'\"}");
  expect(warnings).toContainEqual(expect.stringMatching(/fewer than 10 of either it is mostly chance/));
});
