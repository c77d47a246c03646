import { useMemo, useState } from 'react';
import {
  correctedDispensing,
  correctionFormOf,
  prescriptionFormOf,
  type DispensingCorrectionForm,
  type PharmacyAct,
  type PrescriptionCorrectionForm,
} from '../../../shared/domain/dispensing/pharmacy-act.ts';
import { type PackFate } from '../../../shared/domain/dispensing/pack-return.ts';
import { type Finding } from '../../../shared/domain/finding.ts';
import { fullName } from '../../../shared/domain/people/person.ts';
import { spelledOut } from '../../../shared/domain/prescribing/dose-abbreviations.ts';
import { EMPTY_ASK, type RenewalAskForm } from '../../../shared/domain/dispensing/renewal-ask.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { type Instant } from '../../../shared/kernel/time.ts';
import { nameAndStrength } from '../../i18n/product-words.ts';
import { useFailureWords } from '../../i18n/failures.ts';
import { useFormats } from '../../i18n/formats.ts';
import { useLanguage, useTexts } from '../../i18n/texts.ts';
import {
  Banner,
  Button,
  Dialog,
  DialogKeys,
  FindingList,
  type KeyBinding,
  Quiet,
  Stack,
  TextArea,
} from '../../ui/index.ts';
import { FindingLine } from '../signing/index.ts';
import { type ActTarget } from './act-choice.ts';
import { ActDiff } from './ActDiff.tsx';
import { CorrectDispensingFields, CorrectPrescriptionFields, type Consent } from './ActFields.tsx';
import { actTexts } from './acts.texts.ts';
import { PacksBack } from './PacksBack.tsx';
import { RenewalAskFields } from './RenewalAskFields.tsx';

type ActDialogProps = Readonly<{
  target: ActTarget | null;
  now: Instant;
  /** Null: the document was made and goes to the signature. */
  onPrepare: (act: PharmacyAct) => Promise<readonly Finding[] | Failure | null>;
  onClose: () => void;
}>;

/** One act on what is stored: what changes, why, then the signature. */
export function ActDialog({ target, ...props }: ActDialogProps) {
  if (target === null) return null;
  const id = 'made' in target ? target.made.dispensing.oid : target.row.prescription.setId;
  return <Open key={`${target.kind} ${id}`} target={target} {...props} />;
}

const isFailure = (answer: readonly Finding[] | Failure): answer is Failure => 'code' in answer;

