/** An expected outcome: a value, or a refusal the caller must look at. Bugs throw instead. */
export type Result<T, F> = Readonly<{ ok: true; value: T }> | Readonly<{ ok: false; error: F }>;

export const ok = <T>(value: T): Readonly<{ ok: true; value: T }> => ({ ok: true, value });
export const fail = <F>(error: F): Readonly<{ ok: false; error: F }> => ({ ok: false, error });

/** For every `default:`. The build breaks when a union grows; the throw guards data from outside. */
export function assertNever(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}
