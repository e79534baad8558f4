import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import * as messages from "../messages/cohort.js";
import { UserError } from "../messages/userError.js";
import * as yamlMessages from "../messages/yaml.js";
import type { FlowStep } from "../results/schema/results.js";
import type { StrataFile } from "../strata/schema.js";
import type { ValidatedYaml } from "../yaml/readYaml.js";
import type { Cohort, CohortCase, CohortImage } from "./cohort.js";
import { type DeclaredValues, evaluateDeclared, textColumns } from "./declared.js";
import { ageOf, labelOf, pointsOf, spacingOf } from "./rowValues.js";
import type { ManifestSource } from "./source.js";
import { loadTable } from "./table.js";
import { checkValidation, together, validationRows } from "./validation.js";
import { valueOfCase } from "./variables.js";

/**
 * Reads the manifest and decides who is evaluated: `where`, then `exclude` (a case goes when any of
 * its rows matches), then the strata; cases in no stratum are counted and left out.
 * @throws UserError naming the file and row, or the place in the strata file
 */
export async function buildCohort(
  strata: ValidatedYaml<StrataFile>,
  source: ManifestSource,
): Promise<Cohort> {
  const sha256 = await hashFile(source.manifest);
  const table = await loadTable(source.manifest, textColumns(strata.value));
  const values = await evaluateDeclared(strata, table);
  return new CohortBuilder(strata, source, values, table.rows).build(sha256);
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash).catch((error: NodeJS.ErrnoException) => {
    throw new UserError(
      error.code === "ENOENT"
        ? yamlMessages.fileMissing("manifest", path)
        : yamlMessages.fileUnreadable("manifest", path, error.message),
    );
  });
  return hash.digest("hex");
}

const byCodeUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

class CohortBuilder {
  private readonly columns;
  private readonly file: string;
  private readonly flow: FlowStep[] = [];

  constructor(
    private readonly strata: ValidatedYaml<StrataFile>,
    private readonly source: ManifestSource,
    private readonly values: DeclaredValues,
    private readonly rows: number,
  ) {
    this.columns = strata.value.cohort.columns;
    this.file = source.manifest;
  }

  build(sha256: string): Cohort {
    const { strata, values } = this;
    this.refuseBlank("case", values.case, allRows(this.rows));
    let cases = this.groupByCase();
    const manifestCases = new Map(
      [...cases].map(([id, rows]) => [id, new Set(rows.flatMap((row) => values.view?.[row] ?? []))]),
    );
    this.flow.push({ step: "manifest", cases: cases.size, images: this.rows });
    const validationOf = validationRows(cases, values);
    cases = this.select(cases);
    cases = this.exclude(cases);
    if (cases.size === 0) throw new UserError(messages.nobodySelected(strata.place(["cohort"]), this.file));
    const used = together(cases, validationOf);
    const kept = [...used.values()].flat();
    if (values.patient) this.refuseBlank("patient", values.patient, kept);
    if (values.view) this.refuseBlank("view", values.view, kept);
    if (values.image) this.refuseBlank("image", values.image, kept);
    this.refuseDuplicates(used);
    const labels = this.oneLabelACase(used);
    const members = this.membership(cases);
    const analysed = [...cases.keys()].filter((id) => members.get(id)?.some((is) => is)).sort(byCodeUnits);
    const outside = [...cases.keys()].filter((id) => !members.get(id)?.some((is) => is));
    if (outside.length > 0)
      this.flow.push({
        step: "in-no-stratum",
        cases: outside.length,
        images: outside.reduce((sum, id) => sum + cases.get(id)!.length, 0),
        reason: "No declared stratum selects it",
      });
    this.flow.push({
      step: "analysed",
      cases: analysed.length,
      images: analysed.reduce((sum, id) => sum + cases.get(id)!.length, 0),
    });
    const list = analysed.map((id) => this.caseOf(id, cases.get(id)!, labels.get(id)!, members.get(id)!));
    this.checkStrata(list);
    const validation = [...validationOf.keys()]
      .sort(byCodeUnits)
      .map((id) => this.caseOf(id, validationOf.get(id)!, labels.get(id)!, null));
    checkValidation(strata, this.file, list, validation);
    const views = new Set(list.flatMap((one) => one.images.flatMap(({ view }) => view ?? [])));
    return {
      name: this.source.name,
      file: this.file,
      sha256,
      cases: list,
      strata: strata.value.strata.map((s) => s.name),
      views: [...views].sort(byCodeUnits),
      flow: this.flow,
      ...(values.validation === null ? {} : { validation }),
      manifestCases,
      hasPatients: values.patient !== null,
      hasImages: values.image !== null,
    };
  }

