import { createHash, sign } from 'node:crypto';
import { readXml } from '../../../src-main/wire/xml/xml.ts';
import { type Signer, type Who, oidOf, professional } from './people.ts';

export type TestPatient = Readonly<{
  hetu: string | null;
  given: readonly string[];
  family: string;
  gender: '1' | '2';
  birthDate: string;
}>;

export const PATIENT: TestPatient = {
  hetu: '120468-912X',
  given: ['Kaisa', 'Marjatta'],
  family: 'Esimerkki',
  gender: '2',
  birthDate: '19680412',
};
export const OTHER_PATIENT: TestPatient = {
  hetu: '300955Y931U',
  given: ['Karl-Erik'],
  family: 'Lindqvist',
  gender: '1',
  birthDate: '19550930',
};

export const AINO = professional('aino-harjula');
export const MIKAEL = professional('mikael-sandvik');
export const LEENA = professional('leena-apaja');
export const SOFIA = professional('sofia-lindgren');
export const NOORA = professional('noora-hoivala');
export const ILMARI = professional('ilmari-lukko');

const LL = 'codeSystem="1.2.246.537.6.12.2002.126"';
let serial = 0;
const YEAR = 2026;
export const newOid = (organisation: string, node: '93' | '14' | '11' = '93'): string => {
  serial += 1;
  const arc = oidOf(organisation).replace(/\.10\.\d+$/, '');
  return `${arc}.${node}${node === '93' ? '001' : ''}.${YEAR}.${Math.floor(Math.random() * 1e9)}${serial}`;
};

/** `20261122093000` in Finnish time from a moment. */
export function cdaTime(ms: number): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Helsinki', dateStyle: 'short', timeStyle: 'medium' })
    .format(ms)
    .replace(/\D/g, '');
}

const given = (patient: TestPatient) => patient.given.map(g => `<given>${g}</given>`).join('');
const patientId = (patient: TestPatient) =>
  patient.hetu ? `<id extension="${patient.hetu}" root="1.2.246.21"/>` : '<id nullFlavor="NI"/>';

function author(role: string | null, who: Who): string {
  return `<author>${role ? `<functionCode code="${role}" codeSystem="1.2.246.537.5.40006.2003"/>` : ''}<time/><assignedAuthor>${
    who.identifier ? `<id extension="${who.identifier}" root="1.2.246.537.25"/>` : ''
  }<id extension="${who.registration}" root="1.2.246.537.26"/>${
    who.right
      ? `<code><translation>${who.title === '' ? '' : `<qualifier><name code="1.2" codeSystem="1.2.246.537.6.12.999.2003"/><value><originalText>${who.title}</originalText></value></qualifier>`}<qualifier><name code="151" ${LL}/><value code="${who.right}" codeSystem="1.2.246.537.6.140.2008"/></qualifier></translation></code>`
      : '<code nullFlavor="NI"/>'
  }<assignedPerson><name>${who.given.map(g => `<given>${g}</given>`).join('')}<family>${who.family}</family></name></assignedPerson><representedOrganization><id root="${oidOf(
    who.organisation,
  )}"/><name>${who.unitName}</name></representedOrganization></assignedAuthor></author>`;
}

export type HeaderParts = Readonly<{
  oid: string;
  setId: string;
  version: number;
  type: string;
  typeSystem?: string;
  patient: TestPatient;
  authors: readonly string[];
  custodian?: string;
  related?: Readonly<{ kind: 'APND' | 'RPLC'; oid: string; setId: string; type?: string }>;
  encounter?: string;
  createdMs: number;
  /** XML of the state of the document. */
  status?: string;
  place?: string;
  /** Of a purchased service. */
  producer?: string;
}>;

const SIGNATURE_PLACE = '<!--signature-->';

