import type { Page } from "playwright-core";

/** Pixels by which the browser's rounding may put a box over an edge. */
const slack = 1;

/**
 * Boxes that reach out of the page or out of the element they stand in; what scrolls inside its own box
 * is in order. Each with its tag, class and first words.
 */
export function overflowing(page: Page): Promise<string[]> {
  return page.evaluate((slack) => {
    const root = document.documentElement;
    const faults: string[] = [];
    if (root.scrollWidth > root.clientWidth)
      faults.push(`the page: ${root.scrollWidth} of ${root.clientWidth}`);
    const scrolls = (element: Element) => /auto|scroll/.test(getComputedStyle(element).overflowX);
    for (const element of document.querySelectorAll("body *")) {
      if (element.closest("svg, .unseen") !== null || element.closest("table.items thead") !== null) continue;
      const parent = element.parentElement!;
      if (scrolls(parent)) continue;
      const [box, around] = [element.getBoundingClientRect(), parent.getBoundingClientRect()];
      // A folded part and what has no size of its own; a span that breaks over lines is judged by its parts.
      if (box.width === 0 || box.height === 0 || around.width === 0) continue;
      if (getComputedStyle(parent).display === "inline") continue;
      const out = Math.max(around.left - box.left, box.right - around.right);
      if (out > slack)
        faults.push(
          `${element.tagName}.${element.className} by ${out.toFixed(1)}: ${element.textContent!.trim().slice(0, 40)}`,
        );
    }
    return faults;
  }, slack);
}

/** Words on words, charts or pictures: text lines, charts and pictures of different elements whose boxes meet. */
export function overlapping(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const lines: { text: string; box: DOMRect; of: Element; top: number }[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const of = node.parentElement!;
      if (of.closest("svg, .unseen, table.items thead, style") || node.textContent!.trim() === "") continue;
      if (!of.checkVisibility()) continue;
      // What has been scrolled out of sight lies under its neighbours without being seen there.
      const port = of.closest(".scroll")?.getBoundingClientRect();
      range.selectNodeContents(node);
      const sticky = getComputedStyle(of.closest("th, caption > span") ?? of).position === "sticky";
      for (const whole of range.getClientRects()) {
        const left = Math.max(whole.left, port?.left ?? whole.left);
        const top = Math.max(whole.top, port?.top ?? whole.top);
        const right = Math.min(whole.right, port?.right ?? whole.right);
        const bottom = Math.min(whole.bottom, port?.bottom ?? whole.bottom);
        const box = new DOMRect(left, top, right - left, bottom - top);
        if (box.width < 1 || box.height < 1) continue;
        // A head column that stays in sight covers what scrolls beneath it.
        if (sticky && port !== undefined) continue;
        lines.push({ text: node.textContent!.trim().slice(0, 40), box, of, top: box.top });
      }
    }
    for (const of of document.querySelectorAll("svg.chart, svg.swatch, img")) {
      const box = of.getBoundingClientRect();
      const port = of.closest(".scroll")?.getBoundingClientRect();
      if (box.width < 1 || !of.checkVisibility()) continue;
      if (port !== undefined && (box.top < port.top || box.bottom > port.bottom || box.left < port.left))
        continue;
      const text = `${of.tagName}.${of.getAttribute("class")} ${of.querySelector("title")?.textContent ?? ""}`;
      lines.push({ text, box, of, top: box.top });
    }
    lines.sort((a, b) => a.top - b.top);
    const faults: string[] = [];
    lines.forEach((a, i) => {
      for (const b of lines.slice(i + 1)) {
        if (b.box.top >= a.box.bottom - 3) break;
        if (a.of.contains(b.of) || b.of.contains(a.of)) continue;
        // Glyph boxes are taller than their letters: lines may meet by a third.
        const meet = Math.min(a.box.bottom, b.box.bottom) - b.box.top;
        if (meet < 0.34 * Math.min(a.box.height, b.box.height)) continue;
        if (a.box.left < b.box.right - 1 && b.box.left < a.box.right - 1)
          faults.push(`${a.text} | ${b.text}`);
      }
    });
    return faults;
  });
}

