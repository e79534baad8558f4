import type { Block, Section } from "../document.js";
import { type Source, textAt } from "../source.js";
import { wordsCell } from "../tables/table.js";
import { gateWords } from "../words/gate.js";

/** Whether the run follows the protocol as it was locked; undefined where the results don't say. */
export function preRegistrationSection(source: Source): Section | undefined {
  const { lock } = source.results.protocol;
  if (lock === undefined) return undefined;
  const text = gateWords.lock;
  const at = (key: string) => textAt(source, `/results/protocol/lock/${key}`);
  const section = { id: "pre-registration", title: text.title };
  if (lock.state === "absent") return { ...section, lead: [text.absent], blocks: [] };
  const say = lock.state === "changed" ? text.changedSince : text.unchanged;
  const limits: Block = { kind: "paragraph", text: text.limits };
  return {
    ...section,
    lead: [say(at("file"), at("lockedAt"), at("toolVersion"))],
    blocks: lock.changed === undefined ? [limits] : [changesTable(source, lock.changed.length), limits],
  };
}

function changesTable(source: Source, count: number): Block {
  const text = gateWords.lock;
  const cell = (index: number, key: string, code = false) =>
    wordsCell([textAt(source, `/results/protocol/lock/changed/${index}/${key}`, code)]);
  return {
    kind: "table",
    table: {
      id: "pre-registration-changes",
      caption: text.caption,
      columns: [text.what, text.locked, text.now].map((title) => ({ title, kind: "words" as const })),
      rows: Array.from({ length: count }, (_, index) => [
        cell(index, "what"),
        cell(index, "locked", true),
        cell(index, "now", true),
      ]),
    },
  };
}
