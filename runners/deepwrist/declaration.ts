import * as messages from "../../src/messages/pipeline.js";
import { UserError } from "../../src/messages/userError.js";
import type { ValidatedYaml } from "../../src/yaml/readYaml.js";
import type { PipelineFile } from "../modelFile/pipelineSchema.js";

/**
 * Checks what a schema can't: that the views fit together and thresholds name them.
 * @throws UserError with file, line and column
 */
export function checkPipeline(yaml: ValidatedYaml<PipelineFile>): void {
  const { views, threshold } = yaml.value;
  const names = Object.keys(views);
  const classified = names.find((name) => views[name].classifier);
  const counted = names.find((name) => views[name].ensemble);
  const tempered = names.find((name) => views[name].ensemble?.temperatures);
  for (const name of names) {
    const { classifier, ensemble } = views[name];
    const at = yaml.place(["views", name]);
    if (!classifier && !ensemble) throw new UserError(messages.nothingClassifies(at, name));
    if (!classifier && classified !== undefined)
      throw new UserError(messages.classifierMissing(at, name, classified));
    const count = ensemble?.models.length ?? 0;
    const first = counted === undefined ? 0 : views[counted].ensemble!.models.length;
    if (count !== first) throw new UserError(messages.membersDiffer(at, name, count, counted!, first));
    const temperatures = ensemble?.temperatures;
    const place = yaml.place(["views", name, "ensemble", ...(temperatures ? ["temperatures"] : [])]);
    if (temperatures && temperatures.length !== count)
      throw new UserError(messages.temperaturesDiffer(place, name, temperatures.length, count));
    if (ensemble && tempered !== undefined && !temperatures)
      throw new UserError(messages.temperaturesMissing(place, name, tempered));
  }
  const known = [...names, "case"];
  if (typeof threshold === "object")
    for (const name of Object.keys(threshold))
      if (!known.includes(name))
        throw new UserError(messages.thresholdView(yaml.place(["threshold", name]), name, known));
}
