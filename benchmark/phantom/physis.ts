import type { Draw } from "./draw.js";
import type { CasePlan } from "./plan.js";
import type { Band, Clip } from "./shaft.js";
import { roughLine } from "./texture.js";

/** Part of a bone on one side of its growth plate. */
export interface Part {
  readonly clips: readonly Clip[];
  readonly bands: readonly Band[];
}

/** The growth plates of a case: parts of radius and ulna, and what a fragment without joint gets. */
export interface GrowthPlate {
  readonly radius: readonly Part[];
  readonly ulna: readonly Part[];
  readonly below: Part;
}

const GROWN: Part = { clips: [], bands: [] };

/**
 * Open until about 15 (girls) or 17 (boys), narrowing for three years before, then a scar that fades
 * over five. Of the kind `physis` it is wide, wavy and late: what is taken for a fracture.
 */
export function growthPlate(plan: CasePlan, draw: Draw): GrowthPlate {
  const { age, sex } = plan.person;
  const conspicuous = plan.kind === "physis";
  const closes = (sex === "F" ? 15 : 17) + (conspicuous ? 0.8 : 0);
  const height = draw.between(-8.2, -6.2);
  const slope = draw.normal(0.08, 0.04);
  const wave = (conspicuous ? 1.1 : 0.5) * draw.between(0.7, 1.2);
  if (age >= closes) {
    const fading = Math.min(1, Math.max(0, (age - closes) / 5));
    const amplitude = conspicuous ? draw.between(0.3, 0.55) : draw.between(0.12, 0.25) * (1 - fading);
    if (amplitude <= 0) return { radius: [GROWN], ulna: [GROWN], below: GROWN };
    const scar: Band = {
      offset: -height,
      normal: [-slope, 1, 0],
      width: conspicuous ? 0.9 : 0.6,
      amplitude,
      rough: roughLine(draw, 7, wave),
    };
    return { radius: [{ clips: [], bands: [scar] }], ulna: [GROWN], below: GROWN };
  }
  const open = Math.min(1, Math.max(0.15, (closes - age) / 3.5));
  const gap = (0.35 + 1.3 * open + (conspicuous ? 0.5 : 0)) * draw.between(0.85, 1.15);
  return {
    radius: parted(height, slope, gap, roughLine(draw, 7, wave), conspicuous ? 0.4 : 0.2),
    ulna:
      age < 6
        ? [below(-4, 0, undefined, 0.2)]
        : parted(-3.6, 0, gap * 0.9, roughLine(draw, 7, wave * 0.6), 0.2),
    below: GROWN,
  };
}

function parted(height: number, slope: number, gap: number, rough: Float32Array, dense: number): Part[] {
  return [
    below(height, slope, rough, dense),
    {
      clips: [{ offset: -height - gap, normal: [-slope, 1, 0], plate: 0.7, rough: rough.map((v) => -v) }],
      bands: [],
    },
  ];
}

/** The metaphysis, with the dense zone of provisional calcification under the plate. */
function below(height: number, slope: number, rough: Float32Array | undefined, dense: number): Part {
  return {
    clips: [{ offset: height, normal: [slope, -1, 0], plate: 0.7, rough }],
    bands: [
      {
        offset: 1 - height,
        normal: [-slope, 1, 0],
        width: 1,
        amplitude: dense,
        rough: rough?.map((v) => -v),
      },
    ],
  };
}
