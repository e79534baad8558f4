/** Texts about image files. `file` is the path as the user gave it; each says what is wrong and what to do. */

const excludeHint = "or leave the image out of the manifest";

/** Control characters (a damaged header may hold any) would break the one-line rule. */
export function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to take out
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ").trim();
}

function image(file: string): string {
  return `image ${oneLine(file)}`;
}

export function fileNotFound(file: string): string {
  return `${image(file)}: no such file; check the path in the manifest and the images folder`;
}

export function fileIsFolder(file: string): string {
  return `${image(file)}: is a folder; name one image file (multi-file series are not supported)`;
}

export function fileNotRegular(file: string): string {
  return `${image(file)}: is not a regular file; name an image file`;
}

export function fileUnreadable(file: string, code: string): string {
  return `${image(file)}: can't be read (${oneLine(code)}); check its permissions and the disk`;
}

export function fileEmpty(file: string): string {
  return `${image(file)}: is empty (0 bytes); export it again ${excludeHint}`;
}

export function notAnImage(file: string): string {
  return `${image(file)}: is not an image this program reads; give DICOM, PNG, TIFF or JPEG`;
}

export function implausibleSize(file: string, width: number, height: number, limit: number): string {
  return `${image(file)}: says it is ${width} × ${height} pixels, outside 1 to ${limit} pixels in all; the header is damaged, export it again ${excludeHint}`;
}

export function colour(file: string, kind: string): string {
  return `${image(file)}: is a colour image (${oneLine(kind)}); convert it to one grey channel ${excludeHint}`;
}

export function transparent(file: string): string {
  return `${image(file)}: has transparent pixels; save it without an alpha channel`;
}

export function multiFrame(file: string, frames: number | string): string {
  return `${image(file)}: holds ${oneLine(String(frames))} frames; give one file with a single frame for each radiograph`;
}

export function unsupportedDepth(file: string, kind: string): string {
  return `${image(file)}: has ${oneLine(kind)} pixels; give unsigned 8 or 16 bit grey`;
}

export function damagedRaster(file: string, format: string, detail: string): string {
  return `${image(file)}: is a damaged or truncated ${format.toUpperCase()} file (${oneLine(detail)}); export it again ${excludeHint}`;
}

export function damagedDicom(file: string, detail: string): string {
  return `${image(file)}: is a damaged or truncated DICOM file (${oneLine(detail)}); export it again ${excludeHint}`;
}

export function noTransferSyntax(file: string): string {
  return `${image(file)}: DICOM file without a transfer syntax (0002,0010); write it again as DICOM Part 10, for example with dcmconv`;
}

export function unknownTransferSyntax(file: string, uid: string): string {
  return `${image(file)}: unknown or unsupported transfer syntax ${oneLine(uid) || "(blank)"}; convert it, for example to explicit little endian with gdcmconv --raw`;
}

export function noPixelData(file: string, what: string): string {
  return `${image(file)}: DICOM file without pixel data${what === "" ? "" : ` (${oneLine(what)})`}; give the radiograph itself ${excludeHint}`;
}

export function floatPixelData(file: string): string {
  return `${image(file)}: DICOM file with floating-point pixel data; give the original 8 to 16 bit radiograph`;
}

export function truncatedPixelData(file: string, held: number, needed: number): string {
  return `${image(file)}: truncated: its pixel data hold ${held} bytes, rows × columns need ${needed}; copy or export it again ${excludeHint}`;
}

export function badAttribute(file: string, attribute: string, value: string, expected: string): string {
  return `${image(file)}: DICOM attribute ${attribute} is ${oneLine(value) || "blank"}, expected ${expected}; export it again ${excludeHint}`;
}

export function damagedStream(file: string, codec: string, detail: string): string {
  return `${image(file)}: its ${codec} data are damaged or truncated (${oneLine(detail)}); export it again ${excludeHint}`;
}
