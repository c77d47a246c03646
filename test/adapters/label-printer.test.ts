import { createServer, type Server } from 'node:net';
import { once } from 'node:events';
import { afterEach, describe, expect, test } from 'vitest';
import { createLabelPrinter } from '../../src-main/adapters/print/label-printer.ts';
import { zplLabel, zplTest, zplText } from '../../src-main/adapters/print/zpl.ts';
import { readAddress } from '../../src-main/app/use-cases/dispensing/label-printer.ts';
import { aDispensing } from '../builders/dispensing.builder.ts';
import { aPrescription } from '../builders/prescription.builder.ts';

const content = (labelDoseText: string) => ({
  dispensing: aDispensing({ labelDoseText }),
  prescription: aPrescription(),
  runningNumber: 17,
  accepted: false,
  useBefore: null,
  practice: true,
});
const text = (bytes: Uint8Array): string => new TextDecoder('utf-8', { fatal: true }).decode(bytes);

describe('ZPL', () => {
  test('one format with the patient, the dose, the mark of practice and the code of the prescription', async () => {
    const label = text(await zplLabel(content('Yksi tabletti kolmesti päivässä, ½ illalla. Å Ä Ö å ä ö €'), 8));
    expect(label.match(/\^XA/g)).toHaveLength(1);
    for (const part of ['^CI28', '^PW560^LL400', 'HARJOITUS', '½ illalla', 'Å Ä Ö å', '^BXN,3,200', 'urn:oid:'])
      expect(label).toContain(part);
    expect(label.endsWith('^XZ\n')).toBe(true);
  });

  test('what does not fit goes to a second label, every word of it', async () => {
    const words = Array.from({ length: 90 }, (_, index) => `sana${index}`);
    const label = text(await zplLabel(content(words.join(' ')), 12));
    expect(label.match(/\^XA/g)?.length).toBeGreaterThan(1);
    expect(label).toContain('^FD1/');
    for (const word of words) expect(label).toContain(word);
  });

  test('no text can begin a command', async () => {
    expect(zplText('a^XZ~JA_b\\\n')).toBe('a_5eXZ_7eJA_5fb_5c ');
    const label = text(await zplLabel(content('Ota ^XZ ~JR'), 8));
    expect(label.match(/\^XZ/g)).toHaveLength(1);
    expect(label).not.toContain('~');
  });

  test('a test label names practice', () => expect(text(zplTest('HARJOITUS', 8))).toContain('HARJOITUS'));
});

test('addresses: a name or an IPv4 address, with a port or the usual one; nothing else', () => {
  expect(readAddress(' 10.0.0.9 ')).toEqual({ host: '10.0.0.9', port: 9100 });
  expect(readAddress('zebra-1.apteekki.local:6101')).toEqual({ host: 'zebra-1.apteekki.local', port: 6101 });
  for (const wrong of ['', 'http://x', '10.0.0.9:0', '10.0.0.9:70000', 'a b', '-x', 'x:y', 'x/1'])
    expect([wrong, readAddress(wrong)]).toEqual([wrong, null]);
});

describe('over TCP', () => {
  const servers: Server[] = [];
  afterEach(() => servers.splice(0).forEach(server => server.close()));
  async function printer(work: (server: Server) => void): Promise<{ host: string; port: number }> {
    const server = createServer();
    servers.push(server);
    work(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return { host: '127.0.0.1', port: address.port };
  }

  test('the printer gets exactly the bytes', async () => {
    const got: Buffer[] = [];
    const ended: Promise<unknown>[] = [];
    const at = await printer(server =>
      server.on('connection', socket => {
        ended.push(once(socket, 'end'));
        socket.on('data', part => got.push(part));
      }),
    );
    const bytes = await zplLabel(content('Yksi kerran päivässä.'), 8);
    expect(await createLabelPrinter().send(at, bytes)).toEqual({ ok: true, value: null });
    await Promise.all(ended);
    expect(Buffer.concat(got).equals(Buffer.from(bytes))).toBe(true);
  });

  test('nobody listens: it does not answer', async () => {
    const at = await printer(() => undefined);
    await new Promise(resolve => servers.splice(0)[0]?.close(resolve));
    expect(await createLabelPrinter().send(at, new Uint8Array(10))).toEqual({ ok: false, error: 'PRN-0002' });
  });

  test('it hangs up in the middle, or takes nothing: the label may be incomplete', async () => {
    const hangsUp = await printer(server =>
      server.on('connection', socket => socket.once('data', () => socket.resetAndDestroy())),
    );
    expect(await createLabelPrinter().send(hangsUp, new Uint8Array(4_000_000))).toMatchObject({
      ok: false,
      error: 'PRN-0003',
    });
    const takesNothing = await printer(server => server.on('connection', socket => socket.pause()));
    expect(await createLabelPrinter(200).send(takesNothing, new Uint8Array(40_000_000))).toEqual({
      ok: false,
      error: 'PRN-0003',
    });
  });
});
