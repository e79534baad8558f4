/**
 * Number of frames a PNG announces: 1 unless an animation control chunk comes before its image data.
 * The decoder reads the first frame of an animation without a word.
 */
export function pngFrames(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 8; at + 12 <= bytes.length; at += 12 + view.getUint32(at)) {
    const kind = view.getUint32(at + 4);
    if (kind === 0x6163544c) return view.getUint32(at + 8); // acTL
    if (kind === 0x49444154) return 1; // IDAT
  }
  return 1;
}
