/** Hands a file to the window: it is saved or opened as the user has chosen. The name says nothing of a person. */
export function download(fileName: string, mediaType: string, base64: string): void {
  const bytes = Uint8Array.from(atob(base64), character => character.charCodeAt(0));
  const address = URL.createObjectURL(new Blob([bytes], { type: mediaType }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  // The download has its own hold on the bytes by then.
  window.setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
