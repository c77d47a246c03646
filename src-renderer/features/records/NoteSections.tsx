import { memo } from 'react';
import { isCertificate } from '../../../shared/domain/records/certificate-forms.ts';
import { CORE_CONTENTS, CORE_SHAPES, type CoreContent } from '../../../shared/domain/records/core-data.ts';
import { type RecordHeading, type RecordTemplate } from '../../../shared/domain/records/record.ts';
import { type LocalDate } from '../../../shared/kernel/time.ts';
import { useStore } from 'zustand';
import { useTexts } from '../../i18n/texts.ts';
import { CoreBlock } from './CoreBlock.tsx';
import { DiagnosisBlock } from './DiagnosisBlock.tsx';
import { AddSeries, MeasurementsBlock } from './MeasurementsBlock.tsx';
import { codedHeading, coreOf, textOf } from './note-form.ts';
import { type NoteStore } from './note.store.ts';
import { PhraseField } from './PhraseField.tsx';
import { headingTexts } from './headings.texts.ts';
import { noteTexts } from './note.texts.ts';
import css from './records.module.css';

type NoteSectionsProps = Readonly<{
  note: NoteStore;
  isNurse: boolean;
  lang: 'fi' | 'sv';
  nowMs: number;
  today: LocalDate;
}>;

/** Contents that may be recorded under the headings of a template. */
const contentsFor = (template: RecordTemplate): readonly CoreContent[] =>
  CORE_CONTENTS.filter(
    content =>
      template.headings.includes(CORE_SHAPES[content].heading) &&
      (!isCertificate(content) || content === template.certificate),
  );

/** Those of them that are looked for and added; the form of a certificate is there from the beginning. */
export const addableFor = (template: RecordTemplate): readonly CoreContent[] =>
  contentsFor(template).filter(content => CORE_SHAPES[content].search !== null);

/** Headings that exist for structured entries alone: shown when something stands under them or somebody asked for them. */
const STRUCTURED: ReadonlySet<RecordHeading> = new Set(
  CORE_CONTENTS.map(content => CORE_SHAPES[content].heading).filter(heading => heading !== 'reasonForArrival'),
);

/** One block a heading, in the order of the template. */
export const NoteSections = memo(function NoteSections({ note, isNurse, lang, nowMs, today }: NoteSectionsProps) {
  const { template } = note.getState();
  return template.headings.map((heading, index) => (
    <Block
      key={heading}
      note={note}
      template={template}
      heading={heading}
      isNurse={isNurse}
      lang={lang}
      nowMs={nowMs}
      today={today}
      isFirst={index === 0}
    />
  ));
});

type BlockProps = NoteSectionsProps & Readonly<{ template: RecordTemplate; heading: RecordHeading; isFirst: boolean }>;

function Block({ note, template, heading, isNurse, lang, nowMs, today, isFirst }: BlockProps) {
  const t = useTexts(noteTexts);
  const named = useTexts(headingTexts);
  const asked = useStore(note, state => state.asked);
  const form = useStore(note, state => state.form);
  const contents = contentsFor(template).filter(content => CORE_SHAPES[content].heading === heading);
  const shown = contents.filter(content => asked.includes(content) || coreOf(form, content).length > 0);
  if (STRUCTURED.has(heading) && shown.length === 0 && textOf(form, heading) === '') return null;
  const name = named(heading === 'diagnosis' && isNurse ? 'visitReason' : heading);
  const phrases = (template.phrases[heading] ?? []).map(phrase => phrase[lang]);
  const isCoded = codedHeading(template) === heading;
  const blocks = (
    <>
      {isCoded && <DiagnosisBlock note={note} isNurse={isNurse} />}
      {shown.map(content => (
        <CoreBlock
          key={content}
          note={note}
          content={content}
          lang={lang}
          today={today}
          autoFocus={asked.at(-1) === content}
        />
      ))}
    </>
  );
  const isBelow = heading === 'reasonForArrival';
  const isShort = heading === 'measurements' || heading === 'diagnosis' || STRUCTURED.has(heading);
  return (
    <div className={css.block} data-heading={heading}>
      <PhraseField
        note={note}
        heading={heading}
        name={name}
        {...(isShort ? { label: t('freeText', { heading: name }), rows: 1 } : {})}
        phrases={phrases}
        lang={lang}
        autoFocus={isFirst}
        action={heading === 'measurements' ? <AddSeries note={note} nowMs={nowMs} /> : null}
        above={heading === 'measurements' ? <MeasurementsBlock note={note} today={today} /> : isBelow ? null : blocks}
      />
      {isBelow && blocks}
    </div>
  );
}
