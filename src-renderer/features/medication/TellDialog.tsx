import { useState } from 'react';
import { type MedicationRowShown } from '../../../shared/contract/medication.contract.ts';
import { type MedicationSource } from '../../../shared/domain/medication/medication-list.ts';
import { useTexts } from '../../i18n/texts.ts';
import { Button, CheckBox, Dialog, RadioGroup, Stack, TextField } from '../../ui/index.ts';
import { type Told } from './medication.store.ts';
import { medicationTexts } from './medication.texts.ts';

type TellDialogProps = Readonly<{
  /** Null: a medicine that no column has yet. */
  row: MedicationRowShown | null;
  /** Whether the unit's own column may be written too. */
  writesOwn: boolean;
  onSave: (told: Told) => void;
  onClose: () => void;
}>;

/** What the patient tells of a medicine, or the unit itself gives. */
export function TellDialog({ row, writesOwn, onSave, onClose }: TellDialogProps) {
  const t = useTexts(medicationTexts);
  const [source, setSource] = useState<MedicationSource>('patient');
  const [name, setName] = useState(row?.name ?? '');
  const [dose, setDose] = useState(row?.patient?.dose ?? row?.national?.dose ?? '');
  const [inUse, setInUse] = useState(row?.patient?.inUse ?? true);
  const [note, setNote] = useState(row?.patient?.note ?? '');
  const [showsAll, setShowsAll] = useState(false);
  const lacksName = name.trim() === '';
  const lacksDose = inUse && dose.trim() === '';
  const save = (): void => {
    setShowsAll(true);
    if (lacksName || lacksDose) return;
    onSave({
      source,
      key: row?.key ?? null,
      name: name.trim(),
      dose: inUse ? dose.trim() : '',
      inUse,
      note: note.trim(),
    });
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t(row === null ? 'add' : 'tell')}
      size="small"
      actions={
        <>
          <Button keys="Esc" onPress={onClose}>
            {t('back')}
          </Button>
          <Button variant="primary" keys="Enter" onPress={save}>
            {t('save')}
          </Button>
        </>
      }
    >
      <Stack>
        {row === null ? (
          <TextField
            label={t('name')}
            value={name}
            onChange={text => setName(text.slice(0, 200))}
            onEnter={save}
            error={showsAll && lacksName ? t('nameNeeded') : undefined}
            width="full"
            isRequired
            autoFocus
          />
        ) : (
          <strong>{row.name}</strong>
        )}
        <CheckBox isSelected={inUse} onChange={setInUse}>
          {t('inUse')}
        </CheckBox>
        <TextField
          label={t('dose')}
          value={dose}
          onChange={text => setDose(text.slice(0, 2000))}
          onEnter={save}
          error={showsAll && lacksDose ? t('doseNeeded') : undefined}
          disabledBecause={inUse ? undefined : t('notUsed')}
          width="full"
          autoFocus={row !== null}
        />
        <TextField
          label={t('note')}
          value={note}
          onChange={text => setNote(text.slice(0, 500))}
          onEnter={save}
          width="full"
        />
        {writesOwn && (
          <RadioGroup
            label={t('whose')}
            direction="row"
            items={[
              { id: 'patient', label: t('patient') },
              { id: 'local', label: t('local') },
            ]}
            value={source}
            onChange={setSource}
          />
        )}
      </Stack>
    </Dialog>
  );
}
