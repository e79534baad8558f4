/**
 * RLE Lossless of 16-bit pixels (PS3.5 annex G): two segments, high bytes then low bytes, each row
 * packed by itself, segments padded to even length.
 */
export function encodeRle(pixels: Uint16Array, columns: number): Buffer {
  const segments = [8, 0].map((shift) => {
    const packed = Buffer.alloc(
      pixels.length + 2 * Math.ceil(pixels.length / 64) + pixels.length / columns + 2,
    );
    const line = new Uint8Array(columns);
    let at = 0;
    for (let start = 0; start < pixels.length; start += columns) {
      for (let i = 0; i < columns; i++) line[i] = (pixels[start + i] >> shift) & 255;
      at = packBits(line, packed, at);
    }
    return packed.subarray(0, at + (at % 2));
  });
  const header = Buffer.alloc(64);
  header.writeUInt32LE(2, 0);
  header.writeUInt32LE(64, 4);
  header.writeUInt32LE(64 + segments[0].length, 8);
  return Buffer.concat([header, ...segments]);
}

/** PackBits of one row; runs of two only start a run when no literal is open. Returns the next position. */
function packBits(line: Uint8Array, out: Buffer, start: number): number {
  let at = start;
  let i = 0;
  while (i < line.length) {
    let run = 1;
    while (run < 128 && i + run < line.length && line[i + run] === line[i]) run++;
    if (run >= 2) {
      out[at++] = 257 - run;
      out[at++] = line[i];
      i += run;
      continue;
    }
    const from = i;
    while (i < line.length && i - from < 128) {
      if (i + 2 < line.length && line[i] === line[i + 1] && line[i] === line[i + 2]) break;
      i++;
    }
    out[at++] = i - from - 1;
    for (let k = from; k < i; k++) out[at++] = line[k];
  }
  return at;
}
