import type { ResultsFile } from "../../src/results/schema/results.js";
import { type Check, checksOf, countsAs } from "../ci/checks.js";
import { visible } from "../format/foreignText.js";
import { sourceOf } from "../source.js";
import { words } from "../words.js";

/**
 * The acceptance criteria as JUnit XML, which CI servers show: one test case a criterion. Elements and
 * attributes are those that the schemas in use have in common (test/reports/junit.xsd).
 * @param inconclusive how a criterion counts that could not be decided: `fail`, a failure of type
 *   `inconclusive`, because what is not shown is not passed; or `warn`, a skipped test, which leaves
 *   the build green
 */
export function renderJunit(file: ResultsFile, inconclusive: "fail" | "warn" = "fail"): string {
  const { protocol, model, tool } = file.results;
  const checks = checksOf(sourceOf(file));
  const count = (counts: "fail" | "warn") =>
    checks.filter(({ outcome }) => countsAs(outcome, inconclusive) === counts).length;
  const seconds = (file.execution.durationMs / 1000).toFixed(3);
  const totals = `tests="${checks.length}" failures="${count("fail")}" errors="0"`;
  const properties = { model: model.name, modelSha256: model.sha256, strataSha256: protocol.sha256 };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${xml(tool.name)}" ${totals} time="${seconds}">`,
    `  <testsuite name="${xml(words.junit.suite(protocol.name))}" ${totals} skipped="${count("warn")}" time="${seconds}"${timestamp(file)}>`,
    "    <properties>",
    ...Object.entries(properties).map(
      ([name, value]) => `      <property name="${name}" value="${xml(value)}"/>`,
    ),
    "    </properties>",
    ...checks.map((check) => testCase(check, protocol.name, inconclusive)),
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}

/** The start to the second, as the schemas want it; none where the results have it otherwise. */
function timestamp({ execution }: ResultsFile): string {
  const [start] = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.exec(execution.startedAt) ?? [];
  return start === undefined ? "" : ` timestamp="${start}"`;
}

/** CI servers group by class name, up to its last dot, and follow a test by class and name from run to run. */
function testCase(check: Check, protocol: string, inconclusive: "fail" | "warn"): string {
  const open = `    <testcase classname="${xml(`${protocol}.${check.stratum}`)}" name="${xml(check.name)}" time="0"`;
  return check.outcome === "pass"
    ? `${open}/>`
    : `${open}>\n      ${outcomeElement(check, inconclusive)}\n    </testcase>`;
}

function outcomeElement(check: Check, inconclusive: "fail" | "warn"): string {
  const body = check.found === undefined ? "" : xml(check.found);
  if (check.outcome === "fail")
    return `<failure type="fail" message="${xml(check.reason)}">${body}</failure>`;
  const message = xml(words.junit.inconclusive(check.reason));
  return inconclusive === "warn"
    ? `<skipped message="${message}"/>`
    : `<failure type="inconclusive" message="${message}">${body}</failure>`;
}

/** Text for XML; what XML 1.0 has no place for is already shown as its code. */
function xml(text: string): string {
  return visible(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&apos;");
}
