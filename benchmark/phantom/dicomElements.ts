/**
 * Writes DICOM data elements in tag order, little endian (PS3.5 §7.1). Text is padded to even length
 * with a space (UI with a null).
 */
export class ElementWriter {
  private readonly parts: Buffer[] = [];

  constructor(private readonly explicit: boolean) {}

  text(tag: number, vr: string, ...values: readonly string[]): this {
    const text = values.join("\\");
    const padding = text.length % 2 === 0 ? "" : vr === "UI" ? "\0" : " ";
    return this.bytes(tag, vr, Buffer.from(text + padding, "latin1"));
  }

  unsignedShort(tag: number, value: number): this {
    const data = Buffer.alloc(2);
    data.writeUInt16LE(value);
    return this.bytes(tag, "US", data);
  }

  unsignedLong(tag: number, value: number): this {
    const data = Buffer.alloc(4);
    data.writeUInt32LE(value);
    return this.bytes(tag, "UL", data);
  }

  /** A sequence of items, each a finished data set; undefined lengths are not used. */
  sequence(tag: number, ...items: readonly Buffer[]): this {
    const parts = items.flatMap((item) => [itemHeader(0xe000, item.length), item]);
    return this.bytes(tag, "SQ", Buffer.concat(parts));
  }

  bytes(tag: number, vr: string, data: Buffer): this {
    this.parts.push(this.header(tag, vr, data.length), data);
    return this;
  }

  /** Encapsulated pixel data of one frame: an empty offset table, one fragment, the delimiter (PS3.5 §A.4). */
  encapsulated(tag: number, fragment: Buffer): this {
    this.parts.push(
      this.header(tag, "OB", 0xffffffff),
      itemHeader(0xe000, 0),
      itemHeader(0xe000, fragment.length),
      fragment,
      itemHeader(0xe0dd, 0),
    );
    return this;
  }

  finish(): Buffer {
    return Buffer.concat(this.parts);
  }

  private header(tag: number, vr: string, length: number): Buffer {
    const long = this.explicit && LONG_VRS.has(vr);
    const header = Buffer.alloc(long ? 12 : 8);
    header.writeUInt16LE(tag >>> 16, 0);
    header.writeUInt16LE(tag & 0xffff, 2);
    if (!this.explicit) header.writeUInt32LE(length, 4);
    else {
      header.write(vr, 4, "latin1");
      if (long) header.writeUInt32LE(length, 8);
      else header.writeUInt16LE(length, 6);
    }
    return header;
  }
}

const LONG_VRS = new Set(["OB", "OW", "SQ", "UN", "UT"]);

function itemHeader(element: number, length: number): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt16LE(0xfffe, 0);
  header.writeUInt16LE(element, 2);
  header.writeUInt32LE(length, 4);
  return header;
}
