import { describe, expect, test } from 'vitest';
import { type PrescriptionForm } from '../../shared/domain/prescribing/prescription-form.ts';
import { fail, ok } from '../../shared/kernel/result.ts';
import { instantMs } from '../../shared/kernel/time.ts';
import { StoreFault } from '../../src-main/app/ports/store.port.ts';
import { aPrescriptionForm } from '../builders/prescription.builder.ts';
import { ready } from '../builders/signing.builder.ts';
import { createApplication } from '../../src-main/app/application.ts';
import { PIN1 } from '../fakes/signing-card.fake.ts';
import { aWorld, type World } from '../fakes/world.fake.ts';

const PIN2 = '123456';
type Item = Readonly<{ draftId: string; digest: string }>;
type Reply<T> = Readonly<{ ok: true; value: T } | { ok: false; error: unknown }>;

const valueOf = <T>(reply: Reply<T>): T => {
  if (!reply.ok) throw new Error(`refused: ${JSON.stringify(reply.error)}`);
  return reply.value;
};

async function aSigningWorld(): Promise<World> {
  const world = aWorld();
  await world.signIn(world.people.physician);
  const opening = { patientId: 'patient-1', reason: '1' as const, basis: null, collector: '' };
  valueOf(await world.application.handlers.patients.open(opening, world.caller()));
  return world;
}

const several = async (world: World, n: number): Promise<Item[]> => {
  const items: Item[] = [];
  for (let i = 0; i < n; i += 1) items.push(await ready(world));
  return items;
};
const sign = (world: World, items: readonly Item[], pin2 = PIN2) =>
  world.application.handlers.prescribing.sign({ items: [...items], pin2 }, world.caller());
/** A card so slow that each signature is stored before the next is made. */
function slow(world: World): void {
  world.card.pace = async n => {
    for (let turn = 0; turn < 10 && documents(world).length < n - 1; turn += 1) await world.time.pass(20);
  };
}
const documents = (world: World) => world.store.read(tx => tx.documents.ofPatient('prescription', 'patient-1'));
const queued = (world: World) => world.store.read(tx => tx.outbox.list('all', 100));
const drafts = (world: World) =>
  world.store.read(tx => tx.drafts.ofPatient('prescription', '00999900101', 'patient-1')).map(d => d.id);
const signRows = (world: World) => world.audit().filter(row => row.act === 'sign');

