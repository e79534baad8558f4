import { expect, it } from "vitest";
import { renderHtml } from "../../reports/index.js";
import type { FailureCase, FailureCases } from "../../src/results/schema/failureCases.js";
import { type ResultsFile, resultsFileSchema } from "../../src/results/schema/results.js";
import { goldenResults } from "./goldenResults.js";

const wrong = (name: string, label: 0 | 1, probability: number): FailureCase => ({
  ...{ case: name, label, probability, threshold: 0.5, margin: Math.abs(probability - 0.5) },
  views: { PA: probability / 2, "L<A>T": 0.1875 },
});
const none = { count: 0, of: 78, cases: [] };

function withFailures(change: Partial<FailureCases> = {}): ResultsFile {
  const file = goldenResults("reference");
  const failureCases: FailureCases = {
    atMost: 2,
    strata: [
      {
        stratum: "general",
        missed: { count: 1, of: 129, cases: [wrong("c-<b>", 1, 0.125)] },
        falseAlarms: none,
      },
      {
        stratum: "ct-confirmed",
        missed: { count: 3, of: 20, cases: [wrong("c-2", 1, 0.0625), wrong("c-3", 1, 0.25)] },
        falseAlarms: { count: 1, of: 85, cases: [wrong("c-4", 0, 0.96875)] },
      },
    ],
    ...change,
  };
  return resultsFileSchema.parse({ ...file, results: { ...file.results, failureCases } });
}

const section = async (file: ResultsFile) => {
  const html = await renderHtml(file);
  const from = html.indexOf('id="failures"');
  const part = html.slice(from, html.indexOf("<section", html.indexOf('id="pictures"') + 1));
  return { part, read: part.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ") };
};

it("counts the wrong calls and lists them, each kind apart, most wrong first, names as text", async () => {
  const { part, read } = await section(withFailures());
  expect(read).toMatch(/general 1 of 129 0 of 78 /);
  expect(read).toMatch(/ct-confirmed 3 of 20 1 of 85 /);
  expect(read).toMatch(
    /Missed fractures of general , most wrong first ?\. .*c-&#60;b&#62; 0\.125 0\.500 0\.375 PA 0\.063 , L&#60;A&#62;T 0\.188/,
  );
  expect(read).toMatch(
    /Missed fractures of ct-confirmed , most wrong first: the first 2 of 3 ?\. .*c-2 .*c-3/,
  );
  expect(read).toMatch(/False alarms of ct-confirmed , most wrong first ?\. .*c-4 0\.969 0\.500 0\.469/);
  expect(read).not.toMatch(/False alarms of general/);
  expect(part).not.toMatch(/c-<b>/);
});

it("says that nothing was called wrongly, and in older results that it was not computed", async () => {
  const strata = [{ stratum: "general", missed: { ...none, of: 129 }, falseAlarms: none }];
  expect((await section(withFailures({ strata }))).read).toMatch(/No case of any stratum was called wrongly/);
  expect((await section(goldenResults("reference"))).read).toMatch(/Wrong calls Not in these results/);
});
