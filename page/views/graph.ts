/** The graph: ids as bands, places as boxes; one can pan, zoom and search it, by mouse, touch or keyboard. */
import type { View } from "../view.ts";
import { data, word } from "../data.ts";
import { counted, h } from "../dom.ts";
import { Camera } from "../graph/camera.ts";
import { bandAt, layOut, MARGIN, NODE, type Band } from "../graph/layout.ts";
import { HEAD, paint } from "../graph/paint.ts";
import { chainSheet, itemSheet, type Sheet } from "../graph/sheet.ts";
import { chips, empty } from "../view.ts";

const STEP = 60;
const ZOOM = 1.25;
/** Fewer pixels between press and release are a click. */
const CLICK = 4;

/** Shows one of a list. */
type Open = (list: Sheet["name"], index: number) => void;

class Graph {
  readonly canvas = h("canvas", {
    tabindex: 0,
    role: "application",
    "aria-label": "",
  });
  readonly status = h("p", { class: "status", role: "status" });
  readonly #camera = new Camera();
  readonly #sheet: Sheet;
  readonly #open: Open;
  readonly #bands: readonly Band[];
  readonly #width: number;
  #found: Set<number> | undefined;
  #matches: readonly number[] = [];
  #selected = -1;
  #isAsked = false;

  constructor(sheet: Sheet, open: Open) {
    const { noun, columns } = sheet;
    this.#sheet = sheet;
    this.#open = open;
    this.#bands = layOut(sheet);
    this.#width = MARGIN + columns.length * (NODE.width + NODE.gapX);
    this.canvas.setAttribute(
      "aria-label",
      `Graph of ${noun}s. Arrow keys up and down choose one, left and right pan, plus and minus zoom, 0 resets, Enter opens it`,
    );
    this.#listen();
  }

  /** Sizes the canvas to its place and draws. */
  fit(): void {
    const { clientWidth, clientHeight } = this.canvas;
    this.canvas.width = Math.round(clientWidth * devicePixelRatio);
    this.canvas.height = Math.round(clientHeight * devicePixelRatio);
    this.draw();
  }