  /** @param member null for a case that is not evaluated: it is in no stratum, and no analysis wants more of it */
  private caseOf(id: string, rows: number[], label: 0 | 1, member: boolean[] | null): CohortCase {
    const images = this.imagesOf(rows);
    // Not in the manifest's order: a case whose rows differ in age is the same case in any order.
    const ordered = images.map((image) => image.row - 1);
    return {
      id,
      patient: this.patientOf(id, rows),
      label,
      member: member ?? this.strata.value.strata.map(() => false),
      images,
      age: first(ordered, (row) =>
        ageOf(this.values.age?.[row], () =>
          messages.badAge(this.columns.age!, this.file, row + 1, text(this.values.age?.[row])),
        ),
      ),
      sex: first(ordered, (row) => this.values.sex?.[row] ?? null),
      variables: member === null ? new Map() : this.variablesOf(id, ordered),
    };
  }

  private refuseBlank(
    key: "case" | "patient" | "view" | "image",
    column: (string | null)[],
    rows: readonly number[],
  ) {
    const blank = rows.filter((row) => column[row] === null || column[row] === "");
    if (blank.length > 0)
      throw new UserError(
        messages.blankValue(
          key,
          this.columns[key]!,
          this.file,
          blank.slice(0, 3).map((r) => r + 1),
          blank.length,
        ),
      );
  }

  private groupByCase(): Map<string, number[]> {
    const cases = new Map<string, number[]>();
    for (let row = 0; row < this.rows; row++) {
      const id = this.values.case[row]!;
      const rows = cases.get(id);
      if (rows) rows.push(row);
      else cases.set(id, [row]);
    }
    return cases;
  }

  private select(cases: Map<string, number[]>): Map<string, number[]> {
    const { where } = this.values;
    if (!where) return cases;
    const kept = new Map<string, number[]>();
    let images = 0;
    for (const [id, rows] of cases) {
      const selected = rows.filter((row) => where[row] === true);
      images += rows.length - selected.length;
      if (selected.length > 0) kept.set(id, selected);
    }
    if (images > 0)
      this.flow.push({
        step: "not-selected",
        cases: cases.size - kept.size,
        images,
        reason: `Not selected by ${this.strata.value.cohort.where}`,
      });
    return kept;
  }

  private exclude(cases: Map<string, number[]>): Map<string, number[]> {
    let left = cases;
    this.strata.value.cohort.exclude.forEach(({ reason }, i) => {
      const kept = new Map<string, number[]>();
      let images = 0;
      for (const [id, rows] of left) {
        if (rows.some((row) => this.values.exclude[i]![row] === true)) images += rows.length;
        else kept.set(id, rows);
      }
      this.flow.push({ step: "excluded", cases: left.size - kept.size, images, reason });
      left = kept;
    });
    return left;
  }

  private refuseDuplicates(cases: Map<string, number[]>) {
    const { image, view } = this.values;
    const seen = new Map<string, number>();
    for (const [id, rows] of cases)
      for (const row of rows) {
        const key = image ? resolve(this.source.images, image[row]!) : `${id}\u0000${view?.[row] ?? ""}`;
        const before = seen.get(key);
        if (before !== undefined) {
          const both = [before + 1, row + 1];
          throw new UserError(
            image
              ? messages.duplicateImage(this.file, image[row]!, both)
              : messages.duplicateRow(this.file, id, view?.[row] ?? null, both),
          );
        }
        seen.set(key, row);
      }
  }

