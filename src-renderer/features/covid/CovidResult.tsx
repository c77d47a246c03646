import { type ReactNode } from 'react';
import { Check } from 'lucide-react';
import { type CovidReading } from '../../../shared/domain/covid/covid-certificate.ts';
import { COVID_SIGNATURE_WORDS } from '../../../shared/domain/covid/covid-words.ts';
import { instantOfMs } from '../../../shared/kernel/time.ts';
import { type Formats, useFormats } from '../../i18n/formats.ts';
import { type Translate, useLanguage, useTexts } from '../../i18n/texts.ts';
import { type Definition, DefinitionList, Panel, Stack, Tag, type Tone } from '../../ui/index.ts';
import { covidTexts } from './covid.texts.ts';
import { dayWords } from './day-words.ts';
import css from './covid.module.css';

type T = Translate<keyof (typeof covidTexts.byLanguage)['fi']>;
type Names = Readonly<Record<string, string>>;

/** Three questions, three answers: is it genuine, is it in time, does it meet the rules. Then what it says. */
export function CovidResult({
  reading,
  names,
  comparison,
}: Readonly<{ reading: CovidReading; names: Names; comparison: ReactNode }>) {
  const t = useTexts(covidTexts);
  const formats = useFormats();
  const language = useLanguage();
  const { certificate, rules, signature } = reading;
  const dated = (ms: number): string => formats.dateOf(instantOfMs(ms));
  const time =
    reading.time === 'valid'
      ? ([t('inTime'), 'neutral', t('until', { date: dated(reading.expiresAtMs) })] as const)
      : reading.time === 'expired'
        ? ([t('expired'), 'stop', t('expiredOn', { date: dated(reading.expiresAtMs) })] as const)
        : ([t('notYet'), 'stop', t('from', { date: dated(reading.issuedAtMs ?? 0) })] as const);
  const failed = rules?.outcomes.some(({ outcome }) => outcome !== 'passed') ?? false;
  return (
    <Stack>
      <Panel title={t('result')}>
        <dl className={css.verdicts}>
          <Verdict
            label={t('signature')}
            word={signature === 'valid' ? t('valid') : t('notProven')}
            tone={signature === 'valid' ? 'neutral' : 'stop'}
            more={COVID_SIGNATURE_WORDS[signature][language]}
          />
          <Verdict label={t('time')} word={time[0]} tone={time[1]} more={time[2]} />
          <Verdict
            label={t('rules')}
            word={rules === null ? t('noRules') : failed ? t('rulesFailed') : t('rulesPassed')}
            tone={rules === null ? 'info' : failed ? 'warn' : 'neutral'}
            more={rules !== null ? rules.set : certificate === null ? t('notProvenRules') : t('noRulesMore')}
          />
        </dl>
        {rules === null ? null : (
          <ul className={css.rules}>
            {rules.outcomes.map(({ id, says, outcome }) => (
              <li key={id}>
                <Tag {...(outcome === 'passed' ? { icon: Check } : { tone: 'warn' })}>{t(outcome)}</Tag>{' '}
                {says[language]}
              </li>
            ))}
          </ul>
        )}
      </Panel>
      {comparison}
      {certificate === null ? null : (
        <Panel title={t('content')}>
          <DefinitionList
            columns={2}
            items={[
              { label: t('name'), value: `${certificate.familyName}, ${certificate.givenName}` },
              {
                label: t('standardName'),
                value: `${certificate.familyNameStandard}<<${certificate.givenNameStandard}`,
              },
              { label: t('born'), value: dayWords(certificate.birthDate, formats) },
              ...eventItems(certificate.event, names, t, formats),
              { label: t('country'), value: certificate.event.country },
              { label: t('issuer'), value: certificate.event.issuer },
              { label: t('identifier'), value: certificate.event.identifier },
              { label: t('key'), value: `${reading.algorithm} ${reading.keyId}` },
            ]}
          />
        </Panel>
      )}
    </Stack>
  );
}

type VerdictProps = Readonly<{ label: string; word: string; tone: Tone; more: string }>;
function Verdict({ label, word, tone, more }: VerdictProps) {
  return (
    <div className={css.verdict}>
      <dt>{label}</dt>
      <dd>
        <Tag tone={tone} {...(tone === 'neutral' ? { icon: Check } : {})}>
          {word}
        </Tag>
        <span className={css.more}>{more}</span>
      </dd>
    </div>
  );
}

const TEST_TYPES: Readonly<Record<string, 'naat' | 'antigen'>> = { 'LP6464-4': 'naat', 'LP217198-3': 'antigen' };
const RESULTS: Readonly<Record<string, 'notDetected' | 'detected'>> = {
  '260415000': 'notDetected',
  '260373001': 'detected',
};
const named = (code: string, names: Names): string => (names[code] === undefined ? code : `${names[code]} (${code})`);

function eventItems(
  event: NonNullable<CovidReading['certificate']>['event'],
  names: Names,
  t: T,
  formats: Formats,
): readonly Definition[] {
  const head = [
    { label: t('kind'), value: t(event.kind) },
    { label: t('disease'), value: named(event.disease, names) },
  ];
  switch (event.kind) {
    case 'vaccination':
      return [
        ...head,
        { label: t('product'), value: named(event.product, names) },
        { label: t('vaccine'), value: named(event.vaccine, names) },
        { label: t('holder'), value: named(event.holder, names) },
        { label: t('dose'), value: t('doseOf', { dose: event.dose, doses: event.doses }) },
        { label: t('date'), value: dayWords(event.date, formats) },
      ];
    case 'test': {
      const type = TEST_TYPES[event.testType];
      const result = RESULTS[event.result];
      return [
        ...head,
        { label: t('testType'), value: type === undefined ? event.testType : t(type) },
        { label: t('testResult'), value: result === undefined ? event.result : t(result) },
        { label: t('sampledAt'), value: formats.dateTime(instantOfMs(Date.parse(event.sampledAt))) },
        ...(event.name === '' ? [] : [{ label: t('testName'), value: event.name }]),
        ...(event.centre === '' ? [] : [{ label: t('centre'), value: event.centre }]),
      ];
    }
    default:
      return [
        ...head,
        { label: t('firstPositive'), value: dayWords(event.firstPositive, formats) },
        { label: t('validFrom'), value: dayWords(event.from, formats) },
        { label: t('validUntil'), value: dayWords(event.until, formats) },
      ];
  }
}
