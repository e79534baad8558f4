import type { TopLevelSpec } from "vega-lite";
import type { Table } from "../tables/table.js";

/** A chart before it is drawn, with what a reader who doesn't see it needs. */
export interface Chart {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly spec: TopLevelSpec;
  /** What the chart shows, as tables. */
  readonly data: readonly Table[];
}
