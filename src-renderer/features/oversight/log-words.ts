import { useMemo } from 'react';
import { LOG_ACTS, type LogAct } from '../../../shared/domain/oversight/log-acts.ts';
import { ACTS } from '../../../shared/domain/queue.ts';
import { type LogLine } from '../../../shared/contract/logs.contract.ts';
import { useTexts } from '../../i18n/texts.ts';
import { logActTexts } from './log-acts.texts.ts';

const KNOWN: readonly LogAct[] = [...LOG_ACTS, ...ACTS];

/** Lines of the log in words. */
export function useLogWords() {
  const t = useTexts(logActTexts);
  return useMemo(
    () => ({
      /** An act that this program does not know is told by its name. */
      act(act: string): string {
        const known = KNOWN.find(one => one === act);
        return known === undefined ? t('otherAct', { act }) : t(`act_${known}`);
      },
      /** Who acted, as a person reads it. */
      actor: ({ actor, actorName }: Pick<LogLine, 'actor' | 'actorName'>): string =>
        actor === 'system' || actor === 'command' ? t('system') : actorName,
    }),
    [t],
  );
}
