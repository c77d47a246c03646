import type { Bundle } from 'fhir/r4.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AINO, LEENA, dispensing, prescription, signed } from './support/cda.builder.ts';
import { signerOf } from './support/people.ts';
import { type Practice, outcomeCodes, startPractice, submissionOf } from './support/practice.ts';

let practice: Practice;
beforeAll(async () => {
  practice = await startPractice();
});
afterAll(() => practice.close());

const statuses = (reply: { json: unknown }) => (reply.json as Bundle).entry?.map(e => e.response?.status);
const count = async () =>
  (
    (await practice.ask('GET', 'control/documents', null, undefined, { Authorization: 'Bearer control-token' }))
      .json as { count: number }
  ).count;
const bytesOf = (built: ReturnType<typeof prescription>) => signed(built, signerOf(built.author), practice.now());

describe('a message sent again', () => {
  test('answers its first bytes, marked as replayed, and stores nothing', async () => {
    const built = prescription(practice.now());
    const message = JSON.stringify(submissionOf([[built, bytesOf(built)]], practice.now()));
    const first = await practice.submit('resepti', AINO, message);
    practice.pass(60_000);
    const before = await count();
    const second = await practice.submit('resepti', AINO, message);
    expect([
      second.status,
      second.headers.get('x-replayed'),
      second.text === first.text,
      first.headers.get('x-replayed'),
      await count(),
    ]).toEqual([200, 'true', true, null, before]);
  });

  test('with other bytes under its id is refused', async () => {
    const built = prescription(practice.now());
    const id = crypto.randomUUID();
    const bytes = bytesOf(built);
    expect(
      (
        await practice.submit(
          'resepti',
          AINO,
          submissionOf([[built, bytes]], practice.now(), r => r, id),
        )
      ).status,
    ).toBe(200);
    const other = await practice.submit(
      'resepti',
      AINO,
      submissionOf([[built, bytes]], practice.now() + 1000, r => r, id),
    );
    expect([other.status, outcomeCodes(other)]).toEqual([409, ['E-DUP duplicate']]);
  });

  test('is taken again unchanged after a refusal whose cause is gone', async () => {
    const rx = prescription(practice.now());
    const part = dispensing(practice.now(), rx);
    const message = JSON.stringify(
      submissionOf([[part, signed(part, signerOf(LEENA), practice.now())]], practice.now()),
    );
    expect((await practice.submit('resepti', LEENA, message)).status).toBe(409);
    expect((await practice.send(rx)).status).toBe(200);
    expect((await practice.submit('resepti', LEENA, message)).status).toBe(200);
  });
});

describe('a document under a new message', () => {
  test('with the same bytes is the known one; with others it is refused', async () => {
    const built = prescription(practice.now());
    const bytes = bytesOf(built);
    const first = await practice.submit('resepti', AINO, submissionOf([[built, bytes]], practice.now()));
    const again = await practice.submit('resepti', AINO, submissionOf([[built, bytes]], practice.now()));
    expect(statuses(again)).toEqual(['200 OK', '200 OK', '200 OK']);
    expect((again.json as Bundle).entry?.[0]?.response?.location).toBe(
      (first.json as Bundle).entry?.[0]?.response?.location,
    );
    const other = await practice.submit('resepti', AINO, submissionOf([[built, bytesOf(built)]], practice.now()));
    expect([other.status, outcomeCodes(other)]).toEqual([409, [`E-DUP duplicate urn:oid:${built.header.oid}`]]);
  });

  test('travels with a new one: the known answers 200, the new one 201', async () => {
    const known = prescription(practice.now());
    const knownBytes = bytesOf(known);
    await practice.submit('resepti', AINO, submissionOf([[known, knownBytes]], practice.now()));
    const fresh = prescription(practice.now());
    const both = await practice.submit(
      'resepti',
      AINO,
      submissionOf(
        [
          [known, knownBytes],
          [fresh, bytesOf(fresh)],
        ],
        practice.now(),
      ),
    );
    expect(statuses(both)).toEqual(['200 OK', '200 OK', '200 OK', '201 Created', '201 Created', '201 Created']);
  });

  test('stays accepted although the state would refuse it today', async () => {
    const rx = prescription(practice.now());
    await practice.send(rx);
    const part = dispensing(practice.now(), rx);
    const bytes = signed(part, signerOf(LEENA), practice.now());
    expect((await practice.submit('resepti', LEENA, submissionOf([[part, bytes]], practice.now()))).status).toBe(200);
    const cancelled = prescription(practice.now(), {
      setId: rx.header.setId,
      version: 2,
      type: '2',
      replaces: rx.header.oid,
      signerRole: 'MIT',
      cancel: { type: '1', reason: '2' },
    });
    expect((await practice.send(cancelled)).status).toBe(200);
    const again = await practice.submit('resepti', LEENA, submissionOf([[part, bytes]], practice.now()));
    expect(statuses(again)?.[0]).toBe('200 OK');
    const late = await practice.send(dispensing(practice.now(), rx, { remaining: '0' }));
    expect(late.status).toBe(409);
  });

  test('is refused with everything else when one of the message is wrong', async () => {
    const good = prescription(practice.now());
    const bad = prescription(practice.now(), { dosage: '' });
    const before = await count();
    const reply = await practice.submit(
      'resepti',
      AINO,
      submissionOf(
        [
          [good, bytesOf(good)],
          [bad, bytesOf(bad)],
        ],
        practice.now(),
      ),
    );
    expect([reply.status, outcomeCodes(reply), await count()]).toEqual([422, ['E-FORM required SIM-RX-024'], before]);
  });

  test('is judged after those before it in its message: two dispensings must fit together', async () => {
    const rx = prescription(practice.now());
    const part = dispensing(practice.now(), rx);
    const reply = await practice.submit('resepti', AINO, submissionOf([[rx, bytesOf(rx)]], practice.now()));
    expect(reply.status).toBe(200);
    const two = await practice.submit(
      'resepti',
      LEENA,
      submissionOf(
        [
          [part, bytesOf(part)],
          [dispensingAfter(rx), bytesOf(dispensingAfter(rx))],
        ],
        practice.now(),
      ),
    );
    expect([two.status, outcomeCodes(two)]).toEqual([
      422,
      ['E-QTY business-rule SIM-ST-009', 'E-QTY business-rule SIM-ST-011'],
    ]);
  });
});

const after = new Map<string, ReturnType<typeof dispensing>>();
/** A second dispensing that takes more than is left, made once for each prescription. */
function dispensingAfter(rx: ReturnType<typeof prescription>) {
  const known = after.get(rx.header.oid) ?? dispensing(practice.now(), rx, { amount: '150', remaining: '0' });
  after.set(rx.header.oid, known);
  return known;
}
