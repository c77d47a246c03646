import { useCallback, useEffect, useMemo, useState } from 'react';
import { RefreshCw } from 'lucide-react';
import { useStore } from 'zustand';
import { type RenewalRow } from '../../../shared/contract/renewals.contract.ts';
import { type Triage } from '../../../shared/domain/prescribing/renewal-triage.rules.ts';
import { useClient, useHostEvent } from '../../api/ClientProvider.tsx';
import { strengthOf } from '../../i18n/product-words.ts';
import { useFailureWords } from '../../i18n/failures.ts';
import { useLanguage, useTexts } from '../../i18n/texts.ts';
import {
  Banner,
  Button,
  type Column,
  DataTable,
  EmptyState,
  Gap,
  ItemName,
  Screen,
  screenKeys,
  Split,
  Tag,
  type Tone,
  TwoLines,
  useAnnouncer,
  useKeys,
} from '../../ui/index.ts';
import { openPatient } from '../patients/index.ts';
import { noteOf, noteOnDesk } from '../session/index.ts';
import { type Sign, SigningDialog } from '../signing/index.ts';
import { RejectDialog, type Rejecting } from './RejectDialog.tsx';
import { RenewalDetail } from './RenewalDetail.tsx';
import { AnswerTag } from './AnswerTag.tsx';
import { CoverCell, NewestResult } from './TreatmentFacts.tsx';
import { treatmentTexts } from './treatment.texts.ts';
import { createRenewalsStore, daysLeft, isForBatch, isMarked, isOpen } from './renewals.store.ts';
import { renewalTexts } from './renewals.texts.ts';

const bind = screenKeys('renewals');
const IN_LIST = { scope: 'list' } as const;

/** Where this screen notes on the desk whose form was opened. */
const LEFT_AT = 'renewals.leftAt';
/** Grounds that can be given again by a key. */
const MOST_GROUNDS = 3;
const groundsIn = (rows: readonly RenewalRow[]): readonly string[] =>
  [...new Set(rows.flatMap(({ answer }) => answer?.ground || []))].slice(0, MOST_GROUNDS);

const rowKey = (row: RenewalRow): string => row.id;
const TONES: Readonly<Record<Triage, Tone>> = { routine: 'neutral', look: 'warn', return: 'stop' };
/** Days below which the time left is marked: the request ends before the day after tomorrow. */
const FEW_DAYS = 2;

type RenewalsScreenProps = Readonly<{ nowMs: number; onGo: (area: 'prescribing' | 'queue') => void }>;

