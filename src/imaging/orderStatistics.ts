/**
 * Percentiles by Hyndman & Fan's definition 7 (linear interpolation between order statistics), with
 * the arithmetic of `numpy.percentile`, so that results agree to the last bit with NumPy on the same
 * values in double precision.
 *
 * The order statistics come from counts of whole numbers or, where there are others, from a two-pass radix
 * selection on the bits of the floats: linear time, exact for any finite values, no copy and no sort.
 *
 * @param values finite, at least one, in any order; not changed
 * @param percents each 0 to 100
 */
export function percentiles(values: Float32Array, percents: readonly number[]): number[] {
  const n = values.length;
  if (n === 0) throw new RangeError("percentiles require at least one value");
  const positions = percents.map((percent) => (n - 1) * (percent / 100));
  const ranks = positions.flatMap((at) => [Math.floor(at), Math.min(Math.floor(at) + 1, n - 1)]);
  const found = orderStatistics(values, ranks);
  return positions.map((at, i) => interpolate(found[2 * i], found[2 * i + 1], at - Math.floor(at)));
}

/** NumPy's `_lerp`: from the nearer end, so that it never leaves [a, b]. */
function interpolate(a: number, b: number, t: number): number {
  const difference = b - a;
  return t >= 0.5 ? b - difference * (1 - t) : a + difference * t;
}

/**
 * How often each whole number from 0 to 65535 occurs, as in every radiograph stored without a rescale.
 * @returns null where any value is another
 */
function wholeNumberCounts(values: Float32Array): Uint32Array | null {
  const counts = new Uint32Array(65536);
  for (let i = 0; i < values.length; i++) {
    const whole = values[i] & 0xffff;
    if (whole !== values[i]) return null;
    counts[whole]++;
  }
  return counts;
}

/** The values with the given ranks (0 the smallest), in the order of `ranks`. */
function orderStatistics(values: Float32Array, ranks: readonly number[]): number[] {
  const wholeNumbers = wholeNumberCounts(values);
  if (wholeNumbers !== null) return ranks.map((rank) => locate(wholeNumbers, rank).bucket);
  const bits = new Int32Array(values.buffer, values.byteOffset, values.length);
  const highCounts = new Uint32Array(65536);
  for (let i = 0; i < bits.length; i++) highCounts[sortableKey(bits[i]) >>> 16]++;
  const places = ranks.map((rank) => locate(highCounts, rank));

  // One table of low halves for each bucket wanted; slot 0 is none.
  const buckets = [...new Set(places.map(({ bucket }) => bucket))];
  const slotOf = new Uint8Array(65536);
  buckets.forEach((bucket, i) => {
    slotOf[bucket] = i + 1;
  });
  const lowCounts = new Uint32Array(buckets.length * 65536);
  for (let i = 0; i < bits.length; i++) {
    const key = sortableKey(bits[i]);
    const slot = slotOf[key >>> 16];
    if (slot !== 0) lowCounts[((slot - 1) << 16) | (key & 0xffff)]++;
  }
  return places.map(({ bucket, rank }) => {
    const from = (slotOf[bucket] - 1) << 16;
    const low = locate(lowCounts.subarray(from, from + 65536), rank).bucket;
    return valueOfKey(((bucket << 16) | low) >>> 0);
  });
}

/** Which bucket holds the value of this rank, and its rank within the bucket. */
function locate(counts: Uint32Array, rank: number): { bucket: number; rank: number } {
  let bucket = 0;
  let left = rank;
  while (left >= counts[bucket]) left -= counts[bucket++];
  return { bucket, rank: left };
}

/** Maps the bits of a float to an unsigned integer that sorts as the floats do: negative ones are mirrored. */
function sortableKey(bits: number): number {
  return bits < 0 ? ~bits : bits ^ 0x80000000;
}

function valueOfKey(key: number): number {
  const word = new Int32Array([key >>> 31 === 1 ? key ^ 0x80000000 : ~key]);
  return new Float32Array(word.buffer)[0];
}
