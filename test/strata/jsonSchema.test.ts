import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { strataJsonSchema } from "../../src/strata/jsonSchema.js";
import { readStrataFile } from "../../src/strata/readStrataFile.js";

const strata = join(import.meta.dirname, "../../strata");
const file = join(strata, "strata.schema.json");

it("strata/strata.schema.json is generated from the zod schema (UPDATE_SCHEMA=1 writes it)", () => {
  const text = `${JSON.stringify(strataJsonSchema(), null, 2)}\n`;
  if (process.env["UPDATE_SCHEMA"] === "1") writeFileSync(file, text);
  expect(readFileSync(file, "utf8")).toBe(text);
});

it.each(["ct-confirmed.yaml", "ct-confirmed.gate.yaml"])("%s is valid", async (name) => {
  const { value } = await readStrataFile(join(strata, name));
  expect(value.strata.map((one) => one.name)).toEqual(["general", "ct-confirmed"]);
  expect(value.accept.length > 0).toBe(name.includes("gate"));
});