describe('a batch', () => {
  test('one PIN signs all; each is a document, an item of the queue and a line of the log, and no draft', async () => {
    const world = await aSigningWorld();
    const items = await several(world, 3);
    const { signed, left } = valueOf(await sign(world, items));
    expect([signed.map(s => s.draftId), left]).toEqual([items.map(i => i.draftId), []]);
    expect([documents(world).length, queued(world).length, signRows(world).length, drafts(world)]).toEqual([
      3,
      3,
      3,
      [],
    ]);
    expect([world.card.attempts.pin2, world.card.openSessions(), world.queue.woken]).toEqual([1, 0, 1]);
  });

  for (const k of [1, 2, 3, 4]) {
    test(`the card pulled at the ${k}. of 4: ${k - 1} stay signed and queued, the rest stay drafts`, async () => {
      const world = await aSigningWorld();
      const items = await several(world, 4);
      world.card.beforeSigning = n => {
        if (n === k) world.card.put(null);
        return null;
      };
      const { signed, left } = valueOf(await sign(world, items));
      const [kept, rest] = [items.slice(0, k - 1), items.slice(k - 1)];
      expect(signed.map(s => s.draftId)).toEqual(kept.map(i => i.draftId));
      expect(left).toEqual(rest.map(({ draftId }) => ({ draftId, failure: { code: 'CARD-0105' } })));
      expect([documents(world).length, queued(world).length]).toEqual([k - 1, k - 1]);
      expect(drafts(world).sort()).toEqual(rest.map(i => i.draftId).sort());
      expect([world.queue.woken, world.card.openSessions()]).toEqual([k > 1 ? 1 : 0, 0]);
      // Afterwards the rest can be signed, under the identifiers that they had.
      world.card.beforeSigning = () => null;
      await world.signIn(world.people.physician);
      expect(valueOf(await sign(world, rest)).left).toEqual([]);
      expect(new Set(documents(world).map(d => d.oid)).size).toBe(4);
    });
  }

  test('one named twice is signed once', async () => {
    const world = await aSigningWorld();
    const [item] = await several(world, 1);
    if (item === undefined) throw new Error('no draft');
    const { signed, left } = valueOf(await sign(world, [item, item]));
    expect(signed).toHaveLength(1);
    expect(left).toEqual([{ draftId: item.draftId, failure: { code: 'FORM-0004' } }]);
    expect([documents(world).length, queued(world).length]).toEqual([1, 1]);
  });

  test('reasons for going on stand beside the document; the log names the rules and no text', async () => {
    const world = await aSigningWorld();
    const draft = valueOf(
      await world.application.handlers.prescribing.openForm({ patientId: 'patient-1' }, world.caller()),
    );
    const reason = 'Sovittu Kaisa Esimerkin kanssa';
    const form = aPrescriptionForm();
    const { findings } = valueOf(
      await world.application.handlers.prescribing.check({ ...draft, form }, world.caller()),
    );
    const taken = findings
      .filter(f => f.severity === 'confirm' || f.severity === 'notChecked')
      .map(({ rule }) => ({ rule, reason }));
    expect(taken).not.toEqual([]);
    valueOf(
      await world.application.handlers.prescribing.saveDraft(
        { ...draft, form: { ...form, confirmations: taken } },
        world.caller(),
      ),
    );
    const [shown] = valueOf(
      await world.application.handlers.prescribing.preview({ draftIds: [draft.draftId] }, world.caller()),
    );
    const { signed } = valueOf(await sign(world, [{ draftId: draft.draftId, digest: shown?.digest ?? '' }]));
    const [document] = signed;
    if (document === undefined) throw new Error('nothing was signed');
    expect(world.store.read(tx => tx.documents.confirmationsOf(document.documentOid))).toEqual(taken);
    const rows = world.audit().filter(row => row.act === 'confirm');
    expect(rows.map(({ subject, reason }) => [subject, reason])).toEqual(
      taken.map(({ rule }) => [document.documentOid, rule]),
    );
    expect(JSON.stringify([world.audit(), world.logged])).not.toContain(reason);
  });

  test('the same batch sent twice at once is signed once', async () => {
    const world = await aSigningWorld();
    const items = await several(world, 3);
    const [first, second] = (await Promise.all([sign(world, items), sign(world, items)])).map(valueOf);
    // Whichever press was first: each is told of the same acts.
    for (const { draftId } of items) {
      const told = [...(first?.signed ?? []), ...(second?.signed ?? [])].filter(s => s.draftId === draftId);
      expect(new Set(told.map(s => `${s.documentOid} ${s.queueItemId}`)).size).toBe(1);
    }
    expect([documents(world).length, queued(world).length]).toEqual([3, 3]);
  });

  test('asked again after the answer was lost: the same acts are found, nothing is signed, the card is not asked', async () => {
    const world = await aSigningWorld();
    const items = await several(world, 2);
    const first = valueOf(await sign(world, items));
    const again = valueOf(await sign(world, items));
    expect(again).toEqual(first);
    expect([documents(world).length, queued(world).length, world.card.attempts.pin2]).toEqual([2, 2, 1]);
  });

  test('a clock that is more than a minute wrong signs nothing, and the drafts stay', async () => {
    const world = await aSigningWorld();
    const items = await several(world, 1);
    world.queue.driftMs = () => -60_001;
    expect(await sign(world, items)).toEqual(fail({ code: 'SES-0010' }));
    expect([documents(world).length, drafts(world).length, world.card.attempts.pin2]).toEqual([0, 1, 0]);
    world.queue.driftMs = () => -60_000;
    expect(valueOf(await sign(world, items)).signed).toHaveLength(1);
  });

  test('one that blocks is left, the others are signed', async () => {
    const world = await aSigningWorld();
    const [one, two] = await several(world, 2);
    const open = await ready(world);
    if (one === undefined || two === undefined) throw new Error('no drafts');
    const draft = world.store.read(tx => tx.drafts.get(open.draftId));
    if (draft === null) throw new Error('no draft');
    // The reasons are gone from the form, the frozen document is not: what must be confirmed is asked again.
    world.store.write(tx =>
      tx.drafts.put({ ...draft, form: { ...(draft.form as PrescriptionForm), confirmations: [] } }),
    );
    const { signed, left } = valueOf(await sign(world, [one, open, two]));
    expect(signed.map(s => s.draftId)).toEqual([one.draftId, two.draftId]);
    expect(left).toMatchObject([{ draftId: open.draftId, failure: { code: 'FORM-0005' } }]);
  });
});

