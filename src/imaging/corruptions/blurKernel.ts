/**
 * A Gaussian's weights at whole pixels out to three standard deviations; they sum to 1.
 * @param deviation pixels, above 0
 * @returns an odd number of weights, the middle one at the pixel itself
 */
export function gaussianKernel(deviation: number): Float64Array {
  const radius = Math.floor(3 * deviation + 0.5);
  const kernel = Float64Array.from({ length: 2 * radius + 1 }, (_, i) =>
    Math.exp((-0.5 * (i - radius) ** 2) / deviation ** 2),
  );
  const sum = kernel.reduce((total, weight) => total + weight, 0);
  return kernel.map((weight) => weight / sum);
}

/** A kernel in two dimensions by its weights that aren't 0, at offsets in pixels. */
export interface Taps {
  readonly across: readonly number[];
  readonly down: readonly number[];
  readonly weight: readonly number[];
}

/** Points on a line, a pixel. */
const pointsPerPixel = 16;

/**
 * The path of a movement at even speed: a line centred on the pixel, each of its points shared out to the four
 * pixels around it. The weights sum to 1.
 * @param across length along columns, pixels
 * @param down length along rows, pixels
 */
export function lineKernel(across: number, down: number): Taps {
  const points = Math.max(1, Math.ceil(Math.hypot(across, down) * pointsPerPixel));
  const weights = new Map<string, [x: number, y: number, weight: number]>();
  const add = (x: number, y: number, weight: number) => {
    const key = `${x},${y}`;
    const present = weights.get(key);
    if (present) present[2] += weight;
    else if (weight > 0) weights.set(key, [x, y, weight]);
  };
  for (let i = 0; i < points; i++) {
    const along = (i + 0.5) / points - 0.5;
    const [x, y] = [along * across, along * down];
    const [left, top] = [Math.floor(x), Math.floor(y)];
    const [right, low] = [x - left, y - top];
    add(left, top, ((1 - right) * (1 - low)) / points);
    add(left + 1, top, (right * (1 - low)) / points);
    add(left, top + 1, ((1 - right) * low) / points);
    add(left + 1, top + 1, (right * low) / points);
  }
  const taps = [...weights.values()].sort((a, b) => a[1] - b[1] || a[0] - b[0]);
  return { across: taps.map(([x]) => x), down: taps.map(([, y]) => y), weight: taps.map(([, , w]) => w) };
}
