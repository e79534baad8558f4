const times = (attempts: number) => (attempts === 1 ? "1 attempt" : `${attempts} attempts`);

export const address = (url: string) =>
  `model ${url}: not the address of a model on a server; give http://HOST:PORT/v2/models/NAME, perhaps followed by /versions/VERSION`;

export const provider = (url: string, name: string) =>
  `model ${url}: --provider ${name} can't be asked of a server, which runs the network where it is set up to; leave --provider out`;

export const unreachable = (url: string, attempts: number, detail: string) =>
  `model ${url}: the server can't be reached (${detail}; ${times(attempts)}); check the address and that it runs`;

export const timedOut = (url: string, seconds: number, attempts: number) =>
  `model ${url}: no answer within ${seconds} s (${times(attempts)}); check the server, lower batchSize or raise remote.timeout in the description`;

export const unavailable = (url: string, status: number, attempts: number, detail: string) =>
  `model ${url}: the server answers ${status} (${times(attempts)})${detail}; try again when it is well`;

export const noSuchModel = (url: string, detail: string) =>
  `model ${url}: the server has no such model or version (404)${detail}; correct the name, or load the model there`;

export const refused = (url: string, status: number, detail: string) =>
  `model ${url}: the server refuses the request (${status})${detail}; check the input settings in the description against the server's model`;

export const redirected = (url: string, status: number) =>
  `model ${url}: the server sends elsewhere (${status}); give the address where the model is`;

export const notJson = (url: string, start: string) =>
  `model ${url}: the answer is not JSON: it begins "${start}"; check that the address is a server of the Open Inference Protocol v2`;

export const notProtocol = (url: string, detail: string) =>
  `model ${url}: the answer is not that of the Open Inference Protocol v2: ${detail}; check the address`;

export const outputMissing = (url: string, name: string, has: readonly string[]) =>
  `model ${url}: the answer lacks the output "${name}"; it has ${has.join(", ") || "none"}: correct output.name in the description`;

export const outputLength = (url: string, name: string, has: number, images: number, values: number) =>
  `model ${url}: output "${name}" has ${has} values for ${images} images of ${values} each; the server's model doesn't keep to its metadata`;

export const outputValue = (url: string, name: string, value: string) =>
  `model ${url}: output "${name}" has the value ${value}, which is no number; check output.name in the description`;

export const notFinite = (url: string) =>
  `model ${url}: gives NaN or Infinity; a model that fails on an image can't be evaluated: check the network and its input scaling`;

export const noDistribution = (url: string, name: string, sum: number) =>
  `model ${url}: the values of output "${name}" add up to ${Number(sum.toPrecision(4))} for an image, so they are no probabilities; say output.activation (none, sigmoid or softmax) in a description NAME.model.yaml with \`model: ${url}\``;

export const weightsUnknown = (url: string) =>
  `The weights behind ${url} can't be hashed: the model's hash is of what the server says of it, and a model that is replaced there may go unnoticed.`;

export const assumedProbability = (url: string) =>
  `No description says whether ${url} gives probabilities or logits, and a server doesn't tell; its values were taken for probabilities.`;