function document(header: HeaderParts, sections: string): string {
  const { patient } = header;
  return `<?xml version="1.0" encoding="UTF-8"?><ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:hl7fi="urn:hl7finland"><realmCode code="FI"/><typeId extension="POCD_HD000040" root="2.16.840.1.113883.1.3"/><templateId root="1.2.246.777.11.2020.2"/><id root="${header.oid}"/><code code="${header.type}" codeSystem="${header.typeSystem ?? '1.2.246.537.5.40105.2006'}"/><title>Asiakirja</title><effectiveTime value="${cdaTime(header.createdMs)}"/><confidentialityCode code="5" codeSystem="1.2.246.777.5.99902.2006"/><languageCode code="fi"/><setId root="${header.setId}"/><versionNumber value="${header.version}"/><recordTarget><patientRole>${patientId(patient)}<patient><name>${given(patient)}<given qualifier="CL">${patient.given[0]}</given><family>${patient.family}</family></name><administrativeGenderCode code="${patient.gender}" codeSystem="1.2.246.537.5.1.1997"/><birthTime value="${patient.birthDate}"/></patient></patientRole></recordTarget>${header.authors.join('')}<custodian><assignedCustodian><representedCustodianOrganization><id root="${header.custodian ?? '1.2.246.10.2462460.19.1'}"/></representedCustodianOrganization></assignedCustodian></custodian>${
    header.related
      ? `<relatedDocument typeCode="${header.related.kind}"><parentDocument><id root="${header.related.oid}"/>${header.related.type ? `<code code="${header.related.type}" codeSystem="1.2.246.537.5.40105.2006"/>` : ''}<setId root="${header.related.setId}"/></parentDocument></relatedDocument>`
      : ''
  }<componentOf><encompassingEncounter>${header.encounter ? `<id root="${header.encounter}"/>` : ''}<effectiveTime value="${cdaTime(header.createdMs)}"/>${header.producer ? `<responsibleParty><assignedEntity><id nullFlavor="NA"/><representedOrganization><id root="${header.producer}"/></representedOrganization></assignedEntity></responsibleParty>` : ''}</encompassingEncounter></componentOf><hl7fi:localHeader><hl7fi:softwareSupport>test</hl7fi:softwareSupport>${header.status ?? ''}${SIGNATURE_PLACE}${header.place ?? ''}</hl7fi:localHeader><component><structuredBody ID="OID${header.oid}.body"><component><section ID="OID${header.oid}.1"><id root="${header.oid}.1"/>${sections}</section></component></structuredBody></component></ClinicalDocument>`;
}

const bodySubject = (patient: TestPatient) =>
  `<subject typeCode="SBJ"><relatedSubject classCode="PAT">${patient.hetu ? `<code code="${patient.hetu}" codeSystem="1.2.246.21"/>` : ''}<subject classCode="PSN"><name>${given(patient)}<family>${patient.family}</family></name><birthTime value="${patient.birthDate}"/></subject></relatedSubject></subject>`;
const observation = (code: number, inner: string) =>
  `<observation classCode="OBS" moodCode="EVN"><code code="${code}" ${LL}/>${inner}</observation>`;
const component = (code: number, inner: string) => `<component>${observation(code, inner)}</component>`;
const relation = (code: number, inner: string) =>
  `<entryRelationship typeCode="COMP">${observation(code, inner)}</entryRelationship>`;
const flag = (value: boolean) => `<value xsi:type="BL" value="${value}"/>`;
const words = (value: string) => `<value xsi:type="ST">${value}</value>`;
const coded = (code: string, system: string, inner = '') =>
  `<value xsi:type="CE" code="${code}" codeSystem="${system}">${inner}</value>`;
const self = (header: HeaderParts, kind = 'SPRT', oid = header.oid, setId = header.setId) =>
  `<reference typeCode="${kind}"><externalDocument><id root="${oid}"/><setId root="${setId}"/></externalDocument></reference>`;
const organizer = (code: number, inner: string) =>
  `<entry><organizer classCode="CLUSTER" moodCode="EVN"><code code="${code}" ${LL}/><statusCode code="completed"/>${inner}</organizer></entry>`;
const drug =
  '<consumable><manufacturedProduct><manufacturedLabeledDrug nullFlavor="NI"/></manufacturedProduct></consumable>';

