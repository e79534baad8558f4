import { csv } from "../../src/results/csv.js";
import { type Figure, type Part, type Prose, plainText } from "../prose.js";
import { type Source, valueAt } from "../source.js";
import type { Cell, Table } from "../tables/table.js";

type Value = string | number | null;

/**
 * A table of the report as CSV (RFC 4180), for programs: figures in full precision as results.json has
 * them, not as the report rounds them.
 *
 * A column of words stays one column. A column of figures becomes one for each kind of figure in its cells:
 * `AUROC`, `AUROC: ci lower`, `AUROC: ci upper`, named after where they stand in results.json; where a
 * figure is missing its cell is blank and `AUROC: reason` says why. What stands small below a cell goes into
 * `…: detail` and `…: note`.
 */
export function tableCsv(source: Source, table: Table): string {
  const rows = table.rows.map(spread);
  const columns = table.columns.map(({ title, kind }, c) => {
    const cells = rows.map((row) => row[c]);
    const hasFigures = cells.some(
      (cell) => cell && (cell.kind === "undefined" || figuresIn(cell.content).length > 0),
    );
    const of = kind === "figure" && hasFigures ? figureValues : wordsValues;
    const values = cells.map((cell) => (cell ? of(source, cell) : new Map<string, Value>()));
    return { title, values, keys: [...new Set(["", ...values.flatMap((value) => [...value.keys()])])] };
  });
  const titles = new Set<string>();
  const wanted = columns.flatMap(({ title, values, keys }) =>
    keys
      .filter((key) => key !== "" || hasOwnFigure(values))
      .map((key) => ({ title: unused(key === "" ? title : `${title}: ${key}`, titles), key, values })),
  );
  return csv(
    wanted.map(({ title }) => title),
    rows.map((_, r) => wanted.map(({ key, values }) => values[r].get(key) ?? null)),
  );
}

/** Whether a column's cells have a figure each, or none at all: those with several have one by name. */
function hasOwnFigure(values: readonly ReadonlyMap<string, Value>[]): boolean {
  const words = ["", "reason", "detail", "note"];
  return (
    values.some((value) => value.has("")) ||
    values.every((value) => [...value.keys()].every((key) => words.includes(key)))
  );
}

/** A column's title, numbered where another has it already. */
function unused(title: string, taken: Set<string>): string {
  let own = title;
  for (let number = 2; taken.has(own); number++) own = `${title} ${number}`;
  taken.add(own);
  return own;
}

/** A row with a cell a column: one that takes several columns stands in each. */
function spread(row: readonly Cell[]): Cell[] {
  return row.flatMap((cell) => new Array<Cell>(cell.columns ?? 1).fill(cell));
}

function figureValues(source: Source, cell: Cell): Map<string, Value> {
  const figures = figuresIn(cell.content);
  const values = new Map<string, Value>();
  if (figures.length === 0) values.set("reason", plainText(cell.content));
  else if (figures.length === 1) values.set("", numberAt(source, figures[0]));
  else put(source, values, figures);
  return withDetail(source, cell, values);
}

function wordsValues(source: Source, cell: Cell): Map<string, Value> {
  const values = new Map<string, Value>();
  const figures = figuresIn(cell.content);
  const alone = figures.length === 1 && cell.content.length === 1;
  values.set("", alone ? numberAt(source, figures[0]) : wholeText(source, cell.content));
  if (!alone) put(source, values, figures);
  return withDetail(source, cell, values);
}

function withDetail(source: Source, { detail, note }: Cell, values: Map<string, Value>): Map<string, Value> {
  if (detail !== undefined) {
    const figures = figuresIn(detail);
    put(source, values, figures);
    if (figures.length === 0) values.set("detail", wholeText(source, detail));
  }
  if (note !== undefined) values.set("note", plainText(note));
  return values;
}

/** Figures under names of their own; the same figure is not put twice. */
function put(source: Source, values: Map<string, Value>, figures: readonly Figure[]): void {
  for (const figure of new Map(figures.map((one) => [one.pointer, one])).values()) {
    const name = nameOfFigure(figure.pointer);
    let key = name;
    for (let number = 2; values.has(key); number++) key = `${name} ${number}`;
    values.set(key, numberAt(source, figure));
  }
}

/** What a figure is, by where it stands: `ci lower` of `…/auroc/ci/lower`, `positives` of `…/0/positives`. */
function nameOfFigure(pointer: string): string {
  const steps = pointer.split("/").map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  const last = steps.at(-1)!;
  return /^(lower|upper|value|\d+)$/.test(last) ? `${steps.at(-2)} ${last}` : last;
}

function numberAt({ file }: Source, { pointer }: Figure): Value {
  return valueAt(file, pointer) as number;
}

/** Words; where they are one text of results.json, all of it, however long. */
function wholeText({ file }: Source, prose: Prose): string {
  const [part, ...more] = prose;
  const own = more.length === 0 && typeof part === "object" && part.kind === "foreign" && part.pointer;
  return own ? String(valueAt(file, own)) : plainText(prose);
}

function figuresIn(prose: Prose): Figure[] {
  return prose.filter((part: Part): part is Figure => typeof part === "object" && part.kind === "figure");
}
