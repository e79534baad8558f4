// Records runs into a history one after the other, as fast as it can, until it is killed or done.
// usage: node writer.mjs HISTORY RESULTS.json NAME COUNT; prints a line a run that is recorded.
import { readFileSync } from "node:fs";

const { recordRun } = await import("../../dist/src/history/recordRun.js");
const [history, results, name, count] = process.argv.slice(2);
const file = JSON.parse(readFileSync(results, "utf8"));
for (let i = 0; i < Number(count); i++) {
  file.execution.startedAt = `${name}-${String(i).padStart(4, "0")}`;
  await recordRun(history, file);
  process.stdout.write(`${file.execution.startedAt}\n`);
}
