import { useState } from 'react';
import { useStore } from 'zustand';
import { type HealthFactsShown } from '../../../shared/contract/knowledge.contract.ts';
import { DOSE_BY_WEIGHT_BELOW } from '../../../shared/domain/knowledge/knowledge-facts.ts';
import { egfrOfCreatinine } from '../../../shared/domain/knowledge/kidney-function.ts';
import { type Patient } from '../../../shared/domain/people/person.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { ageInYears, isLocalDate, type LocalDate } from '../../../shared/kernel/time.ts';
import { useClient } from '../../api/ClientProvider.tsx';
import { FailureBanner } from '../../i18n/FailureBanner.tsx';
import { useFormats } from '../../i18n/formats.ts';
import { useTexts } from '../../i18n/texts.ts';
import {
  Button,
  DateField,
  Dialog,
  DialogKeys,
  type KeyBinding,
  NumberField,
  Quiet,
  RadioGroup,
  Row,
  Stack,
  useAnnouncer,
} from '../../ui/index.ts';
import { healthStore, leaveHealth, saveHealth } from './health.store.ts';
import { healthTexts } from './health.texts.ts';
import { noteWeight } from './patient.store.ts';

type Said = 'yes' | 'no' | 'unknown';
type Answer = HealthFactsShown['pregnant'];
const SAID: readonly Said[] = ['unknown', 'no', 'yes'];
const saidOf = (answer: Answer): Said => answer?.is ?? 'unknown';

/** An answer that nobody touched keeps its day. */
const answerOf = (said: Said, before: Answer, today: LocalDate): Answer =>
  said === 'unknown' ? null : said === before?.is && before.on === today ? before : { is: said, on: today };

type HealthDialogProps = Readonly<{ patient: Patient; today: LocalDate }>;

/** Asked where a check needs it, and from the bar of the patient: dated, and kept at this workstation. */
export function HealthDialog({ patient, today }: HealthDialogProps) {
  const { known, isAsked } = useStore(healthStore);
  if (!isAsked || known === null || known.patientId !== patient.id) return null;
  return <Asking patient={patient} today={today} facts={known.facts} />;
}

