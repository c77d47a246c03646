import { useCallback, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { DISCLOSURE_KINDS, SERVICE_TASKS } from '../../../shared/codes/social-welfare.ts';
import { type SocialRow } from '../../../shared/contract/social.contract.ts';
import { type ReadableBlock } from '../../../shared/domain/readable.ts';
import { type LocalDate } from '../../../shared/kernel/time.ts';
import { useClient } from '../../api/ClientProvider.tsx';
import { useFormats } from '../../i18n/formats.ts';
import { useLanguage, useTexts } from '../../i18n/texts.ts';
import {
  Banner,
  Button,
  type Column,
  DocumentView,
  EmptyState,
  Gap,
  Panel,
  screenKeys,
  Tag,
  type Tone,
  TwoLines,
  useAnnouncer,
} from '../../ui/index.ts';
import { type OpenPatient, PatientListScreen } from '../patients/index.ts';
import { AnnulDialog } from './AnnulDialog.tsx';
import { DocumentDialog } from './DocumentDialog.tsx';
import { documentBlocks } from '../signing/index.ts';
import { createSocialStore } from './social.store.ts';
import { socialTexts } from './social.texts.ts';
import { type Start, StartDialog } from './StartDialog.tsx';

const bind = screenKeys('social');

const TONES: Readonly<Record<SocialRow['state'], Tone>> = {
  accepted: 'ok',
  queued: 'info',
  rejected: 'stop',
  local: 'neutral',
};
type Doing = Readonly<{ start: Start }> | Readonly<{ base: SocialRow | null }> | Readonly<{ annul: SocialRow }> | null;

/** A client's relationship, cases and documents; what is chosen is read at the right. */
export function SocialScreen({ open, today }: Readonly<{ open: OpenPatient; today: LocalDate }>) {
  const t = useTexts(socialTexts);
  const formats = useFormats();
  const language = useLanguage();
  const client = useClient();
  const { announce } = useAnnouncer();
  const { patient } = open;
  const [store] = useState(() => createSocialStore(client, patient.id));
  const list = useStore(store);
  const { rows, live, toCome, crossSectorOn, activeOid, load, activate } = list;
  const [doing, setDoing] = useState<Doing>(null);

  const active = rows.find(({ oid }) => oid === activeOid) ?? null;
  // One from before the first day in the repository is none for what goes there now.
  const relationship = rows.find(({ kind, state }) => kind === 'relationship' && !(live && state === 'local')) ?? null;
  const cases = useMemo(() => rows.filter(({ kind }) => kind === 'case'), [rows]);
  const next: Start | 'newDocument' =
    relationship === null ? 'openRelationship' : cases.length === 0 ? 'openCase' : 'newDocument';
  const begin = useCallback(
    (what: Start | 'newDocument'): void => setDoing(what === 'newDocument' ? { base: null } : { start: what }),
    [],
  );
  const beginNext = useCallback((): void => begin(next), [begin, next]);

  const columns = useMemo<readonly Column<SocialRow>[]>(
    () => [
      {
        id: 'document',
        header: t('document'),
        isRowHeader: true,
        width: '3fr',
        minWidth: 200,
        cell: row => (
          <TwoLines
            top={row.version === 1 ? row.title : `${row.title}, ${t('version', { n: row.version })}`}
            below={row.kind === 'document' ? row.unitName : SERVICE_TASKS[row.serviceTask][language]}
          />
        ),
      },
      { id: 'written', header: t('written'), width: 92, align: 'end', cell: row => formats.dateOf(row.createdAt) },
      { id: 'author', header: t('author'), width: '2fr', cell: row => row.authorName },
      {
        id: 'state',
        header: t('state'),
        width: 116,
        cell: row => (
          <Tag tone={row.annulled ? 'neutral' : TONES[row.state]} look="plain">
            {t(row.annulled && row.state === 'accepted' ? 'annulledState' : row.state)}
          </Tag>
        ),
      },
    ],
    [t, formats, language],
  );
  const groupOf = useCallback(
    (row: SocialRow): string =>
      row.kind === 'relationship'
        ? t('relationship')
        : (cases.find(({ setId }) => setId === (row.kind === 'case' ? row.setId : row.caseSet))?.title ??
          t('otherCase')),
    [t, cases],
  );
  const tasks = toCome.map(
    ({ serviceTask, from }) => `${SERVICE_TASKS[serviceTask][language]} (${formats.date(from)})`,
  );
  const notes = [
    ...(live && tasks.length > 0 ? [t('tasksToCome', { tasks: tasks.join(', ') })] : []),
    ...(crossSectorOn ? [] : [t('crossSectorOff')]),
  ];
  const saved = (row: SocialRow, word: string): void => {
    setDoing(null);
    announce(word);
    activate(row.oid);
    void load();
  };

  return (
    <PatientListScreen
      list={list}
      bind={bind}
      title={t('title')}
      offline={() => t('offline')}
      notices={
        <>
          {live ? null : <Banner kind="partial">{t('notLive')}</Banner>}
          {notes.length === 0 ? null : <Banner kind="note">{notes.join(' ')}</Banner>}
        </>
      }
      table={{
        label: t('list'),
        columns,
        groupOf,
        onOpen: row => {
          if (row.kind === 'document' && !row.annulled) setDoing({ base: row });
        },
        empty: <EmptyState title={t('empty')}>{t('emptyMore')}</EmptyState>,
      }}
      loading={t('loading')}
      detail={
        active === null ? (
          <Panel title={t('document')} grows>
            <EmptyState title={t('pick')} />
          </Panel>
        ) : (
          <Detail
            row={active}
            lang={patient.language}
            onChange={() => setDoing({ base: active })}
            onAnnul={() => setDoing({ annul: active })}
          />
        )
      }
      foot={
        <>
          {relationship === null ? null : <Button onPress={() => begin('openRegister')}>{t('openRegister')}</Button>}
          {cases.length === 0 ? null : (
            <>
              <Button onPress={() => begin('openCase')}>{t('openCase')}</Button>
              <Button onPress={() => begin('disclosure')}>{t('disclosure')}</Button>
            </>
          )}
          <Gap />
        </>
      }
      begin={{ label: t(next), run: beginNext, not: undefined }}
    >
      {doing === null ? null : 'annul' in doing ? (
        <AnnulDialog
          patientId={patient.id}
          row={doing.annul}
          onClose={() => setDoing(null)}
          onAnnulled={row => saved(row, t('annulSaved'))}
        />
      ) : 'start' in doing ? (
        <StartDialog
          what={doing.start}
          patientId={patient.id}
          today={today}
          cases={cases}
          task={relationship?.serviceTask ?? null}
          onClose={() => setDoing(null)}
          onSaved={row => saved(row, t('saved'))}
        />
      ) : (
        <DocumentDialog
          patientId={patient.id}
          today={today}
          lang={patient.language}
          cases={cases}
          caseSet={active?.kind === 'case' ? active.setId : (active?.caseSet ?? null)}
          base={doing.base}
          onClose={() => setDoing(null)}
          onArchived={row => saved(row, t('archived'))}
        />
      )}
    </PatientListScreen>
  );
}

/** The display form of one document, and who may use the register beside its own unit. */
function Detail({
  row,
  lang,
  onChange,
  onAnnul,
}: Readonly<{ row: SocialRow; lang: 'fi' | 'sv'; onChange: () => void; onAnnul: () => void }>) {
  const t = useTexts(socialTexts);
  const formats = useFormats();
  const paragraph = (text: string): ReadableBlock => ({ kind: 'paragraph', spans: [{ text }] });
  const period = (from: LocalDate, until: LocalDate | null): string =>
    `${formats.date(from)} – ${until === null ? '' : formats.date(until)}`;
  const showingWords =
    row.citizen === 'now'
      ? t('mykantaNow')
      : row.citizen === 'never'
        ? t('mykantaNever')
        : t('mykantaFrom', { day: formats.date(row.citizen) });
  const blocks: readonly ReadableBlock[] = [
    paragraph(`${SERVICE_TASKS[row.serviceTask][lang]} · ${row.unitName} · ${row.authorName}`),
    ...(row.kind === 'document' ? [paragraph(showingWords)] : []),
    ...(row.disclosure === null
      ? []
      : [paragraph(`${DISCLOSURE_KINDS[row.disclosure.kind][lang]} · ${formats.date(row.disclosure.on)}`)]),
    ...(row.signature === 'personal' ? [paragraph(t('signedBy', { name: row.authorName }))] : []),
    ...row.fields.flatMap(({ label, text }): readonly ReadableBlock[] => [
      { kind: 'heading', level: 2, text: label },
      ...text.split('\n').map(paragraph),
    ]),
    ...(row.access.length === 0 ? [] : [{ kind: 'heading' as const, level: 2 as const, text: t('access') }]),
    ...row.access.map(({ unitName, from, until }) => paragraph(`${unitName}: ${period(from, until)}`)),
  ];
  return (
    <Panel
      title={row.title}
      grows
      isPane
      actions={
        row.kind === 'document' && row.state !== 'rejected' && !row.annulled ? (
          <>
            <Button variant="quiet" onPress={onAnnul}>
              {t('annul')}
            </Button>
            <Button onPress={onChange}>{t('newVersion')}</Button>
          </>
        ) : undefined
      }
    >
      <DocumentView label={row.title} blocks={documentBlocks(blocks)} lang={lang} />
    </Panel>
  );
}
