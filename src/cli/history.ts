import type { CommandModule } from "yargs";
import { terminalLines } from "../messages/terminalText.js";
import type { Context } from "./context.js";

interface Arguments {
  file: string;
  add?: string;
  out?: string;
  html: boolean;
  metric?: string;
  stratum?: string;
  json: boolean;
}

/** `wrist-bench history`: what `run --history` recorded, as a table, a page or JSON. */
export function historyCommand(context: Context): CommandModule {
  return {
    command: "history <file>",
    describe: "Show recorded runs over time: a table, and a page with charts",
    builder: (parser) =>
      parser
        .positional("file", { type: "string", describe: "The history, as given to run --history" })
        .options({
          add: {
            type: "string",
            requiresArg: true,
            describe: "First record an earlier run: its output folder or results.json",
          },
          out: {
            type: "string",
            requiresArg: true,
            describe: "The HTML file, or a folder for history.html  [default: beside the history, .html]",
          },
          html: { type: "boolean", default: true, describe: "Write the page; --no-html leaves it out" },
          metric: {
            type: "string",
            requiresArg: true,
            describe: "Metrics, comma-separated  [default: the main ones and those that failed a criterion]",
          },
          stratum: {
            type: "string",
            requiresArg: true,
            describe: "Strata, comma-separated  [default: the declared ones and merged]",
          },
          json: { type: "boolean", default: false, describe: "Print JSON in place of the table" },
        }),
    handler: async (args) => show(args as unknown as Arguments, context),
  };
}

async function show(args: Arguments, { signal }: Context): Promise<void> {
  const [{ readHistory }, { selectFigures }, reports, { UserError }, messages] = await Promise.all([
    import("../history/readHistory.js"),
    import("../history/selectFigures.js"),
    import("../../reports/index.js"),
    import("../messages/userError.js"),
    import("../messages/history.js"),
  ]);
  if (args.add !== undefined) await add(args.file, args.add, signal);
  const whole = await readHistory(args.file, { signal });
  if (whole.runs.length === 0) throw new UserError(messages.historyEmpty(args.file));
  const asked = args.metric !== undefined || args.stratum !== undefined;
  const selected = selectFigures(whole, args.metric, args.stratum);
  const page = args.html ? await writePage(args, await reports.renderHistory(selected)) : null;
  // JSON is for programs: everything, unless something is asked for.
  const json = () => `${JSON.stringify(asked ? selected : whole, null, 2)}\n`;
  process.stdout.write(args.json ? json() : reports.printHistory(selected));
  if (page !== null)
    (args.json ? process.stderr : process.stdout).write(terminalLines([`written to ${page}`]));
}

async function add(history: string, from: string, signal: AbortSignal): Promise<void> {
  const { stat } = await import("node:fs/promises");
  const { join } = await import("node:path");
  const { readResults } = await import("../results/readResults.js");
  const { recordRun } = await import("../history/recordRun.js");
  const messages = await import("../messages/history.js");
  const folder = (await stat(from).catch(() => null))?.isDirectory();
  const file = await readResults(folder ? join(from, "results.json") : from);
  const { run, already } = await recordRun(history, file, { signal });
  process.stderr.write(terminalLines([already ? messages.sameRun(from, run) : messages.added(from, run)]));
}

async function writePage({ file, out }: Arguments, html: string): Promise<string> {
  const { stat } = await import("node:fs/promises");
  const { dirname, join, resolve } = await import("node:path");
  const { UserError } = await import("../messages/userError.js");
  const { historyInTheWay } = await import("../messages/history.js");
  const { prepareOutputFolder } = await import("./outputFolder.js");
  const { writeWhole } = await import("../results/writeWhole.js");
  const folder = out !== undefined && (await stat(out).catch(() => null))?.isDirectory();
  const beside = `${file.replace(/\.(duckdb|db)$/i, "")}.html`;
  const to = out === undefined ? beside : folder ? join(out, "history.html") : out;
  if (resolve(to) === resolve(file)) throw new UserError(historyInTheWay(to));
  await prepareOutputFolder(dirname(to));
  await writeWhole(to, html);
  return to;
}
