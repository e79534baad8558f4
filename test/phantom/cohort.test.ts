import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  isPhantomComplete,
  type PhantomOptions,
  writePhantomCohort,
} from "../../benchmark/phantom/cohort.js";
import { UserError } from "../../src/messages/userError.js";

const root = mkdtempSync(join(tmpdir(), "phantom-"));
const options = (folder: string, more: Partial<PhantomOptions> = {}): PhantomOptions => ({
  out: join(root, folder),
  split: "training",
  trainingCases: 10,
  seed: 4711,
  threads: 2,
  ...more,
});
const sha256 = (path: string) => createHash("sha256").update(readFileSync(path)).digest("hex");
const files = (folder: string) => readdirSync(join(root, folder, "training")).sort();
const hashes = (folder: string) =>
  Object.fromEntries(files(folder).map((name) => [name, sha256(join(root, folder, "training", name))]));

let rows: Record<string, string>[] = [];

beforeAll(async () => {
  const { manifest } = await writePhantomCohort(options("a"));
  const [header, ...lines] = readFileSync(manifest, "utf8").trim().split("\n");
  rows = lines.map((line) => {
    const cells = line.split(",");
    return Object.fromEntries(header.split(",").map((name, i) => [name, cells[i]]));
  });
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

describe("the cohort on disk", () => {
  it("has two views of every case, and the manifest names just the files there are", () => {
    expect(rows.map((row) => row.path).sort()).toEqual(files("a").map((name) => `training/${name}`));
    expect(rows.length).toBe(20);
    for (const row of rows) expect(row.path).toBe(`training/${row.case_id}_${row.view}.dcm`);
  });

  it("puts the landmarks where METHOD.md has them, and the fracture in the picture", () => {
    for (const row of rows) {
      const at = (name: string) => [Number(row[`${name}_x`]), Number(row[`${name}_y`])];
      const points = [at("landmark_1"), at("landmark_2"), at("landmark_3")];
      const spacing = Number(row.spacing_mm);
      for (const [x, y] of points) {
        expect(x).toBeGreaterThan(-0.1 * Number(row.columns));
        expect(x).toBeLessThan(1.1 * Number(row.columns));
        expect(y).toBeGreaterThan(0);
        expect(y).toBeLessThan(Number(row.rows));
      }
      const [one, two, wrist] = points;
      if (row.view === "PA") {
        expect(Math.abs(one[0] - two[0]) * spacing).toBeGreaterThan(15);
        expect(one[0] < two[0]).toBe(row.side === "L"); // the thumb of a left hand is on the right
      } else expect(Math.abs(one[0] - two[0]) * spacing).toBeGreaterThan(6);
      expect(wrist[1]).toBeLessThan(Math.max(one[1], two[1])); // fingers up
      if (row.fracture === "1") expect(at("fracture")[1]).toBeGreaterThan(wrist[1]);
      else expect(row.fracture_x + row.fracture_y).toBe("");
    }
  });

  it("keeps to the sizes and spacings promised", () => {
    for (const row of rows) {
      expect(Number(row.spacing_mm)).toBeGreaterThanOrEqual(0.1);
      expect(Number(row.spacing_mm)).toBeLessThanOrEqual(0.2);
      expect(Math.max(Number(row.rows), Number(row.columns))).toBeGreaterThanOrEqual(400);
      expect(Math.max(Number(row.rows), Number(row.columns))).toBeLessThanOrEqual(700);
    }
  });

  it("has the same bytes with one thread as with two", async () => {
    await writePhantomCohort(options("one", { threads: 1 }));
    expect(hashes("one")).toEqual(hashes("a"));
    expect(readFileSync(join(root, "one", "cohort.csv"))).toEqual(
      readFileSync(join(root, "a", "cohort.csv")),
    );
  });

  it("has the pinned bytes, on every machine and version of Node", () => {
    const pinned = JSON.parse(readFileSync(join(import.meta.dirname, "golden", "hashes.json"), "utf8"));
    expect(hashes("a")).toEqual(pinned);
  });

  it("makes a case the same whatever others are made", async () => {
    await writePhantomCohort(options("more", { trainingCases: 12 }));
    const more = hashes("more");
    for (const [name, hash] of Object.entries(hashes("a"))) expect(more[name]).toBe(hash);
  });
});

describe("interrupted and repeated runs", () => {
  it("stop when told, leave no manifest, and go on from the whole files", async () => {
    const stop = new AbortController();
    const run = writePhantomCohort(
      options("resumed", {
        threads: 1,
        signal: stop.signal,
        onProgress: (done) => done >= 4 && stop.abort(),
      }),
    );
    await expect(run).rejects.toMatchObject({ name: "AbortError" });
    expect(isPhantomComplete(options("resumed"))).toBe(false);
    const kept = files("resumed").filter((name) => name.endsWith(".dcm"));
    expect(kept.length).toBeGreaterThanOrEqual(4);
    expect(kept.length).toBeLessThan(20);
    const old = new Date("2001-01-01");
    for (const name of kept) utimesSync(join(root, "resumed", "training", name), old, old);
    const { made, images } = await writePhantomCohort(options("resumed"));
    expect([made, images]).toEqual([20 - kept.length, 20]);
    expect(isPhantomComplete(options("resumed"))).toBe(true);
    for (const name of kept) expect(statSync(join(root, "resumed", "training", name)).mtime).toEqual(old);
    expect(hashes("resumed")).toEqual(hashes("a"));
    expect(readFileSync(join(root, "resumed", "cohort.csv"))).toEqual(
      readFileSync(join(root, "a", "cohort.csv")),
    );
  });

  it("make nothing anew where everything is there, and what is gone or changed where not", async () => {
    const [manifest, whole] = [join(root, "a", "cohort.csv"), hashes("a")];
    const text = readFileSync(manifest, "utf8");
    expect((await writePhantomCohort(options("a"))).made).toBe(0);
    rmSync(join(root, "a", "training", files("a").find((name) => name.endsWith(".dcm"))!));
    expect((await writePhantomCohort(options("a"))).made).toBe(1);
    writeFileSync(manifest, text.replace(",1,", ",0,"));
    expect(isPhantomComplete(options("a"))).toBe(false);
    expect((await writePhantomCohort(options("a"))).made).toBe(0);
    expect(readFileSync(manifest, "utf8")).toBe(text);
    expect(hashes("a")).toEqual(whole);
  });

  it("refuse a folder with another phantom, by name", async () => {
    const other = writePhantomCohort(options("a", { seed: 1 }));
    await expect(other).rejects.toThrow(UserError);
    await expect(other).rejects.toThrow(/holds another phantom/);
    await expect(
      writePhantomCohort(options("a", { out: join(root, "a", "cohort.csv", "deeper") })),
    ).rejects.toThrow(UserError);
  });
});

const present = (...command: [string, ...string[]]) => {
  try {
    execFileSync(command[0], command.slice(1), { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
};
const tools = {
  gdcminfo: existsSync("/usr/bin/gdcminfo"),
  dcmdump: existsSync("/usr/bin/dcmdump"),
  pydicom: present("/usr/bin/python3", "-c", "import pydicom, numpy"),
};
for (const [tool, there] of Object.entries(tools))
  if (!there) console.warn(`${tool} is not installed: its check is skipped`);

describe("the files, read by others", () => {
  const all = () => files("a").map((name) => join(root, "a", "training", name));

  it.skipIf(!tools.gdcminfo)("gdcminfo reads them without complaint", () => {
    for (const file of all()) {
      const { status, stdout, stderr } = spawnSync("gdcminfo", [file], { encoding: "utf8" });
      expect([status, stderr]).toEqual([0, ""]);
      expect(stdout).toMatch(/BitsStored\s*:\s*12/);
    }
  });

  it.skipIf(!tools.dcmdump)("dcmdump reads them without complaint", () => {
    const errors = execFileSync("sh", [
      "-c",
      `dcmdump -q "$@" 2>&1 >/dev/null || echo failed`,
      "sh",
      ...all(),
    ]);
    expect(errors.toString()).toBe("");
  });

  it.skipIf(!tools.pydicom)("pydicom reads them in its strictest mode, with the manifest's values", () => {
    const script = join(import.meta.dirname, "golden", "read_cohort.py");
    const said = JSON.parse(
      execFileSync("/usr/bin/python3", [script, ...all()], { maxBuffer: 1e7 }).toString(),
    );
    const syntaxes = new Set<string>();
    for (const row of rows) {
      const file = said[`${row.case_id}_${row.view}.dcm`];
      syntaxes.add(file.syntax);
      expect(file.patient).toBe(row.patient_id);
      expect(file.name).toBe("");
      expect(file.age).toBe(row.age === "" ? "" : `${row.age.padStart(3, "0")}Y`);
      expect(file.sex).toBe(row.sex);
      expect(file.laterality).toBe(row.side);
      expect(file.view).toBe(row.view === "PA" ? "PA" : row.side === "L" ? "LL" : "RL");
      expect(file.shape).toEqual([Number(row.rows), Number(row.columns)]);
      expect(file.spacing).toEqual([Number(row.spacing_mm), Number(row.spacing_mm)]);
      expect(file.stored).toEqual([16, 12, 11, 0]);
      expect(file.greatest).toBeLessThanOrEqual(4095);
      // Bone at the distal radius is brighter than the picture's darker half.
      expect(file.brightAtWrist).toBe(true);
    }
    expect(syntaxes.size).toBeGreaterThanOrEqual(3);
  });
});
