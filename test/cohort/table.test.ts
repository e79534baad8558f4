import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { loadTable } from "../../src/cohort/table.js";

const folder = mkdtempSync(join(tmpdir(), "table-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("JSON lines: text that looks like a time, a date or a UUID stays as written", async () => {
  const rows = [
    { id: "2020-01-05T10:00:00Z", uid: "6F9619FF-8B86-D011-B42D-00CF4FC964FF", day: "2020-01-05", n: 12 },
    { id: "2020-01-06 10:00", uid: "6f9619ff-8b86-d011-b42d-00cf4fc964fe", day: "2020-02-05", n: null },
  ];
  const path = join(folder, "manifest.jsonl");
  writeFileSync(path, rows.map((row) => JSON.stringify(row)).join("\n"));
  const table = await loadTable(path, ["id"]);
  const [id, uid, day, n, year] = await table.evaluate(["id", "uid", "day", "n", "year(day::DATE)"]);
  expect(id).toEqual(rows.map((row) => row.id));
  expect(uid).toEqual(rows.map((row) => row.uid));
  expect(day).toEqual(rows.map((row) => row.day));
  expect(n.map((value) => (value === null ? null : Number(value)))).toEqual([12, null]);
  expect(year.map(Number)).toEqual([2020, 2020]);
});