function Asking({ patient, today, facts }: HealthDialogProps & Readonly<{ facts: HealthFactsShown }>) {
  const t = useTexts(healthTexts);
  const formats = useFormats();
  const client = useClient();
  const { toast } = useAnnouncer();
  const [egfr, setEgfr] = useState(facts.egfr?.value ?? null);
  const [creatinine, setCreatinine] = useState<number | null>(null);
  const [sample, setSample] = useState<string | null>(facts.egfr?.on ?? today);
  const [kg, setKg] = useState(facts.weight?.kg ?? null);
  const [weighedOn, setWeighedOn] = useState<string | null>(facts.weight?.on ?? today);
  const [pregnant, setPregnant] = useState<Said>(saidOf(facts.pregnant));
  const [breastFeeding, setBreastFeeding] = useState<Said>(saidOf(facts.breastFeeding));
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [showsAll, setShowsAll] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const touch = (field: string): void => setTouched(before => new Set([...before, field]));
  const computed =
    creatinine === null ? null : egfrOfCreatinine(creatinine, ageInYears(patient.birthDate, today), patient.sex);
  const isInRange = egfr === null || (egfr >= 1 && egfr <= 200);
  const isDated = egfr === null || (sample !== null && isLocalDate(sample) && sample <= today);
  const isWeight = kg === null || (kg >= 0.3 && kg <= 500);
  const isWeighed = kg === null || (weighedOn !== null && isLocalDate(weighedOn) && weighedOn <= today);
  const isChild = ageInYears(patient.birthDate, today) < DOSE_BY_WEIGHT_BELOW;
  const asksPregnancy = patient.sex !== 'male';

  const save = (): void => {
    setShowsAll(true);
    if (!isInRange || !isDated || !isWeight || !isWeighed) return;
    const kept: HealthFactsShown = {
      egfr: egfr === null || sample === null || !isLocalDate(sample) ? null : { value: egfr, on: sample },
      pregnant: touched.has('pregnant') ? answerOf(pregnant, facts.pregnant, today) : facts.pregnant,
      breastFeeding: touched.has('breastFeeding')
        ? answerOf(breastFeeding, facts.breastFeeding, today)
        : facts.breastFeeding,
      weight: kg === null || weighedOn === null || !isLocalDate(weighedOn) ? null : { kg, on: weighedOn },
    };
    void saveHealth(client, patient.id, kept).then(refused => {
      setFailure(refused);
      if (refused !== null) return;
      noteWeight(patient.id, kept.weight);
      toast({ text: t('saved'), tone: 'info' });
    });
  };
  const keys: readonly KeyBinding[] = [
    { id: 'health.save', keys: 'Ctrl+Enter', scope: 'dialog', where: 'health', label: t('save'), run: save },
  ];
  const choice = (label: string, field: 'pregnant' | 'breastFeeding', value: Said, set: (said: Said) => void) => {
    const answer = facts[field];
    return (
      <Row align="fields" gap="group">
        <RadioGroup
          label={label}
          direction="row"
          items={SAID.map(id => ({ id, label: t(id) }))}
          value={value}
          onChange={said => {
            touch(field);
            set(said);
          }}
        />
        {answer !== null && !touched.has(field) && <Quiet>{t('answered', { date: formats.date(answer.on) })}</Quiet>}
      </Row>
    );
  };
  return (
    <Dialog
      isOpen
      onClose={leaveHealth}
      title={t('title')}
      size="medium"
      actions={
        <>
          <Button keys="Esc" onPress={leaveHealth}>
            {t('back')}
          </Button>
          <Button variant="primary" keys="Ctrl+Enter" onPress={save}>
            {t('save')}
          </Button>
        </>
      }
    >
      <DialogKeys bindings={keys} />
      <Stack>
        <p>{t('more')}</p>
        <FailureBanner failure={failure} />
        <Row align="fields" gap="group">
          <NumberField
            label={t('weight')}
            unit="kg"
            value={kg}
            onChange={value => {
              setKg(value);
              if (value !== facts.weight?.kg) setWeighedOn(today);
            }}
            onEnter={save}
            notANumber={t('notANumber')}
            error={showsAll && !isWeight ? t('weightOutOfRange') : undefined}
            min={0.3}
            max={500}
            maxDecimals={2}
            width="number"
            autoFocus={isChild}
          />
          <DateField
            label={t('weighedOn')}
            value={weighedOn}
            onChange={setWeighedOn}
            max={today}
            error={showsAll && !isWeighed ? t('weighingNeeded') : undefined}
            width="short"
          />
        </Row>
        <Row align="fields" gap="group">
          <NumberField
            label={t('egfr')}
            unit="ml/min"
            value={egfr}
            onChange={setEgfr}
            onEnter={save}
            notANumber={t('notANumber')}
            error={showsAll && !isInRange ? t('outOfRange') : undefined}
            min={1}
            max={200}
            maxDecimals={0}
            width="number"
            autoFocus={!isChild}
          />
          <NumberField
            label={t('creatinine')}
            unit="µmol/l"
            error={creatinine !== null && computed === null ? t('noFormula') : undefined}
            value={creatinine}
            onChange={value => {
              setCreatinine(value);
              const found =
                value === null ? null : egfrOfCreatinine(value, ageInYears(patient.birthDate, today), patient.sex);
              if (found !== null) setEgfr(found);
            }}
            onEnter={save}
            notANumber={t('notANumber')}
            min={10}
            max={2000}
            maxDecimals={0}
            width="number"
          />
          <DateField
            label={t('sample')}
            value={sample}
            onChange={setSample}
            max={today}
            error={showsAll && !isDated ? t('dateNeeded') : undefined}
            width="short"
          />
        </Row>
        <Quiet>{t('creatinineHelp')}</Quiet>
        {asksPregnancy && choice(t('pregnant'), 'pregnant', pregnant, setPregnant)}
        {asksPregnancy && choice(t('breastFeeding'), 'breastFeeding', breastFeeding, setBreastFeeding)}
      </Stack>
    </Dialog>
  );
}
