/** Hands a file of the host to the window, which saves it as the person has chosen. The name says nothing of a person. */
export function saveFile(file: Readonly<{ fileName: string; mediaType: string; base64: string }>): void {
  const bytes = Uint8Array.from(atob(file.base64), character => character.charCodeAt(0));
  const address = URL.createObjectURL(new Blob([bytes], { type: file.mediaType }));
  const link = document.createElement('a');
  link.href = address;
  link.download = file.fileName;
  link.click();
  // The download has its own hold on the bytes by then.
  window.setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
