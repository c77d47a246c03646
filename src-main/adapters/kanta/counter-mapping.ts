/**
 * How the simulator's counter services are spoken to. UNCONFIRMED: neither Kela's direct-reimbursement query nor the national
 * medicines-verification interface is public; addresses, member names and state codes below are the simulator's own. A real
 * environment replaces this file and the two adapters that read it, nothing else.
 */
import { type ReturnStop } from '../../../shared/domain/dispensing/pack-return.ts';
import { type PackState } from '../../../shared/domain/dispensing/pack-state.ts';

export const PATHS = {
  kelaQuery: '/suorakorvaus/kysely',
  kelaPurchase: '/suorakorvaus/osto',
  kelaCancellation: '/suorakorvaus/peruutus',
  packVerify: '/laakevarmennus/tarkistus',
  packSupply: '/laakevarmennus/luovutus',
  packReturn: '/laakevarmennus/palautus',
} as const;

export const PACK_STATE_OF: ReadonlyMap<string, PackState> = new Map([
  ['ACTIVE', 'active'],
  ['SUPPLIED', 'supplied'],
  ['EXPIRED', 'expired'],
  ['RECALLED', 'recalled'],
  ['WITHDRAWN', 'withdrawn'],
  ['STOLEN', 'stolen'],
  ['DESTROYED', 'destroyed'],
  ['LOCKED', 'locked'],
  ['MISMATCH', 'mismatch'],
  ['UNKNOWN', 'unknown'],
]);

/** Why a decommissioned pack is not made active again. */
export const RETURN_STOP_OF: ReadonlyMap<string, ReturnStop> = new Map<string, ReturnStop>([
  ...PACK_STATE_OF,
  ['TOO-LATE', 'tooLate'],
  ['OTHER-PREMISES', 'otherPremises'],
]);
