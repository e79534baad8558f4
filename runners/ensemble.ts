import { basename, dirname, resolve } from "node:path";
import type { ModelIdentity } from "../src/results/schema/results.js";
import type { ValidatedYaml } from "../src/yaml/readYaml.js";
import { combinedHash } from "./combinedHash.js";
import { openMembersExplainer } from "./explain/membersExplainer.js";
import type { ImageModel } from "./imageModel.js";
import type { EnsembleFile, ModelFile } from "./modelFile/schema.js";
import { isAddress } from "./remote/remoteModel.js";
import { together } from "./togetherModel.js";

/**
 * A deep ensemble of whole models: each scores every radiograph, and the probability is their mean.
 * @param yaml lists them as `ensemble.members`
 * @param open opens a member
 */
export async function openMembers(
  yaml: ValidatedYaml<EnsembleFile | ModelFile>,
  open: (path: string) => Promise<ImageModel>,
): Promise<ImageModel> {
  const { members, name } = { ...yaml.value.ensemble!, name: yaml.value.name ?? basename(yaml.path) };
  const opened: ImageModel[] = [];
  const close = async () => {
    for (const member of opened) await member.close();
  };
  try {
    for (const file of members)
      opened.push(await open(isAddress(file) ? file : resolve(dirname(yaml.path), file)));
  } catch (error) {
    await close();
    throw error;
  }
  const files = opened.flatMap((member, m) => filesOf(member.identity, members[m]));
  const sha256 = combinedHash(files);
  const all = together(opened);
  return {
    ...all,
    scoreKey: all.scoreKey && `members ${all.scoreKey}`,
    identity: {
      name,
      format: "ensemble",
      sha256,
      file: basename(yaml.path),
      descriptionSha256: yaml.sha256,
      settings: Object.fromEntries(
        opened.flatMap((member, m) =>
          Object.entries(member.identity.settings ?? {}).map(([key, value]) => [
            `member ${m + 1} ${key}`,
            value,
          ]),
        ),
      ),
      files,
      ensemble: { name, members: members.length, sha256, files },
    },
    threshold: yaml.value.threshold ?? null,
    async score(requests) {
      const scores = await all.score(requests);
      return requests.map((_, i) => {
        const own = scores.map((member) => member[i].probability);
        return { probability: own.reduce((sum, p) => sum + p, 0) / own.length, members: own };
      });
    },
    openGradCam: () => openMembersExplainer(opened, all),
  };
}

/** A model with an ensemble beside it: the ensemble's members are kept, its probability isn't. */
export function besideEnsemble(model: ImageModel, ensemble: ImageModel): ImageModel {
  const both = together([model, ensemble]);
  const { descriptionSha256, settings } = ensemble.identity;
  const beside = { ...ensemble.identity.ensemble!, descriptionSha256, settings };
  return {
    ...both,
    scoreKey: both.scoreKey && `beside ${both.scoreKey}`,
    identity: { ...model.identity, ensemble: beside },
    threshold: model.threshold,
    async score(requests) {
      const [own, others] = await both.score(requests);
      return own.map(({ temperedMembers: _, ...score }, i) => {
        const { members, temperedMembers } = others[i];
        return { ...score, members: members!, ...(temperedMembers ? { temperedMembers } : {}) };
      });
    },
    // The members don't take part in the probability.
    ...(model.openGradCam && { openGradCam: () => openMembersExplainer([model], both) }),
  };
}

/** A member's files, its description too, since that changes its scores. */
function filesOf({ descriptionSha256, files, file, sha256 }: ModelIdentity, declared: string) {
  const networks = files ?? [{ file: file ?? declared, sha256 }];
  return descriptionSha256 === undefined
    ? [...networks]
    : [{ file: declared, sha256: descriptionSha256 }, ...networks];
}
