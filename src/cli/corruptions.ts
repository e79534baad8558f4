import type { CommandModule } from "yargs";
import type { Corruption } from "../imaging/corruptions/index.js";

/** `wrist-bench corruptions`: lists how radiographs can be made worse, or draws it. */
export function corruptionsCommand(): CommandModule {
  return {
    command: "corruptions",
    describe: "List the radiographic corruptions with their severities, or draw them on a contact sheet",
    builder: (parser) =>
      parser.options({
        json: { type: "boolean", default: false, describe: "Print JSON in place of a table" },
        sheet: {
          type: "string",
          requiresArg: true,
          describe: "Write a contact sheet (.png) of one radiograph",
        },
        image: {
          type: "string",
          requiresArg: true,
          describe: "Radiograph for the contact sheet  [default: one of the embedded cohort]",
        },
      }),
    handler: async (args) => {
      const { UserError } = await import("../messages/userError.js");
      const { imageWithoutSheet, jsonWithSheet } = await import("../messages/corruptions.js");
      const sheet = args["sheet"] as string | undefined;
      const image = args["image"] as string | undefined;
      if (sheet === undefined && image !== undefined) throw new UserError(imageWithoutSheet);
      if (sheet !== undefined && args["json"]) throw new UserError(jsonWithSheet);
      if (sheet !== undefined) {
        const { writeContactSheet } = await import("../run/writeContactSheet.js");
        await writeContactSheet(sheet, image);
        process.stdout.write(`contact sheet ${sheet}\n`);
        return;
      }
      const { corruptions } = await import("../imaging/corruptions/index.js");
      process.stdout.write(args["json"] ? `${JSON.stringify(corruptions, null, 2)}\n` : tableOf(corruptions));
    },
  };
}

/** A line each: name, what its values are, the values; in brackets those under which the label isn't safe. */
function tableOf(corruptions: readonly Corruption[]): string {
  const rows = corruptions.map(({ name, parameter, unit, values, labelSafe, quick }) => [
    `${name}${quick ? " *" : ""}`,
    unit === "" || unit === parameter ? parameter : `${parameter}, ${unit}`,
    values
      .map((value) => String(Number(value.toPrecision(3))))
      .map((value, i) => (labelSafe[i] ? value : `(${value})`))
      .join("  "),
  ]);
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column].length)));
  const lines = rows.map(
    ([name, what, values]) => `${name.padEnd(widths[0])}  ${what.padEnd(widths[1])}  ${values}`,
  );
  return [
    ...lines,
    "",
    "Values at severities 1 to 5. * in the quick suite, at severity 3. (…) the label may no longer hold:",
    "left out of the score. What each models: docs/corruptions.md",
    "",
  ].join("\n");
}
