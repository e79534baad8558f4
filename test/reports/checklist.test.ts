import { expect, test } from "vitest";
import type { Block } from "../../reports/document.js";
import { flattened } from "../../reports/document.js";
import { renderHtml } from "../../reports/index.js";
import { plainText } from "../../reports/prose.js";
import { evidenceItems } from "../../reports/sections/checklist.js";
import { reportSections } from "../../reports/sections/report.js";
import { sourceOf } from "../../reports/source.js";
import type { ResultsFile } from "../../src/results/schema/results.js";
import { studyReportKeys } from "../../src/results/schema/studyReport.js";
import { goldenNames, goldenResults } from "./goldenResults.js";

type Change = (file: ResultsFile) => void;

/** State and reason of an item, in the reference results with a change. */
function found(name: string, ...changes: Change[]): string {
  const file = structuredClone(goldenResults("reference"));
  for (const change of changes) change(file);
  const { state, because } = evidenceItems.find((item) => item.name === name)!.find(sourceOf(file));
  return `${state}: ${plainText(because)}`;
}

const says =
  (...keys: string[]): Change =>
  ({ results: { protocol } }) => {
    protocol.report = { ...protocol.report, ...Object.fromEntries(keys.map((key) => [key, "Words."])) };
  };
const results =
  (change: (results: ResultsFile["results"]) => void): Change =>
  (file) =>
    change(file.results);

test("the checklist has the 26 items, in their order", () => {
  expect(evidenceItems.map(({ name }) => name)).toEqual([
    ...["device", "identity", "protocol", "flow", "eligibility", "standard", "words", "operatingPoint"],
    ...["indeterminate", "counts", "accuracy", "intervals", "subgroups", "prespecified", "multiplicity"],
    ...["sampleSize", "calibration", "robustness", "confounders", "independence", "environment"],
    ...["predecessor", "failures", "metrics", "limits", "reproduction"],
  ]);
});

test.each(
  goldenNames,
)("%s: every item has a state, a reason, and links to sections that are there", (name) => {
  const sections = reportSections(sourceOf(goldenResults(name)));
  const ids = new Set(flattened(sections).map(({ id }) => id));
  const section = sections.find(({ id }) => id === "checklist")!;
  const { table } = section.blocks.find(({ kind }) => kind === "table") as Extract<Block, { kind: "table" }>;
  expect(table.rows).toHaveLength(26);
  for (const [item, state, because, where] of table.rows) {
    const title = plainText(item.content);
    expect(plainText(state.content), title).toMatch(/^(●.Met|■.Supplied|○.Not.supplied|□.Not.assessable)$/);
    expect(plainText(because.content), title).toMatch(/\.$/);
    const links = where.content.filter((part) => typeof part !== "string");
    expect(links.length, title).toBeGreaterThan(0);
    for (const link of links) expect(ids, title).toContain((link as { section: string }).section);
  }
});

test("every section an item may stand in is one that a report can have", () => {
  const file = goldenResults("reference");
  file.results.protocol.lock = { state: "absent" };
  const ids = new Set(flattened(reportSections(sourceOf(file))).map(({ id }) => id));
  for (const { sections } of evidenceItems) for (const id of sections) expect(ids).toContain(id);
});

test("the page links from the checklist, and its counts are those of its rows", async () => {
  const html = await renderHtml(goldenResults("reference"));
  const from = html.indexOf('<section id="checklist"');
  const section = html.slice(from, html.indexOf("</section>", from));
  expect(section).toContain('<a href="#hidden-stratification">Hidden stratification</a>');
  const counts = /here: (\d+) met, (\d+) supplied, (\d+) not supplied, (\d+) not assessable/.exec(section)!;
  const rows = ["●.Met", "■.Supplied", "○.Not.supplied", "□.Not.assessable"].map(
    (state) => [...section.matchAll(new RegExp(`>${state}\\s*<`, "g"))].length,
  );
  expect(counts.slice(1).map(Number)).toEqual(rows);
  expect(rows.reduce((sum, one) => sum + one, 0)).toBe(26);
});

