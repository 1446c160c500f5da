/** Makes the script and the style of the HTML page: sources of page/, as two strings. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const home = fileURLToPath(new URL("..", import.meta.url));

async function script(): Promise<string> {
  const build = await rolldown({ cwd: home, input: "page/index.ts", platform: "browser", logLevel: "warn" });
  const { output } = await build.generate({ format: "iife", minify: true });
  await build.close();
  // The page holds it between two tags.
  return output[0].code.trim().replaceAll("</script", "<\\/script");
}

/** Files of page/style, in the order in which they hold: what comes later takes back what came before. */
const styles = ["colors", "base", "frame", "controls", "overview", "table", "labels", "graph", "media"];

/**
 * Colours stand once, as `light-dark(…)`. A canvas, which is given what a variable holds, does not know that, nor do browsers
 * of 2023: they are given the light ones, and the dark ones where the reader or the system is dark.
 */
function bothModes(css: string): string {
  const dark = [...css.matchAll(/(--[\w-]+): light-dark\(.*, (.*)\);/g)].map(
    ([, name, value]) => `${name}: ${value};\n`,
  );
  const system = `@media (prefers-color-scheme: dark) {\n:root:not([data-theme="light"]) {\n${dark.join("")}}\n}\n`;
  const light = css.replace(/light-dark\((.*), .*\);/g, "$1;");
  return light.replace("color-scheme: dark;\n", `color-scheme: dark;\n${dark.join("")}`) + system;
}

const read = (name: string): string => {
  const css = readFileSync(`${home}page/style/${name}.css`, "utf8");
  return name === "colors" ? bothModes(css) : css;
};

const style = (): string =>
  styles
    .map(read)
    .join("")
    .replace(/\/\*.*?\*\//g, "")
    .replace(/\s*\n\s*/g, "")
    .replace(/\s*([{};])\s*/g, "$1");

/** What a browser is told to run, and nothing else: see Content-Security-Policy. */
const hashOf = (text: string): string => `sha256-${createHash("sha256").update(text).digest("base64")}`;

/** src/generated/page.ts, without its banner. */
export async function pageModule(): Promise<string> {
  const parts = { script: await script(), style: style() };
  return Object.entries(parts)
    .map(
      ([name, text]) =>
        `export const ${name} = ${JSON.stringify(text)};\nexport const ${name}Hash = ${JSON.stringify(hashOf(text))};\n`,
    )
    .join("");
}
