/** Something that is not as it should be. */
export interface Difference {
  /** A file of the folder, with a JSON pointer (RFC 6901) or a line where that is known. */
  readonly where: string;
  readonly expected: string;
  readonly found: string;
}

/** What a verification found. */
export interface Verification {
  readonly checked: readonly string[];
  /** What could not be checked, and why. */
  readonly notChecked: readonly string[];
  readonly differences: readonly Difference[];
}

/** A verification while it goes on. */
export class Findings implements Verification {
  readonly checked: string[] = [];
  readonly notChecked: string[] = [];
  readonly differences: Difference[] = [];

  /** Adds differences; where there are none, that this was checked. */
  add(differences: readonly Difference[], checked: string): void {
    if (differences.length === 0) this.checked.push(checked);
    else this.differences.push(...differences);
  }

  /** Two values that should be the same. */
  same(where: string, expected: string, found: string, checked: string): void {
    this.add(expected === found ? [] : [{ where, expected, found }], checked);
  }
}