test("words in the strata file supply what only words can, and only where all of them are there", () => {
  expect(found("device")).toBe(
    "not-supplied: Missing: device, intended use, inputs, outputs, limitations of the device.",
  );
  expect(found("device", says("device", "intendedUse", "inputs", "outputs"))).toBe(
    "not-supplied: Missing: limitations of the device.",
  );
  const all = says(...Object.keys(studyReportKeys));
  const named = ["device", "eligibility", "standard", "words", "operatingPoint", "metrics", "limits"];
  for (const name of named) {
    expect(found(name), name).toMatch(/^not-supplied/);
    expect(found(name, all), name).toMatch(/^supplied: In the words of the strata file/);
  }
  expect(found("independence")).toMatch(/^not-supplied: .*strata: 0\. Missing: whether training/);
  expect(found("independence", all)).toMatch(/^supplied: .*pixels are not compared/);
  const noPatients = results(({ cohort }) => {
    cohort.patients = null;
  });
  expect(found("independence", all, noPatients)).toMatch(/^not-assessable: The cohort names no patients/);
  const undescribed = results(({ strata }) => {
    strata[1].referenceStandard = undefined;
  });
  expect(found("standard", all, undescribed)).toMatch(/^not-supplied: .*reference standard of ct-confirmed/);
  expect(found("words", all, undescribed)).toMatch(/^not-supplied/);
});

test("the identity is whole with commit and lockfile; the command is there where one was given", () => {
  const tool =
    (commit: string | null): Change =>
    ({ execution }) => {
      execution.tool = { from: "checkout", commit, lockfileSha256: "0".repeat(64) };
    };
  expect(found("identity")).toMatch(/^not-supplied: .*did not record/);
  expect(found("identity", tool("a".repeat(40)))).toMatch(/^met/);
  expect(found("identity", tool(null))).toBe("not-supplied: Missing: the tool’s commit.");
  expect(found("reproduction")).toMatch(/^met/);
  const asLibrary: Change = ({ execution }) => {
    execution.command = "";
  };
  expect(found("reproduction", asLibrary)).toMatch(/^not-supplied: .*not started from the command line/);
});

test("the protocol counts as fixed beforehand where it was locked and is unchanged", () => {
  const lock = (state: "unchanged" | "changed" | "absent") =>
    results(({ protocol }) => {
      protocol.lock = { state, file: "a.lock.json" };
    });
  expect(found("protocol", lock("unchanged"))).toBe("met: As it was locked in a.lock.json.");
  expect(found("protocol", lock("changed"))).toMatch(/^not-supplied: .*changed since/);
  expect(found("protocol", lock("absent"))).toMatch(/^not-supplied: .*never locked/);
  expect(found("protocol")).toMatch(/^not-supplied: .*did not record/);
});

test("the case flow must add up and give reasons; unreadable images want extreme analyses", () => {
  expect(found("flow")).toMatch(/^met/);
  const lost = results(({ cohort }) => {
    cohort.flow[0].cases += 1;
  });
  expect(found("flow", lost)).toMatch(/^not-supplied: .*does not add up/);
  const silent = results(({ cohort }) => {
    cohort.flow[2].reason = undefined;
  });
  expect(found("flow", silent)).toMatch(/^not-supplied: .*without a reason/);
  expect(found("indeterminate")).toMatch(/^met/);
  const unreadable = results(({ cohort }) => {
    cohort.flow[2].step = "unreadable";
  });
  expect(found("indeterminate", unreadable)).toMatch(/^not-supplied: .*can’t be read: 3 cases/);
});

test("an operating point chosen on validation cases is met", () => {
  const chosen = results((all) => {
    all.operatingPoint = {
      ...{ rule: "f1", on: "split = 'validation'", cases: 389, positives: 191, negatives: 198 },
      ...{ patients: 380, unreadable: 0, thresholds: { case: 0.5 }, attained: {} },
    };
  });
  expect(found("operatingPoint", chosen)).toMatch(/^met: Chosen on 389 validation cases/);
});

