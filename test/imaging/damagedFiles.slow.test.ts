import { readdirSync } from "node:fs";
import { describe, it } from "vitest";
import { survivesDamage } from "./damage.js";

const names = readdirSync(new URL("golden", import.meta.url))
  .filter((file) => /\.(dcm|png|tif|jpg)$/.test(file))
  .map((file) => file.replace(/\.dcm$/, ""));

describe("2000 damages of every golden image end with an image or a UserError", () => {
  for (const name of names) it(name, () => survivesDamage(name, 2000, 10_000));
});
