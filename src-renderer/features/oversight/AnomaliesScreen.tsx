import { useEffect, useMemo, useState } from 'react';
import { RefreshCw } from 'lucide-react';
import { useStore } from 'zustand';
import { type AnomalyCase } from '../../../shared/contract/logs.contract.ts';
import { type LocalDate } from '../../../shared/kernel/time.ts';
import { useClient } from '../../api/ClientProvider.tsx';
import { FailureBanner } from '../../i18n/FailureBanner.tsx';
import { useFormats } from '../../i18n/formats.ts';
import { useTexts } from '../../i18n/texts.ts';
import {
  Button,
  type Column,
  DataTable,
  EmptyState,
  Panel,
  Screen,
  screenKeys,
  Select,
  Split,
  Tag,
  TwoLines,
  useKeys,
} from '../../ui/index.ts';
import { AnomalyDetail } from './AnomalyDetail.tsx';
import { createAnomaliesStore, PERIODS, type PeriodDays, shownCases, stateOf } from './anomalies.store.ts';
import { useLogWords } from './log-words.ts';
import { logTexts } from './logs.texts.ts';
import css from './oversight.module.css';

const bind = screenKeys('anomalies');

const caseKey = ({ id }: AnomalyCase): string => id;
const STATE_TONES = { new: 'warn', toClarify: 'info', checked: 'neutral' } as const;

type AnomaliesScreenProps = Readonly<{
  own: string;
  today: LocalDate;
  /** Opens the review of an emergency by the id of its use. */
  onEmergency: (useId: string) => void;
}>;

/** The data protection officer's first screen: unusual use, why it is on the list, what was decided of it. */
export function AnomaliesScreen({ own, today, onEmergency }: AnomaliesScreenProps) {
  const t = useTexts(logTexts);
  const words = useLogWords();
  const formats = useFormats();
  const client = useClient();
  const [store] = useState(() => createAnomaliesStore(client));
  const view = useStore(store);
  const { phase, cases, lines, days, show, activeId, load } = view;
  useEffect(() => void load(today), [load, today]);
  const keys = useMemo(() => [bind('refresh', 'F5', t('refresh'), () => void load(today))], [t, load, today]);
  useKeys(keys);
  const columns = useMemo<readonly Column<AnomalyCase>[]>(
    () => [
      {
        id: 'when',
        header: t('whenCol'),
        width: 148,
        cell: one => (one.lines[0] === undefined ? '–' : formats.dateTime(one.lines[0].at)),
      },
      {
        id: 'finding',
        header: t('finding'),
        isRowHeader: true,
        width: '4fr',
        minWidth: 200,
        cell: one => (
          <TwoLines
            top={t(one.kind)}
            below={one.patientName === '' ? words.actor(one) : `${words.actor(one)} · ${one.patientName}`}
          />
        ),
      },
      {
        id: 'state',
        header: t('state'),
        width: 132,
        cell: one => (
          <Tag tone={STATE_TONES[stateOf(one)]} look="plain">
            {t(stateOf(one))}
          </Tag>
        ),
      },
    ],
    [t, words, formats],
  );
  const rows = shownCases(view);
  const open = shownCases({ cases, show: 'open' }).length;
  const active = cases.find(({ id }) => id === activeId) ?? null;
  return (
    <Screen
      title={t('title')}
      meta={phase.at === 'shown' ? t('lookedAt', { lines, open }) : undefined}
      tools={
        <>
          <span className={css.tool}>
            <Select<PeriodDays>
              label={t('period')}
              hideLabel
              items={PERIODS.map(id => ({ id, label: t('days', { count: Number(id) }) }))}
              value={days}
              onChange={wanted => void view.setDays(wanted, today)}
              placeholder=""
            />
          </span>
          <span className={css.tool}>
            <Select<'open' | 'all'>
              label={t('show')}
              hideLabel
              items={[
                { id: 'open', label: t('showOpen') },
                { id: 'all', label: t('showAll') },
              ]}
              value={show}
              onChange={view.setShow}
              placeholder=""
            />
          </span>
          <Button icon={RefreshCw} keys="F5" isPending={phase.at === 'loading'} onPress={() => void load(today)}>
            {t('refresh')}
          </Button>
        </>
      }
      banner={phase.at === 'failed' ? <FailureBanner failure={phase.failure} /> : null}
      fill="flush"
    >
      <Split
        list={
          <DataTable
            label={t('list')}
            columns={columns}
            rows={rows}
            rowKey={caseKey}
            lines="double"
            activeKey={activeId}
            onActiveChange={one => view.activate(one.id)}
            pending={phase.at === 'loading' && cases.length === 0 ? t('loading') : undefined}
            empty={<EmptyState title={t('none')}>{t(cases.length === 0 ? 'noneMore' : 'noneOpenMore')}</EmptyState>}
            autoFocus
          />
        }
        detail={
          active === null ? (
            <Panel title={t('finding')} grows>
              <EmptyState title={t('pick')} />
            </Panel>
          ) : (
            <AnomalyDetail
              key={active.id}
              found={active}
              isOwn={active.actor === own}
              onEmergency={() => onEmergency(active.lines[0]?.subject ?? '')}
              onDecide={(decision, note) => view.decide(active.id, decision, note)}
            />
          )
        }
      />
    </Screen>
  );
}
