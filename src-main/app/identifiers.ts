import { type Organisation } from '../../shared/domain/people/person.ts';
import { oid, type Oid } from '../../shared/kernel/oid.ts';
import { type LocalDate } from '../../shared/kernel/time.ts';
import { type Random } from '../../shared/kernel/clock.ts';
import { type Tx } from './ports/store.port.ts';

/**
 * Node classes below an organisation's arc: 93 prescriptions and dispensings (Kela CDA library, OidGenerator), 14 service
 * events (HL7 Finland examples), 11 other documents (own convention of the practice data).
 */
const NODE_CLASS = { prescription: '93', dispensing: '93', record: '11', serviceEvent: '14' } as const;
export type IdentifiedThing = keyof typeof NODE_CLASS;

/** Six digits that tell this data folder from every other, so that two desks of one unit never make the same identifier. */
function installationSerial(tx: Tx, random: Random): string {
  const known = tx.settings.get('installationSerial');
  if (typeof known === 'string') return known;
  const made = String(100_000 + Math.floor(random() * 900_000));
  tx.settings.put('installationSerial', made);
  return made;
}

/** The arc below which an organisation and all of its units stand; leading zeros of the business id are dropped. */
export const arcOf = ({ businessId }: Pick<Organisation, 'businessId'>): string =>
  `1.2.246.10.${businessId.replace(/^0+/, '')}`;

/**
 * A new identifier, unique without asking anybody: `1.2.246.10.<business id>.<class>.<year>.<installation><running>`.
 * Made when a form opens, in the transaction that stores the draft.
 */
export function newOid(
  thing: IdentifiedThing,
  organisation: Organisation,
  today: LocalDate,
  tx: Tx,
  random: Random,
): Oid {
  const running = String(tx.nextNumber(`oid.${NODE_CLASS[thing]}`)).padStart(6, '0');
  return oid(
    `${arcOf(organisation)}.${NODE_CLASS[thing]}.${today.slice(0, 4)}.${installationSerial(tx, random)}${running}`,
  );
}