describe('what is signed is what was shown', () => {
  test('another digest, a changed form and a draft never shown are not signed', async () => {
    const world = await aSigningWorld();
    const { prescribing } = world.application.handlers;
    const [item, changed] = await several(world, 2);
    if (item === undefined || changed === undefined) throw new Error('no drafts');
    valueOf(await prescribing.saveDraft({ draftId: changed.draftId, form: aPrescriptionForm() }, world.caller()));
    const fresh = valueOf(await prescribing.openForm({ patientId: 'patient-1' }, world.caller()));
    const { signed, left } = valueOf(
      await sign(world, [
        { ...item, digest: '0'.repeat(64) },
        changed,
        { draftId: fresh.draftId, digest: '0'.repeat(64) },
      ]),
    );
    expect([signed, left.map(l => l.failure.code)]).toEqual([[], ['CARD-0113', 'CARD-0113', 'CARD-0113']]);
    expect(world.card.attempts.pin2).toBe(0);
  });

  test('a form changed or thrown away while the card works is not signed, and what was typed stays', async () => {
    const world = await aSigningWorld();
    const { prescribing } = world.application.handlers;
    const items = await several(world, 4);
    const [, second, third] = items;
    const typed = aPrescriptionForm({ indication: 'muutettu kesken' });
    world.card.beforeSigning = n => {
      if (n === 1) void prescribing.saveDraft({ draftId: second?.draftId ?? '', form: typed }, world.caller());
      if (n === 2) void prescribing.discardDraft({ draftId: third?.draftId ?? '' }, world.caller());
      return null;
    };
    const { signed, left } = valueOf(await sign(world, items));
    expect(signed.map(s => s.draftId)).toEqual([items[0]?.draftId, items[3]?.draftId]);
    expect(left.map(l => [l.draftId, l.failure.code])).toEqual([
      [second?.draftId, 'CARD-0113'],
      [third?.draftId, 'FORM-0004'],
    ]);
    expect(world.store.read(tx => tx.drafts.get(second?.draftId ?? ''))?.form).toMatchObject({
      indication: 'muutettu kesken',
    });
    expect([documents(world).length, queued(world).length]).toEqual([2, 2]);
  });

  test('a form changed while the card looks at the PIN is not signed, though it was prepared before', async () => {
    const world = await aSigningWorld();
    const items = await several(world, 2);
    const form = aPrescriptionForm({ indication: 'muutettu kesken' });
    world.card.whileOpening = async () => {
      for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
      const draftId = items[1]?.draftId ?? '';
      await world.application.handlers.prescribing.saveDraft({ draftId, form }, world.caller());
    };
    const { signed, left } = valueOf(await sign(world, items));
    expect(signed.map(({ draftId }) => draftId)).toEqual([items[0]?.draftId]);
    expect(left).toEqual([{ draftId: items[1]?.draftId, failure: { code: 'CARD-0113' } }]);
    expect(documents(world)).toHaveLength(1);
  });

  test.each([
    ['at once', 100],
    ['after a while at the keypad', 20_000],
  ])('a PIN taken %s: the signature bears the time of its digest, half a second old at most', async (_, waitMs) => {
    const world = await aSigningWorld();
    const items = await several(world, 2);
    world.card.whileOpening = () => world.time.pass(waitMs);
    expect(valueOf(await sign(world, items)).left).toEqual([]);
    const ages = documents(world).map(({ signedAt }) => world.time.clock.nowMs() - instantMs(signedAt));
    expect(ages.every(age => age >= 0 && age <= 500)).toBe(true);
  });

  test('a wrong PIN leaves nothing of what was prepared', async () => {
    const world = await aSigningWorld();
    const items = await several(world, 2);
    world.card.whileOpening = () => world.time.pass(100);
    expect(await sign(world, items, '999999')).toMatchObject({ error: { code: 'CARD-0101' } });
    expect([documents(world).length, queued(world).length, drafts(world).length]).toEqual([0, 0, 2]);
  });

  test('a form changed in the very moment of its own signature is not signed', async () => {
    const world = await aSigningWorld();
    const { prescribing } = world.application.handlers;
    const [item] = await several(world, 1);
    world.card.beforeSigning = () => {
      void prescribing.saveDraft(
        { draftId: item?.draftId ?? '', form: aPrescriptionForm({ indication: 'x' }) },
        world.caller(),
      );
      return null;
    };
    const { signed, left } = valueOf(await sign(world, item === undefined ? [] : [item]));
    expect([signed, left.map(l => l.failure.code), documents(world).length]).toEqual([[], ['CARD-0113'], 0]);
  });

  test('a document that does not verify stores nothing and stops the batch', async () => {
    const world = await aSigningWorld();
    const items = await several(world, 3);
    let n = 0;
    world.answers.verify = () => ((n += 1) === 2 ? fail({ finding: 'digest' }) : ok(null));
    const { signed, left } = valueOf(await sign(world, items));
    expect([signed.length, left.map(l => l.failure.code)]).toEqual([1, ['CARD-0112', 'CARD-0112']]);
    expect([documents(world).length, queued(world).length, drafts(world).length]).toEqual([1, 1, 2]);
    expect(world.logged.filter(l => l.what === 'sign.verify')).toHaveLength(1);
  });
});

