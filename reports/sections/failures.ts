import type { Section } from "../document.js";
import type { Source } from "../source.js";
import { explanationWords } from "../words/explanations.js";
import { failureWords } from "../words/failures.js";
import { sectionWords } from "../words/sections.js";
import { explanationsSection } from "./explanations.js";
import { withoutData } from "./withoutData.js";
import { wrongCallsSection } from "./wrongCalls.js";

/** Where the model fails, case by case: counted, listed, and with pictures where they were asked for. */
export function failuresSection(source: Source): Section {
  return {
    id: "failures",
    title: sectionWords.titles.failures,
    lead: [],
    blocks: [],
    parts: [
      wrongCallsSection(source) ??
        withoutData("wrong-calls", failureWords.title, sectionWords.why.notComputed),
      explanationsSection(source) ?? withoutData("pictures", explanationWords.title, whyNone(source)),
    ],
  };
}

function whyNone({ results }: Source) {
  const { pictures } = sectionWords.why;
  return results.model.format === "predictions" ? pictures.noModel : pictures.notAsked;
}
