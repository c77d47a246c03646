import { type OutboxItem } from '../../src-main/app/ports/store/outbox.port.ts';

/**
 * Where the service took the acts of a lane in another order than they were made: by its own receipts, and by the place of the
 * documents in its own list.
 */
export function orderFaults(queue: readonly OutboxItem[], stored: readonly string[]): readonly string[] {
  const lanes = new Map<string, OutboxItem[]>();
  for (const item of queue) lanes.set(item.orderKey, [...(lanes.get(item.orderKey) ?? []), item]);
  return [...lanes.values()].flatMap(items => {
    const inOrder = [...items].sort((a, b) => a.orderNo - b.orderNo);
    const places = inOrder.map(item => stored.indexOf(item.documentOid)).filter(place => place >= 0);
    return inOrder.flatMap((item, at) => {
      const before = inOrder[at - 1];
      const early = (item.receipt?.at ?? '') < (before?.receipt?.at ?? '');
      const overtaken = at > 0 && at < places.length && (places[at] ?? 0) < (places[at - 1] ?? 0);
      return early || overtaken ? [`${item.documentOid} before ${before?.documentOid}`] : [];
    });
  });
}
