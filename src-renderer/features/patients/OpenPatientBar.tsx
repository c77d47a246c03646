import { useEffect, useMemo, useState } from 'react';
import { Eye, EyeOff, HeartPulse, X } from 'lucide-react';
import { useStore } from 'zustand';
import { freshFacts, type HealthFacts, NO_HEALTH_FACTS } from '../../../shared/domain/knowledge/knowledge-facts.ts';
import { listName } from '../../../shared/domain/people/person.ts';
import { type LocalDate } from '../../../shared/kernel/time.ts';
import { useClient } from '../../api/ClientProvider.tsx';
import { type Formats, useFormats } from '../../i18n/formats.ts';
import { type Translate, useTexts } from '../../i18n/texts.ts';
import { Code, IconButton, type KeyBinding, PatientBar, type PatientFact, Quiet, useKeys } from '../../ui/index.ts';
import { EventControls } from './EventControls.tsx';
import { HealthDialog } from './HealthDialog.tsx';
import { emergencyStore, emergencyUntil } from './emergency.store.ts';
import { askHealth, healthStore, loadHealth } from './health.store.ts';
import { healthTexts } from './health.texts.ts';
import { type MetAs, type OpenPatient } from './patient.store.ts';
import { patientTexts } from './patients.texts.ts';
import css from './patients.module.css';

type OpenPatientBarProps = Readonly<{
  open: OpenPatient | null;
  today: LocalDate;
  nowMs: number;
  metAs: MetAs;
  mayRecord: boolean;
  /** Health facts are for those who may read them; who meets no patients has no word of one here. */
  readsHealth: boolean;
  meetsPersons: boolean;
  onOpenEvent: () => void;
  onEndEvent: () => void;
  onClose: () => void;
}>;

const NOBODY = { patient: 'noPatient', customer: 'noCustomer', client: 'noClient' } as const satisfies Record<
  MetAs,
  string
>;
const CLOSE = {
  patient: 'closePatient',
  customer: 'closeCustomer',
  client: 'closeClient',
} as const satisfies Record<MetAs, string>;

/** Who is being cared for, on every screen, in the same place. */
export function OpenPatientBar(props: OpenPatientBarProps) {
  const { open, today, nowMs, metAs, mayRecord, readsHealth, meetsPersons, onOpenEvent, onEndEvent, onClose } = props;
  const t = useTexts(patientTexts);
  const h = useTexts(healthTexts);
  const formats = useFormats();
  const [isHidden, setHidden] = useState(false);
  const keys = useMemo<readonly KeyBinding[]>(
    () => [
      {
        id: 'patient.privacy',
        keys: 'Ctrl+H',
        scope: 'app',
        label: isHidden ? t('hidden') : t('hide'),
        isOff: open === null,
        run: () => setHidden(hidden => !hidden),
      },
      {
        id: 'patient.health',
        keys: 'Ctrl+Shift+H',
        scope: 'app',
        label: h('open'),
        isOff: open === null || !readsHealth,
        run: askHealth,
      },
    ],
    [t, h, isHidden, open, readsHealth],
  );
  useKeys(keys);
  const client = useClient();
  const health = useStore(healthStore, state => state.known);
  const emergency = useStore(emergencyStore);
  const patientId = open?.patient.id ?? null;
  useEffect(() => {
    if (patientId !== null && readsHealth) void loadHealth(client, patientId);
  }, [client, patientId, readsHealth]);
  if (!meetsPersons) return <Quiet>{t('noPersons')}</Quiet>;
  if (open === null) return <Quiet>{t(NOBODY[metAs])}</Quiet>;
  const { patient, latestWeightKg, basis, collector } = open;
  const age = t('years', { count: formats.years(patient.birthDate, today) });
  const sex = patient.sex === 'male' || patient.sex === 'female' ? t(patient.sex) : t('unspecified');
  const emergencyEnds = emergencyUntil(patient.id, emergency, nowMs);
  const facts: PatientFact[] = [
    ...(emergencyEnds === null
      ? []
      : [
          {
            id: 'emergency',
            label: t('emergency'),
            value: t('emergencyUntil', { time: formats.time(emergencyEnds) }),
            tone: 'stop' as const,
          },
        ]),
    { id: 'age', label: t('age'), value: `${age}, ${sex}` },
    { id: 'language', label: t('language'), value: t(patient.language) },
    ...(readsHealth ? [allergyFact(patient, t)] : []),
    ...(latestWeightKg === null
      ? []
      : [
          {
            id: 'weight',
            label: t('weight', { date: formats.date(latestWeightKg.on) }),
            value: `${formats.decimal(latestWeightKg.value)} kg`,
          },
        ]),
    ...healthFacts(health?.patientId === patient.id ? health.facts : NO_HEALTH_FACTS, today, h, formats),
    ...(patient.deceasedOn === null
      ? []
      : [
          {
            id: 'dead',
            label: t('deceased'),
            value: t('dead', { date: formats.date(patient.deceasedOn) }),
            tone: 'stop' as const,
          },
        ]),
    ...(basis === null
      ? []
      : [
          {
            id: 'basis',
            label: t('basis'),
            value: basis === 'actingForAnother' ? `${t(basis)}: ${collector}` : t(basis),
          },
        ]),
  ];
  return (
    <>
      <HealthDialog patient={patient} today={today} />
      <PatientBar
        name={listName(patient)}
        code={
          patient.identityCode === null ? (
            t('noCode')
          ) : isHidden ? (
            `${formats.date(patient.birthDate)}`
          ) : (
            <Code>{patient.identityCode}</Code>
          )
        }
        facts={facts}
        end={
          <span className={css.end}>
            <EventControls open={open} mayRecord={mayRecord} onOpenEvent={onOpenEvent} onEndEvent={onEndEvent} />
            {readsHealth ? (
              <IconButton icon={HeartPulse} label={`${h('open')} (Ctrl+Shift+H)`} onPress={askHealth} />
            ) : null}
            <IconButton
              icon={isHidden ? Eye : EyeOff}
              label={isHidden ? t('hidden') : t('hide')}
              onPress={() => setHidden(hidden => !hidden)}
            />
            <IconButton icon={X} label={t(CLOSE[metAs])} onPress={onClose} />
          </span>
        }
      />
    </>
  );
}

