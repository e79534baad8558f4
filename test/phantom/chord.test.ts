import { describe, expect, it } from "vitest";
import { canvas } from "../../benchmark/phantom/canvas.js";
import { chordLength, compileSolid } from "../../benchmark/phantom/chord.js";
import { Draw } from "../../benchmark/phantom/draw.js";
import { localRays, pixelOf, projection } from "../../benchmark/phantom/geometry.js";
import { profile, RADIUS } from "../../benchmark/phantom/profiles.js";
import { drawShaft, type Shaft } from "../../benchmark/phantom/shaft.js";
import { add, placement, scale, toLocal, toWorld, type Vector } from "../../benchmark/phantom/vector.js";

/** Length inside, by 0.005 mm steps along the ray of a pixel. */
function integrated(
  view: ReturnType<typeof projection>,
  column: number,
  row: number,
  inside: (p: Vector) => boolean,
) {
  const start = add(add(view.corner, scale(view.perColumn, column)), scale(view.perRow, row));
  const step = 0.005;
  let length = 0;
  for (let s = -60; s < 60; s += step) if (inside(add(start, scale(view.ray, s)))) length += step;
  return length;
}

describe("chord lengths, against numeric integration", () => {
  it("of an ellipsoid cut by facets, with a hollow, turned anyhow", () => {
    const body = { centre: [1, 2, -1] as Vector, half: [7, 12, 9] as Vector };
    const facets = [
      { normal: [0.6, 0.8, 0] as Vector, distance: 7 },
      { normal: [0, 0, 1] as Vector, distance: 5 },
      { normal: [-1, 0, 0] as Vector, distance: 4 },
    ];
    const hollow = { centre: [5, -6, 0] as Vector, half: [5, 5, 8] as Vector };
    const place = placement(25, 10, -35, [3, 4, 5]);
    const draw = new Draw(1, "chords");
    let hits = 0;
    for (const angle of [0, 33, 90]) {
      const view = projection(60, 60, 0.6, angle, 8, false, [3, 4, 5]);
      for (const inset of [0, 0.9]) {
        const compiled = compileSolid({ body, facets, hollows: [hollow] }, localRays(view, place), inset);
        const inEllipsoid = (p: Vector, e: typeof body, by: number) =>
          e.half.reduce((sum, h, i) => sum + ((p[i] - e.centre[i]) / (h + by)) ** 2, 0) < 1;
        for (let trial = 0; trial < 12; trial++) {
          const [column, row] = [draw.between(12, 48), draw.between(8, 52)];
          const expected = integrated(view, column, row, (world) => {
            const p = toLocal(place, world);
            return (
              inEllipsoid(p, body, -inset) &&
              !inEllipsoid(p, hollow, inset) &&
              facets.every(
                (f) => p[0] * f.normal[0] + p[1] * f.normal[1] + p[2] * f.normal[2] < f.distance - inset,
              )
            );
          });
          expect(chordLength(compiled, column, row)).toBeCloseTo(expected, 1.5);
          if (expected > 1) hits++;
        }
      }
    }
    expect(hits).toBeGreaterThan(25);
  });

  it("of a clipped shaft: shell and core by their own attenuation", () => {
    const view = projection(100, 160, 0.4, 20, 5, true, [0, -15, 0]);
    const film = canvas(100, 160, 0.4, new Draw(1, "canvas"));
    const [a, b, cortex] = [9, 7, 1.5];
    const shaft: Shaft = {
      placement: placement(0, 0, 0, [1, 0, 0]),
      profile: profile(
        RADIUS.map(([y]) => [y, 0, 0, a, b, cortex]),
        (_y, section) => section,
      ),
      clips: [{ offset: -3, normal: [0.4, -1, 0.2], bend: [0.01, 0.012], plate: 1 }],
      bands: [],
      shell: 0.1,
      core: 0.04,
      displaced: 0.02,
      texture: 0,
      shellTexture: 0,
      textureAt: [0, 0],
      waviness: 0,
    };
    drawShaft(film, view, shaft);
    const keeps = (p: Vector, plate: number) =>
      -3 - plate + 0.4 * p[0] - p[1] + 0.2 * p[2] + 0.01 * p[0] ** 2 + 0.012 * p[2] ** 2 >= 0;
    const inside = (by: number) => (world: Vector) => {
      const p = toLocal(shaft.placement, world);
      return (p[0] / (a - by)) ** 2 + (p[2] / (b - by)) ** 2 < 1 && keeps(p, by > 0 ? 1 : 0);
    };
    const [column0, row0] = pixelOf(view, toWorld(shaft.placement, [0, -8, 0]));
    for (const [dc, dr] of [
      [0, 0],
      [8, 5],
      [-12, 3],
      [5, -14],
      [-6, -9],
      [15, 30],
      [19, 12],
    ]) {
      const [column, row] = [Math.round(column0) + dc, Math.round(row0) + dr];
      const outer = integrated(view, column, row, inside(0));
      const core = integrated(view, column, row, inside(cortex));
      const expected = (outer - core) * 0.1 + core * 0.04 - outer * 0.02;
      expect(film.tau[row * 100 + column]).toBeCloseTo(expected, 2.5);
    }
  });
});
