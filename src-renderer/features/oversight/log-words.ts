import { type LogLine } from '../../../shared/contract/logs.contract.ts';
import { type Translate } from '../../i18n/texts.ts';
import { type logTexts } from './logs.texts.ts';

export type LogWords = Translate<keyof (typeof logTexts)['byLanguage']['fi']>;

/** Acts that have words of their own; a newer one is told by its name. */
const ACTS = [
  'open',
  'search',
  'denied',
  'print',
  'sign',
  'confirm',
  'takeBack',
  'send',
  'accept',
  'refuse',
  'hold',
  'decide',
  'signIn',
  'signOut',
  'lock',
  'export',
  'backUp',
  'serviceEventOpened',
  'serviceEventEnded',
  'recordDocument',
  'healthFacts',
  'maintainWills',
  'disclosureSearch',
  'openDisclosed',
  'emergency',
  'review',
  'reviewEmergency',
  'logSearch',
  'logReview',
  'logReport',
  'logExport',
  'logCheck',
] as const;

export function actWords(act: string, t: LogWords): string {
  const known = ACTS.find(one => one === act);
  return known === undefined ? t('otherAct', { act }) : t(`act_${known}`);
}

/** Who acted, as a person reads it. */
export const actorWords = ({ actor, actorName }: Pick<LogLine, 'actor' | 'actorName'>, t: LogWords): string =>
  actor === 'system' || actor === 'command' ? t('system') : actorName;
