import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { smallRuns } from "./smallRuns.js";

const { folder, run, read, sha256 } = smallRuns();

describe("scores from elsewhere give the figures that the model gave", () => {
  const figures = (out: string) => read(out).results.strata.map(({ metrics, views }) => ({ metrics, views }));
  const predictions = (name: string, change: (lines: string[]) => string[] = (lines) => lines) => {
    const [header, ...rows] = readFileSync(join(folder, "plain/cases.csv"), "utf8").trim().split("\n");
    const at = (column: string) => header.split(",").indexOf(column);
    const lines = rows.flatMap((row) => {
      const cells = row.split(",");
      return ["LAT", "PA"].map((view) => `${cells[0]},${view},${cells[at(`probability_${view}`)]}`);
    });
    writeFileSync(join(folder, name), `${["case_id,view,probability", ...change(lines)].join("\n")}\n`);
    return run("--predictions", name, "--strata", "strata.yaml", "--out", "predicted", "--no-html");
  };

  it("by view", async () => {
    expect((await predictions("p.csv")).code).toBe(0);
    expect(figures("predicted")).toEqual(figures("out"));
    expect(read("predicted").results.model).toMatchObject({ format: "predictions", sha256: sha256("p.csv") });
  });

  it("one a case, without views; members without a probability are averaged", async () => {
    const [, ...rows] = readFileSync(join(folder, "plain/cases.csv"), "utf8").trim().split("\n");
    const lines = rows.map((row) => {
      const [id, , , , , p] = row.split(",");
      return `${id},${0.2 * Number(p)},${0.4 * Number(p)}`;
    });
    writeFileSync(join(folder, "m.csv"), `case_id,member_1,member_2\n${lines.join("\n")}\n`);
    expect(
      (await run("--predictions", "m.csv", "--strata", "strata.yaml", "--out", "members", "--no-html")).code,
    ).toBe(0);
    const [member] = read("members").results.strata;
    expect(member.views).toEqual({});
    expect(member.metrics.auroc).toEqual(read("out").results.strata[0].metrics.auroc);
    expect(readFileSync(join(folder, "members/cases.csv"), "utf8")).toMatch(/probability,member_1,member_2,/);
  });

  it("from Parquet, the manifest too", async () => {
    expect((await predictions("p.csv")).code).toBe(0);
    const { DuckDBInstance } = await import("@duckdb/node-api");
    const connection = await (await DuckDBInstance.create(":memory:")).connect();
    for (const name of ["p", "cohort"])
      await connection.run(
        `COPY (FROM read_csv('${join(folder, name)}.csv')) TO '${join(folder, name)}.parquet' (FORMAT parquet)`,
      );
    connection.closeSync();
    const parquet = ["--predictions", "p.parquet", "--cohort", "cohort.parquet"];
    expect((await run(...parquet, "--strata", "strata.yaml", "--out", "parquet", "--no-html")).code).toBe(0);
    expect(figures("parquet")).toEqual(figures("out"));
  });

  it.each<[string, (lines: string[]) => string[], RegExp]>([
    ["a case missing", (l) => l.slice(2), /no prediction for 1 case \(case0\)/],
    ["a view missing", (l) => l.slice(1), /no prediction for 1 case \(case0\)/],
    ["a case twice", (l) => [...l, l[0]], /more than one prediction for 1 case \(case0\)/],
    ["an unknown case", (l) => [...l, "nobody,PA,0.5"], /1 case \(nobody\) not in .*cohort\.csv/],
    [
      "an unknown view",
      (l) => ["case0,AP,0.5", ...l],
      /view "AP".* is none of case case0's in the manifest: PA, LAT/,
    ],
    [
      "not a number",
      (l) => ["case0,LAT,high", ...l.slice(1)],
      /no probability in 1 row, the first row 1 \(high\)/,
    ],
    ["above 1", (l) => ["case0,LAT,1.5", ...l.slice(1)], /no probability in 1 row, the first row 1 \(1\.5\)/],
    ["below 0", (l) => ["case0,LAT,-0.1", ...l.slice(1)], /no probability in 1 row/],
    ["NaN", (l) => ["case0,LAT,nan", ...l.slice(1)], /no probability in 1 row/],
    ["blank", (l) => ["case0,LAT,", ...l.slice(1)], /no probability in 1 row, the first row 1 \(blank\)/],
  ])("%s is refused", async (_, change, message) => {
    const refused = await predictions("bad.csv", change);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(message);
    expect(refused.stderr.trim().split("\n")).toHaveLength(1);
  });
});
