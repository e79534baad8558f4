import { cpus } from "node:os";
import { bootstrapSection } from "./bootstrapSection.js";
import { corruptionSection } from "./corruptionSection.js";
import { decodingSection } from "./decodingSection.js";
import { memorySection } from "./memorySection.js";
import { tableOf } from "./printTable.js";
import { reportSection } from "./reportSection.js";
import { fullSuiteSection, quickSuiteSection } from "./robustnessSection.js";
import type { BenchmarkSection } from "./section.js";
import { throughputSection } from "./throughputSection.js";

/** Every section, in the order in which they run. */
const SECTIONS: readonly BenchmarkSection[] = [
  bootstrapSection,
  throughputSection,
  decodingSection,
  corruptionSection,
  quickSuiteSection,
  fullSuiteSection,
  reportSection,
  memorySection,
];

/** `npm run benchmark -- [section …]`: runs the named sections, or all but the slowest, and prints their tables. */
async function main(names: readonly string[]): Promise<void> {
  const unknown = names.filter((name) => !SECTIONS.some((section) => section.name === name));
  if (unknown.length > 0) {
    console.error(
      `error: no section ${unknown.join(", ")}; there are ${SECTIONS.map(({ name }) => name).join(", ")}`,
    );
    process.exitCode = 2;
    return;
  }
  console.log(
    `# Speed\n\nNode ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? "unknown processor"}\n`,
  );
  for (const section of SECTIONS)
    if (names.length === 0 ? !section.onRequest : names.includes(section.name))
      console.log(tableOf(section, await section.run()));
}

await main(process.argv.slice(2));
