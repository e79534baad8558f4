import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { RandomStream } from "../../src/statistics/index.js";
import { auroc, calls, drawn, type Pair, sensitivity, shifted } from "./errorRates.js";

const file = join(import.meta.dirname, "../../docs/regression.md");
const repetitions = 1000;
const margins = [0.02, 0.05, 0.1, 0.2];
const sizes = [20, 50, 100, 200, 400];

/** UPDATE_DOCS=1 writes the table into docs/regression.md. */
it("docs/regression.md holds the power that the simulation gives", () => {
  const rows = [
    ["AUROC", auroc, (loss: number) => shifted(0.95, loss, 0.8)],
    ["sensitivity", sensitivity, (loss: number) => calls(0.9 - loss, loss, 0.02)],
  ] as const;
  const lines = rows.flatMap(([name, judge, model]) =>
    sizes.map((n) => {
      const draws = (pair: Pair, stream: string) =>
        Array.from({ length: repetitions }, (_, i) =>
          judge(drawn(pair, n, 2 * n, new RandomStream(1, stream, n, i))),
        );
      const percent = (count: number) => `${Math.round((100 * count) / repetitions)} %`;
      const alike = draws(model(0), `${name} alike`);
      const worse = draws(model(0.2), `${name} worse`);
      const cells = [
        ...margins.map((margin) => percent(alike.filter((one) => one.interval.lower > -margin).length)),
        percent(worse.filter((one) => one.worseThan(0.02) < 0.025).length),
      ];
      return `| ${name} | ${n} / ${2 * n} | ${cells.join(" | ")} |`;
    }),
  );
  const head = `| metric | n⁺ / n⁻ | ${margins.map((m) => `passes ${m}`).join(" | ")} | loss of 0.2 fails 0.02 |`;
  const table = [head, `|---|---:|${"---:|".repeat(margins.length + 1)}`, ...lines].join("\n");
  const marks = ["<!-- power -->\n", "\n<!-- /power -->"] as const;
  const text = readFileSync(file, "utf8");
  const [before, rest] = text.split(marks[0]);
  const wanted = before + marks[0] + table + marks[1] + rest.split(marks[1])[1];
  if (process.env["UPDATE_DOCS"] === "1") writeFileSync(file, wanted);
  expect(readFileSync(file, "utf8")).toBe(wanted);
});
