/** What a compressed stream says of itself. */
export interface CodestreamHeader {
  readonly width: number;
  readonly height: number;
  readonly components: number;
  /** Bits of a sample. */
  readonly precision: number;
}

/**
 * Reads the frame header of a JPEG or JPEG-LS stream (ITU-T T.81, B.2; T.87, C.2).
 * @returns null if there is none
 */
export function jpegHeader(stream: Uint8Array): CodestreamHeader | null {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  if (stream[0] !== 0xff || stream[1] !== 0xd8) return null;
  let at = 2;
  while (at + 10 <= stream.length) {
    if (stream[at] !== 0xff) return null;
    const marker = stream[at + 1];
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (isFrame(marker))
      return {
        precision: stream[at + 4],
        height: view.getUint16(at + 5),
        width: view.getUint16(at + 7),
        components: stream[at + 9],
      };
    // Scan data before any frame header, or the end.
    if (marker === 0xda || marker === 0xd9) return null;
    at += 2 + view.getUint16(at + 2);
  }
  return null;
}

/** SOF0 to SOF15 without DHT, JPG and DAC, which lie among them; SOF55 is JPEG-LS. */
function isFrame(marker: number): boolean {
  return marker === 0xf7 || (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker));
}

/**
 * Reads the size marker of a JPEG 2000 codestream (ITU-T T.800, A.5.1), which some writers wrapped in
 * a JP2 file against the standard.
 * @returns null if there is none
 */
export function jpeg2000Header(stream: Uint8Array): CodestreamHeader | null {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  const start = Buffer.from(stream.buffer, stream.byteOffset, stream.byteLength).indexOf("ff4fff51", "hex");
  if (start < 0 || start + 43 > stream.length) return null;
  const at = start + 4;
  return {
    width: view.getUint32(at + 4) - view.getUint32(at + 12),
    height: view.getUint32(at + 8) - view.getUint32(at + 16),
    components: view.getUint16(at + 36),
    precision: (stream[at + 38] & 0x7f) + 1,
  };
}
