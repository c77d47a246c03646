import { useCallback, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { type DeclarationRow, isInForce } from '../../../shared/domain/consent/declaration.ts';
import { contradictions } from '../../../shared/domain/consent/declaration.rules.ts';
import { ageInYears, type LocalDate } from '../../../shared/kernel/time.ts';
import { useClient } from '../../api/ClientProvider.tsx';
import { saveFile } from '../../api/save-file.ts';
import { useFailureWords } from '../../i18n/failures.ts';
import { useFormats } from '../../i18n/formats.ts';
import { useLanguage, useTexts } from '../../i18n/texts.ts';
import {
  Banner,
  Button,
  type Column,
  EmptyState,
  Gap,
  Quiet,
  screenKeys,
  TwoLines,
  useAnnouncer,
  useKeys,
} from '../../ui/index.ts';
import { type OpenPatient, PatientListScreen, useSendingColumn } from '../patients/index.ts';
import { GiveDialog } from './GiveDialog.tsx';
import { type Choice } from './give-form.ts';
import { WillDetail } from './WillDetail.tsx';
import { detailOf, nameOf } from './will-words.ts';
import { createWillsStore, groupOf } from './wills.store.ts';
import { willTexts } from './wills.texts.ts';
import { WithdrawDialog } from './WithdrawDialog.tsx';

export type WillsScreenProps = Readonly<{
  open: OpenPatient;
  today: LocalDate;
  onGo: (area: 'queue') => void;
}>;

const bind = screenKeys('wills');
const ADULT_YEARS = 18;

/** What the person has said on the use of their data and on their care: kept together with them, at their word. */
export function WillsScreen({ open, today, onGo }: WillsScreenProps) {
  const t = useTexts(willTexts);
  const words = useFailureWords();
  const formats = useFormats();
  const language = useLanguage();
  const client = useClient();
  const { announce, toast } = useAnnouncer();
  const { patient } = open;
  const [store] = useState(() => createWillsStore(client, patient.id));
  const list = useStore(store);
  const { phase, rows, choices, activeOid } = list;
  const [giving, setGiving] = useState<Readonly<{ choice: Choice | null }> | null>(null);
  const [ending, setEnding] = useState<DeclarationRow | null>(null);
  const [isPrinting, setPrinting] = useState(false);

  const active = rows.find(({ oid }) => oid === activeOid) ?? null;
  const clashing = useMemo(() => contradictions(rows), [rows]);
  const isInformed = rows.some(row => isInForce(row) && row.declaration.kind === 'informing');
  const print = useCallback(
    async (row: DeclarationRow): Promise<void> => {
      setPrinting(true);
      const reply = await store.getState().print(row.oid);
      setPrinting(false);
      if (reply.ok) {
        saveFile(reply.value);
        announce(t('printed'));
      } else toast({ text: words(reply.error).told, tone: 'stop' });
    },
    [store, toast, words, announce, t],
  );
  const deceased = patient.deceasedOn === null ? undefined : words({ code: 'PAT-0003' }).says;
  const record = useCallback((): void => setGiving({ choice: null }), []);
  const inform =
    deceased === undefined ? (
      <Button onPress={() => setGiving({ choice: 'informing' })}>{t('informNow')}</Button>
    ) : undefined;

  const keys = useMemo(() => {
    const onActive = (run: (row: DeclarationRow) => void) => (): void => {
      const now = store.getState();
      const row = now.rows.find(({ oid }) => oid === now.activeOid);
      if (row !== undefined) run(row);
    };
    return [
      bind(
        'withdraw',
        'P',
        t('withdraw'),
        onActive(row => {
          if (isInForce(row) && row.declaration.kind !== 'informing') setEnding(row);
        }),
        { scope: 'list' },
      ),
      bind(
        'print',
        'T',
        t('print'),
        onActive(row => void print(row)),
        { scope: 'list' },
      ),
    ];
  }, [t, store, print]);
  useKeys(keys);

  const sending = useSendingColumn<DeclarationRow>();
  const columns = useMemo<readonly Column<DeclarationRow>[]>(
    () => [
      {
        id: 'what',
        header: t('what'),
        isRowHeader: true,
        width: '4fr',
        minWidth: 220,
        cell: ({ declaration }) => (
          <TwoLines top={nameOf(declaration, t)} below={detailOf(declaration, choices, t, formats)} />
        ),
      },
      { id: 'given', header: t('given'), width: 92, align: 'end', cell: row => formats.dateOf(row.givenAt) },
      {
        id: 'state',
        header: t('state'),
        width: 104,
        cell: row => t(row.withdrawnAt !== null ? 'withdrawn' : row.state === 'rejected' ? 'refused' : 'inForce'),
      },
      sending,
    ],
    [t, choices, formats, sending],
  );
  const groupName = useCallback((row: DeclarationRow): string => t(`group_${groupOf(row.declaration)}`), [t]);

  return (
    <PatientListScreen
      list={list}
      bind={bind}
      title={t('title')}
      offline={asOf => (asOf === null ? t('offlineNone') : t('offlineCache', { when: formats.moment(asOf) }))}
      notices={
        <>
          {phase.at === 'shown' && rows.length > 0 && !isInformed && inform !== undefined ? (
            <Banner kind="partial" action={inform}>
              {t('notInformed')}
            </Banner>
          ) : null}
          {clashing.map(({ id, says, oids }) => (
            <Banner key={`${id} ${oids.join(' ')}`} kind="partial">
              <strong>{`${t('contradiction')}. `}</strong>
              {says[language]}
            </Banner>
          ))}
        </>
      }
      table={{
        label: t('list'),
        columns,
        groupOf: groupName,
        isMuted: row => !isInForce(row),
        keyList: 'wills',
        empty: (
          <EmptyState title={t('empty')} action={inform}>
            {t('emptyMore')}
          </EmptyState>
        ),
      }}
      loading={t('loading')}
      detail={
        <WillDetail
          row={active}
          choices={choices}
          lang={patient.language}
          isPrinting={isPrinting}
          onWithdraw={setEnding}
          onPrint={row => void print(row)}
          onQueue={() => onGo('queue')}
        />
      }
      foot={
        <>
          <Quiet>{t('first')}</Quiet>
          <Gap />
        </>
      }
      begin={{ label: t('record'), run: record, not: deceased }}
    >
      {giving === null ? null : (
        <GiveDialog
          choice={giving.choice}
          rows={rows}
          choices={choices}
          isMinor={ageInYears(patient.birthDate, today) < ADULT_YEARS}
          lang={patient.language}
          onClose={() => setGiving(null)}
          onGive={async (declaration, attestation) => {
            const refused = await store.getState().give(declaration, attestation);
            if (refused !== null) return refused;
            setGiving(null);
            announce(t('saved', { name: nameOf(declaration, t) }));
            return null;
          }}
        />
      )}
      {ending === null ? null : (
        <WithdrawDialog
          name={nameOf(ending.declaration, t)}
          onClose={() => setEnding(null)}
          onWithdraw={async attestation => {
            const refused = await store.getState().withdraw(ending.oid, attestation);
            if (refused !== null) return refused;
            setEnding(null);
            announce(t('ended', { name: nameOf(ending.declaration, t) }));
            return null;
          }}
        />
      )}
    </PatientListScreen>
  );
}
