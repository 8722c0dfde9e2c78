/** Hand a file to the person: the browser's own way of keeping it. */

/** Save these bytes or this text under a name. */
export function saveFile(name: string, parts: readonly (string | Uint8Array)[], type: string): void {
  const url = URL.createObjectURL(new Blob(parts as BlobPart[], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // Safari reads it after the click
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
