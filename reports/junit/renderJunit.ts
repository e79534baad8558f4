import type { Acceptance } from "../../src/results/schema/analyses.js";
import type { ResultsFile } from "../../src/results/schema/results.js";
import { visible } from "../format/foreignText.js";
import { plainText } from "../prose.js";
import { type Source, sourceOf } from "../source.js";
import { ruleProse } from "../tables/criteriaTable.js";
import { words } from "../words.js";

/**
 * The acceptance criteria as JUnit XML, which CI servers show: one test case a criterion.
 * @param inconclusive how a criterion counts that could not be decided: `fail`, a failure of type
 *   `inconclusive`, because what is not shown is not passed; or `warn`, a skipped test, which leaves
 *   the build green
 */
export function renderJunit(file: ResultsFile, inconclusive: "fail" | "warn" = "fail"): string {
  const source = sourceOf(file);
  const { acceptance, protocol } = file.results;
  const count = (...outcomes: Acceptance["outcome"][]) =>
    acceptance.filter(({ outcome }) => outcomes.includes(outcome)).length;
  const failures = inconclusive === "fail" ? count("fail", "inconclusive") : count("fail");
  const skipped = inconclusive === "warn" ? count("inconclusive") : 0;
  const totals = `tests="${acceptance.length}" failures="${failures}" errors="0" skipped="${skipped}"`;
  const cases = acceptance.map((criterion, index) => testCase(source, criterion, index, inconclusive));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${xml(file.results.tool.name)}" ${totals}>`,
    `  <testsuite name="${xml(words.junit.suite(protocol.name))}" ${totals}>`,
    ...cases,
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}

function testCase(
  source: Source,
  criterion: Acceptance,
  index: number,
  inconclusive: "fail" | "warn",
): string {
  const name = `${plainText(ruleProse(source, index))} (${criterion.stratum})`;
  const open = `    <testcase classname="${xml(criterion.stratum)}" name="${xml(name)}"`;
  if (criterion.outcome === "pass") return `${open}/>`;
  return `${open}>\n      ${outcomeElement(criterion, inconclusive)}\n    </testcase>`;
}

function outcomeElement(criterion: Acceptance, inconclusive: "fail" | "warn"): string {
  if (criterion.outcome === "fail") {
    return `<failure type="fail" message="${xml(criterion.reason)}"/>`;
  }
  const message = xml(words.junit.inconclusive(criterion.reason));
  return inconclusive === "warn"
    ? `<skipped message="${message}"/>`
    : `<failure type="inconclusive" message="${message}"/>`;
}

/** Text for an XML attribute; what XML 1.0 has no place for is already shown as its code. */
function xml(text: string): string {
  return visible(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&apos;");
}
