import { describe, expect, test } from "vitest";
import { visible } from "../../reports/format/foreignText.js";
import { renderAnnotations, renderCodeQuality, renderMarkdown } from "../../reports/index.js";
import { hostile } from "./golden/degenerateResults.js";
import { goldenResults } from "./goldenResults.js";

/** As the runner reads them: what a message and its properties are once unescaped. */
function commands(text: string) {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => {
      const [, name, title, message] = /^::(\w+) title=([^:,]*)::(.*)$/.exec(line)!;
      const data = (escaped: string) =>
        escaped.replace(/%(25|0D|0A|3A|2C)/g, (code) => decodeURIComponent(code));
      return { name, title: data(title), message: data(message) };
    });
}

describe("GitHub's annotations", () => {
  test("an error for what failed or is undecided, and the verdict as a notice", () => {
    const found = commands(renderAnnotations(goldenResults("reference")));
    expect(found.map(({ name, title }) => [name, title])).toEqual([
      ["error", "Inconclusive: AUROC in ct-confirmed"],
      ["error", "Fail: Sensitivity in ct-confirmed"],
      ["notice", "wrist-bench"],
    ]);
    expect(found[1].message).toMatch(
      /^Sensitivity at least 0\.850, on the estimate alone \(ct-confirmed\): 0\./,
    );
    expect(found[2].message).toBe("Fail, 3 criteria");
  });

  test("an undecided criterion is a warning where it only warns", () => {
    const found = commands(renderAnnotations(goldenResults("reference"), "warn"));
    expect(found.map(({ name }) => name)).toEqual(["error", "warning", "notice"]);
  });

  test("a name can't start a command, end a title or bring a line of its own", () => {
    const file = goldenResults("reference");
    const texts = [
      ...Object.values(hostile),
      "x::error::y",
      "100%0A::set-output name=a::b\r\n::stop",
      "a,b:c",
    ];
    const [, , failed] = file.results.acceptance;
    for (const text of texts) {
      file.results.acceptance = [{ ...failed, stratum: text, reason: text }];
      const lines = renderAnnotations(file).trimEnd().split("\n");
      expect(lines).toHaveLength(2);
      const [{ name, message }] = commands(lines[0]);
      expect(name).toBe("error");
      expect(message).toContain(`(${visible(text)})`);
    }
  });

  test("no more than GitHub shows: the last says how many are not", () => {
    const file = goldenResults("reference");
    const [, , failed] = file.results.acceptance;
    file.results.acceptance = Array.from({ length: 25 }, () => failed);
    const errors = commands(renderAnnotations(file)).filter(({ name }) => name === "error");
    expect(errors).toHaveLength(10);
    expect(errors[9].message).toMatch(/^16 more/);
  });

  test("a protocol that changed since it was locked is a warning", () => {
    const file = goldenResults("reference");
    file.results.protocol.lock = {
      state: "changed",
      changed: [{ what: "manifest", locked: "0123456789ab", now: "ba9876543210" }],
    };
    expect(commands(renderAnnotations(file)).find(({ name }) => name === "warning")).toEqual({
      name: "warning",
      title: "Changed since it was locked",
      message: "manifest: 0123456789ab when locked, now ba9876543210",
    });
  });
});

describe("GitLab's code quality report", () => {
  const findings = (inconclusive: "fail" | "warn") =>
    JSON.parse(renderCodeQuality(goldenResults("reference"), "strata/gate.yaml", inconclusive));

  test("has what GitLab needs of a finding", () => {
    expect(findings("fail")).toMatchObject([
      {
        check_name: "wrist-bench",
        severity: "major",
        location: { path: "strata/gate.yaml", lines: { begin: 1 } },
      },
      { check_name: "wrist-bench", severity: "critical" },
    ]);
    expect(findings("warn")[0].severity).toBe("minor");
  });

  test("fingerprints stay from run to run and differ between criteria", () => {
    const file = goldenResults("reference");
    file.results.acceptance.push(structuredClone(file.results.acceptance[2]));
    const prints = (text: string) =>
      (JSON.parse(text) as { fingerprint: string }[]).map(({ fingerprint }) => fingerprint);
    const first = prints(renderCodeQuality(file, "a.yaml", "fail"));
    expect(new Set(first).size).toBe(3);
    file.results.acceptance[2].value = 0.1;
    file.results.acceptance[2].reason = "another night";
    expect(prints(renderCodeQuality(file, "a.yaml", "fail"))).toEqual(first);
  });
});

test("Markdown says what an inconclusive verdict was told to do", () => {
  const file = goldenResults("reference");
  file.results.acceptance = [file.results.acceptance[1]];
  file.results.verdict = "inconclusive";
  expect(renderMarkdown(file, "warn")).toContain("only warns here");
  expect(renderMarkdown(file, "fail")).toContain("counts as a failure here");
  expect(renderMarkdown(file)).not.toMatch(/here \(--inconclusive/);
});

test("the cases that would decide a criterion stand in Markdown and annotations", () => {
  const file = goldenResults("reference");
  file.results.acceptance[1].needed = { positives: 1234, negatives: null, towards: "fail" };
  const sentence = /it would take about 1.?234 cases with a fracture to fail it\./;
  expect(renderMarkdown(file)).toMatch(sentence);
  expect(renderAnnotations(file)).toMatch(sentence);
});
