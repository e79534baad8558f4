import type { ExplainedCase, ExplainedImage } from "../../src/results/schema/explanations.js";
import type { Block, PicturedCase, Section } from "../document.js";
import { shown } from "../format/foreignText.js";
import { joined, type Prose, plainText, say } from "../prose.js";
import { figureAt, nameOf, type Source, textAt } from "../source.js";
import { localisationTable } from "../tables/localisationTable.js";
import { explanationWords as text } from "../words/explanations.js";

/** Pictures of the cases a model gets most wrong and most right; undefined where none were asked for. */
export function explanationsSection(source: Source): Section | undefined {
  const { explanations } = source.results;
  if (!explanations) return undefined;
  const pointer = "/results/explanations";
  const blocks: Block[] = [
    { kind: "paragraph", text: say`${text.method(textAt(source, `${pointer}/how`))}${means(source)}` },
  ];
  if (explanations.localisation.length === 0)
    blocks.push({ kind: "paragraph", text: text.localisation.none });
  else {
    blocks.push(
      { kind: "table", table: localisationTable(source) },
      { kind: "paragraph", text: text.localisation.limits },
    );
    if (explanations.method === "occlusion") blocks.push({ kind: "paragraph", text: text.localisation.some });
  }
  blocks.push({
    kind: "paragraph",
    text: text.reading(
      figureAt(source, `${pointer}/within`, "millimetres"),
      figureAt(source, `${pointer}/scaleBar`, "millimetres"),
    ),
  });
  explanations.strata.forEach((_, index) => {
    blocks.push(...stratumBlocks(source, index));
  });
  if (explanations.notEmbedded > 0)
    blocks.push({
      kind: "paragraph",
      text: text.notEmbedded(figureAt(source, `${pointer}/notEmbedded`, "count")),
    });
  return { id: "pictures", title: text.title, lead: [text.lead], blocks };
}

/** Why it isn't Grad-CAM, or which nodes gave the feature maps. */
function means(source: Source): Prose {
  const { method, reason, nodes } = source.results.explanations!;
  const pointer = "/results/explanations";
  if (method === "occlusion")
    return text.occlusion(reason === undefined ? undefined : textAt(source, `${pointer}/reason`));
  return text.nodes(
    joined(
      nodes.map(
        (_, i) =>
          say`${textAt(source, `${pointer}/nodes/${i}/node`, true)} of ${textAt(source, `${pointer}/nodes/${i}/file`)}`,
      ),
      "; ",
    ),
  );
}

function stratumBlocks(source: Source, index: number): Block[] {
  const { stratum, cases } = source.results.explanations!.strata[index];
  const pointer = `/results/explanations/strata/${index}`;
  const name = nameOf(stratum);
  return [
    {
      kind: "paragraph",
      text: text.stratum(
        name,
        figureAt(source, `${pointer}/wrong`, "count"),
        figureAt(source, `${pointer}/right`, "count"),
      ),
    },
    ...(["most-wrong", "most-right"] as const).map((kind): Block => {
      const own = cases.flatMap((one, at) =>
        one.kind === kind ? [picturedCase(source, one, `${pointer}/cases/${at}`, index)] : [],
      );
      return own.length === 0
        ? { kind: "paragraph", text: text.noneOf[kind] }
        : { kind: "pictures", title: text.group(name, text.kinds[kind]), cases: own };
    }),
  ];
}

function picturedCase(source: Source, one: ExplainedCase, pointer: string, stratum: number): PicturedCase {
  const { threshold } = source.results.explanations!.strata[stratum];
  const call = text.call(one.label, one.probability >= threshold);
  return {
    title: text.case(
      textAt(source, `${pointer}/case`),
      call,
      figureAt(source, `${pointer}/probability`, "metric"),
    ),
    pictures: one.images.map((image, i) => {
      const at = `${pointer}/images/${i}`;
      const found = peakProse(source, image, at);
      const view = image.view === null ? undefined : shown(image.view, 40);
      return {
        source: image.embedded ?? undefined,
        alt: text.alt(view, call, plainText(found)),
        width: image.width,
        height: image.height,
        caption: say`${text.view(image.view === null ? undefined : nameOf(image.view, 40))}${found}${text.file(textAt(source, `${at}/picture/file`, true))}`,
      };
    }),
  };
}

function peakProse(source: Source, image: ExplainedImage, pointer: string): Prose {
  if (image.peak === null) return text.noHeat;
  return image.distance === null
    ? text.peakOnly
    : text.peakAt(figureAt(source, `${pointer}/distance`, "millimetres"));
}
