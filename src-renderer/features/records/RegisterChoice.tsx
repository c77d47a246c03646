import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { type Oid } from '../../../shared/kernel/oid.ts';
import { type LocalDate } from '../../../shared/kernel/time.ts';
import { useClient } from '../../api/ClientProvider.tsx';
import { useFormats } from '../../i18n/formats.ts';
import { useTexts } from '../../i18n/texts.ts';
import { Banner, Select } from '../../ui/index.ts';
import { type NoteStore } from './note.store.ts';
import { noteTexts } from './note.texts.ts';

type Held = Readonly<{ oid: Oid; organiserName: string; until: LocalDate }>;
const OWN = 'own';

/**
 * Whose register the note goes into. Asked only where an organiser has authorised this producer to write into its own;
 * a later version stays where the first one is.
 */
export function RegisterChoice({ note }: Readonly<{ note: NoteStore }>) {
  const t = useTexts(noteTexts);
  const formats = useFormats();
  const client = useClient();
  const purchased = useStore(note, state => state.form.purchased);
  const isRevision = useStore(note, state => state.form.revision !== undefined);
  const { patientId, serviceEventOid } = useStore(note, state => state.draft);
  const [held, setHeld] = useState<readonly Held[] | null>(null);
  useEffect(() => {
    let isGone = false;
    void client.authorisations.forStoring({ patientId, serviceEventOid }).then(reply => {
      if (!isGone) setHeld(reply.ok ? reply.value : []);
    });
    return () => {
      isGone = true;
    };
  }, [client, patientId, serviceEventOid]);

  if (isRevision)
    return purchased === undefined ? null : (
      <Banner kind="note">{t('intoOrganiser', { name: purchased.organiserName })}</Banner>
    );
  const choices = held ?? [];
  if (choices.length === 0 && purchased === undefined) return null;
  const isKnown = purchased === undefined || choices.some(({ oid }) => oid === purchased.authorisationOid);
  const left = isKnown ? [] : [{ id: purchased.authorisationOid, label: purchased.organiserName }];
  const choose = (picked: Oid | typeof OWN): void => {
    const one = choices.find(({ oid }) => oid === picked);
    note
      .getState()
      .setPurchased(one === undefined ? null : { authorisationOid: one.oid, organiserName: one.organiserName });
  };
  return (
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
  );
}