describe('who may sign', () => {
  test('no card, another person’s card, a certificate for another use, none for prescriptions: nothing begins', async () => {
    const world = await aSigningWorld();
    const items = await several(world, 1);
    const desk = world.caller();
    const refused = async (code: string): Promise<void> => {
      const { prescribing } = world.application.handlers;
      expect(await prescribing.sign({ items, pin2: PIN2 }, desk)).toMatchObject({ ok: false, error: { code } });
    };
    const certificates = world.card.present()?.certificates ?? [];
    world.card.put(null);
    await refused('CARD-0104');
    world.card.put(world.people.nurse);
    await refused('CARD-0106');
    world.card.put(world.people.physician, { certificates: certificates.filter(c => c.purpose === 'authentication') });
    await refused('CARD-0107');
    const [authentication] = certificates;
    if (authentication === undefined) throw new Error('no certificate');
    world.card.put(world.people.physician, { certificates: [{ ...authentication, purpose: 'signing' }] });
    await refused('CARD-0107');
    world.card.put(world.people.physician, { certificates: certificates.map(c => ({ ...c, identifierNumber: null })) });
    await refused('CARD-0110');
    world.trust.refuse = () => 'CARD-0109';
    world.card.put(world.people.physician);
    await refused('CARD-0109');
    expect([world.card.attempts.pin2, documents(world).length, drafts(world).length]).toEqual([0, 0, 1]);
  });

  test('a wrong PIN2 is one try, signs nothing and stands in the log', async () => {
    const world = await aSigningWorld();
    const items = await several(world, 2);
    expect(await sign(world, items, '000000')).toEqual(fail({ code: 'CARD-0101', triesLeft: 4 }));
    expect([world.card.attempts.pin2, documents(world).length]).toEqual([1, 0]);
    expect(signRows(world).map(row => row.outcome)).toEqual(['CARD-0101']);
    expect(JSON.stringify([world.audit(), world.logged])).not.toContain('000000');
  });
});

