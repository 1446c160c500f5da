/** Elements. Text is only ever set as text: nothing in a tag can become markup. */
import { visible } from "../src/escape/visible.ts";

type Child = Node | string | number | undefined;
type Value = string | number | boolean | undefined | ((event: Event) => void);

function set(element: HTMLElement, name: string, value: Value): void {
  if (typeof value === "function") element.addEventListener(name.replace(/^on/, ""), value);
  else if (value === true) element.setAttribute(name, "");
  else if (value !== undefined && value !== false) element.setAttribute(name, String(value));
}

/** An element with attributes, listeners (`onclick`) and children. */
export function h<K extends keyof HTMLElementTagNameMap>(
  name: K,
  values: Readonly<Record<string, Value>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(values)) set(element, key, value);
  element.append(
    ...children.filter((child) => child !== undefined).map((child) => (child instanceof Node ? child : String(child))),
  );
  return element;
}

/** A value from a file: its direction is its own, and what hides or reorders text is spelt out. */
export const value = (text: string, className = ""): HTMLElement =>
  h("bdi", className === "" ? {} : { class: className }, visible(text));

/** An element of the page that is always there. */
export function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`no element ${id}`);
  return found;
}

const units = new Intl.NumberFormat("en");
/** `1,234`. */
export const count = (value: number): string => units.format(value);
/** `1,234 tags`. */
export const counted = (value: number, noun: string): string => `${count(value)} ${noun}${value === 1 ? "" : "s"}`;
