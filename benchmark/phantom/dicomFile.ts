import { createHash } from "node:crypto";
import { endianness } from "node:os";
import { deflateRaw } from "pako";
import { ElementWriter } from "./dicomElements.js";
import { Draw } from "./draw.js";
import type { CasePlan } from "./plan.js";
import type { Radiograph, ViewName } from "./radiograph.js";
import { encodeRle } from "./rle.js";

const IMPLEMENTATION_UID = "2.25.231786540917264390170275531829174";
const DX_FOR_PRESENTATION = "1.2.840.10008.5.1.4.1.1.1.1";
const IMPLICIT = "1.2.840.10008.1.2";
const DEFLATED = "1.2.840.10008.1.2.1.99";
const RLE = "1.2.840.10008.1.2.5";

/** Transfer syntaxes of the cohort, with the share of cases in each. */
const SYNTAXES = [
  ["1.2.840.10008.1.2.1", 0.4],
  [IMPLICIT, 0.25],
  [DEFLATED, 0.15],
  [RLE, 0.2],
] as const;

/**
 * A radiograph as a DICOM Part 10 file: Digital X-Ray Image Storage – For Presentation, with the
 * required elements of its modules (PS3.3 §A.26). All identifiers and dates are invented.
 */
export function dicomFile(plan: CasePlan, name: ViewName, image: Radiograph): Buffer {
  const draw = new Draw(plan.seed, plan.split, plan.index, "file");
  const syntax = draw.weighted(SYNTAXES);
  const imagerSpacing = draw.chance(0.85);
  const instance = uid(plan, name);
  const out = new ElementWriter(syntax !== IMPLICIT);
  const code = (value: string, meaning: string): Buffer =>
    new ElementWriter(syntax !== IMPLICIT)
      .text(0x00080100, "SH", value)
      .text(0x00080102, "SH", "SRT")
      .text(0x00080104, "LO", meaning)
      .finish();
  writeIdentity(out, plan, instance, code("T-15460", "Wrist joint"));
  const spacing = [image.spacing.toFixed(3), image.spacing.toFixed(3)];
  out.text(0x00180015, "CS", "WRIST");
  if (imagerSpacing) out.text(0x00181164, "DS", ...spacing);
  out
    .text(0x00181508, "CS", "NONE")
    .text(0x00185101, "CS", name === "PA" ? "PA" : plan.side === "L" ? "LL" : "RL")
    .text(0x0020000d, "UI", uid(plan, "study"))
    .text(0x0020000e, "UI", uid(plan, `series ${name}`))
    .text(0x00200010, "SH", "")
    .text(0x00200011, "IS", name === "PA" ? "1" : "2")
    .text(0x00200013, "IS", "1")
    .text(0x00200020, "CS", ...orientation(plan, name))
    .text(0x00200062, "CS", plan.side);
  writePixelDescription(out, image, imagerSpacing ? null : spacing);
  out
    .sequence(0x00400555)
    .sequence(
      0x00540220,
      name === "PA"
        ? code("R-10214", "postero-anterior")
        : plan.side === "L"
          ? code("R-10236", "left lateral")
          : code("R-10228", "right lateral"),
    )
    .text(0x20500020, "CS", image.photometric === "MONOCHROME1" ? "INVERSE" : "IDENTITY");
  if (syntax === RLE) out.encapsulated(0x7fe00010, encodeRle(image.pixels, image.columns));
  else out.bytes(0x7fe00010, "OW", littleEndian(image.pixels));
  const set = out.finish();
  return Buffer.concat([...fileMeta(instance, syntax), syntax === DEFLATED ? deflated(set) : set]);
}

function fileMeta(instance: string, syntax: string): Buffer[] {
  const meta = new ElementWriter(true)
    .bytes(0x00020001, "OB", Buffer.from([0, 1]))
    .text(0x00020002, "UI", DX_FOR_PRESENTATION)
    .text(0x00020003, "UI", instance)
    .text(0x00020010, "UI", syntax)
    .text(0x00020012, "UI", IMPLEMENTATION_UID)
    .text(0x00020013, "SH", "WRISTBENCH")
    .finish();
  const length = new ElementWriter(true).unsignedLong(0x00020000, meta.length).finish();
  return [Buffer.alloc(128), Buffer.from("DICM"), length, meta];
}

