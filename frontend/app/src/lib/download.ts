/** Hand a text, or a file's bytes, to the browser as a file. */
export function saveAs(name: string, text: BlobPart, type = "application/json"): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
