import type { Node } from "./node.ts";
import type { Reader } from "./reader.ts";

/** Ranges and branches, once every bounded repetition is written out. */
const LARGEST = 20_000;
/** The product of the bounds of repetitions inside each other; RE2's own limit. */
const MOST_NESTED = 1000;
/** Below what RE2 and Rust's regex allow. */
const HIGHEST = 900;

const timesOf = (node: Node & { type: "repeat" }): number => (node.max === Infinity ? node.min : node.max);

function weigh(node: Node): number {
  switch (node.type) {
    case "class":
      return node.ranges.length / 2;
    case "assertion":
      return 1;
    case "group":
      return 2 + weigh(node.body);
    case "repeat":
      return 1 + weigh(node.body) * Math.max(1, timesOf(node));
    default:
      return node.parts.reduce((sum, part) => sum + 1 + weigh(part), 0);
  }
}

function checkNested(reader: Reader, node: Node, left: number): void {
  if (node.type === "sequence" || node.type === "choice") {
    for (const part of node.parts) checkNested(reader, part, left);
  } else if (node.type === "group") {
    checkNested(reader, node.body, left);
  } else if (node.type === "repeat") {
    const counted = node.max === 1 || (node.max === Infinity && node.min < 2) ? 1 : Math.max(1, timesOf(node));
    if (counted > left)
      reader.fail("E_PATTERN_SIZE", `nested bounds multiply to more than ${MOST_NESTED}`, node.position);
    checkNested(reader, node.body, Math.floor(left / counted));
  }
}

/** How deep the canonical text nests, every operator counted. */
function height(node: Node): number {
  switch (node.type) {
    case "class":
    case "assertion":
      return 1;
    case "group":
      return 1 + height(node.body);
    case "repeat":
      return 2 + height(node.body);
    default:
      return 2 + node.parts.reduce((most, part) => Math.max(most, height(part)), 0);
  }
}

/** Refuses what would become too large once compiled. */
export function checkSize(reader: Reader, node: Node): void {
  checkNested(reader, node, MOST_NESTED);
  if (height(node) > HIGHEST) reader.fail("E_PATTERN_SIZE", "nested too deep", 0);
  const weight = weigh(node);
  if (weight > LARGEST)
    reader.fail("E_PATTERN_SIZE", `${weight} steps once repetitions are written out, more than ${LARGEST}`, 0);
}
