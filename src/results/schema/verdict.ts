import { z } from "zod";
import { acceptanceSchema } from "./analyses.js";
import { lockStateSchema } from "./lock.js";
import { resultsSchema } from "./results.js";

/** What `run --json` prints: the verdict for a program that needs no figures but those judged. */
export const jsonVerdictSchema = z.object({
  /** Of this object; raised by a breaking change only. */
  verdictVersion: z.literal(1),
  tool: resultsSchema.shape.tool,
  verdict: resultsSchema.shape.verdict,
  /** That of the process. */
  exitCode: z.int(),
  /** What an inconclusive verdict was told to do; null where nothing was said (exit code 3). */
  inconclusive: z.enum(["fail", "warn"]).nullable(),
  protocol: z.object({ name: z.string(), file: z.string(), sha256: z.string() }),
  model: z.object({ name: z.string(), sha256: z.string() }),
  cohort: z.object({ name: z.string(), sha256: z.string(), cases: z.int() }),
  lock: lockStateSchema.optional(),
  /** As in results.json. */
  acceptance: z.array(acceptanceSchema),
  /** The paired comparison with the baseline, as in results.json; null without one. */
  comparison: resultsSchema.shape.comparison,
  warnings: z.array(z.string()),
  /** Folder with results.json and the reports, as given. */
  out: z.string(),
});
export type JsonVerdict = z.infer<typeof jsonVerdictSchema>;