export type PrescriptionChange = Readonly<{
  oid?: string;
  setId?: string;
  version?: number;
  type?: '1' | '2' | '3';
  replaces?: string;
  patient?: TestPatient;
  bodyPatient?: TestPatient;
  prescriber?: Who;
  signerRole?: string;
  signer?: Who;
  prescribedMs?: number;
  validUntil?: string;
  packages?: number;
  size?: string;
  unit?: string;
  mode?: '1' | '2' | '3';
  iteration?: Readonly<{ count: number; days?: number }>;
  tradeName?: string;
  atc?: string;
  /** Code of 1.2.246.537.6.604.2014. */
  productKind?: string;
  vnr?: string;
  pkv?: string;
  narcotic?: boolean;
  dosage?: string;
  encounter?: string;
  cancel?: Readonly<{ type: string; reason: string; text?: string }>;
  correct?: Readonly<{ reason: string; text?: string }>;
  kind?: string;
}>;

export type Built = Readonly<{ header: HeaderParts; xml: string; author: Who }>;

export function prescription(nowMs: number, change: PrescriptionChange = {}): Built {
  const prescriber = change.prescriber ?? AINO;
  const oid = change.oid ?? newOid(prescriber.organisation);
  const patient = change.patient ?? PATIENT;
  const version = change.version ?? 1;
  const responsible = change.signer ?? prescriber;
  const header: HeaderParts = {
    oid,
    setId: change.setId ?? oid,
    version,
    type: change.type ?? '1',
    patient,
    authors: [author('LAL', prescriber), ...(change.signerRole ? [author(change.signerRole, responsible)] : [])],
    ...(change.replaces ? { related: { kind: 'RPLC', oid: change.replaces, setId: change.setId ?? oid } } : {}),
    ...(change.encounter ? { encounter: change.encounter } : {}),
    createdMs: nowMs,
  };
  const prescribed = cdaTime(change.prescribedMs ?? nowMs);
  const mode = change.mode ?? '1';
  const amounts =
    mode === '1'
      ? `<repeatNumber value="${change.packages ?? 2}"/><independentInd value="false"/><quantity unit="${change.unit ?? 'fol'}" value="${change.size ?? '100'}"/>`
      : mode === '2'
        ? `<independentInd value="false"/><quantity unit="${change.unit ?? 'fol'}" value="${change.size ?? '21'}"/>`
        : `<effectiveTime xsi:type="IVL_TS"><low value="${prescribed.slice(0, 8)}"/><width unit="mo" value="3"/></effectiveTime><independentInd value="false"/>`;
  const iteration = change.iteration
    ? relation(
        121,
        `<text>iter</text>${change.iteration.days ? `<effectiveTime><width unit="d" value="${change.iteration.days}"/></effectiveTime>` : ''}<repeatNumber value="${change.iteration.count}"/>`,
      )
    : '';
  const product = organizer(
    83,
    `<component><substanceAdministration classCode="SBADM" moodCode="EVN"><effectiveTime xsi:type="IVL_TS"><low value="${prescribed}"/>${change.validUntil ? `<high value="${change.validUntil}"/>` : ''}</effectiveTime><doseQuantity nullFlavor="NA"><translation><originalText>5 mg</originalText></translation></doseQuantity><consumable><manufacturedProduct><manufacturedLabeledDrug><code code="${change.atc ?? 'C09AA05'}" codeSystem="1.2.246.537.6.32" codeSystemVersion="2026.020" displayName="ramipriili"/></manufacturedLabeledDrug></manufacturedProduct></consumable><entryRelationship typeCode="COMP"><supply classCode="SPLY" moodCode="EVN"><code code="${mode}" codeSystem="1.2.246.537.5.40100.2006"/>${amounts}${bodySubject(change.bodyPatient ?? patient)}<product><manufacturedProduct><manufacturedLabeledDrug><code code="${change.vnr ?? '900123'}" codeSystem="1.2.246.537.6.55" codeSystemVersion="2026.020" displayName="${change.tradeName ?? 'RAMIHARJOITUS'}"/></manufacturedLabeledDrug></manufacturedProduct></product>${author(null, prescriber)}${relation(24, words('tabletti'))}${iteration}${relation(125, '<value xsi:type="INT" value="1"/>')}${mode === '1' ? relation(126, words(`${change.size ?? '100'} ${change.unit ?? 'fol'}`)) : ''}${relation(164, coded(change.productKind ?? '1', '1.2.246.537.6.604.2014'))}${self(header)}</supply></entryRelationship></substanceAdministration></component>`,
  );
  const dosage = organizer(
    32,
    `${component(87, flag(false))}<component><substanceAdministration classCode="SBADM" moodCode="EVN"><code code="29" ${LL}/><text>${change.dosage ?? '1 tabletti kerran päivässä.'}</text>${drug}${relation(56, flag(false))}</substanceAdministration></component><component><substanceAdministration classCode="SBADM" moodCode="EVN"><code code="230" ${LL}/>${drug}<entryRelationship typeCode="COMP"><substanceAdministration classCode="SBADM" moodCode="EVN"><code code="239" ${LL}/><doseQuantity><center value="1" unit="1"/></doseQuantity><administrationUnitCode code="18" codeSystem="1.2.246.537.6.138.202001" displayName="tabletti"/>${drug}</substanceAdministration></entryRelationship></substanceAdministration></component>`,
  );
  const rest = organizer(
    header.type === '2' ? 98 : header.type === '3' ? 99 : 88,
    component(58, words('Verenpaineen hoitoon.')) +
      component(67, coded('S', '1.2.246.537.5.40101.2006')) +
      [68, 75, 81, 91, 129].map(code => component(code, flag(false))).join('') +
      component(132, flag(change.narcotic === true)) +
      (change.pkv ? component(119, coded(change.pkv, '1.2.246.537.5.40118.2006')) : '') +
      (change.narcotic ? component(117, coded('1', '1.2.246.537.5.40109.2006')) : '') +
      component(169, coded(change.kind ?? '1', '1.2.246.537.6.605.2014')) +
      (change.cancel
        ? component(
            95,
            coded(change.cancel.reason, '1.2.246.537.6.600.2013') +
              (change.cancel.text ? words(change.cancel.text) : ''),
          ) + component(96, coded(change.cancel.type, '1.2.246.537.5.40103.2006'))
        : '') +
      (change.correct
        ? component(
            97,
            coded(change.correct.reason, '1.2.246.537.6.600.2013') +
              (change.correct.text ? words(change.correct.text) : ''),
          )
        : ''),
  );
  const inner = `<title>Lääkemääräys</title><component><section ID="OID${oid}.2"><id root="${oid}.2"/><text><paragraph><content>${change.tradeName ?? 'RAMIHARJOITUS'}</content></paragraph></text>${product}${dosage}${rest}</section></component>`;
  return { header, xml: document(header, inner), author: responsible };
}

