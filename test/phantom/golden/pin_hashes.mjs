// Writes hashes.json: SHA-256 of the files of ten training cases of seed 4711. Run after `npm run build`
// whenever PHANTOM_VERSION is raised; test/phantom/cohort.test.ts compares every build with them.
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writePhantomCohort } from "../../../dist/benchmark/phantom/cohort.js";

const out = mkdtempSync(join(tmpdir(), "phantom-"));
await writePhantomCohort({ out, split: "training", trainingCases: 10, seed: 4711 });
const hash = (name) => createHash("sha256").update(readFileSync(join(out, "training", name))).digest("hex");
const names = readdirSync(join(out, "training")).sort();
const hashes = Object.fromEntries(names.map((name) => [name, hash(name)]));
writeFileSync(join(import.meta.dirname, "hashes.json"), `${JSON.stringify(hashes, null, 2)}\n`);
rmSync(out, { recursive: true });
