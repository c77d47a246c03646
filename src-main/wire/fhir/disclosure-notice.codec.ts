/**
 * A disclosure notification as FHIR AuditEvent: created once for one disclosure, each set of data in an entity of its own, discloser and
 * recipient as agents, kind coded, start told (package kanta.sosiaalihuolto.r4, contents as published; its profiles were not at hand, so the
 * profile is the practice's log entry and the codes of the kind are its own).
 */
import type { AuditEvent, AuditEventAgent, AuditEventEntity } from 'fhir/r4.js';
import {
  CLIENT_REGISTER,
  DISCLOSURE_KIND_IDS,
  DISCLOSURE_KINDS,
  SERVICE_TASK_IDS,
  type ServiceTask,
} from '../../../shared/codes/social-welfare.ts';
import { dataSets, noticeForm } from '../../../shared/domain/social/disclosure-notice.ts';
import { type SocialItem } from '../../../shared/domain/social/social-item.ts';
import { isOid, oid, type Oid } from '../../../shared/kernel/oid.ts';
import { isLocalDate } from '../../../shared/kernel/time.ts';
import { instantOf } from './fhir-time.ts';
import { oidOf } from './resources.ts';
import { oidUri, profileUrl, SYSTEM } from './systems.ts';

const DICOM = 'http://dicom.nema.org/resources/ontology/DCM';
const ENTITY_TYPE = 'http://terminology.hl7.org/CodeSystem/audit-entity-type';
const ENTITY_ROLE = 'http://terminology.hl7.org/CodeSystem/object-role';
const KIND_SYSTEM = 'https://kantasim.example/fhir/CodeSystem/disclosure-kind';
/** DICOM PS3.16 CID 400, 402: data exported; source and destination of it. */
const EXPORT = '110106';
const SOURCE = '110153';
const DESTINATION = '110152';
/** Persons and system objects; patient, report and domain resource. */
const [PERSON, OBJECT] = ['1', '2'];
const [PATIENT, REPORT, DATA] = ['1', '3', '4'];
/** The only list of reasons that the practice's log entry has; the ground itself stands in words. */
const CLIENT_WORK = '1';

const about = (type: string, role: string): Pick<AuditEventEntity, 'type' | 'role'> => ({
  type: { system: ENTITY_TYPE, code: type },
  role: { system: ENTITY_ROLE, code: role },
});
const told = ({ fields }: SocialItem, id: string): string => fields.find(field => field.id === id)?.text ?? '';

/** @throws RangeError for an item that is no disclosure: a bug of the caller */
export function noticeResource(item: SocialItem): AuditEvent {
  const { disclosure } = item;
  if (item.kind !== 'disclosure' || disclosure === undefined) throw new RangeError('not a disclosure');
  const detail = [
    { type: 'register', valueString: CLIENT_REGISTER },
    { type: 'serviceTask', valueString: item.serviceTask },
    ...(item.relationship === null ? [] : [{ type: 'relationship', valueString: item.relationship }]),
    ...(item.caseSet === null ? [] : [{ type: 'case', valueString: item.caseSet }]),
  ];
  return {
    resourceType: 'AuditEvent',
    meta: { profile: [profileUrl('sim-audit-event')] },
    language: item.language,
    type: { system: DICOM, code: EXPORT },
    subtype: [{ system: KIND_SYSTEM, code: disclosure.kind, display: DISCLOSURE_KINDS[disclosure.kind].fi }],
    action: 'R',
    period: { start: disclosure.on },
    recorded: item.createdAt,
    outcome: '0',
    purposeOfEvent: [{ coding: [{ system: SYSTEM.queryReason, code: CLIENT_WORK }], text: told(item, 'basis') }],
    agent: [
      {
        who: {
          type: 'Practitioner',
          identifier: { system: SYSTEM.registrationNumber, value: item.author.registrationNumber },
          display: item.author.name,
        },
        requestor: true,
      },
      {
        type: { coding: [{ system: DICOM, code: SOURCE }] },
        who: { type: 'Organization', identifier: { system: SYSTEM.uri, value: oidUri(item.controllerOid) } },
        requestor: false,
      },
      {
        type: { coding: [{ system: DICOM, code: DESTINATION }] },
        who: { display: told(item, 'recipient') },
        requestor: false,
      },
    ],
    source: {
      observer: { type: 'Organization', identifier: { system: SYSTEM.uri, value: oidUri(item.unitOid) } },
    },
    entity: [
      {
        ...about(PERSON, PATIENT),
        what: { type: 'Patient', identifier: { system: SYSTEM.identityCode, value: item.identityCode } },
      },
      { ...about(OBJECT, REPORT), what: { identifier: { system: SYSTEM.uri, value: oidUri(item.oid) } }, detail },
      ...dataSets(told(item, 'data')).map(description => ({ ...about(OBJECT, DATA), description })),
    ],
  };
}

const isAgent =
  (code: string) =>
  ({ type }: AuditEventAgent): boolean =>
    type?.coding?.some(coding => coding.system === DICOM && coding.code === code) === true;
const oidIn = (text: string | undefined): Oid | null => (text !== undefined && isOid(text) ? oid(text) : null);

/** A notification as the repository keeps it; null when it is none of ours. */
export function readNotice(event: AuditEvent): SocialItem | null {
  const { entity = [], agent, language } = event;
  const having = (role: string): readonly AuditEventEntity[] => entity.filter(one => one.role?.code === role);
  const [report] = having(REPORT);
  const detail = (type: string): string | undefined => report?.detail?.find(one => one.type === type)?.valueString;
  const own = oidOf(report?.what?.identifier);
  const controllerOid = oidOf(agent.find(isAgent(SOURCE))?.who?.identifier);
  const unitOid = oidOf(event.source.observer.identifier);
  const author = agent.find(({ requestor }) => requestor)?.who;
  const kind = DISCLOSURE_KIND_IDS.find(id => id === event.subtype?.[0]?.code);
  const serviceTask = SERVICE_TASK_IDS.find((id): id is ServiceTask => id === detail('serviceTask'));
  const on = event.period?.start?.slice(0, 10) ?? '';
  const createdAt = instantOf(event.recorded);
  if (!own || !controllerOid || !unitOid || !kind || !serviceTask || !createdAt || !isLocalDate(on)) return null;
  if (language !== 'fi' && language !== 'sv') return null;
  const said = {
    recipient: agent.find(isAgent(DESTINATION))?.who?.display ?? '',
    basis: event.purposeOfEvent?.[0]?.text ?? '',
    data: having(DATA)
      .map(({ description }) => description ?? '')
      .join('\n'),
  };
  return {
    ...noticeForm(said, language),
    kind: 'disclosure',
    oid: own,
    setId: own,
    version: 1,
    replaces: null,
    controllerOid,
    unitOid,
    identityCode: having(PATIENT)[0]?.what?.identifier?.value ?? '',
    serviceTask,
    relationship: oidIn(detail('relationship')),
    caseSet: oidIn(detail('case')),
    structure: null,
    access: [],
    author: { registrationNumber: author?.identifier?.value ?? '', name: author?.display ?? '' },
    createdAt,
    language,
    citizen: 'now',
    annulled: false,
    disclosure: { kind, on },
  };
}
