import { API, event, reply, type ApiClient, type HostEvent } from './api.ts';
import { type AnyCall } from './define.ts';
import { fail, ok } from '../kernel/result.ts';

/** Carries messages to the host and events back; knows nothing of what they mean. */
export type Transport = Readonly<{
  call(method: string, params: unknown): Promise<unknown>;
  on(hear: (event: unknown) => void): () => void;
}>;

/** Decodes what came back; a reply that does not fit the contract is a refusal with a code, never a surprise further in. */
async function ask(transport: Transport, method: string, shape: AnyCall, params: unknown): Promise<unknown> {
  let answer: unknown;
  try {
    answer = await transport.call(method, params);
  } catch {
    return fail({ code: 'CALL-0004' });
  }
  const outer = reply.safeParse(answer);
  if (!outer.success) return fail({ code: 'CALL-0001' });
  if (!outer.data.ok) return outer.data;
  const value = shape.result.safeParse(outer.data.value);
  return value.success ? ok(value.data) : fail({ code: 'CALL-0001' });
}

/** The typed client over any transport: preload bridge, loopback or the host itself. */
export function createClient(transport: Transport): ApiClient {
  const areas = Object.entries(API).map(([area, calls]) => [
    area,
    Object.fromEntries(
      Object.entries(calls as Readonly<Record<string, AnyCall>>).map(([name, shape]) => [
        name,
        (params: unknown) => ask(transport, `${area}.${name}`, shape, params),
      ]),
    ),
  ]);
  // The table above has one function a call of API by construction, which the type system cannot follow through fromEntries.
  return Object.fromEntries(areas) as unknown as ApiClient;
}

/** Events that do not fit the contract are dropped. Returns its own unsubscribe function. */
export const hearEvents = (transport: Transport, hear: (event: HostEvent) => void): (() => void) =>
  transport.on(raw => {
    const decoded = event.safeParse(raw);
    if (decoded.success) hear(decoded.data);
  });
