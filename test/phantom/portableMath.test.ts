import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { portableCos, portableExp, portableLog, portableSin } from "../../benchmark/phantom/portableMath.js";

const double = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const relative = (a: number, b: number) => Math.abs(a - b) / Math.abs(b);

describe("portable elementary functions, against the engine's", () => {
  it("exp to 1e-12", () => {
    fc.assert(
      fc.property(double(-690, 690), (x) => relative(portableExp(x), Math.exp(x)) < 1e-12),
      { numRuns: 5000 },
    );
    expect(portableExp(0)).toBe(1);
    expect(portableExp(-1000)).toBe(0);
    expect(() => portableExp(1000)).toThrow(RangeError);
  });

  it("log to 1e-12, also near 1", () => {
    for (const range of [double(1e-300, 1e300), double(1e-3, 1e3), double(1, 2), double(0.999, 1.001)])
      fc.assert(
        fc.property(range, (x) => Math.abs(x - 1) < 1e-6 || relative(portableLog(x), Math.log(x)) < 1e-12),
        { numRuns: 5000 },
      );
    expect(portableLog(1)).toBe(0);
    expect(() => portableLog(0)).toThrow(RangeError);
  });

  it("sin and cos to 1e-12", () => {
    fc.assert(
      fc.property(
        double(-1000, 1000),
        (x) =>
          Math.abs(portableSin(x) - Math.sin(x)) < 1e-12 && Math.abs(portableCos(x) - Math.cos(x)) < 1e-12,
      ),
      { numRuns: 5000 },
    );
  });

  it("gives the pinned bits, whatever the engine", () => {
    const bits = (x: number) => Buffer.from(Float64Array.of(x).buffer).readBigUInt64LE().toString(16);
    const found = [portableExp(-1.2345), portableLog(321.123), portableSin(0.777), portableCos(123.4)].map(
      bits,
    );
    expect(found).toEqual(PINNED);
  });
});

const PINNED = ["3fd29f6b7bfe469d", "40171659171a2a28", "3fe66fc4876e5860", "bfe470dff6866925"];