/**
 * What is wrong inside charts: marks or texts that reach out of the chart's frame, texts that lie on one
 * another, charts too small to be read.
 */
export function chartFaults(page: Page): Promise<string[]> {
  return page.$$eval("svg.chart", (charts) =>
    charts.flatMap((chart) => {
      const frame = chart.getBoundingClientRect();
      if (frame.width === 0) return [];
      const name = chart.querySelector("title")?.textContent ?? "";
      const faults: string[] = [];
      if (frame.width < 100 || frame.height < 30) faults.push(`${name}: ${frame.width} × ${frame.height}`);
      const within = (box: DOMRect, slack: number) =>
        box.left >= frame.left - slack &&
        box.right <= frame.right + slack &&
        box.top >= frame.top - slack &&
        box.bottom <= frame.bottom + slack;
      for (const mark of chart.querySelectorAll("path, line, rect, circle")) {
        const box = mark.getBoundingClientRect();
        if (!within(box, 0.5))
          faults.push(`${name}: a mark out of its frame, ${mark.outerHTML.slice(0, 90)}`);
        if (/NaN|Infinity|undefined/.test(mark.outerHTML))
          faults.push(`${name}: ${mark.outerHTML.slice(0, 90)}`);
      }
      const texts = [...chart.querySelectorAll("text")]
        .map((text) => ({ text: text.textContent ?? "", box: text.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 0);
      for (const { text, box } of texts)
        if (!within(box, 0.5)) faults.push(`${name}: out of its frame, ${text}`);
      texts.forEach(({ text, box: a }, i) => {
        for (const { text: other, box: b } of texts.slice(i + 1))
          if (a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 3 && b.top < a.bottom - 3)
            faults.push(`${name}: ${text} on ${other}`);
      });
      return faults;
    }),
  );
}

/** Parts that scroll and can't be focused, so that no key moves them. */
export function scrolledByNoKey(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("body *")]
      .filter((element) => {
        const { overflowX, overflowY } = getComputedStyle(element);
        const across = /auto|scroll/.test(overflowX) && element.scrollWidth > element.clientWidth;
        const down = /auto|scroll/.test(overflowY) && element.scrollHeight > element.clientHeight;
        return (across || down) && element.tabIndex < 0;
      })
      .map((element) => element.outerHTML.slice(0, 80)),
  );
}

/**
 * Presses Tab through the page; what can be focused and wasn't, what was focused out of the order of the page
 * or out of sight, and what was focused without a visible ring.
 */
export async function unreached(page: Page): Promise<string[]> {
  const count = await page.evaluate(() => {
    const all = [...document.querySelectorAll<HTMLElement>("a[href], summary, [tabindex='0']")].filter(
      (element) => element.checkVisibility({ contentVisibilityAuto: true }),
    );
    all.forEach((element, index) => {
      element.dataset["stop"] = String(index);
    });
    return all.length;
  });
  const faults: string[] = [];
  const seen = new Set<string>();
  for (let press = 0; press < count; press++) {
    await page.keyboard.press("Tab");
    const { stop, ring, inSight, what } = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      const box = element.getBoundingClientRect();
      return {
        stop: element.dataset["stop"],
        inSight: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
        ring: outlineStyle !== "none" && outlineWidth !== "0px",
        what: element.outerHTML.slice(0, 80),
      };
    });
    if (stop !== String(press)) faults.push(`stop ${stop} at press ${press}: ${what}`);
    if (!inSight) faults.push(`out of sight: ${what}`);
    if (stop !== undefined) seen.add(stop);
    if (!ring) faults.push(`no ring: ${what}`);
  }
  for (let stop = 0; stop < count; stop++)
    if (!seen.has(String(stop))) {
      const what = await page.$eval(`[data-stop="${stop}"]`, (element) => element.outerHTML.slice(0, 80));
      faults.push(`not reached: ${what}`);
    }
  return faults;
}
