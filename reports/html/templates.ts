import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Handlebars from "handlebars";
import { packageRoot } from "../../src/packageRoot.js";
import type { Part, Prose } from "../prose.js";
import type { StratumMark } from "../stratumMarks.js";
import type { Column } from "../tables/table.js";
import { words } from "../words.js";
import { proseHtml } from "./escape.js";

/**
 * A page's template with its parts, from reports/templates. Templates give structure alone; every
 * value they print is escaped, except charts (our own SVG, already drawn) and prose (escaped part
 * by part).
 */
export function pageTemplate(name: "page" | "history"): (page: unknown) => string {
  const folder = join(packageRoot(), "reports", "templates");
  const engine = Handlebars.create();
  engine.registerHelper("prose", (prose: Part | Prose) => new Handlebars.SafeString(proseHtml(prose)));
  engine.registerHelper(
    "swatch",
    (mark: StratumMark, { data }: Handlebars.HelperOptions) =>
      new Handlebars.SafeString((data.root.swatches as Swatches).of(mark)),
  );
  engine.registerHelper(
    "marks",
    ({ data }: Handlebars.HelperOptions) =>
      new Handlebars.SafeString((data.root.swatches as Swatches).drawn()),
  );
  engine.registerHelper("shapeOf", shapeOf);
  engine.registerHelper("lengthOf", lengthOf);
  engine.registerHelper("many", (pictures: readonly unknown[]) => pictures.length > 4);
  engine.registerHelper("unbroken", (title: string) => /[^\s-]{17}/u.test(title));
  engine.registerHelper("partFor", (block: { kind: string }) => `block-${block.kind}`);
  const files = readdirSync(folder).filter((file) => file.endsWith(".hbs"));
  for (const file of files.sort()) {
    engine.registerPartial(file.slice(0, -".hbs".length), readFileSync(join(folder, file), "utf8"));
  }
  const template = engine.compile(`{{> ${name}}}`);
  return (page) => template({ ...(page as object), words, swatches: new Swatches() });
}

/** How a table is set: items with their values, over the whole width, or as wide as it is. */
function shapeOf(columns: readonly Column[]): "items" | "wide" | "narrow" {
  if (columns.length === 2 && columns.every(({ kind }) => kind === "words")) return "items";
  return columns.length > 5 ? "wide" : "narrow";
}

/** Whether a table is kept on one page of paper, or may go on with its head on the next. */
function lengthOf(rows: readonly unknown[]): "short" | "long" {
  return rows.length <= 14 ? "short" : "long";
}

/** The marks of a page: drawn once, referred to wherever a stratum or a reader is named. */
class Swatches {
  private readonly marks = new Map<string, string>();

  /** A reference to a mark. */
  of(mark: StratumMark): string {
    const drawing = drawnSwatch(mark);
    const id = this.marks.get(drawing) ?? `mark-${this.marks.size}`;
    this.marks.set(drawing, id);
    return `<svg class="swatch" aria-hidden="true"><use href="#${id}"/></svg>`;
  }

  /** Every mark referred to so far. */
  drawn(): string {
    const symbols = [...this.marks].map(
      ([drawing, id]) => `<symbol id="${id}" viewBox="-13 -6 26 12" overflow="visible">${drawing}</symbol>`,
    );
    return `<svg class="marks" width="0" height="0" aria-hidden="true" focusable="false">${symbols.join("")}</svg>`;
  }
}

/** A short line with the stratum's dash and marker, as in the charts; of a reader the point alone. */
function drawnSwatch(mark: StratumMark): string {
  if (mark.point === "hollow")
    return `<path d="${mark.shape}" transform="scale(5)" fill="none" stroke="${mark.paint}" stroke-width="0.36"/>`;
  if (mark.point === "filled") return `<path d="${mark.shape}" transform="scale(4.5)" fill="${mark.paint}"/>`;
  const dash = mark.dash.length === 0 ? "" : ` stroke-dasharray="${mark.dash.join(" ")}"`;
  return (
    `<path d="M-13,0H13" fill="none" stroke="${mark.paint}" stroke-width="2"${dash}/>` +
    `<path d="${mark.shape}" transform="scale(4)" fill="${mark.paint}"/>`
  );
}
