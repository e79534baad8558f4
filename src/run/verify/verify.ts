import { readdir, readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { figureExpected, type PrintedFigure, printedFigures } from "../../../reports/html/printedFigures.js";
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
import { corruptedCasesIn } from "./robustnessAgain.js";
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
  await mustHoldRun(options.out);
  const findings = new Findings();
  await verifyChecksums(options.out, findings);
  const file = await resultsIn(options.out, findings);
  if (file === null) return findings;
  await verifyRendered(options.out, file, findings);
  await verifyListed(options.out, findings);
  await verifyPictures(options.out, file, findings);
  const table = await casesIn(options.out, file, findings);
  if (table !== null) {
    const inputs = inputsOf(file, options);
    const corrupted = await corruptedCasesIn(options.out, file.results.robustness, findings);
    await verifyFigures(file, table, { ...options, inputs, corrupted }, findings);
  }
  return findings;
}

/** Files that a run writes. */
const ofRun =
  /^((cases|corrupted-cases)\.csv|results\.json|report\.(html|pdf)|junit\.xml|summary\.md|(tables|figures|pictures)\/[A-Za-z0-9_-]+\.(csv|svg|png))$/;

/** @throws UserError where there is no folder, or no results.json in it */
async function mustHoldRun(out: string): Promise<void> {
  const folder = await stat(out).catch((error: NodeJS.ErrnoException) => {
    throw new UserError(
      error.code === "ENOENT" || error.code === "ENOTDIR"
        ? messages.noFolder(out)
        : yamlMessages.fileUnreadable("folder", out, error.message),
    );
  });
  if (!folder.isDirectory()) throw new UserError(messages.noFolderButFile(out));
  const there = await stat(join(out, "results.json")).catch(() => null);
  if (there === null) throw new UserError(messages.noResultsIn(out));
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

/** The list names every file of the run that is there, each once: one left out could be changed unseen. */
async function verifyListed(out: string, findings: Findings): Promise<void> {
  const text = await textIn(out, checksumsFile);
  if (text === null) return;
  const listed = text.split("\n").flatMap((line) => line.slice(66) || []);
  const twice = listed.filter((file, i) => listed.indexOf(file) !== i);
  const there = await readdir(out, { recursive: true }).catch(() => []);
  const lacking = there
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => ofRun.test(file) && !listed.includes(file));
  const expected = messages.checked.listed;
  findings.add(
    [
      ...lacking.map((file) => ({ where: checksumsFile, expected, found: messages.unlisted(file) })),
      ...twice.map((file) => ({ where: checksumsFile, expected, found: messages.listedTwice(file) })),
    ],
    messages.checked.listed,
  );
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
  if (text === null) throw new UserError(yamlMessages.fileUnreadable("results file", path, "it is no file"));
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
    findings.add(
      [...ofAnotherRun(file, figures), ...figureDifferences(file, html)],
      messages.checked.figures(figures.length),
    );
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
    const bytes = await readFile(join(out, one.file)).catch(() => null);
    if (bytes === null) {
      if (html === null || /^(junit|summary)/.test(one.file))
        findings.notChecked.push(messages.noFile(one.file));
      else differences.push({ where: one.file, expected: "a file", found: messages.absent });
      continue;
    }
    compared++;
    if (others.flat().some((other) => isSame(other, one.file, bytes)) || isSame(one, one.file, bytes))
      continue;
    const [first] = textDifference(one.file, String(one.content), bytes.toString("utf8"));
    const hash = (content: string | Uint8Array) => `SHA-256 ${sha256(content)}`;
    // Bytes that are no UTF-8 read as the character that stands for such.
    differences.push(first ?? { where: one.file, expected: hash(one.content), found: hash(bytes) });
  }
  findings.add(differences, messages.checked.rendered(compared));
}

const isSame = ({ file, content }: OutputFile, name: string, bytes: Buffer): boolean =>
  file === name && bytes.equals(Buffer.from(content));

/** A report that says another start than results.json is another run's: that comes before what else differs. */
function ofAnotherRun(file: ResultsFile, figures: readonly PrintedFigure[]): Difference[] {
  const started = figures.find(({ pointer }) => pointer === "/execution/startedAt");
  if (started === undefined || started.text === figureExpected(file, started)) return [];
  const [expected, found] = [file.execution.startedAt, started.text].map(messages.ofRunBegun);
  return [{ where: "report.html", expected, found }];
}

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
    findings.differences.push({ where: file, expected: messages.asWritten, found: error.message });
    return null;
  }
}
