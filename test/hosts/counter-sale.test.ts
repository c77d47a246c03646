/** Money at the counter against the real host and Kela's side of the simulator, which counts by its own reading. */
import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { saleLines } from '../../shared/domain/dispensing/counter-sale.ts';
import { owedToCustomer } from '../../shared/domain/dispensing/purchase-report.ts';
import { type SaleHere } from '../../shared/contract/sale.values.ts';
import { localDate } from '../../shared/kernel/time.ts';
import { type Oid } from '../../shared/kernel/oid.ts';
import { temporaryFolder } from '../e2e/processes.ts';
import { startDirectHost, type DirectHost } from './direct.ts';
import { accepted, dispense, openPatient, PIN2, practiceGtin, prescribe, signIn, valueOf } from './story.ts';

/** A practice person of whom the seed says what she has used of the year. */
const CUSTOMER = 'Esimerkki Kaisa';

describe('what the customer pays', () => {
  const folder = temporaryFolder();
  let host: DirectHost;
  let patientId = '';

  beforeAll(async () => {
    host = await startDirectHost(folder.path);
    await signIn(host.client, 'aino-harjula');
    patientId = await openPatient(host.client, CUSTOMER);
  }, 90_000);
  afterAll(async () => {
    await host.close();
    folder.remove();
  });

  async function toCounter(): Promise<Oid> {
    await signIn(host.client, 'aino-harjula');
    await openPatient(host.client, CUSTOMER);
    const setId = await prescribe(host.client, patientId, { packages: '2' });
    await accepted(host.client, setId);
    await signIn(host.client, 'leena-apaja');
    await openPatient(host.client, CUSTOMER, true);
    return setId;
  }
  const saleOf = async (oid: Oid): Promise<SaleHere | undefined> =>
    valueOf(await host.client.dispensing.sales({ patientId })).find(({ sale }) => sale.dispensingOid === oid);
  const basis = async (again = false) => valueOf(await host.client.dispensing.saleBasis({ patientId, again }));

  test('Kela answers: the sums of the screen are those that Kela counts, and the year goes on from there', async () => {
    const setId = await toCounter();
    const { basis: before, fault } = await basis();
    expect(fault).toBeNull();
    expect(before.kela?.sums).toEqual({ deductibleLeftCents: 300, ceilingLeftCents: 63_612 - 9210 });
    expect(before.kela?.rights).toEqual([{ atc: 'R03', reimbursement: 'lowerSpecial', code: '203' }]);

    const { draft, row, choices } = valueOf(
      await host.client.dispensing.openForm({ patientId, prescriptionSetId: setId }),
    );
    const [shown] = saleLines([{ form: draft.form, row, choices }], before);
    expect(shown).toMatchObject({ reimbursement: 'basic', assumes: ['feeUnconfirmed'] });
    await host.client.dispensing.discardDraft({ draftId: draft.draftId });

    const oid = await dispense(host.client, patientId, setId, '1');
    await accepted(host.client, oid);
    await expect.poll(async () => (await saleOf(oid))?.state, { timeout: 20_000 }).toBe('done');
    const sold = await saleOf(oid);
    if (sold === undefined || sold.settled === null) throw new Error('Kela counted it');
    expect(owedToCustomer(sold.sale, sold.settled)).toBe(0);
    expect(sold.sale.line.receipt).toMatchObject(sold.settled.receipt);
    const { basis: after } = await basis();
    expect(after.sums).toEqual(sold.sale.line.receipt.after);
    expect(after.sums.deductibleLeftCents).toBeLessThan(300);

    const receipt = valueOf(await host.client.prints.receipt({ patientId, documentOids: [oid] }));
    expect(receipt.pages).toBe(2);
    expect(Buffer.from(receipt.base64, 'base64').subarray(0, 5).toString()).toBe('%PDF-');
  }, 120_000);

  test('Kela is down: an estimate that is settled when it answers; a cancelled dispensing counts no more', async () => {
    const setId = await toCounter();
    const before = (await basis(true)).basis.sums;
    valueOf(await host.client.dispensing.list({ patientId }));
    valueOf(await host.client.system.practiceFault({ fault: 'errors' }));
    expect(await basis(true)).toMatchObject({ fault: 'NET-0002', basis: { kela: null } });
    const oid = await dispense(host.client, patientId, setId, '1');
    const guess = await saleOf(oid);
    expect(guess).toMatchObject({
      state: 'waiting',
      settled: null,
      sale: { line: { assumes: ['sumsUntouched', 'feeUnconfirmed'] } },
    });
    // What this desk has sold counts for the next lot although Kela does not know it yet.
    expect((await basis()).basis.sums).toEqual(guess?.sale.line.receipt.after);

    valueOf(await host.client.system.practiceFault({ fault: 'none' }));
    await host.client.queue.tryNow({});
    await accepted(host.client, oid);
    await expect.poll(async () => (await saleOf(oid))?.state, { timeout: 40_000 }).toBe('done');
    const settled = await saleOf(oid);
    if (settled === undefined || settled.settled === null) throw new Error('Kela counted it');
    expect(owedToCustomer(settled.sale, settled.settled)).toBeGreaterThan(0);

    const made = valueOf(await host.client.dispensing.made({ patientId }));
    const first = made.find(({ dispensing }) => dispensing.oid === oid);
    const act = {
      kind: 'dispensingCancellation',
      setId: first?.dispensing.setId ?? oid,
      reason: 'Ei noudettu',
      packs: null,
    } as const;
    const { preview } = valueOf(await host.client.dispensing.prepareAct({ patientId, act }));
    const items = [{ draftId: preview?.draftId ?? '', digest: preview?.digest ?? '' }];
    valueOf(await host.client.dispensing.sign({ items, pin2: PIN2 }));
    await expect.poll(async () => (await basis(true)).basis.kela?.sums, { timeout: 40_000 }).toEqual(before);
    expect((await saleOf(oid))?.cancelled).toBe(true);
  }, 120_000);

  test('a pack is verified, handed over once, and refused in words the second time; down it waits', async () => {
    const setId = await toCounter();
    const { client } = host;
    const open = async () => valueOf(await client.dispensing.openForm({ patientId, prescriptionSetId: setId }));
    const { draft, choices } = await open();
    const vnr = choices[0]?.package.vnr ?? '';
    const pack = { gtin: practiceGtin(vnr), serial: 'KOE0001', batch: 'E1', expiresOn: null };
    expect(valueOf(await client.dispensing.verifyPack(pack))).toEqual({ state: 'active', vnr, fault: null });
    const states = await Promise.all(
      ['RECALLED1', 'STOLEN1', 'SUPPLIED1', 'MISMATCH1'].map(async serial =>
        valueOf(await client.dispensing.verifyPack({ ...pack, serial })),
      ),
    );
    expect(states.map(({ state }) => state)).toEqual(['recalled', 'stolen', 'supplied', 'mismatch']);
    expect(valueOf(await client.dispensing.verifyPack({ ...pack, gtin: '06412345678907' }))).toMatchObject({
      state: 'unknown',
      vnr: null,
    });
    const expired = { ...pack, expiresOn: localDate('2020-01-31') };
    expect(valueOf(await client.dispensing.verifyPack(expired))).toMatchObject({ state: 'expired' });

    valueOf(await client.system.practiceFault({ fault: 'errors' }));
    expect(valueOf(await client.dispensing.verifyPack(pack))).toEqual({ state: null, vnr, fault: 'NET-0002' });
    const form = { ...draft.form, packs: [{ ...pack, vnr, verified: false }], packages: '1' };
    const { findings } = valueOf(await client.dispensing.check({ draftId: draft.draftId, form }));
    expect(findings.map(({ rule }) => rule)).toContain('D11');
    const oid = await dispense(client, patientId, setId, '1', { packs: form.packs });
    expect((await saleOf(oid))?.packs).toEqual({ waiting: 1, refused: 0, done: 0, told: [] });
    valueOf(await client.system.practiceFault({ fault: 'none' }));
    await client.queue.tryNow({});
    await expect.poll(async () => (await saleOf(oid))?.packs.done, { timeout: 40_000 }).toBe(1);
    expect(valueOf(await client.dispensing.verifyPack(pack))).toMatchObject({ state: 'supplied' });

    await accepted(client, oid);
    const again = await dispense(client, patientId, setId, '1', { packs: form.packs });
    await expect.poll(async () => (await saleOf(again))?.packs.refused, { timeout: 40_000 }).toBe(1);
  }, 120_000);

  test('the label goes to the printer that is set, and says when it does not answer', async () => {
    const got: Buffer[] = [];
    const printer = createServer(socket => socket.on('data', part => got.push(part)));
    printer.listen(0, '127.0.0.1');
    await once(printer, 'listening');
    const address = printer.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const [made] = valueOf(await host.client.dispensing.made({ patientId })).filter(({ change }) => change === null);
    const documentOid = made?.dispensing.oid as Oid;
    const { prints } = host.client;
    expect(valueOf(await prints.sendLabel({ documentOid }))).toEqual({ sent: false });
    expect(await prints.saveLabelPrinter({ address: 'http://x', dotsPerMm: 8 })).toMatchObject({
      ok: false,
      error: { code: 'PRN-0004' },
    });
    valueOf(await prints.saveLabelPrinter({ address: `127.0.0.1:${address.port}`, dotsPerMm: 12 }));
    expect(valueOf(await prints.sendLabel({ documentOid }))).toEqual({ sent: true });
    valueOf(await prints.testLabelPrinter({}));
    await expect.poll(() => Buffer.concat(got).toString('utf8').match(/\^XZ/g)?.length ?? 0).toBeGreaterThan(1);
    expect(Buffer.concat(got).toString('utf8')).toContain('HARJOITUS');
    await new Promise(resolve => printer.close(resolve));
    expect(await prints.sendLabel({ documentOid })).toMatchObject({ ok: false, error: { code: 'PRN-0002' } });
    valueOf(await prints.saveLabelPrinter({ address: '', dotsPerMm: 8 }));
  }, 60_000);
});
