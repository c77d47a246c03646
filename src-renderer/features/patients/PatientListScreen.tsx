import { type ReactNode, useEffect, useMemo } from 'react';
import { RefreshCw } from 'lucide-react';
import { type Oid } from '../../../shared/kernel/oid.ts';
import { type Instant } from '../../../shared/kernel/time.ts';
import { useHostEvent } from '../../api/ClientProvider.tsx';
import { FailureBanner } from '../../i18n/FailureBanner.tsx';
import { useFormats } from '../../i18n/formats.ts';
import { OfflineBanner, toldAt } from '../../i18n/OfflineBanner.tsx';
import { useTexts } from '../../i18n/texts.ts';
import {
  Button,
  type Column,
  DataTable,
  type DataTableProps,
  Screen,
  type screenKeys,
  Split,
  Tag,
  type Tone,
  useAnnouncer,
  useKeys,
} from '../../ui/index.ts';
import { type PatientList } from './patient-list.ts';
import { patientListTexts } from './patient-list.texts.ts';

type Sending = 'accepted' | 'queued' | 'rejected';
type Row = Readonly<{ oid: Oid; state: string }>;

const rowKey = ({ oid }: Row): string => oid;
const TONES: Readonly<Record<Sending, Tone>> = { accepted: 'ok', queued: 'info', rejected: 'stop' };

/** The column that tells how far the sending of a row has come; the same object until the language changes. */
export function useSendingColumn<R extends Readonly<{ state: Sending }>>(): Column<R> {
  const t = useTexts(patientListTexts);
  return useMemo(
    () => ({
      id: 'sending',
      header: t('sending'),
      width: 136,
      cell: ({ state }) => (
        <Tag tone={TONES[state]} look="plain">
          {t(state)}
        </Tag>
      ),
    }),
    [t],
  );
}

type PatientListScreenProps<R extends Row> = Readonly<{
  list: PatientList<R>;
  /** Makes the keys of the screen: F5, and the one that begins. */
  bind: ReturnType<typeof screenKeys>;
  title: string;
  /** What is shown while the service does not answer. @param asOf null when nothing is kept of an earlier answer */
  offline: (asOf: Instant | null) => string;
  notices?: ReactNode;
  table: Pick<DataTableProps<R>, 'label' | 'columns' | 'groupOf' | 'isMuted' | 'onOpen' | 'keyList' | 'empty'>;
  loading: string;
  /** Beside the list: what is chosen in it. */
  detail?: ReactNode;
  /** In the foot, before the primary button. */
  foot: ReactNode;
  begin: Readonly<{
    label: string;
    run: () => void;
    /** Why nothing can be begun. */
    not: string | undefined;
  }>;
  /** Dialogs. */
  children: ReactNode;
}>;

/** What a service keeps about the open patient, and the one act that adds to it. */
export function PatientListScreen<R extends Row>(props: PatientListScreenProps<R>) {
  const { list, bind, title, offline, notices, table, loading, detail, foot, begin, children } = props;
  const { phase, rows, source, activeOid, load, loadIfWaiting, activate } = list;
  const t = useTexts(patientListTexts);
  const formats = useFormats();
  const { announce } = useAnnouncer();
  useEffect(() => void load(), [load]);
  useHostEvent('queueChanged', () => void loadIfWaiting());
  const { label, run, not } = begin;
  const keys = useMemo(
    () => [
      bind('new', 'Ctrl+Shift+N', label, () => (not === undefined ? run() : announce(not, 'assertive'))),
      bind('refresh', 'F5', t('refresh'), () => void load().then(() => announce(t('refreshed', { title })))),
    ],
    [bind, label, run, not, announce, t, title, load],
  );
  useKeys(keys);

  const asOf = toldAt(source);
  const rowsShown = (
    <DataTable
      {...table}
      rows={rows}
      rowKey={rowKey}
      lines="double"
      activeKey={activeOid}
      onActiveChange={row => activate(row.oid)}
      pending={phase.at === 'loading' && rows.length === 0 ? loading : undefined}
      autoFocus
    />
  );
  return (
    <Screen
      title={title}
      meta={asOf === null ? undefined : t('asOf', { time: formats.moment(asOf) })}
      tools={
        <Button icon={RefreshCw} keys="F5" isPending={phase.at === 'loading'} onPress={() => void load()}>
          {t('refresh')}
        </Button>
      }
      banner={
        <>
          {phase.at === 'failed' ? <FailureBanner failure={phase.failure} /> : null}
          <OfflineBanner source={source} says={offline} />
          {notices}
        </>
      }
      fill="flush"
      foot={
        <>
          {foot}
          <Button variant="primary" keys="Ctrl+Shift+N" disabledBecause={not} onPress={run}>
            {label}
          </Button>
        </>
      }
    >
      {detail === undefined ? rowsShown : <Split list={rowsShown} detail={detail} />}
      {children}
    </Screen>
  );
}