describe('the store refuses', () => {
  for (const at of [1, 2, 3]) {
    test(`at the ${at}. of 3: nothing of it stays, what was signed before is told and goes`, async () => {
      const world = await aSigningWorld();
      slow(world);
      const items = await several(world, 3);
      // The first thing stored is that the batch was begun.
      let commits = -1;
      world.store.beforeCommit(() => {
        if ((commits += 1) === at) throw new StoreFault('DB-0004');
      });
      const { signed, left } = valueOf(await sign(world, items));
      world.store.beforeCommit(() => undefined);
      expect(signed.map(s => s.draftId)).toEqual(items.slice(0, at - 1).map(i => i.draftId));
      expect(left).toEqual(items.slice(at - 1).map(({ draftId }) => ({ draftId, failure: { code: 'DB-0004' } })));
      expect([documents(world).length, queued(world).length, signRows(world).length]).toEqual([at - 1, at - 1, at - 1]);
      expect([drafts(world).length, world.card.openSessions(), world.queue.woken]).toEqual([4 - at, 0, at > 1 ? 1 : 0]);
      expect(world.store.read(tx => [tx.outbox.firstBrokenLink(), tx.audit.firstBrokenRow()])).toEqual([null, null]);
    });
  }

  test('signatures that a fast card made together are stored together or not at all, and all can be signed anew', async () => {
    const world = await aSigningWorld();
    const items = await several(world, 3);
    let commits = -1;
    world.store.beforeCommit(() => {
      if ((commits += 1) === 1) throw new StoreFault('DB-0004');
    });
    const { signed, left } = valueOf(await sign(world, items));
    expect([signed, left]).toEqual([[], items.map(({ draftId }) => ({ draftId, failure: { code: 'DB-0004' } }))]);
    expect([documents(world).length, queued(world).length, drafts(world).length, commits]).toEqual([0, 0, 3, 1]);
    expect(valueOf(await sign(world, items)).signed.map(s => s.draftId)).toEqual(items.map(i => i.draftId));
    // Begun, and one commit for all three.
    expect([documents(world).length, queued(world).length, commits]).toEqual([3, 3, 3]);
  });

  test('behind a card of a third of a second each signature is stored as it comes, and waits for no other', async () => {
    const world = await aSigningWorld();
    const items = await several(world, 4);
    const stored: number[] = [];
    // Asked for several, a card makes one after the other.
    let busy = Promise.resolve();
    world.card.pace = () =>
      (busy = busy.then(async () => {
        await world.time.pass(1);
        stored.push(documents(world).length);
        await world.time.pass(299);
      }));
    expect(valueOf(await sign(world, items)).signed).toHaveLength(4);
    expect(stored).toEqual([0, 1, 2, 3]);
  });

  test('a batch longer than what is stored together is signed in order, each once', async () => {
    const world = await aSigningWorld();
    const items = await several(world, 23);
    const { signed, left } = valueOf(await sign(world, items));
    expect([signed.map(s => s.draftId), left]).toEqual([items.map(i => i.draftId), []]);
    expect([documents(world).length, queued(world).length, signRows(world).length]).toEqual([23, 23, 23]);
    expect(world.store.read(tx => [tx.outbox.firstBrokenLink(), tx.audit.firstBrokenRow()])).toEqual([null, null]);
  });

  test('a bug in the middle leaves no open session and lets go what was signed', async () => {
    const world = await aSigningWorld();
    slow(world);
    const items = await several(world, 3);
    world.answers.verify = () => {
      if (documents(world).length === 1) throw new TypeError('bug');
      return ok(null);
    };
    await expect(sign(world, items)).rejects.toThrow('bug');
    expect([documents(world).length, queued(world).length, drafts(world).length]).toEqual([1, 1, 2]);
    expect([world.card.openSessions(), world.queue.woken]).toEqual([0, 1]);
  });
});

