import type { DataSet } from "dicom-parser";
import * as messages from "../../messages/imaging.js";
import { UserError } from "../../messages/userError.js";
import type { StoredSamples } from "./greyValues.js";
import type { PixelDescription } from "./pixelDescription.js";
import type { TransferSyntax } from "./transferSyntax.js";

export async function encapsulatedSamples(
  _dataSet: DataSet,
  _description: PixelDescription,
  syntax: TransferSyntax,
  name: string,
): Promise<StoredSamples> {
  throw new UserError(messages.unknownTransferSyntax(name, syntax.uid));
}
