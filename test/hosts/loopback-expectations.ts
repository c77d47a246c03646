/** What every answer of the loopback shell has in common, also every refusal. */
import { expect } from 'vitest';
import { CONTENT_SECURITY_POLICY } from '../../src-main/rpc/page-files.ts';
import { type RawAnswer } from './raw-http.ts';

export const CALL = JSON.stringify({ method: 'session.state', params: {} });

export function expectHeaders(answer: RawAnswer): void {
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-security-policy': CONTENT_SECURITY_POLICY,
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
  });
  expect([...answer.headers.keys()].filter(name => name.startsWith('access-control-'))).toEqual([]);
}
