import { readFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { expect, it } from "vitest";
import { temporaryFolder } from "../temporaryFolder.js";
import { wristBench } from "./commandLine.js";

const folder = temporaryFolder();

it("corruptions lists every corruption with its severities, the unsafe ones in brackets", async () => {
  const { code, stdout, stderr } = await wristBench(["corruptions"], { cwd: folder });
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(
    /^quantum-noise \* +dose, of the original +0\.5 {2}0\.25 {2}0\.125 {2}0\.0625 {2}0\.0313$/m,
  );
  expect(stdout).toMatch(
    /^collimation-loss +border lost, % of the side +5 {2}10 {2}15 {2}\(20\) {2}\(30\)$/m,
  );
  expect(stdout).toMatch(/^hardware-overlay +pieces of metal +\(1\) {2}\(2\) {2}\(3\) {2}\(6\) {2}\(9\)$/m);
  const json = await wristBench(["corruptions", "--json"], { cwd: folder });
  const list = JSON.parse(json.stdout);
  expect(list).toHaveLength(26);
  expect(list.filter((one: { quick: boolean }) => one.quick)).toHaveLength(6);
});

it("corruptions --sheet draws a radiograph of one's own", async () => {
  const grey = Uint8Array.from({ length: 60 * 80 }, (_, i) => (i * 7) % 251);
  await sharp(grey, { raw: { width: 60, height: 80, channels: 1 } })
    .png()
    .toFile(join(folder, "own.png"));
  const run = await wristBench(["corruptions", "--sheet", "sheet.png", "--image", "own.png"], {
    cwd: folder,
  });
  expect([run.code, run.stderr]).toEqual([0, ""]);
  const { format, width } = await sharp(readFileSync(join(folder, "sheet.png"))).metadata();
  expect([format, width]).toEqual(["png", 928]);
});

it.each([
  [
    ["--sheet", "sheet.jpg"],
    "error: --sheet sheet.jpg: the contact sheet is a PNG; name a file that ends in .png\n",
  ],
  [
    ["--image", "own.png"],
    "error: --image is given without --sheet; name the contact sheet's file with --sheet\n",
  ],
  [["--sheet", "s.png", "--image", "absent.png"], "error: image absent.png: no such file"],
])("corruptions %j is refused", async (options, message) => {
  const { code, stderr } = await wristBench(["corruptions", ...options], { cwd: folder });
  expect(code).toBe(2);
  expect(stderr).toContain(message);
});
