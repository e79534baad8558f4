import fc from "fast-check";
import type { ResultsFile } from "../../src/results/schema/results.js";
import { goldenResults } from "./goldenResults.js";

/** Pieces that some reader of a report, a log or a table would take for more than text. */
const pieces = [
  ...[
    "<script>alert(1)</script>",
    "</style><script>",
    "<img src=x onerror=alert(1)>",
    "<!--",
    "]]>",
    "&lt;",
    "{{x}}",
  ],
  ...[
    '"',
    "'",
    "`",
    "$1",
    "javascript:alert(1)",
    "=cmd|' /C calc'!A0",
    "+1",
    "-1",
    "@SUM(A1)",
    "＝1",
    "|",
    "\\",
    "**b**",
  ],
  ...[
    "[l](http://e.x)",
    "\u001b[31m",
    "\u001b]0;t\u0007",
    "\u009b2J",
    "::error::x",
    "\n::set-output name=a::b",
    "##[error]x",
  ],
  ...[
    "##vso[task.complete]",
    "\r\n",
    "\t",
    "\u0000",
    "\u0085",
    "\u2028",
    "\u202e",
    "\u2066",
    "\u200f",
    "\u200b",
    "\u2060",
    "\ufeff",
  ],
  ...[
    "\u00ad",
    "\u{e0041}",
    "\ud83d",
    "\udc00",
    "\ufffe",
    "👩🏽‍⚕️",
    "אבג",
    "می‌خواهم",
    "a\u0301",
    "Z\u0300\u0301\u0302\u0303\u0304\u0305",
  ],
];

/** Text of such pieces, of any characters whatever, or of ten thousand. */
export const hostileText = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 6 })
      .map((all) => all.join("")),
  },
  { weight: 2, arbitrary: fc.string({ unit: "binary", minLength: 1, maxLength: 40 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(...pieces).map((piece) => piece.repeat(Math.ceil(10_240 / piece.length))),
  },
);

/** All pieces in one. */
export const everyPiece = pieces.join(" ");

/** The golden file without a figure, with a text wherever the results hold one of the user's. */
export function hostileResults(text: string): ResultsFile {
  const file = goldenResults("degenerate");
  const { results } = file;
  const names = new Map(results.strata.map(({ name }, s) => [name, `${s}${text}`]));
  results.model.name = text;
  results.model.file = text;
  results.model.settings = { [text]: text };
  results.protocol = { ...results.protocol, name: text, title: text, file: text, reference: `0${text}` };
  results.cohort.name = text;
  for (const step of results.cohort.flow) if (step.reason !== undefined) step.reason = text;
  for (const stratum of results.strata) {
    Object.assign(stratum, {
      name: names.get(stratum.name),
      title: text,
      where: text,
      thresholdSource: text,
    });
    stratum.referenceStandard = text;
    for (const metric of Object.values(stratum.metrics)) if (metric.value === null) metric.reason = text;
  }
  for (const gap of results.gaps)
    Object.assign(gap, { stratum: `1${text}`, reference: `0${text}`, reason: text, method: text });
  results.acceptance = [
    {
      ...{ stratum: `0${text}`, metric: "sensitivity", value: 1 },
      rule: { atLeast: 0.9, judge: "estimate", minimum: 1 },
      ...{ outcome: "fail", reason: text, ci: null },
    },
  ];
  results.verdict = "fail";
  results.warnings = [text];
  file.execution.command = text;
  file.execution.environment = { [text]: text };
  return file;
}
