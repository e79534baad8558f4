import { z } from "zod";
import { metricSchema } from "./metric.js";

const pointSchema = z.object({ x: z.number(), y: z.number() });

/** One radiograph with its heat map. */
export const explainedImageSchema = z.object({
  /** Null where the cohort names no views. */
  view: z.string().nullable(),
  /** The radiograph beside its heat map, in a file relative to results.json. */
  picture: z.object({ file: z.string(), sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
  /** The same, small, so that a report needs no other file; null where reports would grow too large. */
  embedded: z
    .string()
    .regex(/^data:image\/webp;base64,[A-Za-z0-9+/]+=*$/)
    .nullable(),
  /** In pixels of the picture that is embedded. */
  width: z.int(),
  height: z.int(),
  /** Where the heat map is greatest, pixels of the radiograph; null where it is 0 throughout. */
  peak: pointSchema.nullable(),
  /** The true fracture, pixels likewise; null where the manifest names none. */
  fracture: pointSchema.nullable(),
  /** Between the two, mm; null where one is missing or the pixel spacing is unknown. */
  distance: z.number().nullable(),
});
export type ExplainedImage = z.infer<typeof explainedImageSchema>;

export const explainedCaseSchema = z.object({
  kind: z.enum(["most-wrong", "most-right"]),
  /** As in cases.csv. */
  case: z.string(),
  label: z.union([z.literal(0), z.literal(1)]),
  probability: z.number(),
  images: z.array(explainedImageSchema),
});
export type ExplainedCase = z.infer<typeof explainedCaseSchema>;

/** How often the heat map's peak lies at the true fracture, of one stratum and view. */
export const localisationSchema = z.object({
  stratum: z.string(),
  /** Null: all views together. */
  view: z.string().nullable(),
  /** True positives of the stratum (and of these, those looked at where it was not all). */
  truePositives: z.int(),
  cases: z.int(),
  /** Their radiographs on which the manifest marks the fracture: the trials. */
  images: z.int(),
  /** Of these, heat maps that are 0 throughout: they count as not within. */
  withoutPeak: z.int(),
  /** Median distance in mm, of those with a peak. */
  medianDistance: z.number().nullable(),
  share: metricSchema,
  /**
   * The share if each radiograph had the peaks of the others of its view, at the same place of the frame: what
   * is reached without looking. Null where there are no others.
   */
  shuffled: z.number().nullable(),
});
export type Localisation = z.infer<typeof localisationSchema>;

/** Pictures of the cases that the model gets most wrong and most right, and where it looks. */
export const explanationsSchema = z.object({
  /** Cases of either kind asked for, a stratum. */
  requested: z.int(),
  method: z.enum(["grad-cam", "occlusion"]),
  /** What was done, in a sentence or two. */
  how: z.string(),
  /** Why it isn't Grad-CAM. */
  reason: z.string().optional(),
  /** The nodes whose feature maps were used, by network. */
  nodes: z.array(z.object({ file: z.string(), node: z.string() })),
  /** Cases on the wrong and on the right side of the threshold, and those shown. */
  strata: z.array(
    z.object({
      stratum: z.string(),
      threshold: z.number(),
      wrong: z.int(),
      right: z.int(),
      cases: z.array(explainedCaseSchema),
    }),
  ),
  /** How near counts as at the fracture, mm. */
  within: z.number(),
  /** Length of the pictures' scale bar, mm. */
  scaleBar: z.number(),
  /** Empty where the strata file doesn't say where fractures lie. */
  localisation: z.array(localisationSchema),
  /** Pictures left out of `embedded`. */
  notEmbedded: z.int(),
});
export type Explanations = z.infer<typeof explanationsSchema>;
