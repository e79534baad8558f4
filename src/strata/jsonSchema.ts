import { z } from "zod";
import { strataFileSchema } from "./schema.js";

/** The JSON Schema of the strata file, for editors; strata/strata.schema.json holds it. */
export function strataJsonSchema(): object {
  return {
    title: "wrist-bench strata file",
    ...z.toJSONSchema(strataFileSchema, { io: "input", target: "draft-7" }),
  };
}
