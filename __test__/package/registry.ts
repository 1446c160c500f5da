/** A registry on this machine: it has our packages and takes new ones, and sends whoever asks for another one to the real one. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";

/** A package: its manifest, and its tarball where it is ever to be fetched. */
export interface Offered {
  readonly manifest: { readonly name: string; readonly version: string };
  readonly tarball?: string;
}

export interface Registry {
  readonly url: string;
  /** The packages whose tarballs were fetched. */
  readonly fetched: ReadonlySet<string>;
  /** The packages that were published into it, in order. */
  readonly published: readonly string[];
  close(): void;
}

/** What a tarball says of itself. */
export const manifestOf = (tarball: string): Offered["manifest"] =>
  JSON.parse(execFileSync("tar", ["-xzOf", tarball, "package/package.json"], { encoding: "utf8" }));

const digest = (bytes: Buffer, algorithm: string, encoding: "hex" | "base64") =>
  createHash(algorithm).update(bytes).digest(encoding);

/** The answer to "which versions are there?". */
function describe({ manifest, tarball }: Offered, url: string): string {
  const bytes = tarball === undefined ? Buffer.alloc(0) : readFileSync(tarball);
  const dist = {
    tarball: `${url}${manifest.name}/-/package.tgz`,
    integrity: `sha512-${digest(bytes, "sha512", "base64")}`,
    shasum: digest(bytes, "sha1", "hex"),
  };
  const { name, version } = manifest;
  return JSON.stringify({ name, "dist-tags": { latest: version }, versions: { [version]: { ...manifest, dist } } });
}

/** Serves until it is closed; `upstream` ends with a slash, and without one what is not here is nowhere. */
export async function serve(offered: readonly Offered[], upstream?: string): Promise<Registry> {
  const byName = new Map(offered.map((one) => [one.manifest.name, one]));
  const fetched = new Set<string>();
  const published: string[] = [];
  const take = async (name: string, request: IncomingMessage, response: ServerResponse) => {
    const { versions } = (await json(request)) as { versions: Record<string, Offered["manifest"]> };
    for (const manifest of Object.values(versions)) byName.set(name, { manifest });
    published.push(name);
    response.writeHead(201, { "content-type": "application/json" }).end("{}");
  };
  const missing = (url: string, response: ServerResponse) =>
    upstream === undefined
      ? response.writeHead(404).end("{}")
      : response.writeHead(302, { location: upstream + url }).end();
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const path = decodeURIComponent(request.url!.slice(1));
    const [name = "", isTarball] = path.split(/\/-\/(package\.tgz)$/);
    if (request.method === "PUT") return void take(name, request, response);
    const one = byName.get(name);
    if (one === undefined) return missing(request.url!.slice(1), response);
    if (!isTarball) return response.writeHead(200, { "content-type": "application/json" }).end(describe(one, url()));
    fetched.add(name);
    return one.tarball === undefined ? response.writeHead(404).end() : response.end(readFileSync(one.tarball));
  };
  const server = createServer(answer);
  const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: url(), fetched, published, close: () => server.close() };
}
