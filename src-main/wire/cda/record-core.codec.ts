import { CODE_SYSTEMS, type CodeSystem } from '../../../shared/codes/code-systems.ts';
import { RECORD_SYSTEMS } from '../../../shared/codes/record-systems.ts';
import {
  CORE_CONTENTS,
  CORE_SHAPES,
  type CoreContent,
  type CoreEntry,
} from '../../../shared/domain/records/core-data.ts';
import { CORE_FIELDS, type CoreField, FIELD_SHAPES } from '../../../shared/domain/records/core-fields.ts';
import { type CertificateContent, isCertificate } from '../../../shared/domain/records/certificate-forms.ts';
import { isLocalDate } from '../../../shared/kernel/time.ts';
import { type Xml, element } from '../xml/write.ts';
import { type XmlNode } from '../xml/xml.ts';
import { codedOf, decimalOf, textAt, textOf } from './fields.ts';
import { coded, part, textValue, uncoded } from './hl7.ts';
import { cdaDate, readCdaDate } from './times.ts';

/** Where the codes of each content come from. */
const SYSTEM_OF: Readonly<Record<Exclude<CoreContent, CertificateContent>, CodeSystem>> = {
  visitReason: RECORD_SYSTEMS.icpc2,
  procedure: RECORD_SYSTEMS.procedures,
  risk: CODE_SYSTEMS.icd10,
  laboratory: RECORD_SYSTEMS.laboratory,
  vaccination: CODE_SYSTEMS.atc,
  imaging: RECORD_SYSTEMS.procedures,
};

/** Forms of certificates go by their name: their national codes are not public. */
const systemOf = (content: CoreContent): CodeSystem | null => (isCertificate(content) ? null : SYSTEM_OF[content]);

const observation = (...content: readonly (Xml | readonly Xml[])[]): Xml =>
  element('observation', { classCode: 'OBS', moodCode: 'EVN' }, content);

/** Contents and fields go by their Finnish names, in documents of every language: their national codes are not confirmed. */
const named = (name: Readonly<{ fi: string }>): Xml => uncoded('code', null, name.fi);

function fieldValue(field: CoreField, value: string): Xml {
  const shape = FIELD_SHAPES[field];
  switch (shape.type) {
    case 'date':
      return isLocalDate(value)
        ? element('value', { 'xsi:type': 'TS', value: cdaDate(value) })
        : element('value', { 'xsi:type': 'TS', nullFlavor: 'UNK' });
    case 'number':
      return element('value', { 'xsi:type': 'REAL', value });
    case 'choice':
      return uncoded('value', null, shape.choices[value]?.fi ?? value, { type: 'CE' });
    case 'text':
      return textValue(value);
  }
}

/** One structured entry: the content as code, the thing as value, each filled field as a part of it. */
export function coreObservation(entry: CoreEntry, pointer: Xml): Xml {
  const { name, fields } = CORE_SHAPES[entry.content];
  const system = systemOf(entry.content);
  return observation(
    named(name),
    pointer,
    entry.code === null || system === null
      ? textValue(entry.name)
      : coded('value', system, entry.code, entry.name, { type: 'CD' }),
    fields.flatMap(field => {
      const value = entry.fields[field] ?? '';
      return value.trim() === '' ? [] : [part(observation(named(FIELD_SHAPES[field].name), fieldValue(field, value)))];
    }),
  );
}

function readField(field: CoreField, value: XmlNode): string | null {
  const shape = FIELD_SHAPES[field];
  switch (shape.type) {
    case 'date':
      return readCdaDate(value.attribute('value'));
    case 'number':
      return decimalOf(value.attribute('value'));
    case 'choice': {
      const says = textAt(value, 'v3:originalText');
      return Object.entries(shape.choices).find(([, { fi }]) => fi === says)?.[0] ?? null;
    }
    case 'text':
      return textOf(value);
  }
}

/** @returns null when the observation is no entry of this kind */
export function readCore(node: XmlNode): CoreEntry | null {
  const says = textAt(node, 'v3:code/v3:originalText');
  const content = CORE_CONTENTS.find(each => CORE_SHAPES[each].name.fi === says);
  const value = node.find('v3:value');
  if (content === undefined || value === null) return null;
  const system = systemOf(content);
  const { code, name } = system === null ? { code: null, name: null } : codedOf(value, system);
  const fields = node.findAll('v3:entryRelationship/v3:observation').flatMap(each => {
    const label = textAt(each, 'v3:code/v3:originalText');
    const field = CORE_FIELDS.find(
      one => FIELD_SHAPES[one].name.fi === label && CORE_SHAPES[content].fields.includes(one),
    );
    const held = each.find('v3:value');
    const read = field === undefined || held === null ? null : readField(field, held);
    return field === undefined || read === null || read === '' ? [] : [[field, read] as const];
  });
  return {
    kind: 'core',
    content,
    code,
    name: code === null ? textOf(value) : (name ?? ''),
    fields: Object.fromEntries(fields),
  };
}
