import { useCallback, useEffect, useMemo, useState } from 'react';
import { Check, Download, RefreshCw } from 'lucide-react';
import { type ReadinessShown } from '../../../shared/contract/readiness.contract.ts';
import { type ReadinessRow } from '../../../shared/domain/oversight/readiness.ts';
import { readinessWords } from '../../../shared/domain/oversight/readiness-words.ts';
import { PROFESSIONS } from '../../../shared/domain/people/person.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { useClient } from '../../api/ClientProvider.tsx';
import { saveBlob } from '../../api/save-file.ts';
import { FailureBanner } from '../../i18n/FailureBanner.tsx';
import { useFormats } from '../../i18n/formats.ts';
import { useLanguage, useTexts } from '../../i18n/texts.ts';
import {
  Button,
  type Column,
  DataTable,
  EmptyState,
  Screen,
  screenKeys,
  Tag,
  TwoLines,
  useKeys,
} from '../../ui/index.ts';
import { accessTexts } from './access.texts.ts';
import { readinessTexts } from './readiness.texts.ts';

const bind = screenKeys('readiness');

const rowKey = ({ id }: ReadinessRow): string => id;
const TONES = { ready: 'neutral', attention: 'warn', lacking: 'stop', unknown: 'info' } as const;

/** What is lacking before the organisation joins Kanta, and what to do about each. */
export function ReadinessScreen() {
  const t = useTexts(readinessTexts);
  const roleWord = useTexts(accessTexts);
  const formats = useFormats();
  const language = useLanguage();
  const client = useClient();
  const [shown, setShown] = useState<ReadinessShown | null>(null);
  const [isChecking, setChecking] = useState(true);
  const [failure, setFailure] = useState<Failure | null>(null);
  const check = useCallback(async (): Promise<void> => {
    setChecking(true);
    const reply = await client.readiness.check({});
    setChecking(false);
    setFailure(reply.ok ? null : reply.error);
    if (reply.ok) setShown(reply.value);
  }, [client]);
  useEffect(() => void check(), [check]);
  const keys = useMemo(() => [bind('again', 'F5', t('again'), () => void check())], [t, check]);
  useKeys(keys);
  const told = useCallback(
    (row: ReadinessRow) =>
      readinessWords(row, language, role => {
        const known = PROFESSIONS.find(one => one === role);
        return known === undefined ? role : roleWord(known);
      }),
    [language, roleWord],
  );
  const columns = useMemo<readonly Column<ReadinessRow>[]>(
    () => [
      {
        id: 'check',
        header: t('check'),
        isRowHeader: true,
        width: '3fr',
        minWidth: 240,
        cell: row => <TwoLines top={told(row).name} below={told(row).says} />,
      },
      {
        id: 'state',
        header: t('state'),
        width: 168,
        cell: row => (
          <Tag tone={TONES[row.state]} look="plain" {...(row.state === 'ready' ? { icon: Check } : {})}>
            {t(row.state)}
          </Tag>
        ),
      },
      { id: 'todo', header: t('todo'), width: '4fr', minWidth: 240, cell: row => told(row).todo ?? '–' },
    ],
    [t, told],
  );
  const save = (): void => {
    if (shown === null) return;
    const report = {
      report: 'kantele-readiness',
      at: shown.at,
      verdict: shown.verdict,
      rows: shown.rows.map(row => ({ ...row, ...told(row) })),
    };
    const blob = new Blob([JSON.stringify(report, null, 2)], { type: 'application/json' });
    saveBlob(`kantele-readiness-${shown.at.slice(0, 10)}.json`, blob);
  };
  return (
    <Screen
      title={t('title')}
      meta={shown === null ? undefined : t('asOf', { when: formats.moment(shown.at), verdict: t(shown.verdict) })}
      tools={
        <>
          <Button icon={Download} onPress={save}>
            {t('save')}
          </Button>
          <Button icon={RefreshCw} keys="F5" isPending={isChecking} onPress={() => void check()}>
            {t('again')}
          </Button>
        </>
      }
      banner={<FailureBanner failure={failure} />}
      fill="flush"
    >
      <DataTable
        label={t('list')}
        columns={columns}
        rows={shown?.rows ?? []}
        rowKey={rowKey}
        lines="double"
        groupOf={row => t(row.group)}
        pending={isChecking && shown === null ? t('loading') : undefined}
        empty={<EmptyState title={t('none')} />}
        autoFocus
      />
    </Screen>
  );
}
