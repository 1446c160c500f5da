/** A progress bar on stderr: only on a terminal, and only once the work is long. */
import type { SingleBar } from "cli-progress";
import type { Progress } from "../index.ts";
import { grouped, sized } from "./number.ts";

/** Milliseconds of work before there is a bar. */
const PATIENCE = 1000;

/** A bar, or what will be one. */
export interface Bar {
  readonly update: (progress: Progress) => void;
  readonly stop: () => void;
}

async function makeBar(): Promise<SingleBar> {
  const { default: progress } = await import("cli-progress");
  const format = "{stage} [{bar}] {done}/{found} files, {size}";
  const style = {
    format,
    clearOnComplete: true,
    hideCursor: true,
    stream: process.stderr,
    barsize: 30,
    fps: 10,
    gracefulExit: false,
  };
  return new progress.SingleBar({ ...style, barCompleteChar: "=", barIncompleteChar: " " });
}

const payload = ({ done, found, bytes, walked }: Progress) => ({
  ...{ stage: walked ? "scanning" : "looking ", done: grouped(done), found: grouped(found), size: sized(bytes) },
});

class LateBar implements Bar {
  readonly #start = performance.now();
  #bar: SingleBar | undefined;
  #isAsked = false;
  #isStopped = false;

  readonly update = (progress: Progress): void => {
    if (this.#bar !== undefined) {
      this.#bar.setTotal(progress.found);
      this.#bar.update(progress.done, payload(progress));
    } else if (!this.#isAsked && performance.now() - this.#start >= PATIENCE) {
      this.#isAsked = true;
      void this.#show(progress);
    }
  };

  readonly stop = (): void => {
    this.#isStopped = true;
    this.#bar?.stop();
  };

  async #show(progress: Progress): Promise<void> {
    const bar = await makeBar();
    if (this.#isStopped) return;
    bar.start(progress.found, progress.done, payload(progress));
    this.#bar = bar;
  }
}

/** A bar where somebody can see it, and where it can be drawn over. */
export const makeProgress = (): Bar | undefined =>
  process.stderr.isTTY && process.env.TERM !== "dumb" ? new LateBar() : undefined;
