import type { Chart } from "../charts/chart.js";
import { drawSvg } from "../charts/drawSvg.js";
import { ink, textSize } from "../charts/theme.js";
import type { LegendEntry } from "../document.js";
import { escaped } from "../html/escape.js";
import { plainText } from "../prose.js";

const margin = 12;
const line = 20;
const titleSize = 14;
/** Narrower charts get room for their title and legend. */
const leastWidth = 280;

/**
 * A chart as an SVG that needs no page around it: with its title, the legend that the report sets beside it,
 * a white ground and plain colours, for papers and slides. The same chart gives the same bytes.
 */
export async function standaloneSvg(chart: Chart, legend: readonly LegendEntry[]): Promise<string> {
  const drawn = await drawSvg(chart.spec, { attributes: "", children: "" });
  const [, own, high] = drawn.match(/^<svg [^>]*?width="([\d.]+)" height="([\d.]+)"/)!.map(Number);
  const width = Math.max(own, leastWidth);
  const title = wrapped(chart.title.split(" "), width, (word) => textWidth(`${word} `, titleSize));
  const entries = legend.map((entry) => ({ ...entry, text: plainText(entry.name) }));
  const rows = wrapped(entries, width, ({ text }) => entryWidth(text));
  const top = margin + (title.length + rows.length) * line + 6;
  const [wide, tall] = [width + 2 * margin, Math.ceil(top + high + margin)];
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${wide}" height="${tall}" viewBox="0 0 ${wide} ${tall}" ` +
      'font-family="system-ui, sans-serif" role="img" aria-labelledby="title" aria-describedby="description">',
    `<title id="title">${escaped(chart.title)}</title>`,
    `<desc id="description">${escaped(chart.description)}</desc>`,
    `<rect width="${wide}" height="${tall}" fill="${ink.ground}"/>`,
    ...title.map((words, row) => text(margin, row, words.join(" "), titleSize, ' font-weight="600"')),
    ...rows.flatMap((row, r) => legendRow(row, title.length + r)),
    `<g transform="translate(${margin},${top})">${drawn}</g>`,
    "</svg>",
  ];
  return `${plainColours(svg.join("\n"))}\n`;
}

function legendRow(row: readonly (LegendEntry & { readonly text: string })[], place: number): string[] {
  let x = margin;
  return row.flatMap(({ mark, text: name }) => {
    const at = `translate(${x + 13},${margin + place * line + 10})`;
    const shape =
      mark.point === "hollow"
        ? `<path d="${mark.shape}" transform="scale(5)" fill="none" stroke="${mark.paint}" stroke-width="0.36"/>`
        : `<path d="${mark.shape}" transform="scale(4.2)" fill="${mark.paint}"/>`;
    const dash = mark.dash.length === 0 ? "" : ` stroke-dasharray="${mark.dash.join(" ")}"`;
    const stroke =
      mark.point === undefined
        ? `<path d="M-13,0H13" fill="none" stroke="${mark.paint}" stroke-width="2"${dash}/>`
        : "";
    const parts = [`<g transform="${at}">${stroke}${shape}</g>`, text(x + 32, place, name, textSize, "")];
    x += entryWidth(name);
    return parts;
  });
}

function text(x: number, row: number, content: string, size: number, more: string): string {
  const y = margin + row * line + 14;
  return `<text x="${x}" y="${y}" font-size="${size}" fill="${ink.text}"${more}>${escaped(content)}</text>`;
}

const entryWidth = (name: string) => 32 + textWidth(name, textSize) + 18;

/** Estimated on the wide side: nothing is measured without a browser. */
const textWidth = (content: string, size: number) =>
  [...content].reduce((sum, character) => sum + size * (character.codePointAt(0)! < 0x1100 ? 0.62 : 1.1), 0);

/** In rows that fit the width; what is wider alone has a row of its own. */
function wrapped<Item>(items: readonly Item[], width: number, widthOf: (item: Item) => number): Item[][] {
  const rows: Item[][] = [];
  let room = 0;
  for (const item of items) {
    if (rows.length === 0 || widthOf(item) > room) {
      rows.push([]);
      room = width;
    }
    rows.at(-1)!.push(item);
    room -= widthOf(item);
  }
  return rows;
}

/** Colours that a style sheet would set become the light theme's: few programs but browsers know variables. */
function plainColours(svg: string): string {
  return svg.replace(/<[^>]+>/g, (tag) => tag.replace(/="var\(--[\w-]+, ?([^()]+)\)"/g, '="$1"'));
}
