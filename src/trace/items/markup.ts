/**
 * Specification items of Markdown and reStructuredText, as OpenFastTrace 4 reads them: line by line, with what a line can
 * be depending on what came before. Compared with the tool itself by benchmark/oft.
 */
import type { Item, ItemId } from "../../model/trace.ts";
import { canonical, parseId, showId } from "./id.ts";
import { late } from "./late.ts";
import { markdown, rst, type Pattern, type PatternName } from "./patterns.ts";

type State =
  | "start"
  | "title"
  | "item"
  | "description"
  | "rationale"
  | "comment"
  | "covers"
  | "depends"
  | "needs"
  | "tags"
  | "code";

type Word = { -readonly [Key in keyof Item]: Item[Key] extends readonly string[] ? string[] : Item[Key] };

/** What is known so far of an item. */
type Draft = Word & { lines: Record<"description" | "rationale" | "comment", string[]> };

/** A kind of file. */
export interface Markup {
  readonly source: "markdown" | "rst";
  readonly patterns: Readonly<Record<PatternName, Pattern>>;
  /** What a line can be in each state, the first that fits. */
  readonly states: Readonly<Record<State, readonly PatternName[]>>;
  /** Where an empty line leads from a list of needs. */
  readonly afterNeeds: State;
}

const HEADS = ["rationale", "comment", "covers", "depends", "needsHere", "needs", "tagsHere", "tags"] as const;
const body = (...rest: PatternName[]): PatternName[] => ["id", "title", ...HEADS, ...rest];

const states: Markup["states"] = {
  start: ["id", "title", "forward", "codeBegin", "any"],
  title: ["id", "title", "underline", "empty", "forward", "any"],
  item: ["id", "status", "title", ...HEADS, "description", "forward", "some"],
  description: body("forward", "any"),
  rationale: ["id", "title", ...HEADS.slice(1), "any"],
  comment: body("any").filter((name) => name !== "comment"),
  covers: ["id", "title", "reference", ...HEADS.filter((name) => name !== "covers"), "empty", "forward"],
  depends: ["id", "title", "reference", ...HEADS, "empty", "forward"],
  needs: [
    ...["id", "title", "rationale", "comment", "depends", "need", "empty", "covers"],
    ...["tagsHere", "tags", "forward"],
  ] as PatternName[],
  tags: ["tag", "id", "title", ...HEADS, "empty", "forward"],
  code: ["codeEnd"],
};

const forms: Readonly<Record<Markup["source"], Markup>> = {
  markdown: { source: "markdown", patterns: markdown, states, afterNeeds: "description" },
  rst: {
    source: "rst",
    patterns: rst,
    states: {
      ...states,
      start: ["id", "forward", "title", "any"],
      title: ["underline", "title", "id", "empty", "forward", "any"],
      item: [
        ...(["id", "status", "rationale", "comment", "title"] as const),
        ...HEADS.slice(2),
        ...(["description", "forward", "some"] as const),
      ],
      tags: ["tag", "title", "id", ...HEADS, "empty", "forward"],
    },
    afterNeeds: "needs",
  },
};

/** The markup of a path by its extension, in any case; undefined where items are not read from it. */
export function markupOf(path: string): Markup | undefined {
  if (/\.(?:md|markdown)$/i.test(path)) return forms.markdown;
  return /\.rst$/i.test(path) ? forms.rst : undefined;
}

const WORD = String.raw`[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}]`;
const off = late(`(?<!${WORD})oft:off(?!${WORD})`, "u");
const on = late(`(?<!${WORD})oft:on(?!${WORD})`, "u");

const splitList = (text: string): string[] =>
  text
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");

/** Where an item is. */
interface Spot {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly source: Item["source"];
}

const draft = (id: ItemId, { path, line, column, source }: Spot): Draft => ({
  ...id,
  ...{ path, line, column, id: showId(id), title: "", status: "approved", description: "", rationale: "", comment: "" },
  ...{ needs: [], covers: [], depends: [], tags: [], isForward: false, source },
  lines: { description: [], rationale: [], comment: [] },
});

const finish = ({ lines, ...item }: Draft): Item => ({
  ...item,
  description: lines.description.join("\n").trim(),
  rationale: lines.rationale.join("\n").trim(),
  comment: lines.comment.join("\n").trim(),
});

