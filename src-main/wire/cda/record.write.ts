import { CODE_SYSTEMS } from '../../../shared/codes/code-systems.ts';
import { RECORD_TEMPLATE } from '../../../shared/codes/cda-generations.ts';
import {
  HEADING_SYSTEM_NAME,
  PHASE_OF_HEADING,
  PHASE_SYSTEM_NAME,
  RECORD_HEADING_CODES,
  RECORD_PHASES,
  type RecordPhase,
} from '../../../shared/codes/record-headings.ts';
import {
  PATIENT_REGISTERS,
  type PatientRegister,
  RECORD_STATUS,
  RECORD_SYSTEMS,
} from '../../../shared/codes/record-systems.ts';
import { coreInWords } from '../../../shared/domain/records/core-data.rules.ts';
import { type Professional, fullName } from '../../../shared/domain/people/person.ts';
import { type PatientLanguage } from '../../../shared/kernel/language.ts';
import {
  type DiagnosisEntry,
  keeperOf,
  MEASUREMENTS,
  type MeasurementEntry,
  type RecordDocument,
  type RecordEntry,
  type RecordSection,
} from '../../../shared/domain/records/record.ts';
import { type Xml, type XmlChild, element } from '../xml/write.ts';
import { coded, component, part, quantityValue, uncoded } from './hl7.ts';
import { ACT_WORDS } from './act-words.ts';
import { coreObservation } from './record-core.codec.ts';
import { CODE_NAMES, MEASUREMENT_NAMES, WORDS } from './words.ts';
import { cdaDate, cdaTime, shownTime } from './times.ts';
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
import { type Row, lines } from './narrative.write.ts';

const comma = (text: string): string => text.replace('.', ',');

function inWords(entry: RecordEntry, l: PatientLanguage): string {
  if (entry.kind === 'core') return coreInWords(entry, l);
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

function entryOf(entry: RecordEntry, itemId: string, language: PatientLanguage): Xml {
  switch (entry.kind) {
    case 'diagnosis':
      return diagnosis(entry, itemId, language);
    case 'measurement':
      return measurement(entry, itemId, language);
    case 'core':
      return coreObservation(entry, pointer(itemId));
  }
}

/** A form is read one field below the other, each in a piece of its own; everything else is one line. */
function itemText(text: string): readonly XmlChild[] {
  const each = text.split('\n');
  if (each.length === 1) return [text];
  return each.flatMap((line, at) => [...(at === 0 ? [] : [element('br')]), element('content', {}, line)]);
}

function headingSection(doc: RecordDocument, each: RecordSection, at: number): Xml {
  const { oid, language } = doc;
  const suffix = `3.${at + 1}`;
  const { code, [language]: name } = RECORD_HEADING_CODES[each.heading];
  const itemId = (entry: number): string => `OID${oid}.${suffix}.${entry + 1}`;
  const items = each.entries.map((entry, n) => element('item', { ID: itemId(n) }, itemText(inWords(entry, language))));
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
      each.entries.map((entry, n) => element('entry', {}, entryOf(entry, itemId(n), language))),
    ),
  );
}

type Placed = Readonly<{ section: RecordSection; at: number }>;
type PhaseRun = Readonly<{ phase: RecordPhase; sections: readonly Placed[] }>;

/** Headings that follow each other in one phase stand in one phase section: the order of the writer is kept. */
function phasesOf(doc: RecordDocument): readonly PhaseRun[] {
  const runs: { phase: RecordPhase; sections: Placed[] }[] = [];
  doc.sections.forEach((section, at) => {
    const phase = PHASE_OF_HEADING[section.heading];
    const last = runs.at(-1);
    if (last?.phase === phase) last.sections.push({ section, at });
    else runs.push({ phase, sections: [{ section, at }] });
  });
  return runs.length === 0 ? [{ phase: 'unspecified', sections: [] }] : runs;
}