function writeIdentity(out: ElementWriter, plan: CasePlan, instance: string, region: Buffer): void {
  const { person } = plan;
  out
    .text(0x00080005, "CS", "ISO_IR 100")
    .text(0x00080008, "CS", "ORIGINAL", "PRIMARY", "")
    .text(0x00080016, "UI", DX_FOR_PRESENTATION)
    .text(0x00080018, "UI", instance)
    .text(0x00080020, "DA", "20000101")
    .text(0x00080023, "DA", "20000101")
    .text(0x00080030, "TM", "120000")
    .text(0x00080033, "TM", "120000")
    .text(0x00080050, "SH", "")
    .text(0x00080060, "CS", "DX")
    .text(0x00080068, "CS", "FOR PRESENTATION")
    .text(0x00080070, "LO", "wrist-bench phantom")
    .text(0x00080090, "PN", "")
    .sequence(0x00082218, region)
    .text(0x00100010, "PN", "")
    .text(0x00100020, "LO", plan.patientId)
    .text(0x00100030, "DA", "")
    .text(0x00100040, "CS", plan.sexKnown ? person.sex : "");
  if (plan.ageKnown) out.text(0x00101010, "AS", `${String(person.age).padStart(3, "0")}Y`);
}

function writePixelDescription(out: ElementWriter, image: Radiograph, pixelSpacing: string[] | null): void {
  out
    .unsignedShort(0x00280002, 1)
    .text(0x00280004, "CS", image.photometric)
    .unsignedShort(0x00280010, image.rows)
    .unsignedShort(0x00280011, image.columns);
  if (pixelSpacing) out.text(0x00280030, "DS", ...pixelSpacing);
  const sign = Buffer.alloc(2);
  sign.writeInt16LE(image.photometric === "MONOCHROME1" ? 1 : -1); // do values rise with the X-ray intensity?
  out
    .unsignedShort(0x00280100, 16)
    .unsignedShort(0x00280101, 12)
    .unsignedShort(0x00280102, 11)
    .unsignedShort(0x00280103, 0)
    .text(0x00280301, "CS", "NO")
    .text(0x00281040, "CS", image.response === "linear" ? "LIN" : "LOG")
    .bytes(0x00281041, "SS", sign)
    .text(0x00281050, "DS", "2048")
    .text(0x00281051, "DS", "4096")
    .text(0x00281052, "DS", "0")
    .text(0x00281053, "DS", "1")
    .text(0x00281054, "LO", "US")
    .text(0x00282110, "CS", "00");
}

/** Directions of rows (to the right) and columns (down) of the image: to the wrist, distal is up. */
function orientation(plan: CasePlan, name: ViewName): [string, string] {
  if (name === "PA") return [plan.side === "L" ? "R" : "L", "F"];
  return [plan.side === "L" ? "A" : "P", "F"];
}

function littleEndian(pixels: Uint16Array): Buffer {
  const data = Buffer.from(pixels.buffer, pixels.byteOffset, pixels.byteLength);
  return endianness() === "LE" ? data : Buffer.from(data).swap16();
}

/** Deflate in JavaScript: the bytes of zlib's own differ between builds. Padded to even length. */
function deflated(set: Buffer): Buffer {
  const packed = deflateRaw(set, { level: 1 });
  return Buffer.concat([packed, Buffer.alloc(packed.length % 2)]);
}

/** An identifier under 2.25 (PS3.5 §B.2): a UUID from the hash of what it names. */
function uid(plan: CasePlan, what: string): string {
  const bytes = createHash("sha256")
    .update(`wrist-bench phantom\n${plan.seed}\n${plan.split}\n${plan.index}\n${what}`)
    .digest()
    .subarray(0, 16);
  bytes[6] = (bytes[6] & 15) | 0x80;
  bytes[8] = (bytes[8] & 63) | 0x80;
  return `2.25.${BigInt(`0x${bytes.toString("hex")}`)}`;
}
