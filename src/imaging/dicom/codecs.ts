import type { CompressedCoding } from "./transferSyntax.js";

type Library = typeof import("dcmjs-codecs");

let loading: Promise<Library> | undefined;
let initialising: Promise<void> | undefined;

const decoders = {
  "jpeg-ls": "decodeJpegLs",
  "jpeg-2000": "decodeJpeg2000",
} as const satisfies Partial<Record<CompressedCoding, string>>;

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
 * Decodes one grey frame with the WebAssembly codecs (CharLS, OpenJPEG), loaded on
 * first use. The samples come as they are in the stream; nothing is written to the console.
 * @throws Error if the codec fails; it is then set up anew, since a failure leaves its memory in disorder
 */
export async function decodeFrame(frame: CompressedFrame): Promise<Uint8Array | Uint16Array> {
  const library = await load();
  // From the check to the end of decoding nothing else can run, so no failure elsewhere gets between.
  while (!library.NativeCodecs.isInitialized()) await initialise(library);
  const { log, NativeCodecs, Context } = library;
  const logError = log.error;
  log.error = () => {};
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
    return samplesOf(decoded.getDecodedBuffer(), frame.width * frame.height);
  } catch (error) {
    NativeCodecs.release();
    throw new Error(complaint(error));
  } finally {
    log.error = logError;
  }
}

/** What a codec threw, without its own function names; a trap tells nothing. */
function complaint(error: unknown): string {
  if (error instanceof Error && error.name === "RuntimeError") return "the decoder gave up";
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/^(\w+::)+/, "").trim();
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
