/** What was kept, drawn: a small picture for each check, its medians with their intervals, the oldest to the left. */
import type { Snapshot } from "./snapshot.ts";
import type { Check } from "./verdict.ts";

const WIDTH = 300;
const HEIGHT = 130;
const COLUMNS = 3;
const [LEFT, RIGHT, TOP, BOTTOM] = [50, 12, 30, 26];

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escape = (text: string): string => text.replace(/[&<>"]/g, (found) => ESCAPES[found]!);
const short = (value: number): string => Number(value.toPrecision(3)).toString();

/** One check in one snapshot. */
interface Point {
  readonly label: string;
  readonly check: Check;
}

/** By check, where it was measured; only what was measured on the machine of the last snapshot. */
export function linesOf(snapshots: readonly Snapshot[]): Map<string, Point[]> {
  const machine = JSON.stringify(snapshots.at(-1)?.fingerprint);
  const lines = new Map<string, Point[]>();
  for (const { name, fingerprint, checks } of snapshots) {
    if (JSON.stringify(fingerprint) !== machine) continue;
    for (const check of checks) lines.set(check.name, [...(lines.get(check.name) ?? []), { label: name, check }]);
  }
  return lines;
}

/** Zero is at the bottom of every picture: no wobble looks like a cliff. */
function panel([name, points]: readonly [string, readonly Point[]], index: number): string {
  const [left, top] = [(index % COLUMNS) * WIDTH, Math.floor(index / COLUMNS) * HEIGHT];
  const highest = Math.max(...points.map(({ check }) => check.high)) || 1;
  const x = (at: number) => LEFT + ((at + 0.5) * (WIDTH - LEFT - RIGHT)) / points.length;
  const y = (value: number) => HEIGHT - BOTTOM - (value / highest) * (HEIGHT - TOP - BOTTOM);
  const path = points.map(({ check }, at) => `${x(at).toFixed(1)},${y(check.median).toFixed(1)}`).join(" ");
  const marks = points.map(({ label, check }, at) => {
    const [cx, told] = [x(at).toFixed(1), `${label}: ${short(check.median)} ${check.unit}`];
    return (
      `<line x1="${cx}" x2="${cx}" y1="${y(check.low).toFixed(1)}" y2="${y(check.high).toFixed(1)}"/>` +
      `<circle cx="${cx}" cy="${y(check.median).toFixed(1)}" r="3"><title>${escape(told)}</title></circle>`
    );
  });
  const { unit } = points.at(-1)!.check;
  const [base, end] = [HEIGHT - BOTTOM, WIDTH - RIGHT];
  return [
    `<g transform="translate(${left},${top})">`,
    `<text x="6" y="16" class="name">${escape(name)}</text>`,
    `<text x="${LEFT - 4}" y="${TOP + 4}" class="end">${short(highest)} ${escape(unit)}</text><text x="${LEFT - 4}" y="${base}" class="end">0</text>`,
    `<path d="M${LEFT} ${TOP}V${base}H${end}" class="axis"/><polyline points="${path}"/>${marks.join("")}`,
    `<text x="${x(0).toFixed(1)}" y="${HEIGHT - 10}" class="mid">${escape(points[0]!.label)}</text>`,
    points.length > 1
      ? `<text x="${x(points.length - 1).toFixed(1)}" y="${HEIGHT - 10}" class="mid">${escape(points.at(-1)!.label)}</text>`
      : "",
    "</g>",
  ].join("");
}

const STYLE = `svg{background:#fff;color:#24292f}text{font:10px system-ui,sans-serif;fill:currentColor}.name{font-weight:600}.end{text-anchor:end}.mid{text-anchor:middle}
.axis{stroke:currentColor;fill:none;opacity:.4}polyline{fill:none;stroke:#0969da;stroke-width:1.5}line{stroke:#0969da;opacity:.5}circle{fill:#0969da}
@media(prefers-color-scheme:dark){svg{background:#0d1117;color:#e6edf3}polyline,line{stroke:#58a6ff}circle{fill:#58a6ff}}`;

/** An SVG picture of the snapshots, the oldest first. */
export function draw(snapshots: readonly Snapshot[]): string {
  const lines = [...linesOf(snapshots)];
  const height = Math.max(1, Math.ceil(lines.length / COLUMNS)) * HEIGHT;
  const width = COLUMNS * WIDTH;
  const said = lines.length === 0 ? '<text x="6" y="16">nothing is kept yet</text>' : lines.map(panel).join("\n");
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="Medians of each check, by snapshot">\n<style>${STYLE}</style>\n${said}\n</svg>\n`;
}