describe('what was reviewed', () => {
  const previewed = async (world: World, n: number) => {
    const items = await several(world, n);
    const { prescribing } = world.application.handlers;
    return valueOf(await prescribing.preview({ draftIds: items.map(i => i.draftId) }, world.caller()));
  };
  const itemsOf = (pages: readonly Item[]): Item[] => pages.map(({ draftId, digest }) => ({ draftId, digest }));

  test('of three pages only the one that was on the screen is signed; the others after they were shown', async () => {
    const world = await aSigningWorld();
    const { signing } = world.application.handlers;
    const pages = await previewed(world, 3);
    const [, second, third] = itemsOf(pages);
    if (second === undefined || third === undefined) throw new Error('no pages');
    const first = valueOf(await sign(world, itemsOf(pages)));
    expect([first.signed.length, first.left.map(l => l.failure.code)]).toEqual([1, ['FORM-0006', 'FORM-0006']]);
    expect(await signing.shown({ ...second, digest: '0'.repeat(64) }, world.caller())).toEqual(
      fail({ code: 'CARD-0113' }),
    );
    valueOf(await signing.shown(second, world.caller()));
    const next = valueOf(await sign(world, [second, third]));
    expect([next.signed.map(s => s.draftId), next.left.map(l => l.failure.code)]).toEqual([
      [second.draftId],
      ['FORM-0006'],
    ]);
  });

  test('the bytes that were shown are the bytes that are signed', async () => {
    const world = await aSigningWorld();
    const [page] = await previewed(world, 1);
    const frozen = world.store.read(tx => tx.drafts.get(page?.draftId ?? '')?.frozen ?? null);
    expect([frozen?.digest, world.env.sha256(frozen?.bytes ?? new Uint8Array())]).toEqual([page?.digest, page?.digest]);
    const handed: string[] = [];
    const { toBeSigned } = world.env.documents;
    world.env.documents.toBeSigned = (bytes, ...rest) => {
      handed.push(world.env.sha256(bytes));
      return toBeSigned(bytes, ...rest);
    };
    valueOf(await sign(world, itemsOf(page === undefined ? [] : [page])));
    expect(handed).toEqual([page?.digest]);
  });

  test('another person’s page is not shown, waiting or signed', async () => {
    const world = await aSigningWorld();
    const [item] = await several(world, 1);
    if (item === undefined) throw new Error('no draft');
    await world.signIn(world.people.pharmacist);
    const { signing } = world.application.handlers;
    expect(await signing.shown(item, world.caller())).toEqual(fail({ code: 'FORM-0004' }));
    expect(await signing.waiting({}, world.caller())).toEqual(ok([]));
    expect(valueOf(await signing.sign({ items: [item], pin2: PIN2 }, world.caller())).left).toEqual([
      { draftId: item.draftId, failure: { code: 'FORM-0004' } },
    ]);
  });

  test('what a pulled card leaves waits for its owner, also after the process, and is signed as it was shown', async () => {
    const world = await aSigningWorld();
    const { signing } = world.application.handlers;
    const items = await several(world, 4);
    expect(await signing.waiting({}, world.caller())).toEqual(ok([]));
    world.card.beforeSigning = n => {
      if (n === 3) world.card.put(null);
      return null;
    };
    valueOf(await sign(world, items));
    const again = createApplication(world.env, () => fail({ code: 'QUE-0001' }));
    world.card.put(world.people.physician);
    await again.session.signIn(PIN1);
    const waiting = valueOf(await again.handlers.signing.waiting({}, again.session.caller()));
    expect(waiting.map(({ kind, shown, preview }) => [kind, shown, preview.draftId, preview.digest])).toEqual(
      items.slice(2).map(({ draftId, digest }) => ['prescription', true, draftId, digest]),
    );
    const rest = waiting.map(({ preview }) => ({ draftId: preview.draftId, digest: preview.digest }));
    const { signed, left } = valueOf(
      await again.handlers.signing.sign({ items: rest, pin2: PIN2 }, again.session.caller()),
    );
    expect([signed.length, left, documents(world).length, queued(world).length]).toEqual([2, [], 4, 4]);
    expect(await again.handlers.signing.waiting({}, again.session.caller())).toEqual(ok([]));
    again.session.close();
  });

  test('taken out of the batch it waits no more; its draft stays', async () => {
    const world = await aSigningWorld();
    const { signing } = world.application.handlers;
    const items = await several(world, 2);
    world.card.beforeSigning = () => 'CARD-0105';
    valueOf(await sign(world, items));
    valueOf(await signing.leave({ draftIds: [items[0]?.draftId ?? ''] }, world.caller()));
    const waiting = valueOf(await signing.waiting({}, world.caller()));
    expect([waiting.map(w => w.preview.draftId), drafts(world).length]).toEqual([[items[1]?.draftId], 2]);
  });

  test('the window hears of each signature', async () => {
    const world = await aSigningWorld();
    slow(world);
    valueOf(await sign(world, await several(world, 3)));
    expect(world.events.filter(event => event.type === 'signingProgress')).toEqual(
      [1, 2, 3].map(signed => ({ type: 'signingProgress', signed, of: 3 })),
    );
  });
});

