import { type Sha256 } from '../../../shared/kernel/clock.ts';
import { CHAIN_START, outboxLink } from '../../../src-main/adapters/sqlite/chain.ts';
import {
  type Bases,
  type Outbox,
  type OutboxItem,
  type QueueNotes,
  type TakeBacks,
} from '../../../src-main/app/ports/store/outbox.port.ts';
import { isGivenUp } from '../../../src-main/app/sync/outbox.ts';
import { by, type Hand, isFinal, type Kept, type Link } from './kept.ts';

const isParked = (item: OutboxItem): boolean => item.state === 'held' || item.state === 'rejected';
const linkOf = ({ id, signing, act, documentOid, documentDigest, bodyDigest, chainHash }: OutboxItem): Link => ({
  id,
  signing,
  act,
  documentOid,
  documentDigest,
  bodyDigest,
  chainHash,
});

export function outbox(kept: Kept, { set }: Hand, sha256: Sha256): Outbox {
  const items = (): readonly OutboxItem[] => [...kept.outbox.values()];
  const open = (): readonly OutboxItem[] => items().filter(item => !isFinal(item));
  return {
    add(item) {
      const known = items().find(i => i.documentOid === item.documentOid && i.act === item.act);
      if (known !== undefined) {
        const first = kept.earlier.get(`${known.id} 1`) ?? known;
        if (first.documentDigest === item.documentDigest) return known;
        throw new Error(`document ${item.documentOid} is queued with another digest`);
      }
      for (const id of item.after) {
        if (!kept.outbox.has(id)) throw new Error(`item ${item.id} waits for an unknown item`);
      }
      const { body, ...rest } = item;
      const bodyDigest = sha256(body);
      const added: OutboxItem = {
        ...rest,
        signing: 1,
        bodyDigest,
        orderNo: items().filter(i => i.orderKey === item.orderKey).length + 1,
        chainHash: outboxLink(sha256, kept.links.get(kept.links.size)?.chainHash ?? CHAIN_START, {
          ...item,
          bodyDigest,
        }),
        state: 'queued',
        attempts: 0,
        ownFailures: 0,
        lastAnswer: null,
        receipt: null,
        decisions: [],
      };
      if (kept.outbox.has(item.id)) throw new Error('an id is used once');
      set(kept.outbox, item.id, added);
      set(kept.bodies, `${item.id} 1`, body);
      set(kept.links, kept.links.size + 1, linkOf(added));
      return added;
    },
    signAgain(id, { messageId, documentDigest, body }) {
      const before = kept.outbox.get(id);
      if (before === undefined) throw new Error('no such item');
      if ([...kept.earlier.values(), ...items()].some(item => item.messageId === messageId))
        throw new Error('a new message has a name of its own');
      const bodyDigest = sha256(body);
      const linked = { ...before, messageId, documentDigest, bodyDigest, signing: before.signing + 1 };
      const previous = kept.links.get(kept.links.size)?.chainHash ?? CHAIN_START;
      const after = { ...linked, chainHash: outboxLink(sha256, previous, linked) };
      set(kept.earlier, `${id} ${before.signing}`, { ...before, state: 'rejected', receipt: null });
      set(kept.outbox, id, after);
      set(kept.bodies, `${id} ${after.signing}`, body);
      set(kept.links, kept.links.size + 1, linkOf(after));
      return after;
    },
    earlier: (id, signing) => kept.earlier.get(`${id} ${signing}`) ?? null,
    get: id => kept.outbox.get(id) ?? null,
    body(id, signing) {
      const body = kept.bodies.get(`${id} ${signing ?? kept.outbox.get(id)?.signing}`);
      if (body === undefined) throw new Error('no such item');
      return body;
    },
    ofSubject: documentOid => [...kept.outbox.values()].filter(item => item.documentOid === documentOid),
    byDocument: oid => items().findLast(item => item.documentOid === oid) ?? null,
    change(id, change) {
      const before = kept.outbox.get(id);
      if (before === undefined) throw new Error('no such item');
      if (isFinal(before)) throw new Error('a final state never changes');
      const after = { ...before, ...change };
      if ((after.state === 'accepted') !== (after.receipt !== null)) throw new Error('accepted has a receipt');
      set(kept.outbox, id, after);
    },
    heads() {
      const lanes = new Map<string, OutboxItem>();
      for (const item of open()) if (!lanes.has(item.orderKey)) lanes.set(item.orderKey, item);
      return [...lanes.values()];
    },
    list: (show, limit) =>
      (show === 'all' ? [...items()].reverse() : show === 'open' ? open() : open().filter(isParked)).slice(0, limit),
    waitingBehind: ({ orderKey, orderNo }) =>
      open().filter(item => item.orderKey === orderKey && item.orderNo > orderNo).length,
    counts: sinceMidnight => ({
      unsent: open().filter(item => !isGivenUp(item)).length,
      needsPerson: open().filter(item => isParked(item) && !isGivenUp(item)).length,
      givenUp: open().filter(isGivenUp).length,
      acceptedToday: items().filter(item => item.receipt !== null && item.receipt.at >= sinceMidnight).length,
      oldestUnsentAt: open().find(item => !isGivenUp(item))?.queuedAt ?? null,
    }),
    place(id, signing) {
      const wanted = signing ?? kept.outbox.get(id)?.signing;
      const [n] = [...kept.links].find(([, link]) => link.id === id && link.signing === wanted) ?? [];
      if (n === undefined) return null;
      const { id: _, signing: __, ...next } = kept.links.get(n + 1) ?? { id: '', signing: 0 };
      return {
        n,
        previous: kept.links.get(n - 1)?.chainHash ?? CHAIN_START,
        next: 'chainHash' in next ? next : null,
        log: { n: 0, hash: CHAIN_START },
      };
    },
    firstBrokenLink() {
      let previous = CHAIN_START;
      for (const [n, link] of kept.links) {
        if (link.chainHash !== outboxLink(sha256, previous, link)) return n;
        previous = link.chainHash;
      }
      return null;
    },
  };
}

export const bases = (kept: Kept, { set, drop }: Hand): Bases => ({
  put: (itemId, base, at) => set(kept.bases, itemId, { base, at }),
  get: itemId => kept.bases.get(itemId) ?? null,
  dropFinal() {
    const final = [...kept.bases.keys()].filter(id => {
      const item = kept.outbox.get(id);
      return item !== undefined && isFinal(item);
    });
    for (const id of final) drop(kept.bases, id);
    return final.length;
  },
});

export const queueNotes = (kept: Kept, { set }: Hand): QueueNotes => ({
  add: (itemId, note) => set(kept.queueNotes, itemId, [...(kept.queueNotes.get(itemId) ?? []), note]),
  ofItem: itemId => kept.queueNotes.get(itemId) ?? [],
});

export const takeBacks = (kept: Kept, { set, drop }: Hand): TakeBacks => ({
  put: one => set(kept.takeBacks, one.itemId, { ...one, draft: { ...one.draft, frozen: null } }),
  get: itemId => kept.takeBacks.get(itemId) ?? null,
  ofOwner: (owner, after) =>
    [...kept.takeBacks.values()]
      .filter(one => one.draft.owner === owner && one.until > after)
      .sort(
        by(
          one => one.until,
          one => one.itemId,
        ),
      ),
  remove: itemId => drop(kept.takeBacks, itemId),
  dropPast(at) {
    for (const { itemId, until } of [...kept.takeBacks.values()]) if (until <= at) drop(kept.takeBacks, itemId);
  },
});
