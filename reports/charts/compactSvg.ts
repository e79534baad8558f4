/** An element of an SVG, or the text between two. */
type Node = Element | string;
interface Element {
  readonly tag: string;
  readonly attributes: Map<string, string>;
  readonly children: Node[];
}

/** Presentation attributes that an element takes from the group it stands in. */
const inherited = [
  "fill",
  "stroke",
  "stroke-width",
  "stroke-linecap",
  "stroke-dasharray",
  "font-size",
  "font-weight",
  "text-anchor",
];

/**
 * The same picture in fewer bytes: groups that do nothing are taken away, what all members of a group say is
 * said once by the group, and lines of one look next to each other become one path. A report has dozens of
 * charts, and Vega repeats itself on every tick.
 * @param svg well-formed content of an SVG, without comments or entities in its tags
 */
export function compactSvg(svg: string): string {
  return asPaths(parsed(svg).flatMap(compacted)).map(written).join("");
}

function parsed(svg: string): Node[] {
  const root: Element = { tag: "", attributes: new Map(), children: [] };
  const open = [root];
  for (const [token] of svg.matchAll(/<[^>]+>|[^<]+/g)) {
    const into = open[open.length - 1].children;
    if (!token.startsWith("<")) into.push(token);
    else if (token.startsWith("</")) open.pop();
    else {
      const element: Element = {
        tag: token.match(/^<([\w-]+)/)![1],
        attributes: new Map(
          [...token.matchAll(/ ([\w:-]+)="([^"]*)"/g)].map(([, name, value]) => [name, value]),
        ),
        children: [],
      };
      into.push(element);
      if (!token.endsWith("/>")) open.push(element);
    }
  }
  return root.children;
}

function compacted(node: Node): Node[] {
  if (typeof node === "string") return [node];
  const { tag } = node;
  const attributes = new Map([...node.attributes].filter(([name, value]) => says(name, value)));
  const children = asPaths(node.children.flatMap(compacted));
  if (tag === "path" && !attributes.has("stroke")) attributes.delete("stroke-width");
  if (tag === "g") {
    if (children.length === 0) return [];
    lift(attributes, children);
    if (attributes.size === 0) return children;
  }
  return [{ tag, attributes, children }];
}

/** Whether an attribute says anything that isn't so without it. */
function says(name: string, value: string): boolean {
  if (name === "transform") return value !== "translate(0,0)";
  if (name === "font-weight") return value !== "normal";
  return name !== "stroke-dasharray" || value !== "";
}

/** What all members of a group say alike becomes the group's. */
function lift(group: Map<string, string>, members: readonly Node[]): void {
  const elements = members.filter((member) => typeof member !== "string");
  if (elements.length < 2 || elements.length < members.length) return;
  for (const name of inherited) {
    const value = elements[0].attributes.get(name);
    if (value === undefined || elements.some(({ attributes }) => attributes.get(name) !== value)) continue;
    // What a group says of itself holds for the members that don't say it; here every one does.
    group.set(name, value);
    for (const { attributes } of elements) attributes.delete(name);
  }
}

/** Lines of one look that follow each other as one path. */
function asPaths(nodes: readonly Node[]): Node[] {
  const found: Node[] = [];
  let look: string | undefined;
  for (const node of nodes) {
    const line = lineOf(node);
    const last = found.at(-1);
    if (line !== undefined && line.look === look && typeof last === "object") {
      last.attributes.set("d", `${last.attributes.get("d")}${line.d}`);
    } else if (line !== undefined) {
      found.push({ tag: "path", attributes: new Map([["d", line.d], ...line.rest]), children: [] });
    } else found.push(node);
    look = line?.look;
  }
  return found;
}

/** A line as a path's data and its other attributes; undefined of what is none, or shines through where it crosses another. */
function lineOf(node: Node): { d: string; look: string; rest: [string, string][] } | undefined {
  if (typeof node === "string" || node.tag !== "line" || node.attributes.has("opacity")) return undefined;
  const { attributes } = node;
  const [, x, y] =
    (attributes.get("transform") ?? "translate(0,0)").match(/^translate\(([-\d.]+),([-\d.]+)\)$/) ?? [];
  if (x === undefined || attributes.has("x1") || attributes.has("y1")) return undefined;
  const [dx, dy] = [attributes.get("x2") ?? "0", attributes.get("y2") ?? "0"];
  const rest = [...attributes].filter(([name]) => !["transform", "x2", "y2"].includes(name));
  const to = dy === "0" ? `h${dx}` : dx === "0" ? `v${dy}` : `l${dx},${dy}`;
  return { d: `M${x},${y}${to}`, look: JSON.stringify(rest), rest };
}

function written(node: Node): string {
  if (typeof node === "string") return node;
  const attributes = [...node.attributes].map(([name, value]) => ` ${name}="${value}"`).join("");
  const content = node.children.map(written).join("");
  return content === ""
    ? `<${node.tag}${attributes}/>`
    : `<${node.tag}${attributes}>${content}</${node.tag}>`;
}
