import { useEffect, useState } from 'react';
import { type CovidCompared } from '../../../shared/contract/covid.contract.ts';
import { type CovidCertificate } from '../../../shared/domain/covid/covid-certificate.ts';
import { type Patient } from '../../../shared/domain/people/person.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { useClient } from '../../api/ClientProvider.tsx';
import { FailureBanner } from '../../i18n/FailureBanner.tsx';
import { useFormats } from '../../i18n/formats.ts';
import { useTexts } from '../../i18n/texts.ts';
import { Banner, Panel, Quiet, Section, Skeleton, Stack, Tag, type Tone } from '../../ui/index.ts';
import { covidTexts } from './covid.texts.ts';
import { dayWords } from './day-words.ts';
import css from './covid.module.css';

type CovidComparisonProps = Readonly<{
  patient: Pick<Patient, 'id' | 'family' | 'callName'>;
  text: string;
  certificate: CovidCertificate;
}>;

const BANNERS = {
  match: 'note',
  otherDose: 'partial',
  missing: 'partial',
  otherPerson: 'error',
  noVaccination: 'note',
} as const;
const TONES: Readonly<Record<CovidCompared['entries'][number]['tells'], Tone>> = {
  match: 'info',
  otherDose: 'warn',
  other: 'neutral',
};
const WORDS = { match: 'entryMatch', otherDose: 'entryOtherDose', other: 'entryOther' } as const;

/** The certificate's dose beside the open patient's own entries; what does not fit is told. */
export function CovidComparison({ patient, text, certificate }: CovidComparisonProps) {
  const t = useTexts(covidTexts);
  const formats = useFormats();
  const client = useClient();
  const [compared, setCompared] = useState<CovidCompared | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void client.covid.compare({ patientId: patient.id, text }).then(reply => {
      if (!isCurrent) return;
      if (reply.ok) setCompared(reply.value);
      else setFailure(reply.error);
    });
    return () => {
      isCurrent = false;
    };
  }, [client, patient.id, text]);
  const { event } = certificate;
  return (
    <Panel title={t('compare')} meta={`${patient.family}, ${patient.callName}`}>
      <FailureBanner failure={failure} />
      {compared === null ? (
        failure === null ? (
          <Skeleton label={t('comparing')} />
        ) : null
      ) : (
        <Stack>
          <Banner kind={BANNERS[compared.finding]}>{t(`found_${compared.finding}`)}</Banner>
          <div className={css.beside}>
            <Section title={t('inCertificate')}>
              {event.kind === 'vaccination' ? (
                <p>
                  {dayWords(event.date, formats)} · {t('doseOf', { dose: event.dose, doses: event.doses })}
                </p>
              ) : (
                <p>{t(event.kind)}</p>
              )}
            </Section>
            <Section title={t('inRecord')}>
              {compared.entries.length === 0 ? (
                <p>{t('noEntries')}</p>
              ) : (
                <ul className={css.entries}>
                  {compared.entries.map(({ name, product, dose, date, by, tells }, at) => (
                    <li key={at}>
                      <div>
                        {dayWords(date, formats)} · {product === '' ? name : product}
                        {dose === '' ? '' : ` · ${t('dose')} ${dose}`}
                      </div>
                      <Quiet>{by}</Quiet>{' '}
                      <Tag tone={TONES[tells]} look="plain">
                        {t(WORDS[tells])}
                      </Tag>
                    </li>
                  ))}
                </ul>
              )}
            </Section>
          </div>
          {compared.fault === null ? null : <Quiet>{t('archiveLacks')}</Quiet>}
          {compared.older ? <Quiet>{t('olderLacks')}</Quiet> : null}
        </Stack>
      )}
    </Panel>
  );
}