export type DispensingChange = Readonly<{
  oid?: string;
  setId?: string;
  version?: number;
  type?: '10' | '11' | '12';
  replaces?: string;
  patient?: TestPatient;
  pharmacist?: Who;
  amount?: string;
  remaining?: string;
  remainingText?: string;
  unit?: string;
  fully?: boolean;
  handedOverMs?: number;
}>;

/** A dispensing of a prescription document. */
export function dispensing(nowMs: number, of: Built, change: DispensingChange = {}): Built {
  const pharmacist = change.pharmacist ?? LEENA;
  const oid = change.oid ?? newOid(pharmacist.organisation);
  const patient = change.patient ?? of.header.patient;
  const type = change.type ?? '10';
  const role = { '10': 'LTE', '11': 'MIT', '12': 'KOR' }[type];
  const header: HeaderParts = {
    oid,
    setId: change.setId ?? oid,
    version: change.version ?? 1,
    type,
    patient,
    authors: [author('LTE', pharmacist), ...(role === 'LTE' ? [] : [author(role, pharmacist)])],
    related: change.replaces
      ? { kind: 'RPLC', oid: change.replaces, setId: change.setId ?? oid }
      : { kind: 'APND', oid: of.header.oid, setId: of.header.setId },
    createdMs: nowMs,
  };
  const unit = change.unit ?? 'fol';
  const left = change.remainingText
    ? `<value xsi:type="PQ" unit="${unit}"><translation><originalText>${change.remainingText}</originalText></translation></value>`
    : `<value xsi:type="PQ" unit="${unit}" value="${change.remaining ?? '100'}"/>`;
  const product = organizer(
    100,
    `<component><substanceAdministration classCode="SBADM" moodCode="EVN"><effectiveTime value="${cdaTime(change.handedOverMs ?? nowMs)}"/><doseQuantity nullFlavor="NA"><translation><originalText>5 mg</originalText></translation></doseQuantity>${bodySubject(patient)}<consumable><manufacturedProduct><manufacturedLabeledDrug><code code="C09AA05" codeSystem="1.2.246.537.6.32" codeSystemVersion="2026.020" displayName="ramipriili"/></manufacturedLabeledDrug></manufacturedProduct></consumable>${author(null, pharmacist)}${relation(102, `<value xsi:type="PQ" unit="${unit}" value="${change.amount ?? '100'}"/>`)}${relation(103, left)}<entryRelationship typeCode="COMP"><supply classCode="SPLY" moodCode="EVN"><repeatNumber value="1"/><quantity unit="${unit}" value="100"/><product><manufacturedProduct><manufacturedLabeledDrug><code code="900123" codeSystem="1.2.246.537.6.55" codeSystemVersion="2026.020" displayName="RAMIHARJOITUS"/></manufacturedLabeledDrug></manufacturedProduct></product>${relation(24, words('tabletti'))}${relation(164, coded('1', '1.2.246.537.6.604.2014'))}</supply></entryRelationship>${self(header)}${self(header, 'REFR', of.header.oid, of.header.setId)}</substanceAdministration></component>`,
  );
  const rest = organizer(
    104,
    component(91, flag(false)) +
      component(105, flag(false)) +
      component(122, flag(change.fully === true)) +
      component(132, flag(false)) +
      component(152, words('1 tabletti kerran päivässä.')),
  );
  const inner = `<title>Toimitus</title><component><section ID="OID${oid}.2"><id root="${oid}.2"/><text><paragraph><content>RAMIHARJOITUS</content></paragraph></text>${product}${rest}</section></component>`;
  return { header, xml: document(header, inner), author: pharmacist };
}

