import { memo } from 'react';
import { type RecordHeading, type RecordTemplate } from '../../../shared/domain/records/record.ts';
import { type LocalDate } from '../../../shared/kernel/time.ts';
import { useTexts } from '../../i18n/texts.ts';
import { DiagnosisBlock } from './DiagnosisBlock.tsx';
import { AddSeries, MeasurementsBlock } from './MeasurementsBlock.tsx';
import { codedHeading } from './note-form.ts';
import { type NoteStore } from './note.store.ts';
import { PhraseField } from './PhraseField.tsx';
import { recordTexts } from './records.texts.ts';
import css from './records.module.css';

type NoteSectionsProps = Readonly<{
  note: NoteStore;
  isNurse: boolean;
  lang: 'fi' | 'sv';
  nowMs: number;
  today: LocalDate;
}>;

/** One block a heading, in the order of the template. */
export const NoteSections = memo(function NoteSections({ note, isNurse, lang, nowMs, today }: NoteSectionsProps) {
  const { template } = note.getState();
  return template.headings.map((heading, index) => (
    <div key={heading} className={css.block} data-heading={heading}>
      <Block
        note={note}
        template={template}
        heading={heading}
        isNurse={isNurse}
        lang={lang}
        nowMs={nowMs}
        today={today}
        isFirst={index === 0}
      />
    </div>
  ));
});

type BlockProps = NoteSectionsProps & Readonly<{ template: RecordTemplate; heading: RecordHeading; isFirst: boolean }>;

function Block({ note, template, heading, isNurse, lang, nowMs, today, isFirst }: BlockProps) {
  const t = useTexts(recordTexts);
  const name = heading === 'diagnosis' && isNurse ? t('visitReason') : t(heading);
  const phrases = (template.phrases[heading] ?? []).map(phrase => phrase[lang]);
  const coded = codedHeading(template) === heading ? <DiagnosisBlock note={note} isNurse={isNurse} /> : null;
  if (heading === 'measurements' || heading === 'diagnosis')
    return (
      <PhraseField
        note={note}
        heading={heading}
        name={name}
        label={t('freeText', { heading: name })}
        phrases={phrases}
        lang={lang}
        rows={1}
        autoFocus={isFirst}
        action={heading === 'measurements' ? <AddSeries note={note} nowMs={nowMs} /> : null}
        above={heading === 'measurements' ? <MeasurementsBlock note={note} today={today} /> : coded}
      />
    );
  return (
    <>
      <PhraseField note={note} heading={heading} name={name} phrases={phrases} lang={lang} autoFocus={isFirst} />
      {coded}
    </>
  );
}
