import { type ChangeRefusal } from '../../../shared/domain/lifecycle/change-refusal.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { type Translate } from '../../i18n/texts.ts';
import { type changeTexts } from './change.texts.ts';

export type ChangeWords = Translate<keyof (typeof changeTexts)['byLanguage']['fi']>;

const KNOWN = [
  'cancelled',
  'expired',
  'fullyDispensed',
  'heldByOther',
  'locked',
  'alreadyDispensed',
  'notTheWriter',
  'notCovered',
  'noAgreement',
  'notThisRole',
  'notAccepted',
  'changeWaits',
  'newerGeneration',
  'notFetched',
  'notKnown',
  'newerVersion',
] as const satisfies readonly (ChangeRefusal | 'newerVersion')[];

/** A refusal in a sentence; those that no prescriber meets are told as not being of this role. */
export function refusalWords(refusal: string, t: ChangeWords): string {
  return t('cannot', { why: t(KNOWN.find(each => each === refusal) ?? 'notThisRole') });
}

/** What stood in the way of a change, where the host says it by name. */
export const changeFailureWords = (failure: Failure, t: ChangeWords): string | null =>
  failure.code === 'RX-0006' && failure.detail?.[0] !== undefined ? refusalWords(failure.detail[0], t) : null;