export type AnswerChange = Readonly<{
  patient: TestPatient;
  /** OID of the request in the body, and of another one in the header. */
  request: string;
  headerRequest?: string;
  prescription: string;
  state?: string;
  ground?: string;
  by?: Who;
}>;

/** An answer to a renewal request, message type 9. */
export function renewalAnswer(nowMs: number, change: AnswerChange): Built {
  const who = change.by ?? AINO;
  const oid = newOid(who.organisation);
  const { patient, request, prescription: set, ground = '' } = change;
  const asked = change.headerRequest ?? request;
  const header: HeaderParts = {
    oid,
    setId: oid,
    version: 1,
    type: '9',
    patient,
    authors: [author(null, who)],
    related: { kind: 'APND', oid: asked, setId: asked, type: '8' },
    createdMs: nowMs,
  };
  const named = (root: string, type: string) =>
    `<reference typeCode="REFR"><externalDocument><id root="${root}"/><code code="${type}" codeSystem="1.2.246.537.5.40105.2006"/><setId root="${root}"/></externalDocument></reference>`;
  const state = `<value xsi:type="CE" nullFlavor="OTH" codeSystem="1.2.246.537.5.40106.2006"><originalText>${change.state ?? 'Hylätty'}</originalText></value>`;
  const said = ground === '' ? '' : relation(114, words(ground));
  const inner = `<title>Vastaus</title><component><section ID="OID${oid}.2"><id root="${oid}.2"/><text><paragraph><content>Vastaus</content></paragraph></text><entry><act classCode="ACT" moodCode="RQO"><code code="9" codeSystem="1.2.246.537.5.40105.2006"/><statusCode code="completed"/><effectiveTime value="${cdaTime(nowMs)}"/>${bodySubject(patient)}${author(null, who)}${relation(111, state)}${said}${self(header)}${named(request, '8')}${named(set, '1')}</act></entry></section></component>`;
  return { header, xml: document(header, inner), author: who };
}

