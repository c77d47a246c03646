import { readFileSync, readdirSync } from 'node:fs';
import { z } from 'zod';
import { describe, expect, it } from 'vitest';
import { CODE_SYSTEMS } from '../../shared/codes/code-systems.ts';
import { DOCUMENT_TYPES } from '../../shared/codes/document-types.ts';
import { type CodedWord, DOSE_UNIT_CODES, TIME_OF_DAY_CODES, WEEKDAY_CODES } from '../../shared/codes/dose-codes.ts';
import {
  AMOUNT_MODES,
  CHANGE_REASONS,
  CONTROL_CLASSES,
  IDENTIFICATION_METHODS,
  MINOR_DISCLOSURES,
  PRESCRIPTION_KINDS,
  PRODUCT_KINDS,
  TREATMENT_KINDS,
} from '../../shared/codes/prescription-values.ts';
import { AUTHOR_ROLES, PROFESSIONAL_RIGHTS } from '../../shared/codes/professional-rights.ts';
import { QUERY_REASONS } from '../../shared/codes/query-reasons.ts';
import { ACT_CODE_NAMES } from '../../src-main/wire/cda/act-words.ts';
import { DOCUMENT_FORMS } from '../../src-main/wire/cda/forms.ts';
import { FIELD_NAMES } from '../../src-main/wire/cda/hl7.ts';
import { CODE_NAMES, SEX_NAMES, WORDS } from '../../src-main/wire/cda/words.ts';

const codeFile = z.strictObject({
  oid: z.string().regex(/^[0-2](\.\d+)+$/),
  name: z.string().min(1),
  version: z.string().nullable(),
  complete: z.boolean(),
  values: z
    .array(
      z.strictObject({
        code: z.string().min(1).nullable(),
        fi: z.string().min(1).nullable(),
        sv: z.string().min(1).optional(),
        source: z.enum(['library', 'sample', 'code-only', 'unconfirmed']),
      }),
    )
    .min(1),
});

const folder = new URL('../../resources/codes/prescription/', import.meta.url);
const files = new Map(
  readdirSync(folder)
    .filter(name => name.endsWith('.json'))
    .map(name => [
      name.replace('.json', ''),
      codeFile.parse(JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as unknown),
    ]),
);

type Names = Readonly<{ fi: string; sv: string }>;
type Value = readonly [code: string | null, fi: string | null, sv?: string];
const named = (table: Readonly<Record<string, Names>>): readonly Value[] =>
  Object.entries(table).map(([code, { fi, sv }]) => [code, fi, sv]);
const words = (table: readonly CodedWord[]): readonly Value[] => table.map(({ code, fi, sv }) => [code, fi, sv]);
const uncoded = (table: Readonly<Record<string, Names>>): readonly Value[] =>
  Object.values(table).map(({ fi, sv }) => [null, fi, sv]);
const pair = (code: string | null, { fi, sv }: Names): Value => [code, fi, sv];

const { substitutionRefusal: refusal, right } = CODE_NAMES;
const { cancellationParty: party } = ACT_CODE_NAMES;

