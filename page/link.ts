/** Places as links: to the repository, and to an editor. */
import { data, type Place } from "./data.ts";
import { h, value } from "./dom.ts";

/** Whatever a template says, a click must not run anything. */
const isSafe = (template: string): boolean => template !== "" && !/^\s*(?:javascript|data|vbscript):/i.test(template);

const encode = (path: string): string => {
  try {
    return path.split("/").map(encodeURIComponent).join("/");
  } catch {
    // Stray bytes of a name: no URL of text can say them.
    return path.replace(/[^\w./-]/g, "_");
  }
};

const fill = (template: string, path: string, { line, column }: Place): string =>
  template
    .replace(/\{path\}/g, () => encode(path))
    .replace(/\{line\}|\{end\}/g, String(Math.max(1, line)))
    .replace(/\{column\}/g, String(Math.max(1, column)));

const repositoryUrl = (place: Place): string | undefined =>
  isSafe(data.repository) ? fill(data.repository, place.path, place) : undefined;

/** An absolute path of a POSIX system begins with `/`, one of Windows must be given one. */
const absolute = (path: string): string => `${data.root.replaceAll("\\", "/").replace(/^(?!\/)/, "/")}/${path}`;

const editorUrl = (place: Place): string | undefined =>
  isSafe(data.editor) ? fill(data.editor, absolute(place.path), place) : undefined;

const shown = ({ path, line }: Place): string => (line === 0 ? path : `${path}:${line}`);

/** A place, linked wherever it can be opened. */
export function link(place: Place): HTMLElement {
  if (place.path === "") return h("span", { class: "dim" }, "the project");
  const [repository, editor] = [repositoryUrl(place), editorUrl(place)];
  const text = value(shown(place));
  const main = repository ?? editor;
  const out = h("span", { class: "place" }, main === undefined ? text : h("a", { href: main }, text));
  if (repository !== undefined && editor !== undefined) {
    out.append(" ", h("a", { href: editor, class: "edit", "aria-label": `edit ${shown(place)}` }, "edit"));
  }
  return out;
}
