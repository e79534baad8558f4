import { type StudyReportKey, studyReportKeys } from "../../src/results/schema/studyReport.js";
import { type Source, textAt } from "../source.js";
import { deviceWords } from "../words/device.js";
import { words } from "../words.js";
import { type Table, wordsCell, wordsOr } from "./table.js";

/** Prose of the strata file on device and study; undefined where it has none. */
export function deviceTable(source: Source): Table | undefined {
  const { report } = source.results.protocol;
  if (report === undefined) return undefined;
  return {
    id: "device-and-study",
    caption: deviceWords.caption,
    columns: [
      { title: words.columns.item, kind: "words" },
      { title: words.columns.value, kind: "words" },
    ],
    rows: (Object.keys(studyReportKeys) as StudyReportKey[]).map((key) => [
      wordsCell([deviceWords.items[key]]),
      wordsOr(
        report[key] === undefined ? undefined : [textAt(source, `/results/protocol/report/${key}`)],
        deviceWords.notSupplied,
      ),
    ]),
  };
}
