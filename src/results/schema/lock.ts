import { z } from "zod";

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** A threshold as declared: a number, one a unit, or the rule that chooses it. */
const thresholdSetting = z.union([z.number(), z.record(z.string(), z.unknown())]);

/** STRATA.lock.json, which `wrist-bench lock` writes: what was declared before anything was scored. */
export const lockFileSchema = z.object({
  lockVersion: z.literal(1),
  tool: z.object({ name: z.string(), version: z.string() }),
  /** ISO 8601. */
  lockedAt: z.string(),
  strata: z.object({ file: z.string(), sha256 }),
  manifest: z.object({ name: z.string(), sha256 }),
  /** Who declares it; null where it was left to a model that wasn't named when locking. */
  threshold: z
    .object({ source: z.enum(["strata file", "model", "default"]), value: thresholdSetting })
    .nullable(),
  criteria: z.array(z.looseObject({})),
  regression: z.array(z.looseObject({})),
  bootstrap: z.object({ iterations: z.int(), seed: z.int(), level: z.number(), unit: z.string() }),
});
export type LockFile = z.infer<typeof lockFileSchema>;

/** How a run's protocol stands to its lock. */
export const lockStateSchema = z.object({
  state: z.enum(["unchanged", "changed", "absent"]),
  /** File name of the lock without its folder, when it was written and by which version. */
  file: z.string().optional(),
  lockedAt: z.string().optional(),
  toolVersion: z.string().optional(),
  /** What is not as it was locked, each as a short text. */
  changed: z.array(z.object({ what: z.string(), locked: z.string(), now: z.string() })).optional(),
});
export type LockState = z.infer<typeof lockStateSchema>;
