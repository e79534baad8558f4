import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";

const root = resolve(import.meta.dirname, "..");

/**
 * Before any test: builds where a source is newer than what was built of it. Tests run the sources, but
 * worker threads and the command line the build; an old build beside new sources gives wrong figures.
 */
export default function build(): void {
  if (outdated(root).length === 0) return;
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  try {
    execFileSync(process.execPath, [compiler, "-p", join(root, "tsconfig.json")], { encoding: "utf8" });
  } catch (error) {
    throw new Error(`The sources don't compile:\n${(error as { stdout: string }).stdout}`);
  }
}

/** The sources of a package that dist/ lacks or has an older build of, relative to its folder. */
export function outdated(folder: string): string[] {
  const { include } = JSON.parse(readFileSync(join(folder, "tsconfig.json"), "utf8")) as {
    include: string[];
  };
  return include
    .map((pattern) => pattern.replace("/**/*.ts", ""))
    .flatMap((part) => readdirSync(join(folder, part), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && /(?<!\.d)\.ts$/.test(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((source) => {
      const built = statSync(join(folder, "dist", source.replace(/ts$/, "js")), { throwIfNoEntry: false });
      return built === undefined || built.mtimeMs < statSync(join(folder, source)).mtimeMs;
    });
}
