import { LOG_ACTS, type LogAct } from '../../../shared/domain/oversight/log-acts.ts';
import { ACTS } from '../../../shared/domain/queue.ts';
import { type LogLine } from '../../../shared/contract/logs.contract.ts';
import { type Translate } from '../../i18n/texts.ts';
import { type logTexts } from './logs.texts.ts';

export type LogWords = Translate<keyof (typeof logTexts)['byLanguage']['fi']>;

const KNOWN: readonly LogAct[] = [...LOG_ACTS, ...ACTS];

/** An act in words; one that this program does not know is told by its name. */
export function actWords(act: string, t: LogWords): string {
  const known = KNOWN.find(one => one === act);
  return known === undefined ? t('otherAct', { act }) : t(`act_${known}`);
}

/** Who acted, as a person reads it. */
export const actorWords = ({ actor, actorName }: Pick<LogLine, 'actor' | 'actorName'>, t: LogWords): string =>
  actor === 'system' || actor === 'command' ? t('system') : actorName;
