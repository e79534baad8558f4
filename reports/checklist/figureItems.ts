import { formatted } from "../format/number.js";
import { joined } from "../prose.js";
import { figureAt } from "../source.js";
import { checklistWords as text } from "../words/checklist.js";
import { declared, type EvidenceItem, has, met, namesOf, notAssessable, notSupplied } from "./finding.js";

/** Counts, figures, intervals, differences. */
export const figureItems: readonly EvidenceItem[] = [
  {
    name: "counts",
    sections: ["operating-point"],
    find: ({ results }) => {
      const wrong = results.strata.filter(
        ({ confusion, positives, negatives, cases }) =>
          confusion.tp + confusion.fn !== positives ||
          confusion.fp + confusion.tn !== negatives ||
          positives + negatives !== cases,
      );
      return wrong.length === 0 ? met(text.counts.met) : notSupplied(text.counts.open(namesOf(wrong)));
    },
  },
  {
    name: "accuracy",
    sections: ["figures", "curves", "operating-point"],
    find: ({ results }) => {
      const main = results.strata.filter(({ kind }) => kind === "declared" || kind === "merged");
      const lacking = main.filter(({ positives, negatives }) => positives === 0 || negatives === 0);
      if (lacking.length > 0) return notAssessable(text.accuracy.oneClass(namesOf(lacking)));
      const missing = [
        ...(main.some(({ roc }) => roc.length === 0) ? [text.accuracy.roc] : []),
        ...(main.some(({ likelihoodRatios }) => likelihoodRatios === undefined)
          ? [text.accuracy.ratios]
          : []),
      ];
      return missing.length === 0 ? met(text.accuracy.met) : notSupplied(text.missing(joined(missing, ", ")));
    },
  },
  {
    name: "intervals",
    sections: ["methods", "provenance"],
    find: (source) => {
      const { protocol, cohort, strata } = source.results;
      if (!strata.some(({ metrics }) => Object.values(metrics).some(({ ci }) => ci !== null)))
        return notAssessable(text.intervals.none);
      if (protocol.bootstrap.unit === "patient") {
        const bootstrap = "/results/protocol/bootstrap";
        return met(
          text.intervals.patients(
            figureAt(source, `${bootstrap}/iterations`, "count"),
            figureAt(source, `${bootstrap}/seed`, "integer"),
          ),
        );
      }
      if (cohort.patients === null) return notAssessable(text.intervals.noPatients);
      return cohort.patients === cohort.cases
        ? met(text.intervals.onePerPatient)
        : notSupplied(text.intervals.cases);
    },
  },
  {
    name: "subgroups",
    sections: ["hidden-stratification", "figures"],
    find: (source) => {
      const strata = declared(source);
      const { gaps, protocol } = source.results;
      if (strata.length < 2) return notAssessable(text.subgroups.one);
      const missing = strata.filter(
        ({ name }) => name !== protocol.reference && !gaps.some(({ stratum }) => stratum === name),
      );
      if (missing.length > 0) return notSupplied(text.subgroups.missing(namesOf(missing)));
      const names = new Set(strata.map(({ name }) => name));
      return gaps.some(({ stratum, difference }) => names.has(stratum) && difference !== null)
        ? met(text.subgroups.met)
        : notAssessable(text.subgroups.none);
    },
  },
  {
    name: "prespecified",
    sections: ["hidden-stratification"],
    find: ({ results }) => {
      const groups = new Set(
        results.strata.filter(({ kind }) => kind === "crossed" || kind === "band").map(({ name }) => name),
      );
      if (groups.size === 0) return met(text.prespecified.met);
      return results.gaps.some(
        ({ stratum, family }) => groups.has(stratum) && (family ?? "declared") === "declared",
      )
        ? notSupplied(text.prespecified.mixed)
        : met(text.prespecified.apart);
    },
  },
  {
    name: "multiplicity",
    sections: ["hidden-stratification", "methods"],
    find: ({ results }) => {
      const tests = results.gaps.filter(
        ({ p, family }) => p !== null && (family ?? "declared") === "declared",
      );
      if (tests.length === 0) return notAssessable(text.multiplicity.none);
      return tests.every(({ pAdjusted }) => pAdjusted !== null)
        ? met(text.multiplicity.met(formatted(tests.length, "count")))
        : notSupplied(text.multiplicity.open);
    },
  },
  {
    name: "sampleSize",
    sections: ["figures"],
    find: (source) => {
      const { primary } = source.results.protocol;
      const without = declared(source).filter(({ metrics }) =>
        primary.some((name) => !metrics[name]?.ci && !metrics[name]?.exactCi),
      );
      if (without.length > 0) return notAssessable(text.sampleSize.open(namesOf(without)));
      return met(has(source, "sampleSize") ? text.sampleSize.andAim : text.sampleSize.met);
    },
  },
  {
    name: "calibration",
    sections: ["calibration"],
    find: (source) => {
      const strata = declared(source);
      if (strata.every(({ calibration }) => calibration === undefined)) return notSupplied(text.older);
      const without = strata.filter(({ calibration }) => {
        const { slope, intercept } = calibration?.figures ?? {};
        return !slope?.ci || !intercept?.ci;
      });
      return without.length === 0
        ? met(text.calibration.met)
        : notAssessable(text.calibration.open(namesOf(without)));
    },
  },
];
