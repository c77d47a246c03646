import { useCallback, useMemo, useState } from 'react';
import { CircleX } from 'lucide-react';
import { useStore } from 'zustand';
import {
  type AuthorisationRow,
  type AuthorisationStanding,
  standingOf,
} from '../../../shared/domain/records/authorisation.ts';
import { type LocalDate } from '../../../shared/kernel/time.ts';
import { useClient } from '../../api/ClientProvider.tsx';
import { useFailureWords } from '../../i18n/failures.ts';
import { useFormats } from '../../i18n/formats.ts';
import { useTexts } from '../../i18n/texts.ts';
import { Button, type Column, EmptyState, Gap, Quiet, screenKeys, TwoLines, useAnnouncer } from '../../ui/index.ts';
import { type OpenPatient, PatientListScreen, useSendingColumn } from '../patients/index.ts';
import { authorisationTexts } from './authorisations.texts.ts';
import { createAuthorisationsStore } from './authorisations.store.ts';
import { EndDialog } from './EndDialog.tsx';
import { GrantDialog } from './GrantDialog.tsx';

const bind = screenKeys('authorisations');

type RightsWord = 'rights-search' | 'rights-store' | 'rights-both';
const rightsOf = ({ rights }: AuthorisationRow): RightsWord =>
  rights.length > 1 ? 'rights-both' : rights.includes('store') ? 'rights-store' : 'rights-search';
const isOpen = (standing: AuthorisationStanding): boolean => standing === 'inForce' || standing === 'coming';

/** Authorisations of purchased services of the open patient: granted by the own organiser, and given to it. */
export function AuthorisationsScreen({
  open,
  today,
  onGo,
}: Readonly<{ open: OpenPatient; today: LocalDate; onGo: (area: 'disclosure') => void }>) {
  const t = useTexts(authorisationTexts);
  const words = useFailureWords();
  const formats = useFormats();
  const client = useClient();
  const { announce } = useAnnouncer();
  const { patient } = open;
  const [store] = useState(() => createAuthorisationsStore(client, patient.id));
  const list = useStore(store);
  const { rows, choices, activeOid, grant, end } = list;
  const [isGranting, setGranting] = useState(false);
  const [ending, setEnding] = useState<AuthorisationRow | null>(null);
  const deceased = patient.deceasedOn === null ? undefined : words({ code: 'PAT-0003' }).says;
  const begin = useCallback((): void => setGranting(true), []);
  const sending = useSendingColumn<AuthorisationRow>();
  const columns = useMemo<readonly Column<AuthorisationRow>[]>(
    () => [
      {
        id: 'who',
        header: t('who'),
        isRowHeader: true,
        width: '4fr',
        minWidth: 240,
        cell: row => (
          <TwoLines
            top={row.side === 'organiser' ? row.producerName || row.producerOid : row.organiserName || row.organiserOid}
            below={`${t(rightsOf(row))}, ${row.serviceEvents === null ? t('coversAll') : t('events', { count: row.serviceEvents.length })}`}
          />
        ),
      },
      {
        id: 'period',
        header: t('period'),
        width: 200,
        cell: row => `${formats.date(row.from)}–${formats.date(row.until)}`,
      },
      { id: 'standing', header: t('standing'), width: 120, cell: row => t(standingOf(row, today)) },
      sending,
    ],
    [t, formats, today, sending],
  );
  const groupName = useCallback((row: AuthorisationRow): string => t(row.side), [t]);
  const active = rows.find(({ oid }) => oid === activeOid) ?? null;
  const mayEnd = active !== null && active.side === 'organiser' && isOpen(standingOf(active, today));
  return (
    <PatientListScreen
      list={list}
      bind={bind}
      title={t('title')}
      offline={() => t('offline')}
      table={{
        label: t('list'),
        columns,
        groupOf: groupName,
        isMuted: row => !isOpen(standingOf(row, today)),
        empty: <EmptyState title={t('empty')}>{t('emptyMore')}</EmptyState>,
      }}
      loading={t('loading')}
      foot={
        <>
          <Quiet>{t('about')}</Quiet>
          <Gap />
          {active?.side === 'producer' &&
          active.rights.includes('search') &&
          standingOf(active, today) === 'inForce' ? (
            <Button onPress={() => onGo('disclosure')}>{t('toSearch')}</Button>
          ) : null}
          {mayEnd ? (
            <Button icon={CircleX} onPress={() => setEnding(active)}>
              {t('end')}
            </Button>
          ) : null}
        </>
      }
      begin={{ label: t('grant'), run: begin, not: deceased }}
    >
      {isGranting ? (
        <GrantDialog
          choices={choices}
          today={today}
          onClose={() => setGranting(false)}
          onGrant={async wish => {
            const refused = await grant(wish);
            if (refused === null) {
              setGranting(false);
              announce(t('granted'));
            }
            return refused;
          }}
        />
      ) : null}
      {ending === null ? null : (
        <EndDialog
          name={ending.producerName || ending.producerOid}
          onClose={() => setEnding(null)}
          onEnd={async () => {
            const refused = await end(ending.oid);
            if (refused === null) {
              setEnding(null);
              announce(t('endedNow'));
            }
            return refused;
          }}
        />
      )}
    </PatientListScreen>
  );
}