test("counts, figures and intervals are met where they are there", () => {
  expect(found("counts")).toMatch(/^met/);
  const miscounted = results(({ strata }) => {
    strata[1].confusion.tp += 1;
  });
  expect(found("counts", miscounted)).toBe("not-supplied: They do not add up in ct-confirmed.");
  expect(found("accuracy")).toBe("not-supplied: Missing: likelihood ratios.");
  const ratios = results(({ strata }) => {
    for (const stratum of strata) {
      const { auroc } = stratum.metrics;
      stratum.likelihoodRatios = { positive: auroc, negative: auroc };
    }
  });
  expect(found("accuracy", ratios)).toMatch(/^met/);
  const oneClass = results(({ strata }) => {
    strata[0].negatives = 0;
  });
  expect(found("accuracy", ratios, oneClass)).toBe("not-assessable: One class is missing in general.");
  expect(found("intervals")).toMatch(/^met: Bootstrap of whole patients, 5,000 resamples, seed 12345/);
  const cases = results(({ protocol }) => {
    protocol.bootstrap.unit = "case";
  });
  expect(found("intervals", cases)).toMatch(/^met: .*no patient has more than one/);
  const repeated = results(({ cohort }) => {
    cohort.patients = 300;
  });
  expect(found("intervals", cases, repeated)).toMatch(/^not-supplied: .*although patients have several/);
  const unnamed = results(({ cohort }) => {
    cohort.patients = null;
  });
  expect(found("intervals", cases, unnamed)).toMatch(/^not-assessable/);
});

test("subgroups: each stratum has a difference, tests are adjusted, groups are apart", () => {
  expect(found("subgroups")).toMatch(/^met/);
  const without = results((all) => {
    all.gaps = [];
  });
  expect(found("subgroups", without)).toBe("not-supplied: No difference is given for ct-confirmed.");
  expect(found("multiplicity", without)).toMatch(/^not-assessable/);
  const single = results((all) => {
    all.strata = all.strata.filter(({ name }) => name !== "ct-confirmed");
  });
  expect(found("subgroups", single)).toMatch(/^not-assessable: Only one stratum/);
  const undefinedGaps = results(({ gaps }) => {
    for (const gap of gaps) gap.difference = null;
  });
  expect(found("subgroups", undefinedGaps)).toMatch(/^not-assessable/);
  expect(found("multiplicity")).toMatch(/^met: One family of \d+ tests/);
  const raw = results(({ gaps }) => {
    gaps.find(({ p }) => p !== null)!.pAdjusted = null;
  });
  expect(found("multiplicity", raw)).toMatch(/^not-supplied/);
  expect(found("prespecified")).toMatch(/^met/);
  const crossed = (family: "declared" | "exploratory") =>
    results(({ strata, gaps }) => {
      strata.push({ ...strata[1], name: "sex=F", kind: "crossed" });
      gaps.push({ ...gaps[0], stratum: "sex=F", family });
    });
  expect(found("prespecified", crossed("exploratory"))).toMatch(/^met: Crossed and banded/);
  expect(found("prespecified", crossed("declared"))).toMatch(/^not-supplied/);
});

