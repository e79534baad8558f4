import type { Metric } from "../../src/results/schema/metric.js";
import type { Section } from "../document.js";
import { metricWords } from "../metricWords.js";
import { joined, type Part, type Prose } from "../prose.js";
import { figureAt, nameOf, type Source, textAt } from "../source.js";
import { levelOf } from "../tables/keyTable.js";
import { methodWords as text } from "../words/methods.js";
import { words } from "../words.js";
import { laterMethods } from "./methodsOfAnalyses.js";
import { readingPart } from "./reading.js";

/** A topic of the methods with the sentences that hold for this run; those undefined do not. */
export interface Topic {
  readonly title: string;
  readonly sentences: readonly (Prose | false | undefined)[];
}

/** The methods in words, generated from what was done, and how to read the figures. */
export function methodsSection(source: Source): Section {
  const topics = [...studyMethods(source), ...laterMethods(source)].flatMap(({ title, sentences }) => {
    const said = sentences.filter((one): one is Prose => Boolean(one));
    return said.length === 0 ? [] : [{ term: [title], meaning: joined(said, " ") }];
  });
  return {
    id: "methods",
    title: text.title,
    lead: [text.lead],
    blocks: [{ kind: "terms", terms: topics }],
    parts: [readingPart(source)],
  };
}

/** Cases, scores, operating point, intervals, differences. */
function studyMethods(source: Source): Topic[] {
  const { results } = source;
  const { protocol, cohort, model, strata, gaps } = results;
  const patients = protocol.bootstrap.unit === "patient";
  const bootstrap = "/results/protocol/bootstrap";
  const chosen = results.operatingPoint;
  const merged = strata.findIndex(({ kind }) => kind === "merged");
  const metrics = strata.flatMap((one) => Object.entries(one.metrics));
  const exact = (of: (name: string) => boolean, has: string): Metric | undefined =>
    metrics.find(([name, { exactCi }]) => of(name) && exactCi?.method.includes(has))?.[1];
  const auroc = strata.findIndex((one) => one.metrics.auroc.exactCi);
  return [
    {
      title: text.topics.cases,
      sentences: [
        text.cases(
          figureAt(source, "/results/cohort/cases", "count"),
          figureAt(source, "/results/cohort/flow/0/cases", "count"),
        ),
        cohort.patients === null
          ? text.noPatients
          : text.patients(figureAt(source, "/results/cohort/patients", "count")),
      ],
    },
    {
      title: text.topics.scores,
      sentences: [
        model.format === "predictions" ? text.predictions : text.model(nameOf(model.name, 60)),
        Object.keys(cohort.views ?? {}).length > 0 && text.views,
        model.ensemble && text.members(figureAt(source, "/results/model/ensemble/members", "count")),
      ],
    },
    {
      title: text.topics.threshold,
      sentences: [
        merged >= 0 &&
          text.thresholdAt(
            figureAt(source, `/results/strata/${merged}/threshold`, "threshold"),
            textAt(source, `/results/strata/${merged}/thresholdSource`),
          ),
        chosen && text.thresholdChosen(figureAt(source, "/results/operatingPoint/cases", "count")),
      ],
    },
    {
      title: text.topics.intervals,
      sentences: [
        text.bootstrap({
          level: levelOf(source),
          iterations: figureAt(source, `${bootstrap}/iterations`, "count"),
          seed: figureAt(source, `${bootstrap}/seed`, "integer"),
          unit: words.keyTable.units[protocol.bootstrap.unit],
        }),
        patients && text.groups,
        exact(() => true, "Clopper") && text.exactProportions,
        auroc >= 0 &&
          text.exactAuroc(textAt(source, `/results/strata/${auroc}/metrics/auroc/exactCi/method`)),
        text.averagePrecision,
      ],
    },
    { title: text.topics.gaps, sentences: gapSentences(source) },
    {
      title: text.topics.merged,
      sentences: [
        results.masking?.pairs && text.masking,
        strata.some((one) => one.atReferencePrevalence) && text.atPrevalence,
        strata.some((one) => one.needed) && text.needed,
      ],
    },
    {
      title: text.topics.subgroups,
      sentences: [
        results.subgroups !== undefined &&
          results.subgroups.length > 0 &&
          text.subgroups(
            results.subgroups.map(({ by }) =>
              joined(
                by.map((one) => [nameOf(one, 40)]),
                " × ",
              ),
            ),
          ),
        gaps.some(({ family }) => family === "exploratory") && text.exploratory,
      ],
    },
  ];
}

function gapSentences({ results }: Source): (Prose | false)[] {
  const tests = results.gaps.filter(({ family, p }) => (family ?? "declared") === "declared" && p !== null);
  const methods = [...new Set(tests.map(({ method }) => method))];
  const metrics = [...new Set(tests.map(({ metric }) => metric))];
  return [
    methods.length > 0 && text.gapMethods(listed(methods.map((one) => nameOf(one)))),
    tests.length > 1 && text.holm(listed(metrics.map((one) => metricWords(one).name))),
  ];
}

/** Parts one after the other, with semicolons between: some have commas of their own. */
export const listed = (parts: readonly Part[]): Prose =>
  joined(
    parts.map((part) => [part]),
    "; ",
  );
