import type { Draw } from "./draw.js";
import { smoothField } from "./texture.js";

/** The radiograph in the making: attenuation along each ray, and the waviness of all outlines. */
export interface Canvas {
  readonly columns: number;
  readonly rows: number;
  /** Line integral of linear attenuation; bodies add to it. */
  readonly tau: Float32Array;
  /** Displacement of outlines, mm, so that no bone is a perfect ellipse. */
  readonly warpU: Float32Array;
  readonly warpV: Float32Array;
}

export function canvas(columns: number, rows: number, spacing: number, draw: Draw): Canvas {
  const field = () => {
    const coarse = smoothField(draw, columns, rows, Math.ceil(5 / spacing), 0.7);
    const fine = smoothField(draw, columns, rows, Math.ceil(1.8 / spacing), 0.3);
    for (let i = 0; i < coarse.length; i++) coarse[i] += fine[i];
    return coarse;
  };
  return { columns, rows, tau: new Float32Array(columns * rows), warpU: field(), warpV: field() };
}
