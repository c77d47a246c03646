import { CODE_SYSTEMS } from '../../../shared/codes/code-systems.ts';
import { RECORD_TEMPLATE } from '../../../shared/codes/cda-generations.ts';
import {
  HEADING_SYSTEM_NAME,
  PHASE_SYSTEM_NAME,
  RECORD_HEADING_CODES,
  UNSPECIFIED_PHASE,
} from '../../../shared/codes/record-headings.ts';
import { type PatientLanguage } from '../../../shared/kernel/language.ts';
import {
  type DiagnosisEntry,
  MEASUREMENTS,
  type MeasurementEntry,
  type RecordDocument,
  type RecordEntry,
  type RecordSection,
} from '../../../shared/domain/records/record.ts';
import { type Xml, element } from '../xml/write.ts';
import { coded, component, part, quantityValue, uncoded } from './hl7.ts';
import { MEASUREMENT_NAMES, WORDS } from './words.ts';
import { cdaTime, shownTime } from './times.ts';
import {
  type WriteOptions,
  author,
  bodySubject,
  clinicalDocument,
  custodian,
  encounter,
  identification,
  localHeader,
  partiesText,
  practiceTitle,
  recordTarget,
  section,
  structuredBody,
} from './header.write.ts';
import { lines } from './narrative.write.ts';

/** Register of patient documents, 1.2.246.537.5.40150: 2 public, 3 private health care. */
export type PatientRegister = '2' | '3';
const REGISTER_NAMES = { '2': 'Julkinen terveydenhuolto', '3': 'Yksityinen terveydenhuolto' } as const;

const comma = (text: string): string => text.replace('.', ',');

function inWords(entry: RecordEntry, l: PatientLanguage): string {
  if (entry.kind === 'diagnosis') {
    const primacy = entry.primacy === 'PAA' ? WORDS.mainDiagnosis[l] : WORDS.otherDiagnosis[l];
    const permanent = entry.permanence === null ? '' : `, ${WORDS.permanentDiagnosis[l]}`;
    return `${WORDS.diagnosis[l]}: ${entry.code} ${entry.name} (${primacy}${permanent})`;
  }
  const { shown } = MEASUREMENTS[entry.measurement];
  const second = entry.secondValue === null ? '' : `/${comma(entry.secondValue)}`;
  const at = `${WORDS.measuredAt[l]} ${shownTime(entry.measuredAt, l)}`;
  return `${MEASUREMENT_NAMES[entry.measurement][l]}: ${comma(entry.value)}${second} ${shown} (${at})`;
}

/** The entry points at the item of the readable text that says the same. */
const pointer = (itemId: string): Xml => element('text', {}, element('reference', { value: `#${itemId}` }));

const observation = (...content: readonly (Xml | readonly Xml[] | null)[]): Xml =>
  element('observation', { classCode: 'OBS', moodCode: 'EVN' }, content);
const noCode = element('code', { nullFlavor: 'NA' });

function diagnosis(entry: DiagnosisEntry, itemId: string, l: PatientLanguage): Xml {
  const primacy = entry.primacy === 'PAA' ? WORDS.mainDiagnosis[l] : WORDS.otherDiagnosis[l];
  return observation(
    noCode,
    pointer(itemId),
    coded('value', CODE_SYSTEMS.icd10, entry.code, entry.name, { type: 'CD' }),
    part(observation(noCode, coded('value', CODE_SYSTEMS.diagnosisPrimacy, entry.primacy, primacy, { type: 'CE' }))),
    entry.permanence === null
      ? null
      : part(
          observation(
            noCode,
            coded('value', CODE_SYSTEMS.diagnosisPermanence, entry.permanence, WORDS.permanentDiagnosis[l], {
              type: 'CE',
            }),
          ),
        ),
  );
}

