import { type Oid } from '../../kernel/oid.ts';
import { type SeriesVisit, type ServiceEvent } from './record.ts';

/** Longest name of a treatment series, in characters. Own choice. */
export const SERIES_NAME_MAX = 80;

/** The visit of a series that goes on now; null between visits, and for a service event that is no series. */
export const visitUnderWay = ({ series }: ServiceEvent): SeriesVisit | null =>
  series?.visits.findLast(({ endedAt }) => endedAt === null) ?? null;

/** Somebody is being cared for in it now: a series only during one of its visits. */
const isUnderWay = (event: ServiceEvent): boolean =>
  event.endedAt === null && (event.series === undefined || visitUnderWay(event) !== null);

/** The service event that goes on at this unit; there is never more than one. */
export const eventUnderWay = (events: readonly ServiceEvent[], unitOid: Oid): ServiceEvent | null =>
  events.find(event => event.unitOid === unitOid && isUnderWay(event)) ?? null;

/** Treatment series of this unit that have not ended, whether or not a visit goes on. */
export const openSeries = (events: readonly ServiceEvent[], unitOid: Oid): readonly ServiceEvent[] =>
  events.filter(({ series, endedAt, unitOid: of }) => series !== undefined && endedAt === null && of === unitOid);

/** The event with the visits that both sides know; what this side says of itself stands. */
export function withVisitsOf(event: ServiceEvent, other: ServiceEvent): ServiceEvent {
  if (event.series === undefined || other.series === undefined) return event;
  const known = new Map([...other.series.visits, ...event.series.visits].map(visit => [visit.oid, visit]));
  const visits = [...known.values()].sort((a, b) => (a.startedAt < b.startedAt ? -1 : 1));
  return { ...event, series: { ...event.series, visits } };
}
