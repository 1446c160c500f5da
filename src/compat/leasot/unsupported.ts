/** A file of an extension that is not known. */
export class UnsupportedError extends Error {
  override readonly name = "UnsupportedError";
  readonly extension: string;

  constructor(extension: string) {
    super(`Filetype ${extension} is unsupported.`);
    this.extension = extension;
  }
}
