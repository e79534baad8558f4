import type { Block, Section } from "../document.js";
import { joined, type Prose, say } from "../prose.js";
import { mainStrata } from "../shownStrata.js";
import { figureAt, nameOf, type Source, textAt } from "../source.js";
import { deviceTable } from "../tables/deviceTable.js";
import { agesProse, countsCell } from "../tables/makeUpTables.js";
import { stratumCell } from "../tables/stratumNames.js";
import { type Cell, type Table, wordsCell, wordsOr } from "../tables/table.js";
import { cohortWords } from "../words/cohort.js";
import { deviceWords } from "../words/device.js";
import { words } from "../words.js";
import { caseFlow } from "./caseFlow.js";
import { cohortParts } from "./cohortParts.js";

/** Who was analysed, who was not and why, and how the strata were declared. */
export function cohortSection(source: Source): Section {
  const flow = caseFlow(source);
  const device = deviceTable(source);
  const blocks: Block[] = [
    device === undefined ? { kind: "paragraph", text: deviceWords.absent } : { kind: "table", table: device },
  ];
  if (flow !== undefined) blocks.push({ kind: "flow", flow });
  blocks.push(
    { kind: "table", table: aboutTable(source) },
    { kind: "table", table: declarationsTable(source) },
  );
  const undescribed = source.results.strata
    .filter((stratum) => stratum.kind === "declared" && stratum.referenceStandard === undefined)
    .map((stratum): Prose => [nameOf(stratum.name, 60)]);
  if (undescribed.length > 0) {
    blocks.push({ kind: "paragraph", text: words.cohort.standardMissing(joined(undescribed, ", ")) });
  }
  return { id: "cohort", title: words.sections.cohort, lead: [], blocks, parts: cohortParts(source) };
}

function aboutTable(source: Source): Table {
  const { cohort } = source.results;
  const row = (title: string, cell: Cell): Cell[] => [wordsCell([title]), cell];
  return {
    id: "cohort-about",
    caption: words.cohort.aboutCaption,
    columns: [
      { title: words.columns.item, kind: "words" },
      { title: words.columns.value, kind: "words" },
    ],
    rows: [
      row(words.cohort.casesHead, wordsCell([figureAt(source, "/results/cohort/cases", "count")])),
      row(
        words.cohort.patients,
        wordsOr(
          cohort.patients === null ? undefined : [figureAt(source, "/results/cohort/patients", "count")],
          words.cohort.noPatients,
        ),
      ),
      row(
        words.cohort.several,
        wordsCell([figureAt(source, "/results/cohort/patientsInSeveralStrata", "count")]),
      ),
      row(
        words.columns.images,
        wordsOr(
          cohort.namesImages === false ? undefined : [figureAt(source, "/results/cohort/images", "count")],
          cohortWords.namesNoImages,
        ),
      ),
      row(
        cohort.namesImages === false ? words.cohort.rowsByView : words.cohort.views,
        countsCell(source, "/results/cohort/views", cohort.views, words.cohort.noViews),
      ),
      row(words.cohort.age, wordsOr(ageProse(source), words.cohort.noAge)),
      row(words.cohort.sex, countsCell(source, "/results/cohort/sex", cohort.sex, words.cohort.noSex)),
    ],
  };
}

function ageProse(source: Source): Prose | undefined {
  if (!source.results.cohort.age) return undefined;
  const known = figureAt(source, "/results/cohort/age/known", "count");
  return say`${agesProse(source, "/results/cohort/age")}, ${words.cohort.ageKnown} ${known}`;
}

/** Names, titles, predicates and reference standards, whole. */
function declarationsTable(source: Source): Table {
  return {
    id: "strata-declared",
    caption: words.cohort.strataCaption,
    columns: [
      { title: words.columns.stratum, kind: "words" },
      { title: words.columns.selected, kind: "words" },
      { title: words.columns.standard, kind: "words" },
    ],
    rows: mainStrata(source).map((index) => {
      const stratum = source.results.strata[index];
      const pointer = `/results/strata/${index}`;
      const title = stratum.title === undefined ? undefined : [textAt(source, `${pointer}/title`)];
      return [
        { ...stratumCell(source, index), content: [textAt(source, `${pointer}/name`)], detail: title },
        stratum.kind === "merged"
          ? wordsCell([words.unionOfStrata])
          : wordsOr(
              stratum.where === undefined ? undefined : [textAt(source, `${pointer}/where`, true)],
              words.noPredicate,
            ),
        wordsOr(
          stratum.referenceStandard === undefined
            ? undefined
            : [textAt(source, `${pointer}/referenceStandard`)],
          stratum.kind === "merged" ? words.none : words.notGiven,
        ),
      ];
    }),
  };
}
