import type { Masking, Outcome } from "../../src/results/schema/analyses.js";
import { formatted } from "../format/number.js";
import { metricInSentence, metricWords } from "../metricWords.js";
import { type Figure, joined, type Prose, say } from "../prose.js";
import { gapsOf } from "../shownStrata.js";
import { figureAt, metricAt, nameOf, pointerKey, type Source, textAt } from "../source.js";
import type { StratumMark } from "../stratumMarks.js";
import { ruledFigure } from "../tables/comparisonTables.js";
import { limitProse, underProse } from "../tables/criteriaTable.js";
import { gapIndex, gapReason } from "../tables/gapTable.js";
import { levelOf } from "../tables/keyTable.js";
import { intervalPrinted, intervalProse } from "../tables/metricCell.js";
import { indexOf } from "../tables/stratumNames.js";
import { comparisonWords } from "../words/comparison.js";
import { words } from "../words.js";

/** What a reader must have seen even if nothing else: the verdict, the worst stratum, what the merged figure hides. */
export interface Verdict {
  readonly outcome: Outcome | "none";
  readonly title: string;
  /** Why, in one sentence. */
  readonly reason: Prose;
  /** The criteria that decided it. */
  readonly deciding: readonly Prose[];
  readonly worst: WorstStratum | undefined;
  /** In place of the worst stratum, where none can be named. */
  readonly noWorst: Prose | undefined;
  readonly gap: Prose;
  readonly masking: Prose | undefined;
}

export interface WorstStratum {
  readonly name: Prose;
  readonly mark: StratumMark | undefined;
  readonly metric: string;
  readonly value: Figure;
  readonly interval: Prose | undefined;
  readonly mergedLabel: string;
  readonly merged: Figure;
}

/** Criteria named beside the verdict; the table has all. */
const mostNamed = 5;

export function verdictOf(source: Source): Verdict {
  const { masking, verdict } = source.results;
  const deciding = source.results.acceptance.flatMap((criterion, index) =>
    criterion.outcome === verdict ? [index] : [],
  );
  const rules = (source.results.comparison?.rules ?? []).flatMap((rule, index) =>
    rule.outcome === verdict ? [index] : [],
  );
  return {
    outcome: verdict,
    title: words.verdicts[verdict],
    reason: reasonProse(source, deciding.length + rules.length),
    deciding:
      verdict === "pass"
        ? []
        : [
            ...rules.map((index) => decidingRule(source, index)),
            ...deciding.map((index) => decidingProse(source, index)),
          ].slice(0, mostNamed),
    worst: masking === null ? undefined : worstStratum(source, masking),
    noWorst:
      masking === null
        ? words.noWorst(metricInSentence(source.results.protocol.primary[0] ?? "auroc"))
        : undefined,
    gap: [...gapProse(source), ...tieProse(source)],
    masking: masking === null ? undefined : [textAt(source, "/results/masking/statement")],
  };
}

function reasonProse(source: Source, deciding: number): Prose {
  const { acceptance, comparison, verdict } = source.results;
  const judged = [...acceptance, ...(comparison?.rules ?? [])];
  if (verdict === "none") return words.verdictReason.none;
  if (deciding === 0) return words.verdictReason.elsewhere;
  const all = formatted(judged.length, "count");
  if (verdict === "pass") return words.verdictReason.pass(all);
  if (verdict === "inconclusive") return words.verdictReason.inconclusive(formatted(deciding, "count"), all);
  const open = judged.filter(({ outcome }) => outcome === "inconclusive").length;
  return words.verdictReason.fail(
    formatted(deciding, "count"),
    all,
    open === 0 ? undefined : formatted(open, "count"),
  );
}

function decidingProse(source: Source, index: number): Prose {
  const criterion = source.results.acceptance[index];
  const pointer = `/results/acceptance/${index}`;
  return words.deciding({
    stratum: nameOf(criterion.stratum, 60),
    metric: metricWords(criterion.metric).name,
    value: criterion.value === null ? undefined : figureAt(source, `${pointer}/value`, "metric"),
    interval: criterion.ci === null ? [] : say` (${intervalProse(source, `${pointer}/ci`, criterion.ci)})`,
    under: underProse(source, index),
    rule: limitProse(source, index),
  });
}

