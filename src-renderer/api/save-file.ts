/** Hands bytes or text to the window, which saves them as the person has chosen. The name says nothing of a person. */
export function saveBlob(fileName: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  // The download has its own hold on the bytes by then.
  window.setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** A file of the host. */
export const saveFile = (file: Readonly<{ fileName: string; mediaType: string; base64: string }>): void =>
  saveBlob(
    file.fileName,
    new Blob([Uint8Array.from(atob(file.base64), character => character.charCodeAt(0))], { type: file.mediaType }),
  );
