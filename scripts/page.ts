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

const style = (): string =>
  styles
    .map((name) => readFileSync(`${home}page/style/${name}.css`, "utf8"))
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