/** The inbox of renewal requests: a key each for what is routine, a look at the rest, one batch to sign. */
export function RenewalsScreen({ nowMs, onGo }: RenewalsScreenProps) {
  const t = useTexts(renewalTexts);
  const facts = useTexts(treatmentTexts);
  const words = useFailureWords();
  const language = useLanguage();
  const client = useClient();
  const { announce } = useAnnouncer();
  const [store] = useState(() => createRenewalsStore(client, noteOf(LEFT_AT)));
  const { phase, rows, activeId, failure, batch, fetches, load, activate } = useStore(store);
  const [rejecting, setRejecting] = useState<Rejecting | null>(null);
  useEffect(() => {
    void load();
    noteOnDesk(LEFT_AT, null);
  }, [load]);
  useHostEvent('prescriptionsChanged', () => {
    if (store.getState().batch === null) void load();
  });

  const active = rows.find(row => row.id === activeId) ?? null;
  const marked = rows.filter(isMarked);
  const inBatch = rows.filter(isForBatch).length;
  const usedGrounds = useMemo(() => groundsIn(rows), [rows]);
  const count = (triage: Triage): number => rows.filter(row => isOpen(row) && row.triage === triage).length;

  const renew = useCallback(
    (row: RenewalRow): void => {
      void store
        .getState()
        .renew(row.id)
        .then(() => {
          const now = store.getState();
          const isIn = now.rows.find(({ id }) => id === row.id)?.draftId ?? null;
          if (isIn !== null)
            announce(t('markedDone', { name: row.patientName, count: now.rows.filter(isForBatch).length }));
        });
    },
    [store, announce, t],
  );
  const modify = useCallback(
    async (row: RenewalRow): Promise<void> => {
      const draft = await store.getState().prepare(row.id);
      if (draft === null) return;
      const refused = await openPatient(client, draft.patientId, { reason: '1', basis: null, collector: '' });
      if (refused !== null) return announce(words(refused).says, 'assertive');
      noteOnDesk('prescribing.form', draft.draftId);
      noteOnDesk(LEFT_AT, row.id);
      onGo('prescribing');
    },
    [store, client, announce, words, onGo],
  );
  const reject = (row: RenewalRow, outcome: 'rejected' | 'returned', reason: string): void => {
    setRejecting(null);
    void store
      .getState()
      .reject(row.id, outcome, reason)
      .then(done => {
        if (done) announce(t('rejectedDone', { name: row.patientName }));
      });
  };

  const keys = useMemo(() => {
    const onActive = (run: (row: RenewalRow) => void) => (): void => {
      const now = store.getState();
      const row = now.rows.find(({ id }) => id === now.activeId);
      if (row !== undefined && isOpen(row)) run(row);
    };
    return [
      bind('next', 'J', t('next'), () => store.getState().move(1), IN_LIST),
      bind('previous', 'K', t('previous'), () => store.getState().move(-1), IN_LIST),
      bind('renew', 'U', t('renew'), onActive(renew), IN_LIST),
      bind(
        'modify',
        'M',
        t('modify'),
        onActive(row => void modify(row)),
        IN_LIST,
      ),
      bind(
        'reject',
        'P',
        t('rejected'),
        onActive(row => setRejecting({ row, first: 'rejected' })),
        IN_LIST,
      ),
      bind(
        'return',
        'S',
        t('returned'),
        onActive(row => setRejecting({ row, first: 'returned' })),
        IN_LIST,
      ),
      bind(
        'results',
        'L',
        facts('fetchResults'),
        onActive(row => void store.getState().fetchResults(row.id)),
        IN_LIST,
      ),
      bind('review', 'F12', t('review'), () => void store.getState().review()),
      bind('fetch', 'F5', t('fetchAgain'), () => void store.getState().load()),
    ];
  }, [t, facts, store, renew, modify]);
  useKeys(keys);

  const columns = useMemo<readonly Column<RenewalRow>[]>(
    () => [
      {
        id: 'patient',
        header: t('patient'),
        isRowHeader: true,
        width: '3fr',
        minWidth: 176,
        cell: row => <TwoLines top={row.patientName} below={row.identityCode ?? row.birthDate} />,
      },
      {
        id: 'medicine',
        header: t('medicine'),
        width: '5fr',
        minWidth: 220,
        cell: ({ row }) =>
          row === null ? (
            t('unknown')
          ) : (
            <ItemName
              name={
                row.prescription.product.kind === '1'
                  ? row.prescription.product.tradeName
                  : row.prescription.product.atcName[language === 'sv' ? 'sv' : 'fi']
              }
              rest={strengthOf(row.prescription.product, language)}
              below={row.prescription.dose.text}
            />
          ),
      },
      {
        id: 'cover',
        header: facts('cover'),
        align: 'end',
        width: 104,
        cell: row => <CoverCell row={row} />,
      },
      {
        id: 'left',
        header: t('left'),
        align: 'end',
        width: 76,
        cell: row => {
          if (!isOpen(row)) return '';
          const days = daysLeft(row, nowMs);
          if (days === null) return t('notTaken');
          const text = t('days', { count: days });
          return days <= FEW_DAYS ? (
            <Tag tone="warn" look="plain">
              {text}
            </Tag>
          ) : (
            text
          );
        },
      },
      {
        id: 'triage',
        header: t('triage'),
        width: '2fr',
        minWidth: 140,
        cell: row =>
          row.answer === null ? (
            <NewestResult row={row}>
              <Tag tone={TONES[row.triage]} look="plain">
                {t(row.triage === 'return' ? 'cannotRenew' : row.triage)}
              </Tag>
            </NewestResult>
          ) : (
            <AnswerTag answer={row.answer} isReady={row.isReady} />
          ),
      },
    ],
    [t, facts, language, nowMs],
  );

  const sign = useCallback<Sign>((items, pin2) => client.signing.sign({ items: [...items], pin2 }), [client]);
  const isOld = phase.at === 'shown' && phase.source.from !== 'service';
  const notDone = failure ?? (phase.at === 'refused' ? phase.failure : null);
  return (
    <Screen
      title={t('title')}
      meta={
        phase.at === 'shown' && rows.length > 0
          ? t('summary', { routine: count('routine'), look: count('look'), back: count('return') })
          : undefined
      }
      tools={
        <Button icon={RefreshCw} keys="F5" isPending={phase.at === 'loading'} onPress={() => void load()}>
          {t('fetchAgain')}
        </Button>
      }
      banner={
        <>
          {isOld ? <Banner kind="offline">{t('old')}</Banner> : null}
          {notDone === null ? null : (
            <Banner kind="error">{[words(notDone).told, ...(notDone.detail ?? [])].join(' ')}</Banner>
          )}
        </>
      }
      fill="flush"
      foot={
        <>
          <Gap />
          <Button
            variant="primary"
            keys="F12"
            disabledBecause={inBatch === 0 ? t('nothingMarked') : undefined}
            onPress={() => void store.getState().review()}
          >
            {inBatch === 0 ? t('review') : t('reviewCount', { count: inBatch })}
          </Button>
        </>
      }
    >
      <Split
        list={
          <DataTable
            label={t('list')}
            columns={columns}
            rows={rows}
            rowKey={rowKey}
            lines="double"
            unfolds
            activeKey={activeId}
            onActiveChange={row => activate(row.id)}
            selectedKeys={new Set(marked.map(rowKey))}
            onToggle={renew}
            toggleLabel={row => (isOpen(row) ? t('mark', { name: row.patientName }) : null)}
            isMuted={row => !isOpen(row)}
            keyList="renewals"
            empty={<EmptyState title={t(isOld ? 'failed' : 'empty')}>{t('emptyMore')}</EmptyState>}
            pending={phase.at === 'loading' && rows.length === 0 ? t('loading') : undefined}
            autoFocus
          />
        }
        detail={
          <RenewalDetail
            row={active}
            fetching={active === null ? undefined : fetches[active.id]}
            onResults={row => void store.getState().fetchResults(row.id)}
            onRenew={renew}
            onModify={row => void modify(row)}
            onReject={(row, first) => setRejecting({ row, first })}
          />
        }
      />
      <RejectDialog
        rejecting={rejecting}
        usedGrounds={usedGrounds}
        onClose={() => setRejecting(null)}
        onReject={reject}
      />
      <SigningDialog
        batch={batch}
        words={{ title: t('signTitle'), queued: t('queued'), accepted: t('accepted') }}
        lang="fi"
        sign={sign}
        onSigned={() => void load()}
        onClose={() => store.getState().endReview()}
        onQueue={() => {
          store.getState().endReview();
          onGo('queue');
        }}
      />
    </Screen>
  );
}