function phaseSection(doc: RecordDocument, { phase, sections }: PhaseRun, suffix: string): Xml {
  const { code, [doc.language]: name } = RECORD_PHASES[phase];
  return component(
    section(
      doc.oid,
      suffix,
      code === null
        ? element('code', { nullFlavor: 'OTH', codeSystemName: PHASE_SYSTEM_NAME }, element('originalText', {}, name))
        : element('code', { code, codeSystemName: PHASE_SYSTEM_NAME, displayName: name }),
      element('title', {}, name),
      sections.map(each => headingSection(doc, each.section, each.at)),
    ),
  );
}

type Revised = NonNullable<RecordDocument['revision']>;

/** Who made a later version, 1.2.246.537.5.40006.2003: corrector or annuller; the first author stays beside. */
const REVISER_ROLES = {
  newVersion: { code: 'KOR', name: 'Korjaaja' },
  annulment: { code: 'MIT', name: 'Mitätöijä' },
} as const;

/** The header's pointer to the version that is replaced. */
const replacedVersion = ({ base }: Revised, register: PatientRegister): Xml =>
  element(
    'relatedDocument',
    { typeCode: 'RPLC' },
    element(
      'parentDocument',
      {},
      element('id', { root: base.oid }),
      coded('code', CODE_SYSTEMS.patientRegister, register, PATIENT_REGISTERS[register]),
      element('setId', { root: base.setId }),
      element('versionNumber', { value: String(base.version) }),
    ),
  );

const said = (person: Professional, l: PatientLanguage): string => `${person.title[l]} ${fullName(person)}`.trim();

function revisionRows({ revision, author: first, createdAt, language: l }: RecordDocument): readonly Row[] {
  if (revision === undefined) return [];
  const { base, by, reason, act } = revision;
  const isAnnulment = act === 'annulment';
  return [
    [ACT_WORDS.replaces[l], `${base.oid}, ${WORDS.version[l]} ${base.version} (${base.setId})`],
    [ACT_WORDS.firstWrittenBy[l], said(first, l)],
    [(isAnnulment ? ACT_WORDS.annulledBy : ACT_WORDS.correctedBy)[l], said(by, l)],
    [(isAnnulment ? ACT_WORDS.annulledAt : ACT_WORDS.correctedAt)[l], shownTime(createdAt, l)],
    [(isAnnulment ? ACT_WORDS.annulmentReason : ACT_WORDS.newVersionReason)[l], reason],
  ];
}

function eventInWords({ serviceEventOid, isPrimary, series, language: l }: RecordDocument): string {
  const parts = [
    serviceEventOid,
    ...(series === undefined ? [] : [`${WORDS.treatmentSeries[l]} ${series.name}`]),
    ...(series?.visitOid ? [`${WORDS.visitOfSeries[l]} ${series.visitOid}`] : []),
    ...(isPrimary === true ? [WORDS.primaryDocument[l].toLowerCase()] : []),
  ];
  return parts.join(', ');
}

const organiserInWords = ({ purchased }: RecordDocument): string | null =>
  purchased === undefined ? null : `${purchased.organiserName}, ${purchased.organiserOid}`;

/** A first version is ready for the archive and says nothing of it, as before; an annulled one says so. */
const recordStatus = ({ revision }: RecordDocument): Xml | null =>
  revision === undefined
    ? null
    : revision.act === 'annulment'
      ? uncoded('hl7fi:recordStatus', RECORD_SYSTEMS.recordStatus, RECORD_STATUS.annulled.name)
      : coded('hl7fi:recordStatus', RECORD_SYSTEMS.recordStatus, RECORD_STATUS.ready.code, RECORD_STATUS.ready.name);

/** First day on which the person may see it; left out where nothing is delayed. */
const releaseDate = ({ citizen }: RecordDocument): Xml | null =>
  citizen?.delay ? element('hl7fi:releaseDateForPatientViewing', { value: cdaDate(citizen.delay.until) }) : null;

/** Its code list is not public: the document is told to be primary by name. */
const primaryMark = ({ isPrimary }: RecordDocument): Xml | null =>
  isPrimary === true ? uncoded('hl7fi:encompassingEncounterMasterCode', null, WORDS.primaryDocument.fi) : null;

/** The visit of the series in which it was written; the series itself is the service event. */
const visitOf = ({ series }: RecordDocument): Xml | null =>
  series?.visitOid ? element('hl7fi:secondaryEncompassingEncounterId', { root: series.visitOid }) : null;

