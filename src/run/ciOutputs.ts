import { appendFile } from "node:fs/promises";
import { isAbsolute, relative, resolve } from "node:path";
import type { ResultsFile } from "../results/schema/results.js";

/** What a CI server tells its jobs, by environment variables. */
export interface CiEnvironment {
  readonly GITHUB_ACTIONS?: string | undefined;
  readonly GITHUB_STEP_SUMMARY?: string | undefined;
  readonly GITLAB_CI?: string | undefined;
  readonly CI_PROJECT_DIR?: string | undefined;
}

/**
 * Tells the CI server that the run is under, if any: appends summary.md to `$GITHUB_STEP_SUMMARY` where that
 * is set.
 * @param tell is called where the summary can't be appended: that must not hide the verdict
 * @returns GitHub's annotations, to be printed, where `GITHUB_ACTIONS` is `true`; else empty
 */
export async function ciOutputs(
  file: ResultsFile,
  inconclusive: "fail" | "warn" | undefined,
  environment: CiEnvironment,
  tell: (line: string) => void,
): Promise<string> {
  const { renderAnnotations, renderMarkdown } = await import("../../reports/index.js");
  const summary = environment.GITHUB_STEP_SUMMARY;
  if (summary)
    await appendFile(summary, `${renderMarkdown(file, inconclusive)}\n`).catch((error: Error) =>
      tell(`note: the summary was not appended to GITHUB_STEP_SUMMARY: ${error.message}`),
    );
  return environment.GITHUB_ACTIONS === "true" ? renderAnnotations(file, inconclusive ?? "fail") : "";
}

/** The strata file's path as GitLab wants it: within the project, with forward slashes. */
export function pathInProject(strata: string, environment: CiEnvironment): string {
  const path = relative(environment.CI_PROJECT_DIR || process.cwd(), resolve(strata));
  // A file from elsewhere (the package's own) has no place in the project but its name.
  const inside = path !== "" && !path.startsWith("..") && !isAbsolute(path);
  return (inside ? path : strata).replaceAll("\\", "/");
}
