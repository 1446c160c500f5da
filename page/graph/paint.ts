/** Draws the bands that can be seen. */
import type { Camera } from "./camera.ts";
import { visible } from "../../src/escape/visible.ts";
import { data, placeOf, word } from "../data.ts";
import { bandAt, MARGIN, NODE, type Band, type Box, type Wire } from "./layout.ts";

/** Below this zoom, words would be dust. */
const LEGIBLE = 0.4;
const FONT = "12px ui-sans-serif, system-ui, sans-serif";

/** What is drawn, and how. */
export interface Scene {
  readonly bands: readonly Band[];
  readonly camera: Camera;
  /** Chains that fit the query; undefined: there is none. */
  readonly found: ReadonlySet<number> | undefined;
  readonly selected: number;
}

type Context = CanvasRenderingContext2D;
type Colors = Readonly<
  Record<"text" | "dim" | "line" | "low" | "lowText" | "mark" | "SPEC" | "CODE" | "TEST" | "DOC" | "other", string>
>;

const variables: Readonly<Record<keyof Colors, string>> = {
  text: "--text",
  dim: "--dim",
  line: "--line",
  low: "--low",
  lowText: "--low-text",
  mark: "--mark",
  SPEC: "--spec",
  CODE: "--code",
  TEST: "--test",
  DOC: "--doc",
  other: "--other",
};

/** The page's colours, as they are in its mode. */
export function readColors(element: Element): Colors {
  const style = getComputedStyle(element);
  const entries = Object.entries(variables).map(([name, variable]) => [name, style.getPropertyValue(variable).trim()]);
  return Object.fromEntries(entries) as Colors;
}

/** Text cut to a width; measuring every letter of 50,000 labels would cost too much. */
function fit(context: Context, text: string, width: number): string {
  const most = Math.floor(width / 6.2);
  const shown = visible(text);
  const cut = shown.length > most ? `…${shown.slice(shown.length - most + 1)}` : shown;
  return context.measureText(cut).width > width ? `…${cut.slice(Math.ceil(cut.length / 8) + 1)}` : cut;
}

function drawWire(context: Context, { from, to }: Wire): void {
  const [x1, y1] = [from.x + NODE.width, from.y + NODE.height / 2];
  const [x2, y2] = [to.x, to.y + NODE.height / 2];
  const middle = (x1 + x2) / 2;
  context.setLineDash(to.row < 0 || from.row < 0 ? [4, 4] : []);
  context.beginPath();
  context.moveTo(x1, y1);
  context.bezierCurveTo(middle, y1, middle, y2, x2, y2);
  context.stroke();
}

const colorOf = (type: number, colors: Colors): string => {
  const name = word(type);
  return name === "SPEC" || name === "CODE" || name === "TEST" || name === "DOC" ? colors[name] : colors.other;
};

function drawBox(context: Context, box: Box, colors: Colors, isLegible: boolean): void {
  const isGap = box.row < 0;
  context.setLineDash(isGap ? [4, 4] : []);
  context.strokeStyle = isGap ? colors.lowText : colorOf(box.type, colors);
  context.fillStyle = isGap ? colors.low : `${colorOf(box.type, colors)}22`;
  context.beginPath();
  context.roundRect(box.x, box.y, NODE.width, NODE.height, 5);
  context.fill();
  context.stroke();
  if (!isLegible) return;
  context.fillStyle = isGap ? colors.lowText : colors.text;
  context.fillText(labelOf(context, box), box.x + 8, box.y + NODE.height / 2 + 1);
}

function labelOf(context: Context, { row, type }: Box): string {
  if (row < 0) return `${word(type)} missing`;
  const { path, line } = placeOf(row);
  return fit(context, `${path}:${line}`, NODE.width - 16);
}

function drawBand(context: Context, band: Band, scene: Scene, colors: Colors): void {
  const isLegible = scene.camera.zoom >= LEGIBLE;
  context.globalAlpha = scene.found === undefined || scene.found.has(band.chain) ? 1 : 0.18;
  if (band.chain === scene.selected) {
    context.fillStyle = colors.mark;
    context.fillRect(
      -20,
      band.top,
      band.boxes.reduce((most, { x }) => Math.max(most, x), MARGIN) + NODE.width + 40,
      band.bottom - band.top,
    );
  }
  context.strokeStyle = colors.line;
  for (const wire of band.wires) drawWire(context, wire);
  for (const box of band.boxes) drawBox(context, box, colors, isLegible);
  if (!isLegible) return;
  context.fillStyle = colors.text;
  context.fillText(fit(context, data.chains[band.chain]!.id, MARGIN - 20), 0, band.top + 9 + NODE.height / 2 + 1);
}

/** One picture. Costs what can be seen, not what there is. */
export function paint(canvas: HTMLCanvasElement, scene: Scene): void {
  const context = canvas.getContext("2d")!;
  const ratio = devicePixelRatio;
  const { x, y, zoom } = scene.camera;
  const colors = readColors(canvas);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.setTransform(ratio * zoom, 0, 0, ratio * zoom, -x * zoom * ratio, -y * zoom * ratio);
  context.font = FONT;
  context.textBaseline = "middle";
  const last = y + canvas.height / ratio / zoom;
  for (let index = bandAt(scene.bands, y); index < scene.bands.length && scene.bands[index]!.top <= last; index++) {
    drawBand(context, scene.bands[index]!, scene, colors);
  }
  context.globalAlpha = 1;
}
