import { cpSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect } from "vitest";
import { parseChecksums, sha256 } from "../../src/results/checksums.js";
import { silent } from "../../src/run/progress.js";
import type { Verification } from "../../src/run/verify/findings.js";
import { verify } from "../../src/run/verify/verify.js";
import { RandomStream } from "../../src/statistics/random.js";
import { wristBench } from "./commandLine.js";
import { smallRuns } from "./smallRuns.js";

/** A run with one thing that not every run has. */
export interface Kind {
  readonly name: string;
  readonly strata: string;
  readonly model?: string;
  readonly predictions?: string;
  readonly images?: string;
  readonly baseline?: string;
  readonly robustness?: string;
}

export const kinds: readonly Kind[] = [
  { name: "chosen", strata: "chosen.yaml", predictions: "scores.csv" },
  { name: "ensemble", strata: "ensemble.yaml", model: "brightness.onnx" },
  { name: "unreadable", strata: "exclude.yaml", model: "brightness.onnx", images: "damaged" },
  { name: "lock", strata: "locked.yaml", model: "brightness.onnx" },
  { name: "baseline", strata: "strata.yaml", predictions: "scores.csv", baseline: "out" },
  { name: "robustness", strata: "ensemble.yaml", model: "brightness.onnx", robustness: "rotation,gamma-up" },
];

/** A folder with a run of each kind, and ways to change and verify them. */
export function verifiedRuns() {
  const { folder, run, read, strata } = smallRuns();
  const at = (...parts: string[]) => join(folder, ...parts);
  const random = new RandomStream(6, "which digit of which file");

  const usual = process.env["WRIST_BENCH_CACHE"];
  beforeAll(async () => {
    process.env["WRIST_BENCH_CACHE"] = at("cache");
    const fewer = (text: string) => text.replace("iterations: 500", "iterations: 200");
    // Patients have cases 4 and 5, or 10 and 11, of a dozen: halves of dozens share none.
    const dozen = "CAST(substr(case_id, 5) AS INTEGER) % 12";
    strata("chosen.yaml", (text) =>
      fewer(text)
        .replace("\nstrata:", `\n  where: "${dozen} < 6"\nstrata:`)
        .concat(`threshold: {maximise: f1, on: "${dozen} >= 6"}\n`),
    );
    for (const mean of [0.4, 0.55, 0.7])
      writeFileSync(
        at(`member-${mean}.model.yaml`),
        `version: 1\nname: member ${mean}\nmodel: brightness.onnx\ninput: {contrast: none, scaling: {mean: [${mean}], std: [0.2]}}\n`,
      );
    writeFileSync(
      at("three.model.yaml"),
      "version: 1\nname: Three\nensemble: {members: [member-0.4.model.yaml, member-0.55.model.yaml, member-0.7.model.yaml]}\n",
    );
    strata(
      "ensemble.yaml",
      (text) => `${fewer(text)}ood: {in: easy, out: [difficult], ensemble: three.model.yaml}\n`,
    );
    strata("exclude.yaml", (text) => fewer(text).replace("  images:", "  onUnreadable: exclude\n  images:"));
    cpSync(at("images"), at("damaged"), { recursive: true });
    writeFileSync(at("damaged/9-LAT.png"), "no image");
    strata("locked.yaml", fewer);
    expect((await wristBench(["lock", "locked.yaml"], { cwd: folder })).code).toBe(0);
    strata(
      "locked.yaml",
      (text) => `${fewer(text)}accept:\n  - {stratum: easy, metric: auroc, atLeast: 0.5}\n`,
    );
    const [, ...rows] = readFileSync(at("plain/cases.csv"), "utf8").trim().split("\n");
    const scores = rows.map((row) => row.split(",")).map((cells) => `${cells[0]},${cells[5]}`);
    writeFileSync(at("scores.csv"), `${["case_id,probability", ...scores].join("\n")}\n`);
    for (const { name, strata: file, ...others } of kinds) {
      const more = Object.entries(others).flatMap(([option, value]) => [`--${option}`, value]);
      const { code, stderr } = await run("--strata", file, "--out", name, ...more);
      expect([name, stderr.match(/error:.*/)?.[0]]).toEqual([name, undefined]);
      expect([0, 1, 3]).toContain(code);
    }
  }, 300_000);
  afterAll(() => {
    if (usual === undefined) delete process.env["WRIST_BENCH_CACHE"];
    else process.env["WRIST_BENCH_CACHE"] = usual;
  });

  const verified = ({ strata: file, model, predictions, images, baseline }: Kind, out: string) =>
    verify({
      ...{ out: at(out), strata: at(file), key: at("config/wrist-bench/pseudonym.key") },
      ...{ model: model && at(model), predictions: predictions && at(predictions) },
      ...{ images: images && at(images), baseline: baseline && at(baseline) },
      ...{ threads: 1, progress: silent },
    });

  const filesOf = (out: string): string[] =>
    (readdirSync(at(out), { recursive: true }) as string[])
      .filter((file) => statSync(at(out, file)).isFile())
      .sort();

  /**
   * A copy of a run's folder in which one digit is another.
   * @param list whether SHA256SUMS stays, goes, or is put right again
   */
  function changedDigit(
    out: string,
    file: string,
    list: "stays" | "goes" | "right",
    pattern = /\d/g,
  ): string {
    rmSync(at("changed"), { recursive: true, force: true });
    cpSync(at(out), at("changed"), { recursive: true });
    const text = readFileSync(at(out, file), "latin1");
    const digits = [...text.matchAll(pattern)].map(
      ({ index, 0: match }) => index + match.search(/\d(?!.*\d)/s),
    );
    expect(digits.length, `${file} ${pattern}`).toBeGreaterThan(0);
    const digit = digits[random.integer(digits.length)];
    const other = String((Number(text[digit]) + 1 + random.integer(9)) % 10);
    const after = text.slice(0, digit) + other + text.slice(digit + 1);
    writeFileSync(at("changed", file), after, "latin1");
    const sums = at("changed/SHA256SUMS");
    if (list === "goes") rmSync(sums);
    if (list === "right" && file !== "SHA256SUMS") {
      const hashes = parseChecksums(readFileSync(sums, "utf8"))!;
      writeFileSync(
        sums,
        readFileSync(sums, "utf8").replace(hashes.get(file)!, sha256(readFileSync(at("changed", file)))),
      );
    }
    return `${file}: …${text.slice(Math.max(0, digit - 60), digit)}[${text[digit]}→${other}]${text.slice(digit + 1, digit + 30)}…`;
  }

  /** What differs, or the one line that says why nothing can be verified. */
  const faults = (kind: Kind): Promise<string> =>
    verified(kind, "changed").then(
      ({ differences }: Verification) => differences.map(({ where }) => where).join("\n"),
      (error: Error) => error.message,
    );

  return { ...{ folder, at, read, random, verified, filesOf, changedDigit, faults } };
}
