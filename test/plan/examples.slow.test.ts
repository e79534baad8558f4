import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { wristBench } from "../cli/commandLine.js";
import { temporaryFolder } from "../temporaryFolder.js";

const file = join(import.meta.dirname, "../../docs/plan.md");
const cwd = temporaryFolder();

/** UPDATE_DOCS=1 writes what the commands print into docs/plan.md. */
it("docs/plan.md shows what its commands print", async () => {
  const text = readFileSync(file, "utf8");
  const run = /^wrist-bench (run .*)$/m.exec(text)![1].split(" ");
  expect((await wristBench([...run, "--quiet"], { cwd })).stderr).not.toMatch(/error/);
  let wanted = text;
  for (const [block, line] of text.matchAll(/```\n\$ wrist-bench (plan .*)\n[\s\S]*?```/g)) {
    const { code, stdout } = await wristBench(line.split(" "), { cwd });
    expect(code, line).toBe(0);
    wanted = wanted.replace(block, () => `\`\`\`\n$ wrist-bench ${line}\n${stdout}\`\`\``);
  }
  if (process.env["UPDATE_DOCS"] === "1") writeFileSync(file, wanted);
  expect(readFileSync(file, "utf8")).toBe(wanted);
});
