import * as messages from "../messages/readers.js";
import { UserError } from "../messages/userError.js";
import type { Reader, StrataFile } from "../strata/schema.js";
import type { ValidatedYaml } from "../yaml/readYaml.js";
import type { Cohort, CohortCase } from "./cohort.js";
import type { Value } from "./variables.js";

/** 1 fracture, 0 none, null where the reader did not read the case. */
export type Call = 0 | 1 | null;

/** Where a reader's answers stand and what they mean. */
export type ReaderColumn = Pick<Reader, "column" | "atLeast">;

/**
 * One reader's calls, in the order of the cohort's cases.
 * @throws UserError naming row, case and column of an answer that is none
 */
export function readerCalls(reader: ReaderColumn, cohort: Cohort): Call[] {
  return cohort.cases.map((one) => {
    const value = one.variables.get(reader.column) ?? null;
    return reader.atLeast === undefined
      ? answered(value, reader, cohort, one)
      : scored(value, reader.atLeast, reader, cohort, one);
  });
}

/**
 * That every reader's answers can be used, before anything is scored.
 * @throws UserError also for a reader who read no case that is evaluated
 */
export function checkReaders(strata: ValidatedYaml<StrataFile>, cohort: Cohort): void {
  for (const [key, reader] of Object.entries(strata.value.readers))
    if (readerCalls(reader, cohort).every((call) => call === null))
      throw new UserError(
        messages.readNothing(strata.place(["readers", key, "column"]), reader.column, cohort.file),
      );
}

function answered(value: Value, reader: ReaderColumn, cohort: Cohort, one: CohortCase): Call {
  if (value === null) return null;
  if (value === true || value === "true") return 1;
  if (value === false || value === "false") return 0;
  const number = Number(value);
  if (number === 0 || number === 1) return number;
  throw new UserError(messages.badAnswer(answer(value, reader, cohort, one)));
}

function scored(value: Value, atLeast: number, reader: ReaderColumn, cohort: Cohort, one: CohortCase): Call {
  if (value === null) return null;
  const number = typeof value === "boolean" ? Number.NaN : Number(value);
  if (!Number.isFinite(number))
    throw new UserError(messages.badScore(answer(value, reader, cohort, one), atLeast));
  return number >= atLeast ? 1 : 0;
}

function answer(value: Value, { column }: ReaderColumn, { file }: Cohort, one: CohortCase): messages.Answer {
  const shown = typeof value === "string" ? `"${value}"` : String(value);
  return { file, column, case: one.id, row: one.images[0]?.row ?? 0, value: shown };
}
