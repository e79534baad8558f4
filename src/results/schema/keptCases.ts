/** A case as cases.csv keeps it. */
export interface KeptCase {
  /** Pseudonym, or the identifier itself where that is wanted. */
  readonly name: string;
  readonly patient: string | null;
  readonly label: 0 | 1;
  /** In the order of `KeptCases.strata`. */
  readonly member: readonly boolean[];
  readonly probability: number;
  /** As written; undefined where there is no such column. */
  readonly age: string | undefined;
  readonly sex: string | undefined;
}

/** cases.csv as far as a comparison needs it. */
export interface KeptCases {
  /** Declared strata. */
  readonly strata: readonly string[];
  readonly cases: readonly KeptCase[];
}

/** The scores of one corruption and severity as corrupted-cases.csv keeps them, by the name of the case. */
export interface KeptCorrupted {
  readonly corruption: string;
  readonly severity: number;
  /** The probability as decided on, then an ensemble's members. */
  readonly rows: ReadonlyMap<string, readonly number[]>;
}
