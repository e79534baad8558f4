import { expect, test } from "vitest";
import { renderHtml } from "../../reports/index.js";
import type { ResultsFile } from "../../src/results/schema/results.js";
import { goldenResults } from "./goldenResults.js";

async function provenance(execution: Partial<ResultsFile["execution"]>): Promise<string> {
  const file = goldenResults("reference");
  const html = await renderHtml({ ...file, execution: { ...file.execution, ...execution } });
  return html.slice(html.indexOf('<section id="provenance"'));
}

test("the command stands as it is to be copied, spaces and quotes kept, and the lines to sign below", async () => {
  const section = await provenance({ command: "wrist-bench run --strata 'a  b'\\''s.yaml'" });
  expect(section).toContain(
    `<pre class="command"><code><bdi data-pointer="/execution/command" data-format="text">wrist-bench run --strata &#39;a  b&#39;\\&#39;&#39;s.yaml&#39;</bdi></code></pre>`,
  );
  const lines = section.slice(section.indexOf('<ul class="signature">'));
  expect([...lines.matchAll(/<li>([^<]*)<\/li>/g)].map(([, line]) => line)).toEqual([
    "Name",
    "Date",
    "Signature",
  ]);
});

test("a run that a program started has no command, and says so", async () => {
  const section = await provenance({ command: "" });
  expect(section).not.toContain('class="command"');
  expect(section).toContain("There is no command to repeat");
});

test("the tool's commit and lockfile are printed, or why they are not to be had", async () => {
  const tool = { from: "checkout" as const, commit: "a".repeat(40), lockfileSha256: "b".repeat(64) };
  const there = await provenance({ tool });
  expect(there).toContain(`data-pointer="/execution/tool/commit" data-format="text">${tool.commit}<`);
  expect(there).toContain("as checked out; changes that were not committed are not seen");
  expect(there).toContain(tool.lockfileSha256);
  const built = await provenance({ tool: { ...tool, from: "build" } });
  expect(built).toContain("recorded when the package was built");
  const missing = await provenance({
    tool: {
      ...{ from: "checkout", commit: null, commitReason: "no checkout" },
      ...{ lockfileSha256: null, lockfileReason: "no lockfile" },
    },
  });
  expect(missing).toContain("no checkout");
  expect(missing).toContain("no lockfile");
  expect(missing).not.toContain("as checked out");
  expect(await provenance({})).toContain("not recorded by the version that ran");
});
