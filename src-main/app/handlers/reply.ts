/**
 * A use case that passes on what card and services say returns any failure; which of them a call may give is declared in
 * the contract and enforced by the dispatcher, so the narrowing is not repeated by hand here.
 */
export const toReply = <K extends keyof H, H extends Readonly<Record<K, (...args: never[]) => unknown>>>(
  result: unknown,
): Awaited<ReturnType<H[K]>> => result as Awaited<ReturnType<H[K]>>;
