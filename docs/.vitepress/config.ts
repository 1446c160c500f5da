/** The site: `npm run site` builds it, and fails where a link leads nowhere. */
import { readdirSync, readFileSync } from "node:fs";
import { defineConfig, type DefaultTheme, type MarkdownOptions } from "vitepress";

type Markdown = Parameters<NonNullable<MarkdownOptions["config"]>>[0];
type Item = DefaultTheme.SidebarItem;

/** Links to the sources lead out of the site: their text stays. */
function unlinkSources(md: Markdown): void {
  md.core.ruler.push("unlink-sources", ({ tokens }) => {
    for (const { children } of tokens) {
      let isOut = false;
      for (const token of children ?? []) {
        if (token.type === "link_open") isOut = token.attrGet("href")?.startsWith("../../") ?? false;
        if (isOut && token.type === "link_open") [token.type, token.tag, token.attrs] = ["em_open", "em", null];
        if (isOut && token.type === "link_close") {
          [token.type, token.tag] = ["em_close", "em"];
          isOut = false;
        }
      }
    }
  });
}

const item = (path: string, text: string): Item => ({ text, link: `/${path}` });

const headingOf = (path: string): string =>
  /^# (.*)$/m.exec(readFileSync(new URL(`../${path}.md`, import.meta.url), "utf8"))?.[1] ?? path;

/** Pages of a folder that no list names would not be found: they come behind those that one does. */
function section(text: string, folder: string, first: Readonly<Record<string, string>>): Item {
  const rest = readdirSync(new URL(`../${folder}`, import.meta.url))
    .filter((name) => name.endsWith(".md") && !Object.hasOwn(first, name.slice(0, -3)))
    .map((name) => name.slice(0, -3));
  const named = Object.entries(first).map(([name, title]) => item(`${folder}/${name}`, title));
  return { text, items: [...named, ...rest.map((name) => item(`${folder}/${name}`, headingOf(`${folder}/${name}`)))] };
}

export default defineConfig({
  title: "tagwright",
  description: "Finds code tags in source trees at native speed, from Node",
  srcExclude: ["spec/**"],
  cleanUrls: true,
  metaChunk: true,
  markdown: { config: unlinkSources },
  themeConfig: {
    search: { provider: "local" },
    outline: [2, 3],
    nav: [item("guide/first", "Guides"), item("reference/commands", "Reference"), item("design/matching", "Design")],
    sidebar: [
      section("Guides", "guide", {
        first: "First steps",
        check: "Judge a tree",
        ci: "In CI",
        trace: "Trace a feature",
        reports: "Reports and exports",
        cache: "Scan only what changed",
        watch: "Watch",
        monorepo: "Monorepos",
        custom: "Detectors and rules of your own",
        library: "In a program",
        switch: "Switch from another tool",
        troubleshooting: "Troubleshooting",
      }),
      section("Reference", "reference", {
        commands: "Commands and flags",
        cli: "The command line",
        options: "Options",
        config: "Configuration",
        rules: "Rules",
        patterns: "Patterns",
        api: "API",
        errors: "Errors and diagnostics",
        stats: "Counters",
      }),
      section("Extend", "extend", { rule: "A rule", reporter: "A reporter" }),
      section("Design", "design", { matching: "Matching", zones: "Zones", walking: "Walking", reading: "Reading" }),
    ],
  },
});
