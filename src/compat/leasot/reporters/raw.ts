import type { TodoComment } from "../types.ts";

/** The items themselves. */
export const reporter = (items: TodoComment[]): TodoComment[] => items;
