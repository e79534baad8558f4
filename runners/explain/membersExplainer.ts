import { type HeatMap, onWholeImage } from "../../src/imaging/heatMap.js";
import * as messages from "../../src/messages/explain.js";
import type { ImageModel, ScoreRequest } from "../imageModel.js";
import type { Together } from "../togetherModel.js";
import type { Explainer, Refusal } from "./explainer.js";

/**
 * Heat maps of the mean of several models' probabilities: the mean of theirs.
 * @param models the first of those joined
 */
export async function openMembersExplainer(
  models: readonly ImageModel[],
  { own }: Together,
): Promise<Explainer | Refusal> {
  const opened: Explainer[] = [];
  const close = async () => {
    for (const member of opened) await member.close();
  };
  for (const model of models) {
    const explainer = (await model.openGradCam?.()) ?? { refused: messages.memberWithout };
    if ("refused" in explainer) {
      await close();
      return explainer;
    }
    opened.push(explainer);
  }
  return {
    ...opened[0],
    how: models.length === 1 ? opened[0].how : messages.membersGradCam(opened[0].how, models.length),
    nodes: opened.flatMap(({ nodes }) => nodes),
    async explain(request: ScoreRequest) {
      const heats: HeatMap[] = [];
      for (const [m, member] of opened.entries())
        heats.push(await member.explain({ ...request, image: own(request.image, m) }));
      return meanHeat(heats, request.image.normalised!);
    },
    close,
  };
}

/** The mean of heat maps, on the grid they share, else on the whole image's. */
function meanHeat(heats: readonly HeatMap[], image: { width: number; height: number }): HeatMap {
  const grid = ({ width, height, frame }: HeatMap) => JSON.stringify([width, height, frame]);
  const whole = { x: 0, y: 0, width: image.width, height: image.height };
  const alike = heats.every((heat) => grid(heat) === grid(heats[0]))
    ? heats
    : heats.map((heat): HeatMap => ({ ...onWholeImage(heat, image), frame: whole }));
  const values = new Float32Array(alike[0].values.length);
  for (const heat of alike)
    for (let i = 0; i < values.length; i++) values[i] += heat.values[i] / alike.length;
  return { ...alike[0], values };
}
