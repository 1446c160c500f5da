import { tables } from "./markdown.ts";

/** Markdown as Visual Studio Code's preview links it. */
export const reporter = tables("");