function decidingRule(source: Source, index: number): Prose {
  const rule = source.results.comparison!.rules[index];
  const pointer = `/results/comparison/rules/${index}`;
  const interval =
    rule.ci === null ? [] : say` (${intervalProse(source, `${pointer}/ci`, rule.ci, "difference")})`;
  return comparisonWords.deciding({
    figure: ruledFigure(source, index),
    stratum: nameOf(rule.stratum, 60),
    difference:
      rule.difference === null
        ? [comparisonWords.undefinedChange]
        : say`${figureAt(source, `${pointer}/difference`, "difference")}${interval}`,
    margin: figureAt(source, `${pointer}/rule/margin`, "metric"),
  });
}

function worstStratum(source: Source, masking: Masking): WorstStratum {
  const worst = nameOf(masking.worst.stratum, 60);
  const tied = tiedProse(source, masking);
  const index = indexOf(source, masking.worst.stratum);
  const pointer = `/results/strata/${index}/metrics/${pointerKey(masking.metric)}`;
  const measured = metricAt(source, pointer);
  const which = measured === undefined ? "ci" : intervalPrinted(measured);
  const interval = measured?.[which];
  const metric = metricWords(masking.metric).name;
  return {
    name: tied.length === 0 ? [worst] : words.worstTied(worst, tied),
    mark: source.marks[index],
    metric,
    value: figureAt(source, "/results/masking/worst/value", "metric"),
    interval: interval
      ? say`${levelOf(source)} CI ${intervalProse(source, `${pointer}/${which}`, interval)}`
      : undefined,
    mergedLabel: words.worstFigure(metric),
    merged: figureAt(source, "/results/masking/merged", "metric"),
  };
}

/** The other declared strata with the very same figure as the worst; empty where there is none. */
function tiedProse(source: Source, masking: Masking): Prose {
  const tied = source.results.strata.filter(
    ({ kind, name, metrics }) =>
      kind === "declared" &&
      name !== masking.worst.stratum &&
      metrics[masking.metric]?.value === masking.worst.value,
  );
  return joined(
    tied.map(({ name }) => [nameOf(name, 60)]),
    ", ",
  );
}

/** That the worst stratum is not the only one, where it isn't. */
function tieProse(source: Source): Prose {
  const { masking } = source.results;
  if (masking === null) return [];
  const tied = tiedProse(source, masking);
  if (tied.length === 0) return [];
  return [" ", ...words.tie(nameOf(masking.worst.stratum, 60), tied, metricInSentence(masking.metric))];
}

/** The gap of the worst stratum to the reference, in one sentence. */
export function gapProse(source: Source): Prose {
  const { masking, protocol } = source.results;
  if (masking === null) {
    const [first] = gapsOf(source, "declared");
    return first === undefined ? words.noGaps : gapSentence(source, first);
  }
  const index = gapIndex(source, masking.worst.stratum, masking.metric);
  if (index >= 0) return gapSentence(source, index);
  const worst = nameOf(masking.worst.stratum, 60);
  return masking.worst.stratum === protocol.reference
    ? words.worstIsReference(worst)
    : words.gapNotTested(worst, metricInSentence(masking.metric));
}

function gapSentence(source: Source, index: number): Prose {
  const gap = source.results.gaps[index];
  const pointer = `/results/gaps/${index}`;
  const stratum = nameOf(gap.stratum, 60);
  const reference = nameOf(gap.reference, 60);
  const metric = metricInSentence(gap.metric);
  if (gap.difference === null) return words.gapUndefined(stratum, reference, metric, nameOf(gapReason(gap)));
  const adjusted = gap.pAdjusted !== null;
  const p = gap.pAdjusted ?? gap.p;
  return words.gapSentence({
    stratum,
    reference,
    metric,
    direction: gap.difference < 0 ? "lower" : gap.difference > 0 ? "higher" : "the same",
    shown: p !== null && p < 1 - source.results.protocol.bootstrap.level,
    difference: figureAt(source, `${pointer}/difference`, "difference"),
    interval: gap.ci === null ? undefined : intervalProse(source, `${pointer}/ci`, gap.ci, "difference"),
    level: gap.ci === null ? undefined : figureAt(source, `${pointer}/ci/level`, "percent"),
    p:
      adjusted || gap.p !== null
        ? figureAt(source, `${pointer}/${adjusted ? "pAdjusted" : "p"}`, "p")
        : undefined,
    pKind: adjusted ? words.adjustedP : words.rawP,
  });
}