/** The worst allergy by name; that nobody has asked is a finding. */
function allergyFact(
  { allergies }: OpenPatient['patient'],
  t: Translate<keyof (typeof patientTexts)['byLanguage']['fi']>,
): PatientFact {
  if (allergies === null) return { id: 'allergies', label: t('allergies'), value: t('allergiesMissing'), tone: 'warn' };
  const worst = allergies.find(a => a.severity === 'critical') ?? allergies[0];
  return {
    id: 'allergies',
    label: allergies.length > 1 ? `${t('allergies')} (${allergies.length})` : t('allergies'),
    value: worst?.text ?? t('allergiesNone'),
    ...(worst === undefined ? {} : { tone: worst.severity === 'critical' ? 'stop' : 'warn' }),
  };
}

/** What was said, with its day; what is too old to count says so. */
function healthFacts(
  said: HealthFacts,
  today: LocalDate,
  h: Translate<keyof (typeof healthTexts)['byLanguage']['fi']>,
  formats: Formats,
): readonly PatientFact[] {
  const fresh = freshFacts(said, today);
  const value = (text: string, isFresh: boolean): Pick<PatientFact, 'value' | 'tone'> =>
    isFresh ? { value: text } : { value: `${text}, ${h('old')}`, tone: 'warn' };
  const { egfr, pregnant, breastFeeding } = said;
  return [
    ...(egfr === null
      ? []
      : [
          {
            id: 'egfr',
            label: h('egfrOf', { date: formats.date(egfr.on) }),
            ...value(`${egfr.value} ml/min`, fresh.egfr !== null),
          },
        ]),
    ...(pregnant === null || pregnant.is === 'no'
      ? []
      : [
          {
            id: 'pregnant',
            label: h('pregnancyOf', { date: formats.date(pregnant.on) }),
            ...value(h('yes'), fresh.pregnant !== null),
          },
        ]),
    ...(breastFeeding === null || breastFeeding.is === 'no'
      ? []
      : [
          {
            id: 'breastFeeding',
            label: h('breastFeedingOf', { date: formats.date(breastFeeding.on) }),
            ...value(h('yes'), fresh.breastFeeding !== null),
          },
        ]),
  ];
}
