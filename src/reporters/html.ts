/** One page that holds everything: no network, no server. */
import type { Reporter } from "../model/reporter.ts";
import { visible } from "../escape/visible.ts";
import { xml } from "../escape/xml.ts";
import { script, scriptHash, style, styleHash } from "../generated/page.ts";
import { pageParts } from "./html/data.ts";

/** Nothing but our own script and style runs, and nothing is fetched: whatever a tag holds. */
const POLICY = `default-src 'none'; script-src '${scriptHash}'; style-src '${styleHash}'; img-src data:; base-uri 'none'; form-action 'none'`;

const head = (title: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>${title}</title>
<style>${style}</style>
</head>
`;

const body = (title: string, root: string, made: string): string => `<body>
<a class="skip" href="#main">Skip to the content</a>
<header>
<h1><bdi>${title}</bdi></h1>
<p><bdi>${root}</bdi>, <time datetime="${made}">${made.slice(0, 16).replace("T", " ")} UTC</time></p>
<div class="tools">
<label class="sr" for="search">Search</label>
<input id="search" type="search" autocomplete="off" spellcheck="false">
<button id="theme" type="button" aria-pressed="false">Dark</button>
</div>
</header>
<nav id="tabs" aria-label="Views"></nav>
<main id="main" tabindex="-1"><h2 id="title"></h2></main>
<noscript><p>This page needs JavaScript to show its tables. Nothing is sent anywhere.</p></noscript>
`;

/** Coverage, chains, a graph, findings, notes and tags, with links to every place. */
export const html: Reporter = function* html(report) {
  const { title, now } = report.options;
  const shown = xml(visible(title));
  yield head(shown);
  yield body(shown, xml(visible(report.result.root)), new Date(now).toISOString());
  yield '<script id="data" type="application/json">';
  // In JSON a bracket can be written so that no text can end the element.
  for (const part of pageParts(report)) yield part.replaceAll("<", "\\u003c");
  yield `</script>\n<script>${script}</script>\n</body>\n</html>\n`;
};
