/** Draws the bands that can be seen. */
import type { Camera } from "./camera.ts";
import type { Label, Sheet, Strand } from "./sheet.ts";
import { visible } from "../../src/escape/visible.ts";
import { word } from "../data.ts";
import { bandAt, columnX, MARGIN, NODE, type Band, type Box, type Wire } from "./layout.ts";

/** Below this zoom, words would be dust. */
const LEGIBLE = 0.4;
const FONT = "12px ui-sans-serif, system-ui, sans-serif";

/** Pixels of the line with the names of the columns. */
export const HEAD = 26;
/** A name is not cut below this. */
const NARROWEST = 40;

/** What is drawn, and how. */
export interface Scene {
  readonly sheet: Sheet;
  readonly bands: readonly Band[];
  readonly camera: Camera;
  /** Ids that fit the query, by number; undefined: there is none. */
  readonly found: ReadonlySet<number> | undefined;
  readonly selected: number;
}

type Context = CanvasRenderingContext2D;
type Colors = Readonly<
  Record<
    "back" | "text" | "dim" | "line" | "low" | "lowText" | "mark" | "SPEC" | "CODE" | "TEST" | "DOC" | "other",
    string
  >
>;

const variables: Readonly<Record<keyof Colors, string>> = {
  back: "--back",
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

/** So many characters of a text, and a sign that there are more. */
const cut = (text: string, most: number, stays: Label["stays"]): string =>
  stays === "tail" ? `…${text.slice(text.length - most + 1)}` : `${text.slice(0, most - 1)}…`;

/** Text cut to a width; measuring every letter of 50,000 labels would cost too much. */
function fit(context: Context, text: string, width: number, stays: Label["stays"] = "tail"): string {
  const most = Math.floor(width / 6.2);
  const whole = visible(text);
  const shown = whole.length > most ? cut(whole, most, stays) : whole;
  return context.measureText(shown).width > width ? cut(whole, Math.floor(shown.length * 0.87), stays) : shown;
}

function drawWire(context: Context, { from, to }: Wire, isBroken: boolean): void {
  const [x1, y1] = [from.x + NODE.width, from.y + NODE.height / 2];
  const [x2, y2] = [to.x, to.y + NODE.height / 2];
  const middle = (x1 + x2) / 2;
  context.setLineDash(isBroken ? [4, 4] : []);
  context.beginPath();
  context.moveTo(x1, y1);
  context.bezierCurveTo(middle, y1, middle, y2, x2, y2);
  context.stroke();
}

/** A gap, or a link that does not cover. */
const isBad = ({ row }: Box, { bad }: Strand): boolean => row < 0 || bad?.has(row) === true;

function drawBox(context: Context, box: Box, color: string, isBroken: boolean, colors: Colors): void {
  context.setLineDash(isBroken ? [4, 4] : []);
  context.strokeStyle = isBroken ? colors.lowText : color;
  const fill = isBroken ? colors.low : `${color}22`;
  context.beginPath();
  context.roundRect(box.x, box.y, NODE.width, NODE.height, 5);
  // Wires pass behind.
  for (const style of [colors.back, fill]) {
    context.fillStyle = style;
    context.fill();
  }
  context.stroke();
}

function writeBox(context: Context, { row, type, x, y }: Box, strand: Strand, { sheet }: Scene): void {
  const { text, stays }: Label = row < 0 ? { text: `${word(type)} missing`, stays: "head" } : sheet.label(row, strand);
  context.fillText(fit(context, text, NODE.width - 16, stays), x + 8, y + NODE.height / 2 + 1);
}

function drawBand(context: Context, band: Band, scene: Scene, colors: Colors): void {
  const isLegible = scene.camera.zoom >= LEGIBLE;
  const strand = scene.sheet.strands[band.strand]!;
  context.globalAlpha = scene.found === undefined || scene.found.has(band.strand) ? 1 : 0.18;
  if (band.strand === scene.selected) {
    context.fillStyle = colors.mark;
    context.fillRect(
      -20,
      band.top,
      band.boxes.reduce((most, { x }) => Math.max(most, x), MARGIN) + NODE.width + 40,
      band.bottom - band.top,
    );
  }
  context.strokeStyle = colors.line;
  for (const wire of band.wires) drawWire(context, wire, isBad(wire.to, strand) || wire.from.row < 0);
  for (const box of band.boxes) drawBox(context, box, colors[scene.sheet.color(box.type)], isBad(box, strand), colors);
  if (!isLegible) return;
  for (const box of band.boxes) {
    context.fillStyle = isBad(box, strand) ? colors.lowText : colors.text;
    writeBox(context, box, strand, scene);
  }
  context.fillStyle = colors.text;
  context.fillText(fit(context, strand.id, MARGIN - 20), 0, band.top + 9 + NODE.height / 2 + 1);
}

/** The names of the columns stay at the top, whatever is below them. */
function drawHeads(context: Context, { sheet, camera }: Scene, colors: Colors, width: number): void {
  const ratio = devicePixelRatio;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = colors.back;
  context.fillRect(0, 0, width, HEAD);
  context.font = `600 ${FONT}`;
  const most = NODE.width * camera.zoom;
  sheet.columns.forEach((type, column) => {
    const x = (columnX(column) - camera.x) * camera.zoom;
    if (x + most < 0 || x > width) return;
    context.fillStyle = colors[sheet.color(type)];
    context.fillText(fit(context, word(type), Math.max(NARROWEST, most)), x, HEAD / 2);
  });
  context.fillStyle = colors.line;
  context.fillRect(0, HEAD, width, 1);
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
  drawHeads(context, scene, colors, canvas.width / ratio);
}
