import type { ResultsFile } from "../../src/results/schema/results.js";
import { shown, visible } from "../format/foreignText.js";
import { sourceOf } from "../source.js";
import { gateWords } from "../words/gate.js";
import { words } from "../words.js";
import { checksOf, countsAs } from "./checks.js";

/** GitHub shows so many annotations of a kind for a step. */
const most = 10;

/**
 * The verdict as GitHub's workflow commands, one a line: an error for each criterion that failed (or could
 * not be decided, unless that only warns), a warning for what only warns and for a protocol that changed
 * since it was locked, and a notice with the verdict. Text is escaped by the rules of workflow commands, so
 * that names can't start commands of their own.
 */
export function renderAnnotations(file: ResultsFile, inconclusive: "fail" | "warn" = "fail"): string {
  const source = sourceOf(file);
  const { verdict, protocol } = file.results;
  const checks = checksOf(source);
  const text = gateWords.annotation;
  const lines: Record<"error" | "warning", string[]> = { error: [], warning: [] };
  if (protocol.lock?.state === "changed")
    lines.warning.push(
      command("warning", text.lockTitle, gateWords.lock.changed(protocol.lock.changed ?? [])),
    );
  for (const check of checks) {
    const counts = countsAs(check.outcome, inconclusive);
    if (counts === "pass") continue;
    const title = text.title(words.criteria.outcomes[check.outcome], check.metric, shown(check.stratum, 80));
    const message = `${check.name}: ${check.found === undefined ? "" : `${check.found}. `}${check.reason}`;
    const kind = counts === "fail" ? "error" : "warning";
    lines[kind].push(command(kind, title, message));
  }
  const shownLines = (["error", "warning"] as const).flatMap((kind) =>
    lines[kind].length <= most
      ? lines[kind]
      : [
          ...lines[kind].slice(0, most - 1),
          command(kind, text.moreTitle, text.more(lines[kind].length - most + 1)),
        ],
  );
  const notice = command("notice", text.verdictTitle, text.verdict(words.verdicts[verdict], checks.length));
  return `${[...shownLines, notice].join("\n")}\n`;
}

/** https://docs.github.com/actions/reference/workflow-commands-for-github-actions */
function command(name: "error" | "warning" | "notice", title: string, message: string): string {
  return `::${name} title=${property(title)}::${data(message)}`;
}

/** A message: `%` and line ends as percent codes (the runner's own toolkit escapes just these). */
const data = (text: string) => breaks(visible(text).replaceAll("%", "%25"));
/** A property: also what ends it. */
const property = (text: string) => data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
const breaks = (text: string) => text.replaceAll("\r", "%0D").replaceAll("\n", "%0A");
