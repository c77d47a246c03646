/** The package brings no types. */
declare module 'base45' {
  const base45: Readonly<{ encode(bytes: Uint8Array): string; decode(text: string): Uint8Array }>;
  export = base45;
}