/** The organiser of a purchased service, whose register this is. */
const organiserOf = ({ purchased }: RecordDocument): readonly Xml[] =>
  purchased === undefined
    ? []
    : [
        element('hl7fi:outsourcingServiceCustomer', { root: purchased.organiserOid }),
        element('hl7fi:outsourcingServiceCustomerName', {}, purchased.organiserName),
      ];

const episodeOf = ({ series, serviceEventOid }: RecordDocument): Xml | null =>
  series === undefined
    ? null
    : element(
        'hl7fi:episodeLink',
        {},
        element('hl7fi:episodeLinkId', { root: serviceEventOid }),
        element('hl7fi:episodeLinkName', {}, series.name),
      );

/** Whether guardians see a minor's data, as prescriptions say it. */
function minorConsent({ citizen, language }: RecordDocument): Xml | null {
  const code = citizen?.minorDisclosure ?? null;
  return code === null
    ? null
    : element(
        'authorization',
        { typeCode: 'AUTH' },
        element(
          'consent',
          { classCode: 'CONS', moodCode: 'EVN' },
          coded('code', CODE_SYSTEMS.minorDisclosure, code, CODE_NAMES.minorDisclosure[code][language]),
          element('statusCode', { code: 'completed' }),
        ),
      );
}

/**
 * A record document (visit note): view, phase and heading sections as HL7 Finland's archive documents nest them. The code
 * of the view and all headings but 76 are unconfirmed: they stand as text. The template of the note is an identifier given
 * by the author's unit.
 */
export function recordDocument(doc: RecordDocument, options: WriteOptions, ownRegister: PatientRegister): Xml {
  const { language, oid, author: writer, purchased } = doc;
  const register = purchased?.register ?? ownRegister;
  const { organisation } = writer;
  const title = options.practice ? practiceTitle(doc.title, language) : doc.title;
  const { revision } = doc;
  const at = doc.createdAt;
  const view = (name: string): Xml => uncoded(name, CODE_SYSTEMS.view, doc.title);
  return clinicalDocument(
    [
      ...identification(doc, {
        templates: [element('templateId', RECORD_TEMPLATE)],
        system: CODE_SYSTEMS.patientRegister,
        code: register,
        name: PATIENT_REGISTERS[register],
        title,
        at: doc.createdAt,
      }),
      recordTarget(doc.patient, language),
      author(writer, null, at, language),
      revision === undefined ? null : author(revision.by, REVISER_ROLES[revision.act], at, language),
      custodian(keeperOf(doc), purchased?.organiserName ?? organisation.provider.name[language]),
      revision === undefined ? null : replacedVersion(revision, register),
      minorConsent(doc),
      encounter(doc.serviceEventOid, doc.happenedAt ?? at, organisation, language, purchased !== undefined),
      localHeader(at, options, element('hl7fi:tableOfContents', {}, view('hl7fi:contentsCode')), [
        recordStatus(doc),
        episodeOf(doc),
        primaryMark(doc),
        visitOf(doc),
        ...organiserOf(doc),
        releaseDate(doc),
      ]),
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
              professional: revision?.by ?? writer,
              patient: doc.patient,
              time: shownTime(at, language),
              language,
              practice: options.practice,
            },
            [
              [WORDS.document[language], `${oid}, ${WORDS.version[language]} ${doc.version} (${doc.setId})`],
              [WORDS.serviceEvent[language], eventInWords(doc)],
              [WORDS.serviceOrganiser[language], organiserInWords(doc)],
              [ACT_WORDS.happenedAt[language], doc.happenedAt ? shownTime(doc.happenedAt, language) : null],
              ...revisionRows(doc),
              [
                WORDS.minorDisclosure[language],
                doc.citizen?.minorDisclosure ? CODE_NAMES.minorDisclosure[doc.citizen.minorDisclosure][language] : null,
              ],
            ],
          ),
          bodySubject(doc.patient),
          author(revision?.by ?? writer, null, at, language),
          phasesOf(doc).map((each, place, all) => phaseSection(doc, each, all.length === 1 ? '2' : `2.${place + 1}`)),
        ),
      ),
    ),
  );
}
