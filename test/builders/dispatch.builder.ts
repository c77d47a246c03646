import { API, findCall, type Api } from '../../shared/contract/api.ts';
import { type AnyCall, type Handlers } from '../../shared/contract/define.ts';
import { type Failure } from '../../shared/kernel/error-codes.ts';
import { StoreFault } from '../../src-main/app/ports/store.port.ts';
import { createDispatch } from '../../src-main/rpc/dispatch.ts';

export const SECRET = '010190-999W Sentinelinen';
export type Handle = (method: string, params: unknown) => unknown;
type Report = Readonly<{ what: string; facts: Readonly<Record<string, string>> }>;

/** A dispatcher whose every handler is `handle`. */
export function aDispatch(handle: Handle, refusal: () => Failure | null = () => null, hasRoom = () => true) {
  const reports: Report[] = [];
  const reached: string[] = [];
  const handlers = Object.fromEntries(
    Object.entries(API).map(([area, calls]) => [
      area,
      Object.fromEntries(
        Object.keys(calls).map(name => [
          name,
          (params: unknown) => {
            reached.push(`${area}.${name}`);
            return handle(`${area}.${name}`, params);
          },
        ]),
      ),
    ]),
  ) as unknown as Handlers<Api, null>;
  const dispatch = createDispatch<null>({
    handlers,
    caller: () => null,
    refusal,
    hasRoom,
    sameDesk: () => true,
    codeOf: error => (error instanceof StoreFault ? error.code : null),
    report: (what, facts) => void reports.push({ what, facts }),
  });
  return { dispatch, reports, reached };
}

export const shapeOf = (method: string): AnyCall => {
  const shape = findCall(method);
  if (shape === null) throw new Error(`no call ${method}`);
  return shape;
};

export const STATE = {
  at: 'signedOut',
  card: null,
  professional: null,
  capabilities: [],
  order: 1,
  rightChecked: 'none',
  rightAsOf: null,
  revocation: 'none',
};

export const STATE_CALL = { method: 'session.state', params: {} };
