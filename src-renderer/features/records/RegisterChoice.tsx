import { useStore } from 'zustand';
import { type Oid } from '../../../shared/kernel/oid.ts';
import { useFormats } from '../../i18n/formats.ts';
import { useTexts } from '../../i18n/texts.ts';
import { Banner, Button, Select, Stack } from '../../ui/index.ts';
import { type NoteStore } from './note.store.ts';
import { noteTexts } from './note.texts.ts';
import { useStoringRights } from './use-storing-rights.ts';

const OWN = 'own';

/**
 * Whose register the note goes into. Asked only where an organiser has authorised this producer to write into its own;
 * a later version stays where the first one is. Where the service does not tell, that is said: the way into another register
 * may be missing.
 */
export function RegisterChoice({ note }: Readonly<{ note: NoteStore }>) {
  const t = useTexts(noteTexts);
  const formats = useFormats();
  const purchased = useStore(note, state => state.form.purchased);
  const isRevision = useStore(note, state => state.form.revision !== undefined);
  const { patientId, serviceEventOid } = useStore(note, state => state.draft);
  const { held, fault, isAsking, ask } = useStoringRights(patientId, serviceEventOid);

  if (isRevision)
    return purchased === undefined ? null : (
      <Banner kind="note">{t('intoOrganiser', { name: purchased.organiserName })}</Banner>
    );
  const choices = held ?? [];
  const untold = fault !== null && (
    <Banner
      kind="note"
      action={
        <Button isPending={isAsking} onPress={ask}>
          {t('rightsAgain')}
        </Button>
      }
    >
      {t(choices.length === 0 ? 'rightsUnknown' : 'rightsKept')}
    </Banner>
  );
  if (choices.length === 0 && purchased === undefined) return untold;
  const isKnown = purchased === undefined || choices.some(({ oid }) => oid === purchased.authorisationOid);
  const left = isKnown ? [] : [{ id: purchased.authorisationOid, label: purchased.organiserName }];
  const choose = (picked: Oid | typeof OWN): void => {
    const one = choices.find(({ oid }) => oid === picked);
    note
      .getState()
      .setPurchased(one === undefined ? null : { authorisationOid: one.oid, organiserName: one.organiserName });
  };
  return (
    <Stack>
      {untold}
      <Select<Oid | typeof OWN>
        label={t('register')}
        width="full"
        items={[
          { id: OWN, label: t('ownRegister') },
          ...choices.map(({ oid, organiserName, until }) => ({
            id: oid,
            label: t('organiserRegister', { name: organiserName, date: formats.date(until) }),
          })),
          ...left,
        ]}
        value={purchased?.authorisationOid ?? OWN}
        onChange={choose}
        placeholder={t('ownRegister')}
        help={t('registerHelp')}
        error={held !== null && !isKnown ? t('registerGone') : undefined}
      />
    </Stack>
  );
}
