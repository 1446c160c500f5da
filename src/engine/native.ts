/** The native engine: the mirror's values become results and errors. */
import type { ErrorCode } from "../model/error.ts";
import type { Batch, Cache, CacheInfo, CacheSpec, DetectorSpec, Engine, Request, Session, Text } from "./contract.ts";
import type { NativeBinding } from "./load.ts";
import { errors } from "../generated/errors.ts";
import { TagwrightError } from "../model/error.ts";
import { pathToBuffer } from "../model/path.ts";
import { untilExit } from "./running.ts";

/** An error that crossed as a value. */
interface Failure {
  readonly code?: string | null;
  readonly detail?: string | null;
}

const isCode = (code: string): code is ErrorCode => Object.hasOwn(errors, code);

function raise({ code, detail }: Failure): never {
  if (code && isCode(code)) throw new TagwrightError(code, detail ?? "");
  throw new TagwrightError("E_INTERNAL", `${code}: ${detail}`);
}

type NativeBatch = NonNullable<ReturnType<NativeBinding["matchTexts"]>["batch"]>;

/** A batch, or null at the end; throws what crossed as a value. */
function unwrap(value: Failure & { readonly batch?: NativeBatch | null }): Batch | null {
  // The mirror's notices have any string for a code; the engine knows four.
  return value.code ? raise(value) : ((value.batch as Batch | null | undefined) ?? null);
}

type NativeSession = InstanceType<NativeBinding["NativeSession"]>;
type NativeRequest = Parameters<NativeBinding["open"]>[0];

type NativeDetector = NativeRequest["detectors"][number];

function mirrorSpec(spec: DetectorSpec): NativeDetector {
  const lists = { literals: [...spec.literals], fields: [...spec.fields] };
  if (spec.type !== "note") return { ...spec, ...lists };
  return { ...spec, ...lists, note: { ...spec.note, keywords: [...spec.note.keywords], needs: [...spec.note.needs] } };
}

/** The request as the mirror's types have it: the same values, in lists of its own, paths as bytes. */
function mirror(request: Request): NativeRequest {
  return {
    ...request,
    root: pathToBuffer(request.root),
    paths: request.paths.map(pathToBuffer),
    detectors: request.detectors.map(mirrorSpec),
    languages: [...request.languages],
    skipDirs: [...request.skipDirs],
    include: [...request.include],
    exclude: [...request.exclude],
    only: request.only.map(pathToBuffer),
  };
}

type NativeCache = InstanceType<NativeBinding["NativeCache"]>;
type Answer = ReturnType<NativeCache["info"]>;

const answer = (value: Answer): Answer => (value.code ? raise(value) : value);

const noInfo: CacheInfo = { records: 0, current: 0, bytes: 0, scanned: 0 };

/** What stands behind each store that was opened. */
const stores = new WeakMap<Cache, NativeCache>();

function openCache(binding: NativeBinding, spec: CacheSpec): Cache {
  const file = pathToBuffer(spec.file);
  const opened = binding.openCache({ ...spec, file, attributes: spec.attributes.map(pathToBuffer) });
  const native = opened.cache ?? raise(opened);
  const cache: Cache = {
    invalidate: (path) => answer(native.invalidate(pathToBuffer(path))).records ?? 0,
    clear: () => void answer(native.clear()),
    info: () => answer(native.info()).info ?? noInfo,
    prune: () => void answer(native.prune()),
  };
  stores.set(cache, native);
  return cache;
}

function adapt(native: NativeSession): Session {
  return {
    next: async (limit) => unwrap(await untilExit(native, native.next(limit))),
    nextSync: (limit) => unwrap(native.nextSync(limit)),
    cancel: () => native.cancel(),
    progress: () => native.progress(),
    changes: () => native.changes(),
  };
}

function matchTexts(binding: NativeBinding, request: Request, texts: readonly Text[]): Batch {
  const paths = texts.map(({ path }) => pathToBuffer(path));
  const contents = texts.map(({ content }) => content);
  const batch = unwrap(binding.matchTexts(mirror(request), paths, contents));
  if (batch === null) throw new TagwrightError("E_INTERNAL", "matching texts gave no batch");
  return batch;
}

function zones(binding: NativeBinding, path: string, content: Uint8Array, language?: string): Uint32Array {
  const mapped = binding.zones(pathToBuffer(path), content, language);
  return mapped.spans ?? raise(mapped);
}

/** The engine that a loaded binding is. */
export function makeNative(binding: NativeBinding): Engine {
  return {
    name: "native",
    cache: (spec) => openCache(binding, spec),
    open(request, cache) {
      const opened = binding.open(mirror(request), cache && stores.get(cache));
      return opened.session ? adapt(opened.session) : raise(opened);
    },
    text: (request, path, content) => matchTexts(binding, request, [{ path, content }]),
    texts: (request, texts) => matchTexts(binding, request, texts),
    zones: (path, content, language) => zones(binding, path, content, language),
  };
}
