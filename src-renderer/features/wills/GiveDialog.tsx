import { useMemo, useState } from 'react';
import { type DenialChoices } from '../../../shared/contract/wills.contract.ts';
import {
  type Attestation,
  type Declaration,
  type DeclarationRow,
  INFORMING_NOW,
  isInForce,
} from '../../../shared/domain/consent/declaration.ts';
import { givingRefusal } from '../../../shared/domain/consent/declaration.rules.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { useAct } from '../../api/use-act.ts';
import { FailureBanner } from '../../i18n/FailureBanner.tsx';
import { useFailureWords } from '../../i18n/failures.ts';
import { useTexts } from '../../i18n/texts.ts';
import { Button, Dialog, DialogKeys, type KeyBinding, RadioGroup } from '../../ui/index.ts';
import { AttestationFields } from './AttestationFields.tsx';
import {
  attestationLacks,
  attestationOf,
  type Choice,
  CHOICES,
  declarationOf,
  emptyForm,
  type GiveForm,
  type Missing,
} from './give-form.ts';
import { ScopeFields } from './ScopeFields.tsx';
import { willTexts } from './wills.texts.ts';
import { WillTextField } from './WillTextField.tsx';
import css from './wills.module.css';

type GiveDialogProps = Readonly<{
  /** What the dialog opens on; null lets the person choose. */
  choice: Choice | null;
  rows: readonly DeclarationRow[];
  choices: DenialChoices;
  isMinor: boolean;
  lang: 'fi' | 'sv';
  onGive: (declaration: Declaration, attestation: Attestation) => Promise<Failure | null>;
  onClose: () => void;
}>;

const SAMPLES: Readonly<Record<Exclude<Choice, 'denial' | 'livingWill'>, Declaration>> = {
  informing: { kind: 'informing', version: INFORMING_NOW },
  consentHealth: { kind: 'consent', sector: 'health' },
  consentSocial: { kind: 'consent', sector: 'social' },
  healthToSocial: { kind: 'crossSector', direction: 'healthToSocial' },
  socialToHealth: { kind: 'crossSector', direction: 'socialToHealth' },
  organDonation: { kind: 'organDonation', allowed: true, text: '' },
};
/** For choices whose refusal hangs on what is filled in later: the widest that could be said. */
const sampleOf = (choice: Choice): Declaration =>
  choice === 'denial'
    ? { kind: 'denial', scope: { at: 'socialService', serviceTask: '\u0000' }, emergencyUse: true }
    : choice === 'livingWill'
      ? { kind: 'livingWill', text: '-' }
      : SAMPLES[choice];

/** Recording what the person says: what, in detail, on whose word, confirmed. */
export function GiveDialog({ choice, rows, choices, isMinor, lang, onGive, onClose }: GiveDialogProps) {
  const t = useTexts(willTexts);
  const words = useFailureWords();
  const [form, setForm] = useState<GiveForm>(() => emptyForm(choice));
  const [missing, setMissing] = useState<Missing | null>(null);
  const { failure, isPending, run, forget } = useAct();
  const inForce = useMemo(() => rows.filter(isInForce).map(({ declaration }) => declaration), [rows]);
  const edit = (change: Partial<GiveForm>): void => {
    setForm({ ...form, ...change });
    setMissing(null);
    forget();
  };
  const items = CHOICES.map(id => {
    const refusal = givingRefusal({ declaration: sampleOf(id), inForce, isMinor, saidBy: 'person' });
    return { id, label: t(id), ...(refusal === null ? {} : { disabledBecause: words({ code: refusal }).says }) };
  });
  const submit = (): void => {
    const declaration = declarationOf(form);
    const lacks = typeof declaration === 'string' ? declaration : attestationLacks(form);
    if (typeof declaration === 'string' || lacks !== null) return setMissing(lacks);
    run(() => onGive(declaration, attestationOf(form)));
  };
  const keys: readonly KeyBinding[] = [
    { id: 'wills.save', keys: 'F12', scope: 'dialog', where: 'wills-give', label: t('save'), run: submit },
  ];
  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="large"
      title={t('giveTitle')}
      actions={
        <>
          <Button onPress={onClose} keys="Esc">
            {t('back')}
          </Button>
          <Button variant="primary" keys="F12" isPending={isPending} onPress={submit}>
            {t('save')}
          </Button>
        </>
      }
    >
      <DialogKeys bindings={keys} />
      <div className={css.give}>
        <div className={css.kinds}>
          <RadioGroup
            label={t('kind')}
            items={items}
            value={form.choice}
            onChange={to => edit({ choice: to })}
            error={missing === 'needKind' ? t(missing) : undefined}
            autoFocus
          />
        </div>
        <div className={css.says}>
          <FailureBanner failure={failure} />
          <Says form={form} choices={choices} lang={lang} missing={missing} onEdit={edit} />
          {form.choice !== null && (
            <AttestationFields form={form} onEdit={edit} confirmation={t('confirmed')} missing={missing} />
          )}
        </div>
      </div>
    </Dialog>
  );
}

type SaysProps = Readonly<{
  form: GiveForm;
  choices: DenialChoices;
  lang: 'fi' | 'sv';
  missing: Missing | null;
  onEdit: (change: Partial<GiveForm>) => void;
}>;

/** The particulars of the chosen kind. */
function Says({ form, choices, lang, missing, onEdit }: SaysProps) {
  const t = useTexts(willTexts);
  const error = (of: Missing): string | undefined => (missing === of ? t(of) : undefined);
  switch (form.choice) {
    case null:
      return null;
    case 'informing':
      return (
        <>
          <p className={css.text}>{t('means_informing')}</p>
          <p className={css.text}>{t('informScript', { version: INFORMING_NOW })}</p>
        </>
      );
    case 'consentHealth':
    case 'consentSocial':
      return <p className={css.text}>{t(`means_${form.choice}`)}</p>;
    case 'healthToSocial':
    case 'socialToHealth':
      return <p className={css.text}>{t('means_crossSector')}</p>;
    case 'denial':
      return (
        <>
          <p className={css.text}>{t('means_denial')}</p>
          <ScopeFields form={form} choices={choices} onEdit={onEdit} error={error('needScope')} />
        </>
      );
    case 'livingWill':
      return (
        <WillTextField
          label={t('text')}
          value={form.text}
          onChange={text => onEdit({ text })}
          lang={lang}
          isRequired
          error={error('needText')}
        />
      );
    case 'organDonation':
      return (
        <>
          <RadioGroup
            label={t('organ')}
            items={[
              { id: 'allowed', label: t('organAllowed') },
              { id: 'refused', label: t('organRefused') },
            ]}
            value={form.organ}
            onChange={organ => onEdit({ organ })}
            error={error('needOrgan')}
            isRequired
          />
          <WillTextField label={t('organText')} value={form.text} onChange={text => onEdit({ text })} lang={lang} />
        </>
      );
  }
}