  draw(): void {
    if (this.#isAsked) return;
    this.#isAsked = true;
    requestAnimationFrame(() => {
      this.#isAsked = false;
      const { clientWidth, clientHeight } = this.canvas;
      this.#camera.clamp(this.#width, this.#bands.at(-1)?.bottom ?? 0, clientWidth, clientHeight);
      const scene = { sheet: this.#sheet, bands: this.#bands, camera: this.#camera };
      paint(this.canvas, { ...scene, found: this.#found, selected: this.#selected });
    });
  }

  search(query: string): void {
    this.#matches = query.trim() === "" ? [] : this.#sheet.find(query);
    this.#found = query.trim() === "" ? undefined : new Set(this.#matches);
    if (this.#matches.length > 0) this.#select(this.#matches[0]!);
    else this.#tell();
    this.draw();
  }

  /** The next match, or the one before. */
  step(by: 1 | -1): void {
    const among = this.#found === undefined ? this.#bands.map((_, index) => index) : this.#matches;
    if (among.length === 0) return;
    const at = among.indexOf(this.#selected);
    const next = at < 0 ? (by === 1 ? 0 : among.length - 1) : Math.min(among.length - 1, Math.max(0, at + by));
    this.#select(among[next]!);
  }

  zoom(factor: number): void {
    this.#camera.scale(factor, this.canvas.clientWidth / 2, this.canvas.clientHeight / 2);
    this.draw();
  }

  reset(): void {
    Object.assign(this.#camera, { x: -20, y: -HEAD - 8, zoom: 1 });
    this.draw();
  }

  #select(strand: number): void {
    this.#selected = strand;
    const band = this.#bands[strand]!;
    const seen = this.canvas.clientHeight / this.#camera.zoom;
    const { y } = this.#camera;
    if (band.top < y + HEAD / this.#camera.zoom || band.bottom > y + seen)
      this.#camera.y = (band.top + band.bottom) / 2 - seen / 2;
    this.#tell();
    this.draw();
  }

  #tell(): void {
    const strand = this.#sheet.strands[this.#selected];
    const many =
      this.#found === undefined
        ? counted(this.#bands.length, this.#sheet.noun)
        : `${counted(this.#matches.length, "match").replace("matchs", "matches")}`;
    const gaps =
      strand === undefined
        ? ""
        : strand.missing.length > 0
          ? `, missing ${strand.missing.map(word).join(", ")}`
          : this.#sheet.name === "chains"
            ? ", complete"
            : "";
    this.status.textContent = strand === undefined ? many : `${many}; chosen: ${strand.id}${gaps}`;
  }

  #listen(): void {
    const { canvas } = this;
    canvas.addEventListener("keydown", (event) => this.#key(event));
    canvas.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    canvas.addEventListener("pointerdown", (event) => this.#press(event));
  }

  #key(event: KeyboardEvent): void {
    const keys: Readonly<Record<string, () => void>> = {
      ArrowDown: () => this.step(1),
      ArrowUp: () => this.step(-1),
      ArrowLeft: () => this.#camera.pan(STEP, 0),
      ArrowRight: () => this.#camera.pan(-STEP, 0),
      PageDown: () => this.#camera.pan(0, -canvasHeight(this.canvas)),
      PageUp: () => this.#camera.pan(0, canvasHeight(this.canvas)),
      "+": () => this.zoom(ZOOM),
      "=": () => this.zoom(ZOOM),
      "-": () => this.zoom(1 / ZOOM),
      "0": () => this.reset(),
      Enter: () => this.#selected >= 0 && this.#show(this.#selected),
    };
    const act = keys[event.key];
    if (act === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
    this.draw();
  }

  #wheel(event: WheelEvent): void {
    event.preventDefault();
    if (event.ctrlKey || event.metaKey)
      this.#camera.scale(event.deltaY < 0 ? 1.1 : 1 / 1.1, event.offsetX, event.offsetY);
    else this.#camera.pan(-event.deltaX, -event.deltaY);
    this.draw();
  }

  #press(start: PointerEvent): void {
    const { canvas } = this;
    let [x, y, way] = [start.clientX, start.clientY, 0];
    canvas.setPointerCapture(start.pointerId);
    const move = (event: PointerEvent): void => {
      const [dx, dy] = [event.clientX - x, event.clientY - y];
      [x, y, way] = [event.clientX, event.clientY, way + Math.abs(dx) + Math.abs(dy)];
      this.#camera.pan(dx, dy);
      this.draw();
    };
    const end = (event: PointerEvent): void => {
      canvas.removeEventListener("pointermove", move);
      if (way < CLICK && event.type === "pointerup") this.#click(event);
    };
    canvas.addEventListener("pointermove", move);
    canvas.addEventListener("pointerup", end, { once: true });
    canvas.addEventListener("pointercancel", end, { once: true });
  }

  #click({ offsetY }: PointerEvent): void {
    const strand = bandAt(this.#bands, this.#camera.y + offsetY / this.#camera.zoom);
    if (strand >= this.#bands.length) return;
    if (strand === this.#selected) this.#show(strand);
    else this.#select(strand);
  }

  #show(strand: number): void {
    this.#open(this.#sheet.name, this.#sheet.numberOf(strand));
  }
}

const canvasHeight = ({ clientHeight }: HTMLCanvasElement): number => clientHeight * 0.8;

function toolbar(graph: Graph, noun: string): HTMLElement {
  const button = (text: string, label: string, act: () => void): HTMLElement =>
    h("button", { type: "button", class: "chip", "aria-label": label, onclick: act }, text);
  return h(
    "div",
    { class: "chips", role: "group", "aria-label": "Graph" },
    button("◀ Previous", `Previous ${noun}`, () => graph.step(-1)),
    button("Next ▶", `Next ${noun}`, () => graph.step(1)),
    button("−", "Zoom out", () => graph.zoom(1 / ZOOM)),
    button("+", "Zoom in", () => graph.zoom(ZOOM)),
    button("Reset", "Reset the view", () => graph.reset()),
  );
}

/** A graph with what belongs to it. */
function frame(sheet: Sheet, open: Open): { graph: Graph; element: HTMLElement } {
  const graph = new Graph(sheet, open);
  const { noun } = sheet;
  const how = `Drag to pan, Ctrl and wheel to zoom; click ${noun === "item" ? "an item" : "a chain"} to choose it, click it again to open it.`;
  const element = h("div", {}, toolbar(graph, noun), graph.status, graph.canvas, h("p", { class: "dim" }, how));
  new ResizeObserver(() => graph.fit()).observe(graph.canvas);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => graph.draw());
  document.addEventListener("theme", () => graph.draw());
  graph.reset();
  return { graph, element };
}

const nothing = (): View => ({
  name: "graph",
  title: "Graph",
  element: h("div", {}, empty("There is nothing to draw: no tag has an id.")),
  show() {},
});

/** @param open shows a chain's places, or an item's links */
export function graph(open: Open): View {
  const sheets = [
    ...(data.chains.length > 0 ? [chainSheet()] : []),
    ...(data.items.length > 0 ? [itemSheet()] : []),
  ].map((sheet) => ({ sheet, ...frame(sheet, open) }));
  const [first] = sheets;
  if (first === undefined) return nothing();
  let [shown, asked] = [first, ""];
  const place = h("div", {}, first.element);
  const pick = (name: string): void => {
    shown = sheets.find(({ sheet }) => sheet.name === name)!;
    place.replaceChildren(shown.element);
    shown.graph.search(asked);
  };
  const choices = sheets.map(({ sheet: { name, noun, strands } }) => ({
    key: name,
    label: counted(strands.length, noun),
  }));
  const element = h("div", {}, choices.length > 1 ? chips("What is drawn", choices, pick) : undefined, place);
  const show = (query: string): void => {
    asked = query;
    shown.graph.search(query);
  };
  return { name: "graph", title: "Graph", element, show };
}
