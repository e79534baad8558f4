/** What a verification says of what it found and of what it could not check. */
export const absent = "nothing";
export const valid = "what the schema allows";

export const notRecomputed = {
  explanations:
    "results.explanations: pictures and heat maps need the model and its images; only the pictures' hashes are checked",
  landmarks: "results.landmarks: they need the model and its images",
  robustness:
    "results.robustness: corrupted images have to be scored again, which needs the model; what rests on it is taken as it is",
  corruptedScores:
    "results.robustness: the scores under corruptions are taken from corrupted-cases.csv, and the pictures from results.json; both need the model and its images",
  comparison: "results.comparison: the baseline's folder was not found; name it with --baseline",
  lock: "results.protocol.lock: the lock file is not as the run found it",
  operatingPoint:
    "results.operatingPoint: the validation cases' scores are not kept; the thresholds are taken as they are. Name the scores with --predictions to have them chosen again",
  threshold: (why: string) => `the model's threshold: taken from results.json, since ${why}`,
  model: (why: string) => `results.model and the model's own warnings: ${why}`,
  independence:
    "results.cohort.independence: duplicates and images in the training list are found by the images' hashes, which need the images",
  temperedMembers: "figures under the members' temperatures: cases.csv has no members under them",
  newer: (made: string) =>
    `what this version of wrist-bench has in its results and ${made} did not; where a figure differs, the version may be why`,
  other: (key: string) => `results.${key}: it is not made of cases.csv`,
} as const;

export const noFolder = (path: string) =>
  `${path} does not exist; name the output folder of a run (its --out)`;
export const noFolderButFile = (path: string) =>
  `${path} is a file; name the folder that a run wrote, in which results.json is`;
export const noResultsIn = (path: string) =>
  `the folder ${path} has no results.json, so there is no run in it to verify; name the output folder of a run (its --out)`;
export const ofRunBegun = (startedAt: string) => `the report of the run that began ${startedAt}`;

export const noChecksums = "hashes of the files as a whole: there is no SHA256SUMS";
export const noFile = (file: string) => `${file}: there is none`;
export const otherVersion = (made: string, own: string) =>
  `whether files are as rendered: they were made by wrist-bench ${made}, this is ${own}`;
export const noStrata =
  "figures with resamples, comparisons and criteria: the strata file was not found; name it with --strata";
export const noManifest = (why: string) =>
  `figures that need the manifest: it can't be used (${why}); name it with --cohort`;
export const noKey =
  "figures with resamples, comparisons and criteria: they depend on the manifest's order of cases, and the key that leads from pseudonyms to it was not found; name it with --key";
export const failed = (why: string) => `figures of results.json: they can't be recomputed: ${why}`;
export const noImages = (why: string) => `results.cohort.imagesSha256: ${why}`;
export const remoteModel = "the model is on a server";
export const modelUnnamed = "the model was not found; name it with --model";
export const pdfUnread = "report.pdf: browsers don't print the same bytes again; only its hash is checked";

export const checked = {
  checksums: (files: number) =>
    `SHA256SUMS: ${files} ${files === 1 ? "file has the hash" : "files have the hashes"} listed`,
  listed: "SHA256SUMS: every file of the run, each once",
  casesTable: "cases.csv: its SHA-256 is the one in results.json",
  corruptedTable: "corrupted-cases.csv: its SHA-256 is the one in results.json",
  canonical: "results.json: valid, written as this version writes it",
  figures: (count: number) =>
    `report.html: ${count} ${count === 1 ? "figure is that" : "figures are those"} of results.json`,
  rendered: (files: number) =>
    `${files} ${files === 1 ? "file is" : "files are"} what results.json renders to, byte for byte`,
  pictures: (count: number) =>
    `${count} ${count === 1 ? "picture has the hash" : "pictures have the hashes"} in results.json`,
  input: (what: string, path: string) => `${what}: ${path} has the SHA-256 in results.json`,
  model: (path: string) => `model: ${path} has the identity and settings in results.json`,
  images: (count: number) =>
    `images: the digest over ${count} ${count === 1 ? "file" : "files"} is the one in results.json`,
  rows: (from: string, count: number) =>
    `cases.csv: ${count} ${count === 1 ? "case is that" : "cases are those"} of ${from}`,
  recomputed: (values: number, from: string) => `results.json: ${values} values recomputed from ${from}`,
  points: (values: number) =>
    `results.json: ${values} counts, figures, exact intervals and curve points recomputed from cases.csv alone, to 1 in 10⁹`,
} as const;

export const asWritten = "a table as a run writes it";
export const unlisted = (file: string) => `${file} is not in the list`;
export const listedTwice = (file: string) => `${file} is in the list twice`;
export const noCorruptedCase = (file: string, name: string, corruption: string, severity: number) =>
  `${file} has no row of the case ${name} under ${corruption} at severity ${severity}`;
export const noSuchRow = (count: number, first: string) =>
  count === 1
    ? `a case that the manifest doesn't have, ${first}`
    : `${count} cases that the manifest doesn't have, the first ${first}`;
export const lacksRows = (count: number) =>
  `lacks ${count} ${count === 1 ? "case" : "cases"} of the manifest`;
export const casesUnreadable = (path: string, row: number, why: string) => `${path}: row ${row}: ${why}`;
