import type { Cohort } from "../cohort/cohort.js";
import * as messages from "../messages/independence.js";
import type { Pseudonymise } from "../results/pseudonyms.js";
import type {
  DuplicateFiles,
  Independence,
  TrainingKey,
  TrainingOverlap,
} from "../results/schema/cohortParts.js";

/** SHA-256 of every case's image files, in the cohort's order; null where none was read. */
export type ImageHashes = readonly (readonly string[])[] | null;

/** Groups of duplicates, and cases of the training list, that are named. */
const named = 5;

/** Whether the cases evaluated are independent of each other, and of what the model was trained on. */
export function independence(cohort: Cohort, hashes: ImageHashes, pseudonymise: Pseudonymise): Independence {
  const names = cohort.cases.map(({ id }) => pseudonymise("case", id));
  const { training } = cohort;
  const why = cohort.hasImages ? messages.notScored : messages.noImages;
  return {
    duplicateFiles:
      hashes === null ? { status: "not-checked", reason: why } : duplicateFiles(cohort, hashes, names),
    training:
      training === undefined
        ? null
        : {
            ...{ file: training.file, sha256: training.sha256, rows: training.rows },
            overlap: [...training.values].map(([by, listed]): TrainingOverlap => {
              if (by === "sha256" && hashes === null) return { status: "not-checked", by, reason: why };
              const seen = cohort.cases.flatMap((_, i) =>
                identifiers(cohort, hashes, by, i).some((one) => listed.has(one)) ? [names[i]] : [],
              );
              return {
                ...{ status: "checked", by, listed: listed.size, cases: seen.length },
                first: seen.sort().slice(0, named),
              };
            }),
          },
  };
}

function identifiers(cohort: Cohort, hashes: ImageHashes, by: TrainingKey, index: number): readonly string[] {
  const { id, patient } = cohort.cases[index];
  if (by === "case") return [id];
  return by === "patient" ? [patient!] : hashes![index];
}

function duplicateFiles(
  { cases }: Cohort,
  hashes: readonly (readonly string[])[],
  names: readonly string[],
): DuplicateFiles {
  const casesOf = new Map<string, Set<number>>();
  hashes.forEach((own, index) => {
    for (const hash of own) casesOf.set(hash, (casesOf.get(hash) ?? new Set()).add(index));
  });
  const groups = [...casesOf.values()].filter((group) => group.size > 1).map((group) => [...group]);
  const examples = groups.map((group) => group.map((i) => names[i]).sort());
  return {
    status: "checked",
    images: hashes.reduce((sum, own) => sum + own.length, 0),
    groups: groups.length,
    cases: new Set(groups.flat()).size,
    differingLabels: groups.filter((group) => new Set(group.map((i) => cases[i].label)).size > 1).length,
    // In the pseudonyms' order, which tells nothing of the manifest's.
    examples: examples
      .sort((a, b) => (a.join() < b.join() ? -1 : 1))
      .slice(0, named)
      .map((group) => group.slice(0, named)),
  };
}

/** What a reader must know of it. */
export function independenceWarnings({ duplicateFiles: found, training }: Independence): string[] {
  const duplicates =
    found.status === "checked" && found.groups > 0
      ? [messages.duplicates(found.groups, found.cases, found.differingLabels)]
      : [];
  const overlaps = (training?.overlap ?? []).flatMap((one) =>
    one.status === "checked" && one.cases > 0
      ? [messages.inTraining(one.first, one.cases, one.by, training!.file)]
      : [],
  );
  return [...duplicates, ...overlaps];
}
