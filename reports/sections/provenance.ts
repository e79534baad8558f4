import type { Block, Section } from "../document.js";
import { type Part, type Prose, say } from "../prose.js";
import { figureAt, pointerKey, type Source, textAt, valueAt } from "../source.js";
import { type Table, wordsCell } from "../tables/table.js";
import { provenanceWords } from "../words/provenance.js";
import { words } from "../words.js";

/** Identity of all that went in, and how to have the same figures again. */
export function provenanceSection(source: Source): Section {
  const tables = [
    provenanceTable("provenance-inputs", words.provenance.inputs, inputRows(source)),
    provenanceTable("provenance-settings", words.provenance.settings, settingRows(source)),
    provenanceTable("provenance-run", words.provenance.run, runRows(source)),
  ];
  return {
    id: "provenance",
    title: words.sections.provenance,
    lead: [words.provenance.lead],
    blocks: [
      ...tables.filter(({ rows }) => rows.length > 0).map((table): Block => ({ kind: "table", table })),
      ...reproduction(source),
      { kind: "paragraph", text: provenanceWords.sign },
      { kind: "signature", lines: provenanceWords.lines },
    ],
  };
}

/** The command to copy; a run that a program started has none. */
function reproduction(source: Source): Block[] {
  if (source.file.execution.command === "") return [{ kind: "paragraph", text: provenanceWords.noCommand }];
  return [
    { kind: "paragraph", text: provenanceWords.reproduce },
    { kind: "command", command: [textAt(source, "/execution/command")] },
  ];
}

type Row = readonly [title: Part, value: Prose] | undefined;

function provenanceTable(id: string, caption: Prose, rows: readonly Row[]): Table {
  return {
    id,
    caption,
    columns: [
      { title: words.columns.item, kind: "words" },
      { title: words.columns.value, kind: "words" },
    ],
    rows: rows.flatMap((row) => (row === undefined ? [] : [[wordsCell([row[0]]), wordsCell(row[1])]])),
  };
}

function inputRows(source: Source): Row[] {
  const { items } = words.provenance;
  return [
    textRow(source, items.model, "/results/model/name"),
    textRow(source, items.modelFile, "/results/model/file", true),
    textRow(source, items.format, "/results/model/format"),
    textRow(source, items.modelHash, "/results/model/sha256", true),
    textRow(source, items.descriptionHash, "/results/model/descriptionSha256", true),
    textRow(source, items.strata, "/results/protocol/file", true),
    textRow(source, items.strataHash, "/results/protocol/sha256", true),
    textRow(source, items.cohort, "/results/cohort/name"),
    textRow(source, items.manifestHash, "/results/cohort/sha256", true),
    textRow(source, items.imagesHash, "/results/cohort/imagesSha256", true),
    textRow(source, items.casesTable, "/results/cohort/casesTable/file", true),
    textRow(source, items.casesTableHash, "/results/cohort/casesTable/sha256", true),
  ];
}

function settingRows(source: Source): Row[] {
  const { items } = words.provenance;
  const bootstrap = "/results/protocol/bootstrap";
  return [
    [items.iterations, [figureAt(source, `${bootstrap}/iterations`, "count")]],
    [items.seed, [figureAt(source, `${bootstrap}/seed`, "integer")]],
    [items.level, [figureAt(source, `${bootstrap}/level`, "percent")]],
    textRow(source, items.unit, `${bootstrap}/unit`),
    textRow(source, items.reference, "/results/protocol/reference"),
    ...entries(source, "/results/model/settings"),
  ];
}

function runRows(source: Source): Row[] {
  const { items } = words.provenance;
  return [
    [items.tool, [textAt(source, "/results/tool/name"), " ", textAt(source, "/results/tool/version")]],
    [provenanceWords.items.commit, commitProse(source)],
    [provenanceWords.items.lockfile, identityProse(source, "lockfileSha256", "lockfileReason")],
    textRow(source, items.started, "/execution/startedAt"),
    [items.duration, [figureAt(source, "/execution/durationMs", "duration")]],
    ...entries(source, "/execution/environment"),
  ];
}

function commitProse(source: Source): Prose {
  const prose = identityProse(source, "commit", "commitReason");
  const { tool } = source.file.execution;
  return tool?.commit ? say`${prose} (${provenanceWords.commitOf[tool.from]})` : prose;
}

/** What is recorded of the tool, or why it isn't. */
function identityProse(
  source: Source,
  key: "commit" | "lockfileSha256",
  reason: "commitReason" | "lockfileReason",
): Prose {
  const { tool } = source.file.execution;
  if (tool === undefined) return [provenanceWords.notRecorded];
  if (tool[key] !== null) return [textAt(source, `/execution/tool/${key}`, true)];
  return [tool[reason] === undefined ? words.notGiven : textAt(source, `/execution/tool/${reason}`)];
}

/** A row of text; none where the results don't have it. */
function textRow(source: Source, title: string, pointer: string, code = false): Row {
  const value = valueAt(source.file, pointer);
  return value === undefined || value === null ? undefined : [title, [textAt(source, pointer, code)]];
}

function entries(source: Source, pointer: string): Row[] {
  const record = (valueAt(source.file, pointer) ?? {}) as Record<string, string>;
  return Object.keys(record).map(
    (key): Row => [{ kind: "foreign", text: key }, [textAt(source, `${pointer}/${pointerKey(key)}`)]],
  );
}
