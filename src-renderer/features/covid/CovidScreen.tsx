import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Download } from 'lucide-react';
import { useStore } from 'zustand';
import { COVID_UNREADABLE_WORDS } from '../../../shared/domain/covid/covid-words.ts';
import { useClient } from '../../api/ClientProvider.tsx';
import { FailureBanner } from '../../i18n/FailureBanner.tsx';
import { useFailureWords } from '../../i18n/failures.ts';
import { useFormats } from '../../i18n/formats.ts';
import { useLanguage, useTexts } from '../../i18n/texts.ts';
import { Banner, Button, EmptyState, Panel, Quiet, Screen, Skeleton, Stack, TextArea } from '../../ui/index.ts';
import { type OpenPatient } from '../patients/index.ts';
import { CovidComparison } from './CovidComparison.tsx';
import { CovidResult } from './CovidResult.tsx';
import { covidTexts } from './covid.texts.ts';
import { createCovidStore, isOld } from './covid.store.ts';
import css from './covid.module.css';

const PRACTICE = ['vaccination', 'test', 'recovery', 'expired', 'unknownSigner', 'purpose', 'cut'] as const;
type Practice = (typeof PRACTICE)[number];
const isPractice = (id: string): id is Practice => (PRACTICE as readonly string[]).includes(id);

/** Checks a COVID certificate from the text of its QR code. Nothing of it is stored. */
export function CovidScreen({
  nowMs,
  open: patient,
  mayCompare,
}: Readonly<{ nowMs: number; open: OpenPatient | null; mayCompare: boolean }>) {
  const t = useTexts(covidTexts);
  const words = useFailureWords();
  const formats = useFormats();
  const language = useLanguage();
  const client = useClient();
  const [store] = useState(() => createCovidStore(client));
  const { text, phase, trust, trustFailure, isFetching, practice, open, type, check, clear, refresh } = useStore(store);
  const [openedAtMs] = useState(nowMs);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => void open(openedAtMs), [open, openedAtMs]);
  useEffect(() => field.current?.focus(), []);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    void check();
  };
  const banner =
    trustFailure !== null ? (
      <Banner kind="partial">{words(trustFailure).told}</Banner>
    ) : trust !== null && isOld(trust, nowMs) ? (
      <Banner kind="stale">{t('trustOld')}</Banner>
    ) : null;

  return (
    <Screen
      title={t('title')}
      banner={banner}
      foot={
        <>
          <Button onPress={clear} disabledBecause={text === '' ? t('nothing') : undefined}>
            {t('clear')}
          </Button>
          <Button
            variant="primary"
            keys="Enter"
            onPress={() => void check()}
            disabledBecause={text.trim() === '' ? t('codeHelp') : undefined}
          >
            {t('read')}
          </Button>
        </>
      }
    >
      <div className={css.columns}>
        <Stack>
          <Panel title={t('scan')}>
            <div onKeyDownCapture={onKeyDown}>
              <TextArea
                label={t('code')}
                help={t('codeHelp')}
                value={text}
                onChange={type}
                rows={4}
                maxRows={6}
                areaRef={field}
              />
            </div>
          </Panel>
          {practice.length === 0 ? null : (
            <Panel title={t('practice')}>
              <div className={css.practice}>
                {practice.map(({ id, text: code }) => (
                  <Button key={id} onPress={() => void check(code)}>
                    {isPractice(id) ? t(`practice.${id}`) : id}
                  </Button>
                ))}
              </div>
            </Panel>
          )}
          <Panel title={t('trust')}>
            <div className={css.trust}>
              <span>
                {trust === null
                  ? t('noTrust')
                  : t('trustInfo', {
                      signers: trust.signers,
                      issued: formats.moment(trust.issuedAt),
                      fetched: formats.moment(trust.fetchedAt),
                    })}
              </span>
              <Button icon={Download} isPending={isFetching} onPress={() => void refresh()}>
                {t('refresh')}
              </Button>
            </div>
          </Panel>
        </Stack>
        <div aria-live="polite">
          {phase.at === 'reading' ? (
            <Skeleton label={t('result')} />
          ) : phase.at === 'failed' ? (
            <FailureBanner failure={phase.failure} />
          ) : phase.at === 'waiting' ? (
            <EmptyState title={t('nothing')}>{t('nothingMore')}</EmptyState>
          ) : phase.read.read.ok ? (
            <CovidResult
              reading={phase.read.read.value}
              names={phase.read.names}
              comparison={
                !mayCompare || phase.read.read.value.certificate === null ? null : patient === null ? (
                  <Quiet>{t('compareHow')}</Quiet>
                ) : (
                  <CovidComparison
                    key={`${patient.patient.id} ${text}`}
                    patient={patient.patient}
                    text={text}
                    certificate={phase.read.read.value.certificate}
                  />
                )
              }
            />
          ) : (
            <Panel title={t('unreadable')}>{COVID_UNREADABLE_WORDS[phase.read.read.error][language]}</Panel>
          )}
        </div>
      </div>
    </Screen>
  );
}
