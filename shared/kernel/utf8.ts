/** The platform's own, which every JavaScript engine has; the pure folders know nothing else of it. */
declare const TextEncoder: new () => Readonly<{ encode(text: string): Uint8Array }>;

export const encodeUtf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
