import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of this package: where package.json, strata/, reports/ and dist/ are. */
export function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "package.json"))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error("package.json of wrist-bench not found above its code");
    folder = parent;
  }
  return folder;
}

/**
 * The compiled JavaScript of a module, for worker threads, which can't load TypeScript (tests run
 * the sources, their workers the build).
 * @param module path under the package without extension, for example `runners/prepareWorker`
 */
export function compiledModule(module: string): string {
  return join(packageRoot(), "dist", `${module}.js`);
}
