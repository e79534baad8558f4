import { describe, expect, test } from "vitest";
import { fittedText } from "../../reports/charts/fittedText.js";
import { shown, visible } from "../../reports/format/foreignText.js";
import { type Format, formatted } from "../../reports/format/number.js";

describe("numbers", () => {
  test.each<[unknown, Format, string]>([
    [0.8412941, "metric", "0.841"],
    [1, "metric", "1.000"],
    [-0.25, "metric", "−0.250"],
    [-0.0001, "metric", "0.000"],
    [0.0294, "difference", "+0.029"],
    [-0.1516, "difference", "−0.152"],
    [-0.0002, "difference", "0.000"],
    [0.0009999, "p", "<0.001"],
    [0.001, "p", "0.001"],
    [0.9996, "p", ">0.999"],
    [1, "p", "1.000"],
    [999, "count", "999"],
    [1946, "count", "1,946"],
    [1234567, "count", "1,234,567"],
    [-1234, "count", "−1,234"],
    [12345, "integer", "12345"],
    [0.95, "percent", "95%"],
    [0.975, "percent", "97.5%"],
    [67.5, "age", "67.5"],
    [52, "age", "52"],
    [41230, "duration", "41.2 s"],
  ])("%s as %s is %s", (value, format, text) => {
    expect(formatted(value, format)).toBe(text);
  });

  test.each([
    null,
    undefined,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    "0.5",
  ])("%s is refused as a metric", (value) => {
    expect(() => formatted(value, "metric")).toThrow(RangeError);
  });
});

describe("text from outside", () => {
  test("marks that turn the direction, control characters and half characters are shown, letters kept", () => {
    expect(visible("a\u202Eb\u2066c\u0000d\u0007e\ud83df\nאב 🦴 é")).toBe(
      "a⟨U+202E⟩b⟨U+2066⟩c⟨U+0000⟩d⟨U+0007⟩e\ufffdf אב 🦴 é",
    );
  });

  test("long text is cut between characters", () => {
    expect(shown("🦴".repeat(200), 5)).toBe("🦴🦴🦴🦴…");
    expect(shown("short", 5)).toBe("short");
  });

  test("text in a chart keeps to its room", () => {
    expect(fittedText("general", 11.5)).toBe("general");
    expect(fittedText("W".repeat(40), 11.5)).toBe(`${"W".repeat(10)}…`);
    expect(fittedText("骨".repeat(40), 11.5)).toBe(`${"骨".repeat(8)}…`);
  });
});
