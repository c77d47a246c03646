/**
 * The documents of the Client Data Repository as bytes. UNCONFIRMED form: the repository takes documents in the V3 medical
 * records transport whose guide is not public; the elements below are the simulator's own. What is known is kept: one document
 * for each relationship and case, structure and fields by name, and always a display form beside the structure.
 */
import {
  CLIENT_REGISTER,
  SERVICE_TASK_IDS,
  SERVICE_TASKS,
  STRUCTURE_IDS,
} from '../../../shared/codes/social-welfare.ts';
import { SOCIAL_KINDS, type SocialItem } from '../../../shared/domain/social/social-item.ts';
import { isOid, oid, type Oid } from '../../../shared/kernel/oid.ts';
import { isInstant, isLocalDate } from '../../../shared/kernel/time.ts';
import { encodeUtf8 } from '../xml/utf8.ts';
import { element, type Xml } from '../xml/write.ts';
import { readXml, type XmlNode } from '../xml/xml.ts';

export const SOCIAL_NAMESPACE = 'https://kantasim.example/social/1';

/** The display form: title, task, then each field under its name. */
function display({ title, serviceTask, language, fields, author }: SocialItem): Xml {
  return element(
    'display',
    {},
    element('title', {}, title),
    element('p', {}, SERVICE_TASKS[serviceTask][language]),
    ...fields.map(({ label, text }) => element('section', {}, element('title', {}, label), element('p', {}, text))),
    element('p', {}, author.name),
  );
}

/** The exact bytes of a document. @throws RangeError for text that XML cannot hold: the field refuses it first */
export function writeSocialDocument(item: SocialItem): Uint8Array {
  const { markup } = element(
    'socialDocument',
    {
      xmlns: SOCIAL_NAMESPACE,
      kind: item.kind,
      oid: item.oid,
      setId: item.setId,
      version: String(item.version),
      replaces: item.replaces,
      controller: item.controllerOid,
      register: CLIENT_REGISTER,
      unit: item.unitOid,
      task: item.serviceTask,
      relationship: item.relationship,
      case: item.caseSet,
      structure: item.structure,
      created: item.createdAt,
      lang: item.language,
      ...(item.citizen === 'now' ? {} : { release: item.citizen }),
      ...(item.annulled ? { state: 'annulled' } : {}),
    },
    element('client', { code: item.identityCode }),
    element('author', { registration: item.author.registrationNumber }, item.author.name),
    element('title', {}, item.title),
    ...item.access.map(({ unitOid, from, until }) => element('access', { unit: unitOid, from, until })),
    ...item.fields.map(({ id, label, text }) => element('field', { id, label }, text)),
    display(item),
  );
  return encodeUtf8(`<?xml version="1.0" encoding="UTF-8"?>\n${markup}`);
}

const among = <T extends string>(values: readonly T[], text: string | null): T | null =>
  values.find(value => value === text) ?? null;
const oidIn = (text: string | null): Oid | null => (text !== null && isOid(text) ? oid(text) : null);

function readRoot(root: XmlNode): SocialItem | null {
  const said = (name: string): string | null => root.attribute(name);
  const children = (name: string): readonly XmlNode[] => root.elements().filter(child => child.name === name);
  const kind = among(SOCIAL_KINDS, said('kind'));
  const serviceTask = among(SERVICE_TASK_IDS, said('task'));
  const language = among(['fi', 'sv'], said('lang'));
  const [own, setId, controllerOid, unitOid] = ['oid', 'setId', 'controller', 'unit'].map(name => oidIn(said(name)));
  const [client] = children('client');
  const [author] = children('author');
  const [title] = children('title');
  const createdAt = said('created');
  const version = Number(said('version'));
  const release = said('release');
  if (root.name !== 'socialDocument' || root.namespace !== SOCIAL_NAMESPACE) return null;
  if (kind === null || serviceTask === null || language === null || !Number.isSafeInteger(version)) return null;
  if (!own || !setId || !controllerOid || !unitOid || !client || !author || !title) return null;
  if (createdAt === null || !isInstant(createdAt)) return null;
  return {
    kind,
    oid: own,
    setId,
    version,
    replaces: oidIn(said('replaces')),
    controllerOid,
    unitOid,
    identityCode: client.attribute('code') ?? '',
    serviceTask,
    relationship: oidIn(said('relationship')),
    caseSet: oidIn(said('case')),
    structure: among(STRUCTURE_IDS, said('structure')),
    title: title.text(),
    fields: children('field').map(node => ({
      id: node.attribute('id') ?? '',
      label: node.attribute('label') ?? '',
      text: node.text(),
    })),
    access: children('access').flatMap(node => {
      const unit = oidIn(node.attribute('unit'));
      const [from, until] = [node.attribute('from'), node.attribute('until')];
      if (unit === null || from === null || !isLocalDate(from)) return [];
      return until === null || isLocalDate(until) ? [{ unitOid: unit, from, until }] : [];
    }),
    author: { registrationNumber: author.attribute('registration') ?? '', name: author.text() },
    createdAt,
    language,
    citizen: release === 'never' || (release !== null && isLocalDate(release)) ? release : 'now',
    annulled: said('state') === 'annulled',
  };
}

/** A document as it is stored; null for bytes that are none of these. */
export function readSocialDocument(bytes: Uint8Array): SocialItem | null {
  const read = readXml(bytes, doc => readRoot(doc.root));
  return read.ok ? read.value : null;
}
