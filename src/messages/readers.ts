import { type Place, place } from "./yaml.js";

/** Where an answer stands that can't be used. */
export interface Answer {
  readonly file: string;
  readonly row: number;
  readonly case: string;
  readonly column: string;
  readonly value: string;
}

const where = ({ file, row, column, case: id }: Answer) =>
  `${file}: row ${row}: the answer of a reader (\`${column}\`) to case ${id}`;

export const badAnswer = (answer: Answer) =>
  `${where(answer)} is ${answer.value}; it must be 0, 1 or blank (not read). For answers on a scale declare \`atLeast\` with the reader: from which one on they mean a fracture`;

export const badScore = (answer: Answer, atLeast: number) =>
  `${where(answer)} is ${answer.value}; with \`atLeast: ${atLeast}\` it must be a number, or blank (not read)`;

export const readNothing = (at: Place, column: string, file: string) =>
  `${place(at)}: the reader's column \`${column}\` is blank for every case of ${file} that is evaluated; name another column or leave the reader out`;