export type RequestChange = Readonly<{
  by?: Who;
  /** The unit that is asked. */
  recipient?: string;
  phone?: string | null;
  consent?: string;
}>;

/** A request for renewal by a professional, message type 8. */
export function renewalRequest(nowMs: number, of: Built, change: RequestChange = {}): Built {
  const who = change.by ?? LEENA;
  const oid = newOid(who.organisation);
  const { patient } = of.header;
  const { oid: root, setId } = of.header;
  const header: HeaderParts = {
    oid,
    setId: oid,
    version: 1,
    type: '8',
    patient,
    authors: [author(null, who)],
    related: { kind: 'APND', oid: root, setId, type: '1' },
    createdMs: nowMs,
  };
  const phone = change.phone === null ? '' : `<telecom value="${change.phone ?? 'tel:0100000001'}"/>`;
  const asked = `<participant typeCode="DIR"><participantRole>${phone}<scopingEntity><id root="${change.recipient ?? oidOf('clinic')}"/></scopingEntity></participantRole></participant>`;
  const prescribed = `<reference typeCode="REFR"><externalDocument><id root="${root}"/><code code="1" codeSystem="1.2.246.537.5.40105.2006"/><setId root="${setId}"/></externalDocument></reference>`;
  const consent = relation(120, coded(change.consent ?? '1', '1.2.246.537.5.40119.2006'));
  const inner = `<title>Pyyntö</title><component><section ID="OID${oid}.2"><id root="${oid}.2"/><text><paragraph><content>Pyyntö</content></paragraph></text><entry><act classCode="ACT" moodCode="RQO"><code code="8" codeSystem="1.2.246.537.5.40105.2006"/><statusCode code="completed"/><effectiveTime value="${cdaTime(nowMs)}"/>${bodySubject(patient)}${author(null, who)}${asked}${relation(113, words('Lääke loppuu'))}${consent}${self(header)}${prescribed}</act></entry></section></component>`;
  return { header, xml: document(header, inner), author: who };
}