test("sample size and calibration name the strata that have no interval", () => {
  expect(found("sampleSize")).toMatch(/^met: .*aimed at is not said/);
  expect(found("sampleSize", says("sampleSize"))).toMatch(/^met: .*in the words of the strata file/);
  const none = results(({ strata }) => {
    Object.assign(strata[1].metrics.sensitivity, { ci: null, exactCi: null });
  });
  expect(found("sampleSize", none)).toBe("not-assessable: Primary metrics have no interval in ct-confirmed.");
  expect(found("calibration")).toMatch(/^not-supplied: .*did not record/);
  const calibrated = (names: readonly string[]) =>
    results(({ strata }) => {
      for (const stratum of strata) {
        const figure = names.includes(stratum.name)
          ? stratum.metrics.auroc
          : { ...stratum.metrics.auroc, ci: null };
        stratum.calibration = {
          ...{ slope: 1, intercept: 0, ece: 0.1 },
          figures: { slope: figure, intercept: figure, interceptWithSlope: figure, ece: figure },
        };
      }
    });
  expect(found("calibration", calibrated(["general", "ct-confirmed"]))).toMatch(/^met/);
  expect(found("calibration", calibrated(["general"]))).toBe(
    "not-assessable: It can’t be estimated in ct-confirmed.",
  );
});

test("analyses that were not asked for are not supplied, and say how to ask", () => {
  const table = results(({ model }) => {
    model.format = "predictions";
  });
  expect(found("robustness")).toMatch(/^not-supplied: .*--robustness/);
  expect(found("robustness", table)).toMatch(/^not-assessable: The scores came from a table/);
  expect(found("environment", table)).toMatch(/^not-supplied: The scores came from a table/);
  expect(found("failures")).toMatch(/^not-supplied: .*did not record/);
  const alone = results((all) => {
    all.comparison = null;
  });
  expect(found("predecessor", alone)).toMatch(/^not-supplied: .*--baseline/);
  const undeclared = results(({ protocol }) => {
    protocol.confounders = [];
  });
  expect(found("confounders", undeclared)).toMatch(/^not-supplied: .*‘confounders’/);
  const fitted = (status: "ok" | "too-few") =>
    results((all) => {
      all.confounders = ["general", "ct-confirmed"].map((stratum) => ({
        ...{ stratum, cases: 100, excluded: 0, intercept: true, method: "logit", terms: [] },
        ...{ addedValue: null, status: stratum === "general" ? "ok" : status },
      }));
    });
  expect(found("confounders")).toMatch(/^not-supplied: .*did not record/);
  expect(found("confounders", fitted("too-few"))).toBe(
    "not-assessable: No model could be fitted in ct-confirmed.",
  );
  expect(found("confounders", fitted("ok"))).toBe("met: Looked at: age, sex. Others are not.");
});

test("the environment is whole with provider, precision, hardware and preprocessing", () => {
  const environment =
    (record: Record<string, string>): Change =>
    (file) => {
      file.execution.environment = record;
      file.results.model.settings = { contrast: "percentile" };
    };
  const whole = { provider: "cpu", processor: "x", precision: "float32" };
  expect(found("environment", environment(whole))).toMatch(/^met/);
  expect(found("environment", environment({ provider: "cpu" }))).toBe(
    "not-supplied: Missing: numerical precision, hardware.",
  );
  const told: Change = ({ results: { model } }) => {
    model.settings = { input: "image: NCHW, 1 × 128 × 128, float32" };
  };
  expect(found("environment", environment({ provider: "cpu", processor: "x" }), told)).toMatch(/^met/);
});

test("failure cases are met under pseudonyms, for every declared stratum", () => {
  const shown = (names: readonly string[], id: string) =>
    results((all) => {
      const none = { count: 0, of: 20, cases: [] };
      const one = { case: id, label: 1 as const, probability: 0.1, threshold: 0.5, margin: 0.4 };
      const strata = names.map((stratum) => ({
        ...{ stratum, missed: { count: 1, of: 20, cases: [one] }, falseAlarms: none },
      }));
      all.failureCases = { atMost: 10, strata };
    });
  const both = ["general", "ct-confirmed"];
  expect(found("failures", shown(both, "c-0123456789abcdef"))).toMatch(/^met/);
  expect(found("failures", shown(both, "Smith"))).toMatch(/^not-supplied: .*identifiers plain/);
  expect(found("failures", shown(["general"], "c-0123456789abcdef"))).toBe(
    "not-supplied: None are listed for ct-confirmed.",
  );
});