const FORWARD = /^([A-Za-z]+)\s*-->([^:]*):\s*(.*)$/s;

/** Reads one file, a line at a time. */
class Reader {
  readonly items: Item[] = [];
  readonly #markup: Markup;
  readonly #path: string;
  #state: State = "start";
  #item: Draft | undefined;
  #title = "";
  #line = 0;
  #text = "";

  constructor(markup: Markup, path: string) {
    this.#markup = markup;
    this.#path = path;
  }

  read(line: string, next: string | undefined, number: number): void {
    [this.#line, this.#text] = [number, line];
    for (const name of this.#markup.states[this.#state]) {
      const token = this.#markup.patterns[name](line, next);
      if (token === undefined) continue;
      this.#state = this.#act(name, token);
      return;
    }
  }

  close(): void {
    if (this.#item !== undefined) this.items.push(finish(this.#item));
    this.#item = undefined;
    this.#title = "";
  }

  /** Does what a line asks for, and says where that leads. */
  #act(name: PatternName, token: string): State {
    const act = this.#acts[name];
    if (act !== undefined) return act(token);
    if (name === "any" || name === "some" || name === "empty") return this.#other(name, token);
    return name as State;
  }

  readonly #acts: Readonly<Partial<Record<PatternName, (token: string) => State>>> = {
    id: (token) => this.#begin(token),
    title: (token) => {
      this.close();
      this.#title = token;
      return "title";
    },
    underline: () => "title",
    status: (token) => {
      this.#item!.status = token as Item["status"];
      return "item";
    },
    forward: (token) => this.#forward(token),
    reference: (token) => {
      if (this.#state === "covers") this.#item!.covers.push(canonical(token));
      else this.#item!.depends.push(canonical(token));
      return this.#state;
    },
    needsHere: (token) => {
      this.#item!.needs.push(...splitList(token));
      return "item";
    },
    need: (token) => {
      this.#item!.needs.push(token);
      return "needs";
    },
    tagsHere: (token) => this.#addTags(token),
    tag: (token) => this.#addTags(token),
    codeBegin: () => "code",
    codeEnd: () => "start",
  };

  #addTags(token: string): State {
    this.#item!.tags.push(...splitList(token));
    return "tags";
  }

  /** Lines that are no keyword: text of the part they stand in. */
  #other(name: "any" | "some" | "empty", token: string): State {
    const state = this.#state;
    if (name === "empty") return state === "needs" ? this.#markup.afterNeeds : state === "tags" ? "item" : state;
    if (state === "item") return this.#append("description", token);
    if (state === "description" || state === "rationale" || state === "comment") return this.#append(state, token);
    this.#title = "";
    return "start";
  }

  #append(part: keyof Draft["lines"], line: string): State {
    this.#item!.lines[part].push(line);
    return part;
  }

  #begin(token: string): State {
    const title = this.#item === undefined ? this.#title : "";
    this.close();
    const id = parseId(token);
    if (id === undefined) return "start";
    this.#item = { ...draft(id, this.#spot(this.#text.indexOf(token))), title };
    return "item";
  }

  #forward(token: string): State {
    this.close();
    const [, type, targets, text] = FORWARD.exec(token)!;
    const original = parseId(text!);
    if (original === undefined) return "start";
    const id = { ...original, type: type! };
    const spot = this.#spot(this.#text.indexOf(token));
    const item = { ...draft(id, spot), needs: splitList(targets!), covers: [showId(original)], isForward: true };
    this.items.push(finish(item));
    return "start";
  }

  #spot(index: number): Spot {
    return { path: this.#path, line: this.#line, column: index + 1, source: this.#markup.source };
  }
}

const END = /\r\n|\r|\n/;

/**
 * The specification items of a text.
 *
 * @param text without a BOM
 * @param path decides the markup; a path of another kind has none
 * @returns items in the order of the text. Linear in the text, whatever it holds
 */
export function parseItems(text: string, path: string): Item[] {
  const markup = markupOf(path);
  if (markup === undefined) return [];
  const lines = text.split(END);
  if (lines.at(-1) === "") lines.pop();
  const reader = new Reader(markup, path);
  let isOn = true;
  lines.forEach((line, at) => {
    if (!isOn) isOn = on().test(line);
    else if (off().test(line)) isOn = false;
    else reader.read(line, lines[at + 1], at + 1);
  });
  reader.close();
  return reader.items;
}