/** The prescription's bytes under another message type: for kinds that no document carries. */
export const underType = (built: Built, type: string): Built => ({
  ...built,
  header: { ...built.header, type },
  xml: built.xml.replace(/(<code code=")1(" codeSystem="1\.2\.246\.537\.5\.40105)/, `$1${type}$2`),
});

export type RecordChange = Readonly<{
  oid?: string;
  setId?: string;
  version?: number;
  replaces?: string;
  patient?: TestPatient;
  author?: Who;
  encounter?: string;
  text?: string;
  bodyPatient?: TestPatient;
  /** Who makes a later version; null names nobody. */
  role?: 'KOR' | 'MIT' | null;
  /** XML at the end of the view. */
  extra?: string;
  status?: string;
  /** XML of the header behind the signature: what the document is in its service event. */
  place?: string;
  /** Whose register it is for, and which; of a purchased service also who produced it. */
  custodian?: string;
  register?: string;
  producer?: string;
}>;

/** A record document of one entry. */
export function record(nowMs: number, encounter: string, change: RecordChange = {}): Built {
  const who = change.author ?? AINO;
  const oid = change.oid ?? newOid(who.organisation, '11');
  const patient = change.patient ?? PATIENT;
  const header: HeaderParts = {
    oid,
    setId: change.setId ?? oid,
    version: change.version ?? 1,
    type: change.register ?? '2',
    typeSystem: '1.2.246.537.5.40150.2009',
    patient,
    authors: [
      author(null, who),
      ...(change.replaces && change.role !== null ? [author(change.role ?? 'KOR', who)] : []),
    ],
    custodian: change.custodian ?? oidOf('region'),
    ...(change.producer === undefined ? {} : { producer: change.producer }),
    ...(change.replaces
      ? { related: { kind: 'RPLC' as const, oid: change.replaces, setId: change.setId ?? oid } }
      : {}),
    encounter,
    createdMs: nowMs,
    ...(change.status === undefined ? {} : { status: change.status }),
    ...(change.place === undefined ? {} : { place: change.place }),
  };
  const inner = `<title>Käynti</title><text><paragraph>${change.text ?? 'Vointi on hyvä.'}</paragraph></text>${bodySubject(change.bodyPatient ?? patient)}${author(null, who)}${change.extra ?? ''}`;
  return { header, xml: document(header, inner), author: who };
}

const C14N = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256';
const DS = 'http://www.w3.org/2000/09/xmldsig#';

export type SigningChange = Readonly<{
  kind?: '1' | '2' | '4';
  atMs?: number;
  tamper?: (xml: string) => string;
  list?: readonly Built[];
}>;

const bodyHash = (xml: string): string => {
  const read = readXml(Buffer.from(xml), doc => doc.root.find('v3:component/v3:structuredBody')?.canonical() ?? '');
  if (!read.ok) throw new Error(read.error.code);
  return createHash('sha256').update(read.value).digest('base64');
};

/** Puts a signature into the place that the builder left for it; `tamper` changes the document afterwards. */
export function signed(built: Built, signer: Signer, nowMs: number, change: SigningChange = {}): Uint8Array {
  const kind = change.kind ?? '1';
  const stamp = new Date(change.atMs ?? nowMs).toISOString().replace(/\.\d+Z$/, '+00:00');
  const timestamp = `<hl7fi:signatureTimestamp xmlns:hl7fi="urn:hl7finland" ID="TS1">${stamp}</hl7fi:signatureTimestamp>`;
  const list =
    kind === '2'
      ? `<hl7fi:multipleDocumentSignature xmlns:hl7fi="urn:hl7finland" ID="MDS1">${(change.list ?? [built])
          .map(b => `<hl7fi:Ref OID="${b.header.oid}" hash="${bodyHash(b.xml)}"></hl7fi:Ref>`)
          .join('')}</hl7fi:multipleDocumentSignature>`
      : '';
  const digest = (text: string) => createHash('sha256').update(text).digest('base64');
  const reference = (id: string, value: string) =>
    `<ds:Reference URI="#${id}"><ds:Transforms><ds:Transform Algorithm="${C14N}"></ds:Transform></ds:Transforms><ds:DigestMethod Algorithm="${SHA256}"></ds:DigestMethod><ds:DigestValue>${value}</ds:DigestValue></ds:Reference>`;
  const isRsa = signer.key.asymmetricKeyType === 'rsa';
  const algorithm = `http://www.w3.org/2001/04/xmldsig-more#${isRsa ? 'rsa-sha256' : 'ecdsa-sha384'}`;
  const info = `<ds:SignedInfo xmlns:ds="${DS}"><ds:CanonicalizationMethod Algorithm="${C14N}"></ds:CanonicalizationMethod><ds:SignatureMethod Algorithm="${algorithm}"></ds:SignatureMethod>${reference('TS1', digest(timestamp))}${
    kind === '2' ? reference('MDS1', digest(list)) : reference(`OID${built.header.oid}.body`, bodyHash(built.xml))
  }</ds:SignedInfo>`;
  const value = isRsa
    ? sign('sha256', Buffer.from(info), signer.key)
    : sign('sha384', Buffer.from(info), { key: signer.key, dsaEncoding: 'ieee-p1363' });
  const signature = `<hl7fi:signatureCollection><hl7fi:signature><hl7fi:signatureDescription code="${kind}" codeSystem="1.2.246.537.5.40127.2006"/>${timestamp}${list}<ds:Signature xmlns:ds="${DS}">${info}<ds:SignatureValue>${value.toString('base64')}</ds:SignatureValue><ds:KeyInfo><ds:X509Data><ds:X509Certificate>${signer.certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></ds:Signature></hl7fi:signature></hl7fi:signatureCollection>`;
  const whole = built.xml.replace(SIGNATURE_PLACE, signature);
  return new Uint8Array(Buffer.from(change.tamper ? change.tamper(whole) : whole));
}
