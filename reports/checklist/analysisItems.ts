import { formatted } from "../format/number.js";
import { joined, type Prose } from "../prose.js";
import { figureAt, textAt } from "../source.js";
import { checklistWords as text } from "../words/checklist.js";
import { declared, type EvidenceItem, inWords, met, namesOf, notAssessable, notSupplied } from "./finding.js";
import { independenceItem } from "./studyItems.js";

/** A case as the results call it where its identifier is kept secret. */
const pseudonym = /^c-[0-9a-f]{16}$/;

/** Robustness, confounders, independence, environment, predecessor, failures, and the report's own limits. */
export const analysisItems: readonly EvidenceItem[] = [
  {
    name: "robustness",
    sections: ["robustness"],
    find: (source) => {
      const { robustness, model } = source.results;
      if (robustness === undefined)
        return model.format === "predictions"
          ? notAssessable(text.fromTable)
          : notSupplied(text.robustness.notAsked);
      const scored = robustness.strata.some(({ corruptions }) =>
        corruptions.some(({ levels }) => levels.length > 0),
      );
      return scored
        ? met(text.robustness.met(figureAt(source, "/results/robustness/images", "count")))
        : notAssessable(text.robustness.none);
    },
  },
  {
    name: "confounders",
    sections: ["confounders"],
    find: (source) => {
      const { confounders, protocol } = source.results;
      if (protocol.confounders.length === 0) return notSupplied(text.confounders.none);
      if (confounders.length === 0) return notSupplied(text.older);
      const without = declared(source).filter(
        ({ name }) => !confounders.some(({ stratum, status }) => stratum === name && status === "ok"),
      );
      if (without.length > 0) return notAssessable(text.confounders.open(namesOf(without)));
      const names = protocol.confounders.map(
        (_, index): Prose => [textAt(source, `/results/protocol/confounders/${index}`)],
      );
      return met(text.confounders.met(joined(names, ", ")));
    },
  },
  independenceItem,
  {
    name: "environment",
    sections: ["provenance"],
    find: ({ file }) => {
      if (file.results.model.format === "predictions") return notSupplied(text.fromTable);
      const { environment } = file.execution;
      const settings = Object.values(file.results.model.settings ?? {});
      const named = (pattern: RegExp) => Object.keys(environment).some((key) => pattern.test(key));
      const precise =
        named(/precision/i) || settings.some((text) => /\b(b?float(16|32|64)|u?int8)\b/.test(text));
      const missing = [
        ...(named(/provider/i) ? [] : [text.environment.provider]),
        ...(precise ? [] : [text.environment.precision]),
        ...(named(/processor|device/i) ? [] : [text.environment.hardware]),
        ...(settings.length > 0 ? [] : [text.environment.preprocessing]),
      ];
      return missing.length === 0
        ? met(text.environment.met)
        : notSupplied(text.missing(joined(missing, ", ")));
    },
  },
  {
    name: "predecessor",
    sections: ["comparison"],
    find: ({ results: { comparison } }) => {
      if (comparison === null) return notSupplied(text.predecessor.notAsked);
      if (comparison.rules.length === 0) return notSupplied(text.predecessor.noMargin);
      return comparison.rules.some(({ ci }) => ci !== null)
        ? met(text.predecessor.met(formatted(comparison.rules.length, "count")))
        : notAssessable(text.predecessor.none);
    },
  },
  {
    name: "failures",
    sections: ["failures"],
    find: (source) => {
      const { failureCases } = source.results;
      if (failureCases === undefined) return notSupplied(text.older);
      const listed = failureCases.strata.flatMap(({ missed, falseAlarms }) => [missed, falseAlarms]);
      if (listed.some(({ cases }) => cases.some((one) => !pseudonym.test(one.case))))
        return notSupplied(text.failures.plain);
      const without = declared(source).filter(
        ({ name }) => !failureCases.strata.some(({ stratum }) => stratum === name),
      );
      return without.length === 0
        ? met(text.failures.met)
        : notSupplied(text.failures.open(namesOf(without)));
    },
  },
  {
    name: "metrics",
    sections: ["methods", "cohort"],
    find: (source) => inWords(source, ["metrics"]),
  },
  {
    name: "limits",
    sections: ["methods", "cohort"],
    find: (source) => inWords(source, ["studyLimitations"]),
  },
  {
    name: "reproduction",
    sections: ["provenance"],
    find: ({ file }) =>
      file.execution.command === "" ? notSupplied(text.reproduction.none) : met(text.reproduction.met),
  },
];
