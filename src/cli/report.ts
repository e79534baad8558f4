import type { CommandModule } from "yargs";

/** `wrist-bench report`: renders results.json again; needs nothing else. */
export function reportCommand(): CommandModule {
  return {
    command: "report <results>",
    describe: "Render the HTML report of a results.json again",
    builder: (parser) =>
      parser
        .positional("results", { type: "string", describe: "results.json, or the folder it is in" })
        .option("out", {
          type: "string",
          requiresArg: true,
          describe: "The HTML file  [default: report.html beside results.json]",
        }),
    handler: async ({ results, out }) => {
      const { stat } = await import("node:fs/promises");
      const { dirname, join } = await import("node:path");
      const { readResults } = await import("../results/readResults.js");
      const { prepareOutputFolder } = await import("./outputFolder.js");
      const { writeWhole } = await import("../results/writeWhole.js");
      const { renderHtml } = await import("../../reports/index.js");
      const given = results as string;
      const folder = await stat(given).then(
        (facts) => facts.isDirectory(),
        () => false,
      );
      const path = folder ? join(given, "results.json") : given;
      const to = (out as string | undefined) ?? join(dirname(path), "report.html");
      const file = await readResults(path);
      await prepareOutputFolder(dirname(to));
      await writeWhole(to, await renderHtml(file));
      process.stdout.write(`written to ${to}\n`);
    },
  };
}
