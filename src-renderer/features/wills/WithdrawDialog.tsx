import { useState } from 'react';
import { type Attestation } from '../../../shared/domain/consent/declaration.ts';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { useAct } from '../../api/use-act.ts';
import { FailureBanner } from '../../i18n/FailureBanner.tsx';
import { useTexts } from '../../i18n/texts.ts';
import { Button, Dialog, Stack } from '../../ui/index.ts';
import { AttestationFields } from './AttestationFields.tsx';
import { attestationLacks, attestationOf, emptyForm, type GiveForm, type Missing } from './give-form.ts';
import { willTexts } from './wills.texts.ts';
import css from './wills.module.css';

type WithdrawDialogProps = Readonly<{
  name: string;
  onWithdraw: (attestation: Attestation) => Promise<Failure | null>;
  onClose: () => void;
}>;

/** Ending a declaration, on the person's word. */
export function WithdrawDialog({ name, onWithdraw, onClose }: WithdrawDialogProps) {
  const t = useTexts(willTexts);
  const [form, setForm] = useState<GiveForm>(() => emptyForm(null));
  const [missing, setMissing] = useState<Missing | null>(null);
  const { failure, isPending, run } = useAct();
  const submit = (): void => {
    const lacks = attestationLacks(form);
    setMissing(lacks);
    if (lacks === null) run(() => onWithdraw(attestationOf(form)));
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`${t('withdrawTitle')}: ${name}`}
      actions={
        <>
          <Button onPress={onClose} keys="Esc" autoFocus>
            {t('back')}
          </Button>
          <Button variant="danger" isPending={isPending} onPress={submit}>
            {t('withdraw')}
          </Button>
        </>
      }
    >
      <Stack>
        <FailureBanner failure={failure} />
        <p className={css.text}>{t('withdrawSays')}</p>
        <AttestationFields
          form={form}
          onEdit={change => {
            setForm({ ...form, ...change });
            setMissing(null);
          }}
          confirmation={t('withdrawalConfirmed')}
          missing={missing}
        />
      </Stack>
    </Dialog>
  );
}
