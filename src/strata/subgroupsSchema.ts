import { z } from "zod";

const variable = z.string().min(1);

/** Several variables crossed: a group of cases for each combination of values that occurs. */
export const crossSchema = z
  .union([z.array(variable).min(1), z.array(z.array(variable).min(1)).min(1)])
  .default([])
  .describe(
    "Variables to cross, for example [ct_confirmed, sex], or a list of such lists: columns, SQL expressions, declared strata (in or not), keys of `bands`; each combination of values that occurs is analysed as a stratum, exploratory",
  );

/** Numbers cut into bands: the first bound of each belongs to it, the second to the next; the last has both. */
export const bandsSchema = z
  .record(
    variable,
    z
      .array(z.number())
      .min(2, "a band needs two bounds at least, for example [0, 50, 120]")
      .refine(
        (bounds) => bounds.every((bound, i) => i === 0 || bound > bounds[i - 1]!),
        "bounds must rise from each to the next, for example [0, 16, 50, 120]",
      ),
  )
  .default({})
  .describe(
    "By variable (a column or SQL expression that is a number), bounds such as [0, 16, 50, 120]: bands from 0 to below 16, from 16 to below 50, from 50 to 120 inclusive; each is analysed as a stratum, exploratory",
  );

/** The crossings declared, each a list of variables. */
export function crossings(cross: z.infer<typeof crossSchema>): readonly (readonly string[])[] {
  if (cross.length === 0) return [];
  return typeof cross[0] === "string" ? [cross as string[]] : (cross as string[][]);
}
