/**
 * Decodes DICOM RLE (PS3.5, annex G): one PackBits segment a byte of the sample, highest byte first.
 * @throws RangeError if the stream is damaged or too short
 */
export function decodeRunLength(
  stream: Uint8Array,
  size: number,
  bytesPerSample: 1 | 2,
): Uint8Array | Uint16Array {
  const header = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  if (stream.length < 64) throw new RangeError("no RLE header");
  const segments = header.getUint32(0, true);
  if (segments !== bytesPerSample)
    throw new RangeError(`${segments} RLE segments, expected ${bytesPerSample}`);
  const words = bytesPerSample === 1 ? new Uint8Array(size) : new Uint16Array(size);
  for (let segment = 0; segment < segments; segment++) {
    const start = header.getUint32(4 + 4 * segment, true);
    const end = segment + 1 < segments ? header.getUint32(8 + 4 * segment, true) : stream.length;
    if (start < 64 || end < start || end > stream.length) throw new RangeError("RLE segment out of place");
    unpackSegment(stream, start, end, words, 8 * (segments - 1 - segment));
  }
  return words;
}

/** Adds the bytes of a PackBits segment to `words`, shifted left by `shift`. */
function unpackSegment(
  stream: Uint8Array,
  start: number,
  end: number,
  words: Uint8Array | Uint16Array,
  shift: number,
): void {
  const size = words.length;
  let at = start;
  let filled = 0;
  while (filled < size) {
    if (at >= end) throw new RangeError(`RLE segment holds ${filled} of ${size} samples`);
    const control = stream[at++];
    if (control < 128) {
      // control + 1 bytes as they are; a last run may be longer than the image (padding).
      const stop = Math.min(filled + control + 1, size);
      if (at + stop - filled > end) throw new RangeError("RLE run beyond its segment");
      while (filled < stop) words[filled++] |= stream[at++] << shift;
    } else if (control > 128) {
      if (at >= end) throw new RangeError("RLE run beyond its segment");
      const value = stream[at++] << shift;
      const stop = Math.min(filled + 257 - control, size);
      while (filled < stop) words[filled++] |= value;
    }
  }
}
