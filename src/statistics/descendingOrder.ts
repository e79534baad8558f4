/**
 * The indices of the scores by descending score, equal scores in input order. Native numeric sort,
 * then each score finds its place by bisection: several times faster than sorting with a comparator.
 */
export function descendingOrder(scores: Float64Array): Int32Array {
  const size = scores.length;
  const sorted = scores.slice().sort();
  // How many cases with the score that starts at this position have been placed.
  const placed = new Int32Array(size);
  const order = new Int32Array(size);
  for (let i = size - 1; i >= 0; i--) {
    const first = firstAtLeast(sorted, scores[i]);
    order[size - 1 - first - placed[first]++] = i;
  }
  return order;
}

/** The first position of an ascending array whose value is at least `value`. */
function firstAtLeast(ascending: Float64Array, value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