function Open({ target, now, onPrepare, onClose }: ActDialogProps & { target: ActTarget }) {
  const t = useTexts(actTexts);
  const words = useFailureWords();
  const language = useLanguage();
  const formats = useFormats();
  const { kind } = target;
  const prescription = target.row?.prescription ?? null;
  const before = 'made' in target ? target.made.dispensing : null;
  const spelled = prescription === null ? null : spelledOut(prescription.dose.text, prescription.language);
  const isQuick = kind === 'prescriptionCorrection' && spelled !== null;
  const [reason, setReason] = useState(isQuick ? t('technicalReason') : '');
  const [form, setForm] = useState<DispensingCorrectionForm | null>(before === null ? null : correctionFormOf(before));
  const [corrected, setCorrected] = useState<PrescriptionCorrectionForm | null>(
    prescription === null
      ? null
      : { ...prescriptionFormOf(prescription), ...(spelled === null ? {} : { doseText: spelled }) },
  );
  const [ask, setAsk] = useState<RenewalAskForm>(EMPTY_ASK);
  const [consent, setConsent] = useState<Consent | null>(null);
  const [fate, setFate] = useState<PackFate | null>(null);
  const [found, setFound] = useState<readonly Finding[]>([]);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isPending, setPending] = useState(false);

  const act = useMemo((): PharmacyAct | null => {
    switch (kind) {
      case 'dispensingCancellation':
        return before === null ? null : { kind, setId: before.setId, reason, packs: fate };
      case 'dispensingCorrection':
        return before === null || form === null ? null : { kind, setId: before.setId, reason, form };
      case 'prescriptionCorrection':
        return prescription === null || corrected === null
          ? null
          : { kind, setId: prescription.setId, reason, form: corrected, consent };
      case 'renewalRequest':
        return prescription === null ? null : { kind, setId: prescription.setId, reason, form: ask };
      default:
        return prescription === null ? null : { kind, setId: prescription.setId, reason };
    }
  }, [kind, before, prescription, reason, form, corrected, consent, ask, fate]);

  const submit = useMemo(
    () => (): void => {
      if (act === null || isPending) return;
      setPending(true);
      setFailure(null);
      void onPrepare(act).then(answer => {
        setPending(false);
        if (answer === null) return;
        if (isFailure(answer)) setFailure(answer);
        else setFound(answer);
      });
    },
    [act, isPending, onPrepare],
  );
  const keys = useMemo<readonly KeyBinding[]>(
    () => [{ id: 'acts.sign', keys: 'F12', scope: 'dialog', where: 'dispensing-act', label: t('toSign'), run: submit }],
    [t, submit],
  );

  const holder = target.row?.holder ?? null;
  const name =
    before === null
      ? target.row === null
        ? ''
        : nameAndStrength(target.row.prescription.product, language)
      : nameAndStrength(before.product, language);
  const reasonError = found.find(({ field }) => field === 'reason')?.says[language];
  const packsError = found.find(({ field }) => field === 'packs')?.says[language];
  // The group is made anew with the focus in it, where what lacks is to be told.
  const isPacksMissing = packsError !== undefined && reasonError === undefined;
  const others = found.filter(({ field }) => field !== 'reason' && field !== 'smsPhone' && field !== 'packs');
  const help =
    kind === 'renewalRequest'
      ? t('askHelp')
      : kind === 'lock'
        ? t('lockHelp')
        : kind === 'reservation'
          ? t('reservationHelp')
          : kind === 'doseDispensing'
            ? t('doseDispensingHelp')
            : t('reasonHelp');
  const isDanger = kind === 'dispensingCancellation';
  return (
    <Dialog
      isOpen
      onClose={onClose}
      size={
        form !== null && kind === 'dispensingCorrection'
          ? 'large'
          : corrected !== null && kind === 'prescriptionCorrection'
            ? 'large'
            : 'medium'
      }
      title={`${t(kind)}: ${name}`}
      actions={
        <>
          <Button onPress={onClose} keys="Esc">
            {t('back')}
          </Button>
          <Button
            variant={isDanger ? 'danger' : 'primary'}
            keys="F12"
            isPending={isPending}
            autoFocus={isQuick}
            onPress={submit}
          >
            {t('toSign')}
          </Button>
        </>
      }
    >
      <DialogKeys bindings={keys} />
      <Stack gap="related">
        {failure !== null && <Banner kind="error">{words({ code: failure.code }).toldWithCode}</Banner>}
        {others.length > 0 && (
          <FindingList label={t('diff')}>
            {others.map(finding => (
              <FindingLine key={finding.rule} finding={finding} />
            ))}
          </FindingList>
        )}
        {holder !== null && (
          <Quiet>
            {holder.mine
              ? t('holderMine', {
                  age: formats.age(holder.since, Date.parse(now)),
                  time: formats.dateTime(holder.since),
                })
              : t('heldElsewhere', { name: holder.organisationName, time: formats.dateTime(holder.since) })}
          </Quiet>
        )}
        {kind === 'dispensingCorrection' && before !== null && form !== null && (
          <CorrectDispensingFields before={before} form={form} onChange={change => setForm({ ...form, ...change })} />
        )}
        {kind === 'prescriptionCorrection' && prescription !== null && corrected !== null && (
          <CorrectPrescriptionFields
            lang={prescription.language}
            form={corrected}
            consent={consent}
            suggested={{
              prescriber: fullName(prescription.prescriber),
              at: formats.dateTime(now),
              phone: prescription.prescriber.organisation.phone,
            }}
            autoFocus={!isQuick}
            onChange={change => setCorrected({ ...corrected, ...change })}
            onConsent={setConsent}
          />
        )}
        {kind === 'renewalRequest' && prescription !== null && (
          <RenewalAskFields
            prescription={prescription}
            form={ask}
            error={ask.smsConfirmed ? undefined : found.find(({ field }) => field === 'smsPhone')?.says[language]}
            onChange={change => setAsk({ ...ask, ...change })}
          />
        )}
        <TextArea
          label={t(kind === 'renewalRequest' ? 'askMessage' : 'reason')}
          help={help}
          value={reason}
          onChange={setReason}
          rows={2}
          error={reasonError}
          isRequired={kind !== 'renewalRequest'}
          autoFocus={kind !== 'dispensingCorrection' && kind !== 'prescriptionCorrection'}
        />
        {kind === 'dispensingCancellation' && (
          <>
            <PacksBack
              key={isPacksMissing ? 'missing' : 'asked'}
              packs={target.made.packs}
              value={fate}
              error={fate === null ? packsError : undefined}
              autoFocus={isPacksMissing}
              onChange={setFate}
            />
            <Quiet>{t('cancellationMore')}</Quiet>
          </>
        )}
        {kind === 'dispensingCorrection' && before !== null && form !== null && (
          <ActDiff of="dispensing" before={before} after={correctedDispensing(before, target.row, form)} />
        )}
        {kind === 'prescriptionCorrection' && prescription !== null && corrected !== null && (
          <ActDiff of="prescription" before={prescriptionFormOf(prescription)} after={corrected} />
        )}
      </Stack>
    </Dialog>
  );
}