function measurement(entry: MeasurementEntry, itemId: string, l: PatientLanguage): Xml {
  const { loinc, unit, parts } = MEASUREMENTS[entry.measurement];
  const head = [
    coded('code', CODE_SYSTEMS.loinc, loinc, MEASUREMENT_NAMES[entry.measurement][l]),
    pointer(itemId),
    element('effectiveTime', { value: cdaTime(entry.measuredAt) }),
  ];
  if (parts === null) return observation(head, quantityValue({ value: entry.value, unit }));
  const values = [entry.value, entry.secondValue];
  return observation(
    head,
    parts.flatMap((code, at) => {
      const each = values[at];
      return each
        ? [part(observation(coded('code', CODE_SYSTEMS.loinc, code, ''), quantityValue({ value: each, unit })))]
        : [];
    }),
  );
}

function headingSection(doc: RecordDocument, each: RecordSection, at: number): Xml {
  const { oid, language } = doc;
  const suffix = `3.${at + 1}`;
  const { code, [language]: name } = RECORD_HEADING_CODES[each.heading];
  const itemId = (entry: number): string => `OID${oid}.${suffix}.${entry + 1}`;
  const items = each.entries.map((entry, n) => element('item', { ID: itemId(n) }, inWords(entry, language)));
  return component(
    section(
      oid,
      suffix,
      code === null
        ? element('code', { nullFlavor: 'OTH', codeSystemName: HEADING_SYSTEM_NAME }, element('originalText', {}, name))
        : element('code', { code, codeSystemName: HEADING_SYSTEM_NAME, displayName: name }),
      element('title', {}, name),
      element(
        'text',
        {},
        each.text === '' ? null : element('paragraph', {}, lines(each.text)),
        items.length === 0 ? null : element('list', {}, items),
      ),
      each.entries.map((entry, n) =>
        element(
          'entry',
          {},
          entry.kind === 'diagnosis' ? diagnosis(entry, itemId(n), language) : measurement(entry, itemId(n), language),
        ),
      ),
    ),
  );
}

/**
 * A record document (visit note): view, phase and heading sections as HL7 Finland's archive documents nest them. The code
 * of the view and all headings but 76 are unconfirmed: they stand as text. The template of the note is an identifier given
 * by the author's unit.
 */
export function recordDocument(doc: RecordDocument, options: WriteOptions, register: PatientRegister): Xml {
  const { language, oid, author: writer } = doc;
  const { organisation } = writer;
  const title = options.practice ? practiceTitle(doc.title, language) : doc.title;
  const phase = UNSPECIFIED_PHASE[language];
  const view = (name: string): Xml => uncoded(name, CODE_SYSTEMS.view, doc.title);
  return clinicalDocument(
    [
      ...identification(doc, {
        templates: [element('templateId', RECORD_TEMPLATE)],
        system: CODE_SYSTEMS.patientRegister,
        code: register,
        name: REGISTER_NAMES[register],
        title,
        at: doc.createdAt,
      }),
      recordTarget(doc.patient, language),
      author(writer, null, doc.createdAt, language),
      custodian(organisation.provider.oid, organisation.provider.name[language]),
      encounter(doc.serviceEventOid, doc.createdAt, organisation, language),
      localHeader(doc.createdAt, options, element('hl7fi:tableOfContents', {}, view('hl7fi:contentsCode'))),
    ],
    structuredBody(
      oid,
      component(
        element(
          'section',
          { ID: `OID${oid}.1` },
          element('templateId', { root: organisation.oid, extension: doc.templateId }),
          element('id', { root: `${oid}.1` }),
          view('code'),
          element('title', {}, title),
          partiesText(
            {
              professional: writer,
              patient: doc.patient,
              time: shownTime(doc.createdAt, language),
              language,
              practice: options.practice,
            },
            [
              [WORDS.document[language], `${oid}, ${WORDS.version[language]} ${doc.version} (${doc.setId})`],
              [WORDS.serviceEvent[language], doc.serviceEventOid],
            ],
          ),
          bodySubject(doc.patient),
          author(writer, null, doc.createdAt, language),
          component(
            section(
              oid,
              '2',
              element('code', {
                code: UNSPECIFIED_PHASE.code,
                codeSystemName: PHASE_SYSTEM_NAME,
                displayName: phase,
              }),
              element('title', {}, phase),
              doc.sections.map((each, at) => headingSection(doc, each, at)),
            ),
          ),
        ),
      ),
    ),
  );
}
