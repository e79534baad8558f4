import { type Part, type Prose, say } from "../prose.js";

/** Sentences of the history's page and table. */
export const historyWords = {
  documentKind: "Performance over time",
  title: (protocols: readonly string[]) =>
    protocols.length === 1 ? `History of ${protocols[0]}` : "History of several strata files",
  latest: { run: "Latest run", verdict: "Its verdict", model: "Its model", hash: "SHA-256" },
  runsTitle: (protocol: string | undefined) => (protocol === undefined ? "Runs" : `Runs of ${protocol}`),
  runsLead: say`Each run of the benchmark that was recorded. A step in a figure may be due to whatever changed: the model, or else the strata file, the cohort, this tool or the settings of the bootstrap.`,
  runsCaption: say`Runs, the latest first (start in UTC): what changed since the run before, and the criteria that were not passed.`,
  columns: {
    run: "Run",
    started: "Started",
    model: "Model",
    verdict: "Verdict",
    changed: "Changed",
    findings: "Not passed",
    estimate: "Estimate",
    classes: "n⁺ / n⁻",
    classesMeaning: "Cases with and without a fracture",
    criterion: "Criteria",
    strataFile: "Strata file",
    manifest: "Manifest",
    cases: "Case table",
    results: "Results",
    settings: "Tool, bootstrap",
  },
  changed: {
    model: "model",
    strata: "strata file",
    cohort: "cohort",
    tool: "version of the tool",
    settings: "bootstrap settings",
  },
  first: "first run",
  unchanged: "nothing",
  same: (run: Part) => say`same results as run ${run}`,
  allPassed: "none",
  noFindings: "–",
  finding: (metric: string, stratum: Part, rule: Part, outcome: string): Prose =>
    say`${metric} in ${stratum}, ${rule}: ${outcome}`,
  outcomes: { fail: "fail", inconclusive: "inconclusive" },
  metricTitle: (metric: string, protocol: string | undefined) =>
    protocol === undefined ? metric : `${metric} (${protocol})`,
  metricLead: (level: Part): Prose =>
    say`Estimate and ${level} confidence interval by run, one chart a stratum on one scale. A dashed rule stands before a run with another model. A cross marks a run in which a criterion on the figure failed, a hollow marker one in which it could not be decided.`,
  limits: say`Runs on the same cases differ by what changed, not by chance between cases: two intervals that overlap don’t say that nothing changed. Whether a model got worse is judged case by case by the comparison with a baseline.`,
  chartTitle: (metric: string, stratum: string) => `${metric}: ${stratum}`,
  chartDescription: (metric: string, stratum: string) =>
    `${metric} of ${stratum} by run, from the first to the latest: a marker at each estimate, a line over its confidence interval.`,
  chartCaption: (metric: string, stratum: Part): Prose => say`${metric} of ${stratum} by run.`,
  xAxis: "Run",
  notInRun: "not in this run",
  noValue: "undefined",
  provenanceTitle: "Provenance",
  provenanceLead: say`What each run was made from, so that it can be found and made again.`,
  provenanceCaption: say`The first eight digits of SHA-256 hashes, and settings.`,
  settings: (tool: Part, iterations: Part, seed: Part, unit: Part): Prose =>
    say`${tool}; ${iterations} resamples by ${unit}, seed ${seed}`,
};
