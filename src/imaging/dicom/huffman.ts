/**
 * Lookup of a JPEG Huffman table (ITU-T T.81, annex C): the next 16 bits give
 * `length << 8 | symbol`, 0 where no code fits.
 * @param counts number of codes of length 1 to 16
 * @param symbols in order of their codes
 */
export function huffmanLookup(counts: Uint8Array, symbols: Uint8Array): Uint16Array {
  const lookup = new Uint16Array(65536);
  let code = 0;
  let next = 0;
  for (let length = 1; length <= 16; length++) {
    for (let i = 0; i < counts[length - 1]; i++, code++) {
      const first = code << (16 - length);
      lookup.fill((length << 8) | symbols[next++], first, first + (1 << (16 - length)));
    }
    code <<= 1;
  }
  return lookup;
}

/** Reads the bits of a JPEG scan between two markers. */
export class ScanBits {
  private held = 0;
  private heldBits = 0;
  /** Zero bits handed out beyond the data, which only looking ahead may do. */
  private borrowed = 0;

  constructor(
    private readonly stream: Uint8Array,
    /** Where the next byte is read; after the scan, where its marker is. */
    public at: number,
  ) {}

  symbol(lookup: Uint16Array): number {
    const entry = lookup[this.peek16()];
    if (entry === 0) throw new RangeError("no such Huffman code");
    this.drop(entry >> 8);
    return entry & 0xff;
  }

  /** A number of `size` bits in JPEG's signed code (T.81, F.2.2.1, RECEIVE and EXTEND). */
  signed(size: number): number {
    if (size === 0) return 0;
    const value = this.peek16() >> (16 - size);
    this.drop(size);
    return value < 1 << (size - 1) ? value - (1 << size) + 1 : value;
  }

  /** Skips the padding bits and the restart marker that must follow. */
  restart(): void {
    this.held = 0;
    this.heldBits = 0;
    this.borrowed = 0;
    while (this.stream[this.at] === 0xff && this.stream[this.at + 1] === 0xff) this.at++;
    if (this.stream[this.at] !== 0xff || (this.stream[this.at + 1] & 0xf8) !== 0xd0)
      throw new RangeError("no restart marker where one should be");
    this.at += 2;
  }

  private peek16(): number {
    while (this.heldBits < 16) {
      let byte = 0;
      if (this.at >= this.stream.length) this.borrowed += 8;
      else if (this.stream[this.at] !== 0xff) byte = this.stream[this.at++];
      else if (this.stream[this.at + 1] === 0) {
        byte = 0xff;
        this.at += 2;
      } else this.borrowed += 8;
      this.held = ((this.held << 8) | byte) & 0xffffff;
      this.heldBits += 8;
    }
    return (this.held >> (this.heldBits - 16)) & 0xffff;
  }

  private drop(bits: number): void {
    this.heldBits -= bits;
    if (this.heldBits < this.borrowed) throw new RangeError("its data end early");
  }
}
