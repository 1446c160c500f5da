import type { ReporterConfig, TodoComment } from "../types.ts";

/** JSON, compact unless `spacing` is given. */
export const reporter = (items: TodoComment[], { spacing }: ReporterConfig): string =>
  JSON.stringify(items, null, spacing);
