import { addMonths, isLocalDate } from '../../kernel/time.ts';
import { says, type Rule } from '../rule.ts';
import { CERTIFICATE_FORMS, type CertificateContent, isCertificate } from './certificate-forms.ts';
import { type CoreEntry } from './core-data.ts';
import { type RecordFacts } from './record.facts.ts';
import { certificateOf } from './record-templates.ts';
import { type RecordForm } from './record.ts';

/** Longest incapacity that an A certificate stands for: two months (kela.fi, A-todistus). */
const MOST_MONTHS = 2;

const formOf = ({ form }: RecordFacts): CertificateContent | null => certificateOf(form.templateId);

export const certificatesIn = ({ sections }: Pick<RecordForm, 'sections'>): readonly CoreEntry[] =>
  sections
    .flatMap(({ entries }) => entries)
    .filter(entry => entry.kind === 'core')
    .filter(({ content }) => isCertificate(content));

/** Rules of certificates and statements, beside those of every record document. */
export const CERTIFICATE_RULES: readonly Rule<RecordFacts>[] = [
  {
    id: 'M40',
    severity: 'block',
    source: 'kanta.fi, Delivery of Medical Certificates: each certificate is a document of its own',
    field: 'certificate',
    says: says(
      'Asiakirjassa on oltava valitun todistuksen tiedot kerran, eikä muun todistuksen tietoja.',
      'Handlingen ska innehålla uppgifterna för det valda intyget en gång, och inget annat intyg.',
      'The document has to hold the details of the chosen certificate once, and of no other.',
    ),
    holds(facts) {
      const held = certificatesIn(facts.form).map(({ content }) => content);
      const wanted = formOf(facts);
      return wanted === null ? held.length === 0 : held.length === 1 && held[0] === wanted;
    },
    inputs: ({ form }) => ({ template: form.templateId, count: String(certificatesIn(form).length) }),
  },
  {
    id: 'M41',
    severity: 'block',
    source: 'kela.fi, A-todistus, B-lausunto, D-todistus: sairaus tai vamma ICD-10:n mukaisella diagnoosilla',
    field: 'diagnosis',
    says: says(
      'Todistuksesta puuttuu diagnoosi (ICD-10). Jos syy on muu kuin sairaus tai vamma, kirjaa oirekoodi.',
      'Diagnosen (ICD-10) saknas i intyget. Om orsaken är någon annan än sjukdom eller skada, ange symtomkod.',
      'The certificate lacks a diagnosis (ICD-10). Where the cause is no illness or injury, record a symptom code.',
    ),
    holds(facts) {
      const form = formOf(facts);
      if (form === null || !CERTIFICATE_FORMS[form].needsDiagnosis) return true;
      return facts.form.sections.some(({ entries }) => entries.some(({ kind }) => kind === 'diagnosis'));
    },
  },
  {
    id: 'M42',
    severity: 'confirm',
    source: 'kela.fi, A-todistus: sairauspäivärahaa haettaessa, kun työkyvyttömyys kestää alle 2 kuukautta',
    field: 'certificate',
    says: says(
      'Työkyvyttömyys kestää yli kaksi kuukautta: Kela tarvitsee B-lausunnon (SV 7).',
      'Arbetsoförmågan varar över två månader: FPA behöver ett utlåtande B (SV 7).',
      'The incapacity lasts more than two months: Kela needs a B statement (SV 7).',
    ),
    holds: ({ form }) =>
      certificatesIn(form).every(({ content, fields: { incapacityFrom: from = '', incapacityUntil: until = '' } }) => {
        if (content !== 'sv6' || !isLocalDate(from) || !isLocalDate(until)) return true;
        return until < addMonths(from, MOST_MONTHS);
      }),
  },
];
