import { useEffect, useMemo, useRef, useState } from 'react';
import { type PatientHit } from '../../../shared/contract/patients.contract.ts';
import { ACCESS_BASES, type AccessBasis } from '../../../shared/domain/dispensing/dispensing.ts';
import { listName } from '../../../shared/domain/people/person.ts';
import { useTexts } from '../../i18n/texts.ts';
import { Button, Dialog, DialogKeys, type KeyBinding, Quiet, RadioGroup, Stack, TextField } from '../../ui/index.ts';
import { type OpenPatient } from './patient.store.ts';
import { patientTexts } from './patients.texts.ts';

const ACTING_KEY = 'Ctrl+B';

export type Why = Pick<OpenPatient, 'reason' | 'basis' | 'collector'>;
type OpeningDialogProps = Readonly<{
  hit: PatientHit | null;
  inPharmacy: boolean;
  onClose: () => void;
  onOpen: (why: Why) => void;
}>;

/** Why the data are opened: a pharmacy names the customer's word, a clinic the kind of treatment. Enter takes what stands there. */
export function OpeningDialog({ hit, inPharmacy, onClose, onOpen }: OpeningDialogProps) {
  const t = useTexts(patientTexts);
  const [basis, setBasis] = useState<AccessBasis>('oralRequest');
  const [collector, setCollector] = useState('');
  /** Chosen by its key: the name is what comes next. */
  const [isByKey, setByKey] = useState(false);
  const name = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (isByKey) name.current?.focus();
  }, [isByKey]);
  const [reason, setReason] = useState<'1' | '2'>('1');
  const needsCollector = inPharmacy && basis === 'actingForAnother' && collector.trim() === '';
  /** The next person is asked anew. */
  const forget = (): void => {
    setBasis('oralRequest');
    setCollector('');
    setByKey(false);
    setReason('1');
  };
  const close = (): void => {
    forget();
    onClose();
  };
  const open = (): void => {
    if (needsCollector) return;
    onOpen(inPharmacy ? { reason: '6', basis, collector: collector.trim() } : { reason, basis: null, collector: '' });
    forget();
  };
  const keys = useMemo<readonly KeyBinding[]>(() => {
    if (!inPharmacy) return [];
    const run = (): void => {
      setByKey(true);
      setBasis('actingForAnother');
    };
    const label = t('actingForAnother');
    return [{ id: 'opening.acting', keys: ACTING_KEY, scope: 'dialog', where: 'opening', label, run }];
  }, [inPharmacy, t]);
  return (
    <Dialog
      isOpen={hit !== null}
      onClose={close}
      title={hit === null ? t('openTitle') : listName(hit)}
      size="small"
      actions={
        <>
          <Button onPress={close} keys="Esc">
            {t('cancel')}
          </Button>
          <Button
            variant="primary"
            autoFocus
            onPress={open}
            keys="Enter"
            disabledBecause={needsCollector ? t('collectorHelp') : undefined}
          >
            {t('openPatient')}
          </Button>
        </>
      }
    >
      <DialogKeys bindings={keys} />
      <Stack>
        {inPharmacy ? (
          <>
            <RadioGroup
              label={t('basis')}
              items={ACCESS_BASES.map(id => ({
                id,
                label: t(id),
                ...(id === 'actingForAnother' && { detail: ACTING_KEY }),
              }))}
              value={basis}
              onChange={setBasis}
            />
            {basis === 'actingForAnother' ? (
              <TextField
                label={t('collector')}
                help={t('collectorHelp')}
                value={collector}
                onChange={setCollector}
                onEnter={open}
                inputRef={name}
                width="long"
              />
            ) : null}
          </>
        ) : (
          <RadioGroup
            label={t('reason')}
            items={[
              { id: '1', label: t('reason1') },
              { id: '2', label: t('reason2') },
            ]}
            value={reason}
            onChange={setReason}
          />
        )}
        <Quiet>{t('logged')}</Quiet>
      </Stack>
    </Dialog>
  );
}