/** What the program writes of each system: the same values, in the same order. */
const TABLES: Readonly<Record<string, readonly Value[]>> = {
  'message-type': Object.entries(DOCUMENT_FORMS).map(([code, { name }]) => pair(code, name)),
  sex: [
    pair('0', SEX_NAMES.unknown),
    pair('1', SEX_NAMES.male),
    pair('2', SEX_NAMES.female),
    pair('9', SEX_NAMES.unspecified),
  ],
  'professional-right': Object.values(PROFESSIONAL_RIGHTS).map(code => {
    const names = right[code];
    return names ? pair(code, names) : [code, null];
  }),
  'amount-mode': named(CODE_NAMES.amountMode),
  'product-kind': named(CODE_NAMES.productKind),
  'prescription-kind': named(CODE_NAMES.prescriptionKind),
  'treatment-kind': named(CODE_NAMES.treatmentKind),
  'change-reason': named(CODE_NAMES.changeReason),
  identification: named(CODE_NAMES.identification),
  'control-class': named(CODE_NAMES.controlClass),
  'minor-disclosure': named(CODE_NAMES.minorDisclosure),
  'pharmacy-storage': named(CODE_NAMES.pharmacyStorage),
  'pharmacy-storage-reason': named(CODE_NAMES.pharmacyStorageReason),
  'cancellation-type': named(ACT_CODE_NAMES.cancellationType),
  'cancellation-party': [pair('1', party.physician), pair(null, party.pharmacy), pair(null, party.centre)],
  consent: named(ACT_CODE_NAMES.consent),
  'renewal-state': uncoded(ACT_CODE_NAMES.renewalState),
  'substitution-reason': [
    pair('M', refusal.other),
    pair(null, refusal.buyerRefuses),
    pair(null, refusal.prescriberProhibits),
  ],
  'dose-unit': words(Object.values(DOSE_UNIT_CODES)),
  'time-of-day': words(Object.values(TIME_OF_DAY_CODES)),
  weekday: words(WEEKDAY_CODES),
  'query-reason': named(QUERY_REASONS),
  field: Object.entries(FIELD_NAMES).map(([code, fi]) => [code, fi]),
};

describe('code files', () => {
  it.each(Object.keys(TABLES))('%s says what the program says', name => {
    const values = files.get(name)?.values.map(({ code, fi, sv }) => (sv === undefined ? [code, fi] : [code, fi, sv]));
    expect(values).toEqual(TABLES[name]);
  });

  it.each([...files])('%s names a system that the program knows, and marks what is not confirmed', (name, file) => {
    const systems = Object.values(CODE_SYSTEMS).map(({ oid, name: says }) => `${oid} ${says}`);
    if (name !== 'query-reason') expect(systems).toContain(`${file.oid} ${file.name}`);
    if (file.version !== null) expect(file.oid.endsWith(`.${file.version}`)).toBe(true);
    for (const { code, source } of file.values) expect(code === null).toBe(source === 'unconfirmed');
    const codes = file.values.flatMap(({ code }) => code ?? []);
    expect(new Set(codes).size).toBe(codes.length);
  });

  it('there is one for each system of the prescription documents with values of its own', () => {
    const oids = [...files.values()].map(({ oid }) => oid);
    expect(new Set(oids).size).toBe(oids.length);
    const elsewhere = ['cdaStructure', 'atc', 'vnr', 'patientRegister', 'view', 'icd10', 'loinc'];
    const without = Object.entries(CODE_SYSTEMS)
      .filter(([key, { oid }]) => !oids.includes(oid) && !elsewhere.includes(key) && !key.startsWith('diagnosis'))
      .map(([key]) => key);
    expect(without).toEqual([]);
  });

  it('the tables of the screens have the codes of the files', () => {
    const codes = (name: string): readonly (string | null)[] => files.get(name)?.values.map(({ code }) => code) ?? [];
    const tables: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
      ['amount-mode', AMOUNT_MODES],
      ['product-kind', PRODUCT_KINDS],
      ['prescription-kind', PRESCRIPTION_KINDS],
      ['treatment-kind', TREATMENT_KINDS],
      ['control-class', CONTROL_CLASSES],
      ['identification', IDENTIFICATION_METHODS],
      ['change-reason', CHANGE_REASONS],
      ['minor-disclosure', MINOR_DISCLOSURES],
    ];
    for (const [name, table] of tables) expect([name, Object.keys(table)]).toEqual([name, codes(name)]);
    const sorted = (of: readonly (string | null)[]): readonly string[] => of.map(String).sort();
    expect(sorted(Object.values(DOCUMENT_TYPES))).toEqual(sorted(codes('message-type')));
    expect(sorted(Object.values(AUTHOR_ROLES))).toEqual(sorted(codes('person-role')));
  });

  it('the answers yes, no and unknown are those of the texts', () => {
    const names = files.get('yes-no')?.values.map(({ fi, sv }) => [fi?.toLowerCase(), sv?.toLowerCase()]);
    expect(names).toEqual([WORDS.yes, WORDS.no, WORDS.unknown].map(({ fi, sv }) => [fi, sv]));
  });
});
