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
          describe: "The HTML file, or a folder for report.html  [default: beside results.json]",
        }),
    handler: async ({ results, out }) => {
      const { stat } = await import("node:fs/promises");
      const { dirname, join } = await import("node:path");
      const { readResults } = await import("../results/readResults.js");
      const { prepareOutputFolder } = await import("./outputFolder.js");
      const { writeWhole } = await import("../results/writeWhole.js");
      const { renderHtml } = await import("../../reports/index.js");
      const given = results as string;
      const inFolder = async (path: string, file: string) =>
        (await stat(path).catch(() => null))?.isDirectory() ? join(path, file) : path;
      const path = await inFolder(given, "results.json");
      const wanted = out as string | undefined;
      const to =
        wanted === undefined ? join(dirname(path), "report.html") : await inFolder(wanted, "report.html");
      const file = await readResults(path);
      await prepareOutputFolder(dirname(to));
      await writeWhole(to, await renderHtml(file));
      process.stdout.write(`written to ${to}\n`);
    },
  };
}
