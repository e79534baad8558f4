import type { Block, Section } from "../document.js";
import { shown } from "../format/foreignText.js";
import type { Source } from "../source.js";
import { failureCountsTable, failureKinds, failureTable } from "../tables/failureTables.js";
import { failureWords as text } from "../words/failures.js";

/** The wrong calls of every stratum, counted and listed; undefined in results without them. */
export function wrongCallsSection(source: Source): Section | undefined {
  const { failureCases } = source.results;
  if (failureCases === undefined) return undefined;
  const lists = failureCases.strata.flatMap((one, index) =>
    failureKinds.flatMap((kind): Block[] =>
      one[kind].count === 0
        ? []
        : [
            {
              kind: "table",
              table: failureTable(source, index, kind),
              folded: text.summary[kind](shown(one.stratum, 60)),
            },
          ],
    ),
  );
  return {
    id: "wrong-calls",
    title: text.title,
    lead: [text.lead],
    blocks: [
      { kind: "table", table: failureCountsTable(source) },
      ...(lists.length === 0 ? [{ kind: "paragraph" as const, text: text.none }] : lists),
    ],
  };
}