describe('a card that asks its PIN before each signature', () => {
  async function anAskingWorld(multiSignature: 'never' | 'oneByOneCards'): Promise<World> {
    const world = aWorld({ configuration: { multiSignature } });
    world.card.put(world.people.physician, { pinScope: 'signature' });
    await world.application.session.signIn(PIN1);
    const opening = { patientId: 'patient-1', reason: '1' as const, basis: null, collector: '' };
    valueOf(await world.application.handlers.patients.open(opening, world.caller()));
    return world;
  }

  test('several under one signature: one PIN, one signature, all stored', async () => {
    const world = await anAskingWorld('oneByOneCards');
    let signatures = 0;
    world.card.beforeSigning = () => {
      signatures += 1;
      return null;
    };
    const { signed, left } = valueOf(await sign(world, await several(world, 4)));
    expect([signed.length, left, signatures, world.card.attempts.pin2]).toEqual([4, [], 1, 1]);
    expect([documents(world).length, queued(world).length]).toEqual([4, 4]);
  });

  test('several under one signature, pulled: nothing is signed and all wait', async () => {
    const world = await anAskingWorld('oneByOneCards');
    const items = await several(world, 3);
    world.card.beforeSigning = () => {
      world.card.put(null);
      return null;
    };
    const { signed, left } = valueOf(await sign(world, items));
    expect([signed, left.map(l => l.failure.code)]).toEqual([[], ['CARD-0105', 'CARD-0105', 'CARD-0105']]);
    expect([documents(world).length, drafts(world).length]).toEqual([0, 3]);
  });

  test('without multi-signature each PIN signs one, and the rest says so', async () => {
    const world = await anAskingWorld('never');
    let rest = await several(world, 3);
    for (const remaining of [2, 1, 0]) {
      const { signed, left } = valueOf(await sign(world, rest));
      expect([signed.length, left.map(l => l.failure.code)]).toEqual([1, Array(remaining).fill('CARD-0114')]);
      rest = rest.filter(item => left.some(l => l.draftId === item.draftId));
    }
    expect([documents(world).length, world.card.attempts.pin2]).toEqual([3, 3]);
  });
});
