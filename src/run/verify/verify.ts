import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { figureExpected, printedFigures } from "../../../reports/html/printedFigures.js";
import { UserError } from "../../messages/userError.js";
import * as messages from "../../messages/verify.js";
import * as yamlMessages from "../../messages/yaml.js";
import { checksumsFile, parseChecksums, sha256 } from "../../results/checksums.js";
import { readCasesTable } from "../../results/readCasesTable.js";
import { readResults } from "../../results/readResults.js";
import { type ResultsFile, resultsFileSchema, schemaVersion } from "../../results/schema/results.js";
import { version } from "../../version.js";
import type { Progress } from "../progress.js";
import { type OutputFile, renderOutputs } from "../renderOutputs.js";
import { resultsText } from "../writeOutputs.js";
import { type Difference, Findings, type Verification } from "./findings.js";
import { type Inputs, inputsOf } from "./inputs.js";
import { jsonDifferences, shown } from "./jsonDifferences.js";
import { verifyFigures } from "./recompute.js";
import { textDifference } from "./textDifference.js";

export interface VerifyOptions extends Inputs {
  /** A run's output folder. */
  readonly out: string;
  readonly threads: number;
  readonly progress: Progress;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Checks a run's output folder: every hash, that each figure printed is that of results.json, that every file
 * is what results.json renders to, and that results.json's figures follow from the inputs.
 * @throws UserError where there are no results, or an input that is named can't be used
 */
export async function verify(options: VerifyOptions): Promise<Verification> {
  const findings = new Findings();
  await verifyChecksums(options.out, findings);
  const file = await resultsIn(options.out, findings);
  if (file === null) return findings;
  await verifyRendered(options.out, file, findings);
  await verifyPictures(options.out, file, findings);
  const table = await casesIn(options.out, file, findings);
  if (table !== null) {
    const inputs = inputsOf(file, options);
    await verifyFigures(file, table, { ...options, inputs }, findings);
  }
  return findings;
}

const textIn = (out: string, file: string): Promise<string | null> =>
  readFile(join(out, file), "utf8").catch(() => null);

async function verifyChecksums(out: string, findings: Findings): Promise<void> {
  const text = await textIn(out, checksumsFile);
  if (text === null) {
    findings.notChecked.push(messages.noChecksums);
    return;
  }
  const list = parseChecksums(text);
  if (list === null) {
    const found = "a line that is none";
    findings.differences.push({ where: checksumsFile, expected: "hashes and files", found });
    return;
  }
  const differences: Difference[] = [];
  for (const [file, hash] of list) {
    const bytes = await readFile(join(out, file)).catch(() => null);
    const found = bytes === null ? messages.absent : `SHA-256 ${sha256(bytes)}`;
    if (bytes === null || sha256(bytes) !== hash)
      differences.push({ where: file, expected: `SHA-256 ${hash}`, found });
  }
  findings.add(differences, messages.checked.checksums(list.size));
}

/**
 * results.json; null where it is damaged rather than something else, with what is wrong among the findings.
 * @throws UserError where there is none, or it is not ours to check
 */
async function resultsIn(out: string, findings: Findings): Promise<ResultsFile | null> {
  const path = join(out, "results.json");
  const where = "results.json";
  const damaged = findings.differences.some((one) => one.where === where);
  const text = await textIn(out, "results.json");
  if (text === null) throw new UserError(yamlMessages.fileMissing("results file", path));
  try {
    const file = await readResults(path);
    if (file.results.tool.version === version())
      findings.add(textDifference(where, resultsText(file), text), messages.checked.canonical);
    return file;
  } catch (error) {
    const issues = faultsOf(text);
    if (!(error instanceof UserError) || (issues.length === 0 && !damaged)) throw error;
    findings.differences.push(...issues);
    findings.notChecked.push(messages.failed(error.message));
    return null;
  }
}

/** Where a results file of this schema breaks it; none where it is something else altogether. */
function faultsOf(text: string): Difference[] {
  try {
    const data = JSON.parse(text);
    if (data?.schemaVersion !== schemaVersion || typeof data.results?.protocol !== "object") return [];
    return (resultsFileSchema.safeParse(data).error?.issues ?? []).map(({ path, message }) => ({
      where: `results.json /${path.map(String).join("/")}`,
      expected: messages.valid,
      found: `${message}: ${shown(path.reduce((value, key) => value?.[key as string], data))}`,
    }));
  } catch {
    return [];
  }
}

/** Files made of results.json alone: the report's figures, and every file byte for byte. */
async function verifyRendered(out: string, file: ResultsFile, findings: Findings): Promise<void> {
  const html = await textIn(out, "report.html");
  if (html === null) findings.notChecked.push(messages.noFile("report.html"));
  else {
    const figures = printedFigures(html);
    findings.add(figureDifferences(file, html), messages.checked.figures(figures.length));
  }
  if ((await readFile(join(out, "report.pdf")).catch(() => null)) !== null)
    findings.notChecked.push(messages.pdfUnread);
  const made = file.results.tool.version;
  if (made !== version()) {
    findings.notChecked.push(messages.otherVersion(made, version()));
    return;
  }
  const rendered = await renderOutputs(file, { html: html !== null });
  // junit.xml and summary.md also depend on --inconclusive, which results.json doesn't name.
  const others = await Promise.all(
    (["fail", "warn"] as const).map((inconclusive) => renderOutputs(file, { html: false, inconclusive })),
  );
  const differences: Difference[] = [];
  let compared = 0;
  for (const one of rendered) {
    const text = await textIn(out, one.file);
    if (text === null) {
      if (html === null || /^(junit|summary)/.test(one.file))
        findings.notChecked.push(messages.noFile(one.file));
      else differences.push({ where: one.file, expected: "a file", found: messages.absent });
      continue;
    }
    compared++;
    if (!isAmong(others.flat(), one.file, text))
      differences.push(...textDifference(one.file, String(one.content), text));
  }
  findings.add(differences, messages.checked.rendered(compared));
}

const isAmong = (files: readonly OutputFile[], file: string, text: string): boolean =>
  files.some((one) => one.file === file && one.content === text);

/** Figures of a page that are not those of the results. */
export function figureDifferences(file: ResultsFile, html: string): Difference[] {
  return printedFigures(html).flatMap((figure) => {
    const expected = figureExpected(file, figure);
    if (expected === figure.text) return [];
    const where = `report.html, figure ${figure.pointer}`;
    return [{ where, expected: expected ?? messages.absent, found: figure.text }];
  });
}

async function verifyPictures(out: string, { results }: ResultsFile, findings: Findings): Promise<void> {
  const cases = (results.explanations?.strata ?? []).flatMap((stratum) => stratum.cases);
  const pictures = cases.flatMap(({ images }) => images.map(({ picture }) => picture));
  if (pictures.length === 0) return;
  const differences: Difference[] = [];
  for (const picture of pictures) {
    const bytes = await readFile(join(out, "pictures", basename(picture.file))).catch(() => null);
    const found = bytes === null ? messages.absent : sha256(bytes);
    if (found !== picture.sha256)
      differences.push({ where: picture.file, expected: `SHA-256 ${picture.sha256}`, found });
  }
  findings.add(differences, messages.checked.pictures(pictures.length));
}

async function casesIn(out: string, { results }: ResultsFile, findings: Findings) {
  const { file, sha256: expected } = results.cohort.casesTable;
  const path = join(out, basename(file));
  const text = await readFile(path, "utf8").catch(() => null);
  if (text === null) {
    findings.notChecked.push(messages.noFile(file), messages.failed(messages.noFile(file)));
    return null;
  }
  const where = `${file} (results.json /results/cohort/casesTable/sha256)`;
  findings.add(jsonDifferences(expected, sha256(text), where), messages.checked.casesTable);
  const declared = results.strata.filter(({ kind }) => kind === "declared").map(({ name }) => name);
  try {
    return { text, read: readCasesTable(file, text, declared) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    findings.differences.push({ where: file, expected: "a table as a run writes it", found: error.message });
    return null;
  }
}
