/** A print as the host gives it; the file name tells of the act, never of a person. */
export type PrintedFile = Readonly<{ fileName: string; mediaType: string; base64: string }>;

/** Hands a print to the shell as a download: it opens or saves it as the workstation is set up. */
export function savePdf({ fileName, mediaType, base64 }: PrintedFile): void {
  const bytes = Uint8Array.from(atob(base64), character => character.charCodeAt(0));
  const address = URL.createObjectURL(new Blob([bytes], { type: mediaType }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  // The download has taken its own hold of the bytes by the next turn of the page.
  setTimeout(() => URL.revokeObjectURL(address), 0);
}
