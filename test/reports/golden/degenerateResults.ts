// Makes degenerate.json: three cases, no figure that can be had, and names that mean harm.
import type { Metric, Metrics } from "../../../src/results/schema/metric.js";
import { metricNames } from "../../../src/results/schema/metric.js";
import type { ResultsFile } from "../../../src/results/schema/results.js";

export const hostile = {
  script: "<script>alert(1)</script>",
  quotes: `"onmouseover='alert(2)' \`x\` \\ {{constructor}} {{{raw}}}`,
  directions: "abc\u202Edef\u2066ghi \u05D0\u05D1\u05D2\u200F",
  emoji: "🦴👩🏽‍⚕️ wrist",
  markup: "a | b\n# heading *bold* _it_ [link](javascript:alert(3)) ![i](http://e.x/i.png) @everyone &amp; ]]>",
  control: "bell\u0007 nul\u0000 half\uD83D.",
  formula: "=cmd|' /C calc'!A0",
  title: "long title ".repeat(1024).slice(0, 10_240),
};

const oneClass: Metric = { value: null, status: "one-class", reason: "no case without a fracture", ci: null };
const empty: Metric = { value: null, status: "undefined", reason: "no case was scored", ci: null };
const known = (value: number): Metric => ({ value, status: "boundary", ci: null, ciReason: "two cases" });
const all = (metric: Metric) => Object.fromEntries(metricNames.map((name) => [name, metric])) as Metrics;

export function degenerateResults(): ResultsFile {
  const hash = "0123456789abcdef".repeat(4);
  const common = { threshold: 0.5, thresholdSource: hostile.quotes, views: {}, roc: [], pr: [] };
  return {
    schemaVersion: 1,
    results: {
      tool: { name: "wrist-bench", version: "0.1.0" },
      model: { name: hostile.script, format: hostile.emoji, sha256: hash, file: hostile.directions, settings: { [hostile.quotes]: hostile.markup } },
      protocol: {
        name: hostile.formula,
        title: hostile.title,
        file: hostile.markup,
        sha256: hash,
        reference: hostile.script,
        primary: ["auroc", "sensitivity"],
        confounders: [],
        bootstrap: { iterations: 5000, seed: 1, level: 0.9, unit: "case" },
      },
      cohort: {
        name: hostile.directions,
        sha256: hash,
        flow: [
          { step: "manifest", cases: 5, images: 5 },
          { step: "excluded", cases: 1, images: 1, reason: hostile.script },
          { step: "unreadable", cases: 1, images: 1, reason: hostile.control },
          { step: "analysed", cases: 3, images: 3 },
        ],
        cases: 3,
        patients: null,
        images: 3,
        imagesSha256: null,
        casesTable: { file: "cases.csv", sha256: hash },
        patientsInSeveralStrata: 0,
      },
      strata: [
        {
          ...common,
          name: hostile.script,
          kind: "declared",
          title: hostile.title,
          where: `site = '${hostile.quotes}'`,
          referenceStandard: hostile.markup,
          cases: 2,
          positives: 2,
          negatives: 0,
          confusion: { tp: 2, fp: 0, fn: 0, tn: 0 },
          patients: null,
          metrics: { ...all(oneClass), sensitivity: known(1), precision: known(1), accuracy: known(1), f1: known(1), brier: { ...known(0.04), status: "ok" } },
        },
        {
          ...common,
          name: hostile.directions,
          kind: "declared",
          where: hostile.control,
          cases: 1,
          positives: 0,
          negatives: 1,
          confusion: { tp: 0, fp: 0, fn: 0, tn: 1 },
          patients: null,
          metrics: all(empty),
        },
        {
          ...common,
          name: `${hostile.emoji} ${hostile.quotes}`,
          kind: "crossed",
          cases: 0,
          positives: 0,
          negatives: 0,
          confusion: { tp: 0, fp: 0, fn: 0, tn: 0 },
          patients: null,
          metrics: all({ ...empty, reason: hostile.script }),
        },
        {
          ...common,
          name: "merged",
          kind: "merged",
          cases: 3,
          positives: 2,
          negatives: 1,
          confusion: { tp: 2, fp: 0, fn: 0, tn: 1 },
          patients: null,
          metrics: { ...all({ value: null, status: "too-few", ci: null }), auroc: known(1) },
        },
      ],
      gaps: [
        {
          stratum: hostile.directions,
          reference: hostile.script,
          metric: "auroc",
          difference: null,
          status: "one-class",
          reason: hostile.markup,
          ci: null,
          p: null,
          pAdjusted: null,
          method: hostile.quotes,
        },
      ],
      masking: null,
      confounders: [],
      ood: null,
      readers: [],
      agreement: [],
      acceptance: [],
      comparison: null,
      verdict: "none",
      warnings: [hostile.script, hostile.directions, hostile.control],
    },
    execution: {
      startedAt: "2026-03-02T09:30:00Z",
      durationMs: 12,
      command: `wrist-bench run --out '${hostile.quotes}'`,
      environment: { [hostile.script]: hostile.emoji },
    },
  };
}
