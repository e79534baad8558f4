import { z } from "zod";

const bounds = {
  /** Null where a resample lacks the point. */
  lower: z.number().nullable(),
  upper: z.number().nullable(),
};

/**
 * The pointwise bootstrap interval of sensitivity at a false-positive rate, at the level of the protocol. Each
 * point covers at that level; the whole curve does not.
 */
export const rocBandPointSchema = z.object({ fpr: z.number(), ...bounds });

/** The same of precision at a recall. */
export const prBandPointSchema = z.object({ recall: z.number(), ...bounds });
