import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ImageModel } from "../../runners/imageModel.js";
import { imageKey, openKeptScores } from "../../runners/keptScores.js";
import { temporaryFolder } from "../temporaryFolder.js";

const folder = temporaryFolder();
const model = (scoreKey: string) => ({ scoreKey }) as ImageModel;
const key = (n: number) => imageKey({ sha256: String(n).repeat(64), view: "PA", spacing: 0.1 });
const entry = (n: number) => ({ key: key(n), score: { probability: n / 7, members: [n / 3, 1e-300] } });
const path = (place: string) => join(place, readdirSync(place)[0]);

describe("kept scores", () => {
  it("are found again, bit for bit, under the same model only", async () => {
    const first = await openKeptScores(join(folder, "a"), model("one"));
    await first.add([entry(1), entry(2)]);
    await first.close();
    const again = await openKeptScores(join(folder, "a"), model("one"));
    expect(again.get(key(1))).toEqual(entry(1).score);
    expect([...again.known]).toEqual([key(1), key(2)]);
    await again.close();
    const other = await openKeptScores(join(folder, "a"), model("two"));
    expect(other.known.size).toBe(0);
    await other.close();
  });

  it("survive a line cut short by a kill, and one damaged; what follows is kept", async () => {
    const place = join(folder, "b");
    const store = await openKeptScores(place, model("one"));
    await store.add([entry(1)]);
    await store.add([entry(2)]);
    await store.close();
    const text = readFileSync(path(place), "utf8");
    writeFileSync(path(place), text.slice(0, -20));
    const cut = await openKeptScores(place, model("one"));
    expect([...cut.known]).toEqual([key(1)]);
    await cut.add([entry(3)]);
    await cut.close();
    writeFileSync(
      path(place),
      readFileSync(path(place), "utf8").replace("0.14285714285714285", "0.94285714285714285"),
    );
    const damaged = await openKeptScores(place, model("one"));
    expect([...damaged.known]).toEqual([key(3)]);
    await damaged.close();
  });

  it("of different views or spacings are different scores", () => {
    const one = { sha256: "a", view: "PA", spacing: 0.1 };
    const keys = [one, { ...one, view: "LAT" }, { ...one, spacing: 0.2 }, { ...one, view: null }].map(
      imageKey,
    );
    expect(new Set(keys).size).toBe(4);
  });
});
