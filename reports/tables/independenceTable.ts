import type { DuplicateFiles, TrainingOverlap } from "../../src/results/schema/cohortParts.js";
import { joined, type Prose, say } from "../prose.js";
import { figureAt, type Source, textAt } from "../source.js";
import { cohortWords } from "../words/cohort.js";
import { type Cell, type Table, wordsCell, wordsOr } from "./table.js";

const text = cohortWords.independence;
const pointer = "/results/cohort/independence";

/** Whether cases depend on each other or on what the model was trained on, check by check. */
export function independenceTable(source: Source): Table {
  const { patients, independence } = source.results.cohort;
  const { duplicateFiles, training } = independence!;
  const row = (title: string, cell: Cell): Cell[] => [wordsCell([title]), cell];
  return {
    id: "cohort-independence",
    caption: text.caption,
    columns: [
      { title: text.check, kind: "words" },
      { title: text.found, kind: "words" },
    ],
    rows: [
      row(
        text.several,
        wordsOr(
          patients === null
            ? undefined
            : [figureAt(source, "/results/cohort/patientsInSeveralStrata", "count")],
          text.noPatients,
        ),
      ),
      row(text.duplicates, wordsCell(duplicatesProse(source, duplicateFiles))),
      ...(training === null
        ? [row(text.training.none, wordsOr(undefined, text.notSupplied))]
        : training.overlap.map((one, index) =>
            row(text.training[one.by], wordsCell(overlapProse(source, one, index))),
          )),
    ],
    notes: [text.limits],
  };
}

function duplicatesProse(source: Source, found: DuplicateFiles): Prose {
  const at = `${pointer}/duplicateFiles`;
  if (found.status === "not-checked") return text.notChecked(textAt(source, `${at}/reason`));
  const figure = (key: string) => figureAt(source, `${at}/${key}`, "count");
  if (found.groups === 0) return text.noDuplicates(figure("images"));
  const groups = found.examples.map((cases, group) =>
    joined(
      cases.map((_, one): Prose => [textAt(source, `${at}/examples/${group}/${one}`, true)]),
      text.and,
    ),
  );
  return say`${text.duplicatesFound(figure("groups"), figure("cases"))}${found.differingLabels > 0 ? text.differing(figure("differingLabels")) : []}${text.examples(joined(groups, "; "))}`;
}

function overlapProse(source: Source, one: TrainingOverlap, index: number): Prose {
  const at = `${pointer}/training/overlap/${index}`;
  if (one.status === "not-checked") return text.notChecked(textAt(source, `${at}/reason`));
  const listed = text.listed(
    figureAt(source, `${at}/listed`, "count"),
    textAt(source, `${pointer}/training/file`),
  );
  if (one.cases === 0) return say`${text.noOverlap}${listed}`;
  const cases = one.first.map((_, i): Prose => [textAt(source, `${at}/first/${i}`, true)]);
  return say`${text.overlap(figureAt(source, `${at}/cases`, "count"))}${listed}${text.examples(joined(cases, ", "))}`;
}