  private oneLabelACase(cases: Map<string, number[]>): Map<string, 0 | 1> {
    const column = this.columns.label;
    const blank: string[] = [];
    const differing: string[] = [];
    const labels = new Map<string, 0 | 1>();
    for (const [id, rows] of cases) {
      const found = rows.map((row) =>
        labelOf(this.values.label[row], () =>
          messages.badLabel(column, this.file, row + 1, text(this.values.label[row])),
        ),
      );
      if (found.some((label) => label === null)) blank.push(id);
      else if (found.some((label) => label !== found[0])) differing.push(id);
      labels.set(id, found.some((label) => label === 1) ? 1 : 0);
    }
    if (blank.length > 0) throw new UserError(messages.blankLabel(column, this.file, blank.length, blank));
    if (differing.length > 0 && this.strata.value.cohort.withinCase === "error")
      throw new UserError(messages.differsWithinCase(this.file, "label", differing.length, differing));
    return labels;
  }

  private membership(cases: Map<string, number[]>): Map<string, boolean[]> {
    const differing: string[] = [];
    let where = "";
    const members = new Map<string, boolean[]>();
    for (const [id, rows] of cases) {
      members.set(
        id,
        this.values.strata.map((selected, s) => {
          const count = rows.filter((row) => selected[row] === true).length;
          if (count > 0 && count < rows.length) {
            if (where === "") where = this.strata.value.strata[s]!.name;
            if (differing.at(-1) !== id) differing.push(id);
          }
          return count > 0;
        }),
      );
    }
    if (differing.length > 0 && this.strata.value.cohort.withinCase === "error")
      throw new UserError(
        messages.differsWithinCase(this.file, `stratum "${where}"`, differing.length, differing),
      );
    return members;
  }

  private checkStrata(list: readonly CohortCase[]) {
    const declared = this.strata.value.strata;
    declared.forEach(({ name, where }, s) => {
      if (!list.some((one) => one.member[s]))
        throw new UserError(
          messages.emptyStratum(this.strata.place(["strata", s, "where"]), name, where, this.file),
        );
    });
    if (this.strata.value.overlap) return;
    for (let b = 1; b < declared.length; b++)
      for (let a = 0; a < b; a++) {
        const both = list.filter((one) => one.member[a] && one.member[b]).map((one) => one.id);
        if (both.length > 0)
          throw new UserError(
            messages.overlap(
              this.strata.place(["strata", b, "where"]),
              declared[a]!.name,
              declared[b]!.name,
              both.length,
              both,
            ),
          );
      }
  }

  private imagesOf(rows: readonly number[]): CohortImage[] {
    const { image, view, spacing, landmarks, fracture } = this.values;
    return rows
      .map((row) => ({
        row: row + 1,
        path: image ? resolve(this.source.images, image[row]!) : null,
        view: view ? view[row]! : null,
        spacing: spacingOf(spacing?.[row], () =>
          messages.badSpacing(this.columns.spacing!, this.file, row + 1, text(spacing?.[row])),
        ),
        ...(landmarks && {
          landmarks: pointsOf(
            landmarks.map((values) => values[row]),
            (point, values) => messages.badLandmark(this.file, row + 1, point, values),
          ),
        }),
        ...(fracture && {
          fracture: pointsOf(
            fracture.map((values) => values[row]),
            (_, values) => messages.badFracturePoint(this.file, row + 1, values),
          )[0],
        }),
      }))
      .sort((a, b) => byCodeUnits(a.view ?? "", b.view ?? "") || byCodeUnits(a.path ?? "", b.path ?? ""));
  }

  private variablesOf(id: string, rows: readonly number[]): CohortCase["variables"] {
    const anyRow = this.strata.value.cohort.withinCase === "any";
    return new Map(
      [...this.values.variables].map(([sql, values]) => {
        const own = rows.map((row) => values[row]);
        return [sql, valueOfCase(sql, id, this.file, own, anyRow)];
      }),
    );
  }

  private patientOf(id: string, rows: readonly number[]): string | null {
    const { patient } = this.values;
    if (!patient) return null;
    const names = [...new Set(rows.map((row) => patient[row]!))];
    if (names.length > 1) throw new UserError(messages.patientDiffers(this.file, id, names));
    return names[0]!;
  }
}

const allRows = (rows: number): number[] => Array.from({ length: rows }, (_, row) => row);

const text = (value: unknown): string => (typeof value === "string" ? `"${value}"` : String(value));

function first<T>(rows: readonly number[], of: (row: number) => T | null): T | null {
  for (const row of rows) {
    const value = of(row);
    if (value !== null) return value;
  }
  return null;
}
