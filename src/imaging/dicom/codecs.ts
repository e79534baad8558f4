import type { PixelCoding } from "./transferSyntax.js";

type Library = typeof import("dcmjs-codecs");

let loading: Promise<Library> | undefined;
let initialising: Promise<void> | undefined;

const decoders = {
  jpeg: "decodeJpeg",
  "jpeg-extended": "decodeJpeg",
  "jpeg-ls": "decodeJpegLs",
  "jpeg-2000": "decodeJpeg2000",
} as const satisfies Partial<Record<PixelCoding, string>>;

export interface CompressedFrame {
  readonly coding: keyof typeof decoders;
  readonly stream: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly bitsAllocated: 8 | 16;
  readonly bitsStored: number;
  readonly signed: boolean;
}

/**
 * Decodes one grey frame with the WebAssembly codecs (libjpeg-turbo, CharLS, OpenJPEG), loaded on
 * first use. The samples come as they are in the stream; nothing is written to the console.
 * @throws Error if the codec fails; it is then set up anew, since a failure leaves its memory in disorder
 */
export async function decodeFrame(frame: CompressedFrame): Promise<Uint8Array | Uint16Array> {
  const library = await load();
  // From the check to the end of decoding nothing else can run, so no failure elsewhere gets between.
  while (!library.NativeCodecs.isInitialized()) await initialise(library);
  const { log, NativeCodecs, Context } = library;
  const complaints: string[] = [];
  const logError = log.error;
  log.error = (...text: unknown[]) => {
    complaints.push(text.join(" "));
  };
  try {
    const decoded = NativeCodecs[decoders[frame.coding]](
      new Context({
        width: frame.width,
        height: frame.height,
        bitsAllocated: frame.bitsAllocated,
        bitsStored: frame.bitsStored,
        samplesPerPixel: 1,
        pixelRepresentation: frame.signed ? 1 : 0,
        planarConfiguration: 0,
        photometricInterpretation: "MONOCHROME2",
        encodedBuffer: frame.stream,
      }),
    );
    // The JPEG codec reports damage on its console only, and returns what it has, grey or black.
    const damage = complaints.map(withoutPrefix).find((text) => !harmless.test(text));
    if (damage !== undefined) throw new Error(damage);
    return samplesOf(decoded.getDecodedBuffer(), frame.width * frame.height);
  } catch (error) {
    NativeCodecs.release();
    throw error;
  } finally {
    log.error = logError;
  }
}

/** Warnings of libjpeg about streams that decode rightly: wrong but unused parameters, padding at the end. */
const harmless = /^\s*$|^Invalid SOS parameters|extraneous bytes before marker 0xd9/;

function withoutPrefix(text: string): string {
  return text.replace(/^NativeCodecs::fd_write::/, "").trim();
}

function samplesOf(bytes: Uint8Array | undefined, size: number): Uint8Array | Uint16Array {
  if (bytes?.length === size) return bytes;
  if (bytes?.length === 2 * size) return new Uint16Array(bytes.buffer, bytes.byteOffset, size);
  throw new Error(`${bytes?.length ?? 0} bytes decoded for ${size} samples`);
}

function load(): Promise<Library> {
  loading ??= import("dcmjs-codecs").then((module) => module.default);
  return loading;
}

function initialise(library: Library): Promise<void> {
  initialising ??= library.NativeCodecs.initializeAsync({
    logCodecsInfo: false,
    logCodecsTrace: false,
  }).finally(() => {
    initialising = undefined;
  });
  return initialising;
}
