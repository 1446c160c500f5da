#!/usr/bin/env node
/** Loads what a command line needs. The commands that stand for leasot's need little, and have to start soon. */
import { isLeasot } from "./leasot/names.ts";

const [first = "", ...rest] = process.argv.slice(2);

if (isLeasot(first)) void import("./leasot/index.ts").then(({ runLeasot }) => runLeasot(first, rest));
else void import("./main.ts").then(({ runMain }) => runMain(process.argv.slice(2)));
