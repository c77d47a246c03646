import { describe, expect, test } from 'vitest';
import { DISPENSING_RULES, checkDispensing } from '../../shared/domain/dispensing/dispensing.rules.ts';
import { type Finding, type Severity } from '../../shared/domain/finding.ts';
import { checkPrescription, PRESCRIPTION_RULES } from '../../shared/domain/prescribing/prescription.rules.ts';
import { checkRecord, RECORD_RULES } from '../../shared/domain/records/record.rules.ts';
import { findingsBy, ruleIdOf, signingStops, type Rule } from '../../shared/domain/rule.ts';
import { phaseOf, RULE_CATALOGUE, RULE_TABLES } from '../../shared/domain/rule-catalogue.ts';
import { ACT_RULES } from '../../shared/domain/dispensing/pharmacy-act.ts';
import { CHANGE_RULES } from '../../shared/domain/lifecycle/change.rules.ts';
import { RENEWAL_RULES } from '../../shared/domain/lifecycle/renewal.rules.ts';
import { STORAGE_RULES, WAITING_RULES } from '../../shared/domain/lifecycle/stored.rules.ts';
import { ACCESS_RULES } from '../../shared/domain/people/access.rules.ts';
import { LANGUAGES } from '../../shared/kernel/language.ts';
import { dispensingFacts } from '../builders/dispensing.builder.ts';
import { prescribingFacts } from '../builders/prescription.builder.ts';
import { recordFacts } from '../builders/record.builder.ts';
import { type Case } from './domain-rules.case.ts';
import { ACCESS_CASES, CHANGE_CASES, RENEWAL_CASES, STORAGE_CASES, WAITING_CASES } from './domain-rules.act-cases.ts';
import { PHARMACY_ACT_CASES } from './domain-rules.pharmacy-act-cases.ts';
import { DISPENSING_CASES } from './domain-rules.dispensing-cases.ts';
import { PRESCRIBING_CASES } from './domain-rules.prescribing-cases.ts';
import { RECORD_CASES } from './domain-rules.record-cases.ts';

/** Tables whose rows have their cases here. */
const suited: unknown[] = [];

function tableSuite<Facts>(name: string, rules: readonly Rule<Facts>[], cases: readonly Case<Facts>[]) {
  suited.push(rules);
  describe(`${name} rules`, () => {
    test('each has at least one case that passes and one that fails', () => {
      const covered = cases.filter(c => c.passes.length > 0 && c.fails.length > 0).map(c => c.rule);
      expect([...covered].sort()).toEqual(rules.map(rule => rule.id).sort());
    });

    test('ids are unique, and each row says its source and its sentence in three languages', () => {
      expect(new Set(rules.map(rule => rule.id)).size).toBe(rules.length);
      for (const rule of rules) {
        expect(rule.source).not.toBe('');
        const said = LANGUAGES.map(language => rule.says[language]);
        expect(new Set(said).size).toBe(3);
        for (const sentence of said) expect(sentence).toMatch(/^\p{Lu}.{5,250}[.]$/u);
      }
    });

    for (const { rule: id, passes, fails } of cases) {
      const rule = rules.find(row => row.id === id);
      const found = (facts: Facts): Finding | undefined => (rule ? findingsBy([rule], facts)[0] : undefined);
      for (const [index, facts] of passes.entries())
        test(`${id} accepts case ${index + 1}`, () => {
          expect(rule).toBeDefined();
          expect(found(facts)).toBeUndefined();
        });
      for (const [index, failing] of fails.entries())
        test(`${id} finds case ${index + 1}`, () => {
          const [facts, severity] = (Array.isArray(failing) ? failing : [failing, rule?.severity]) as [Facts, Severity];
          expect(found(facts)).toMatchObject({ severity });
          expect(ruleIdOf(found(facts) ?? { rule: '' })).toBe(id);
          for (const value of Object.values(found(facts)?.inputs ?? {})) expect(value.length).toBeLessThanOrEqual(400);
        });
    }
  });
}

tableSuite('prescribing', PRESCRIPTION_RULES, PRESCRIBING_CASES);
tableSuite('dispensing', DISPENSING_RULES, DISPENSING_CASES);
tableSuite('record', RECORD_RULES, RECORD_CASES);
tableSuite('access', ACCESS_RULES, ACCESS_CASES);
tableSuite('change', CHANGE_RULES, CHANGE_CASES);
tableSuite('pharmacy act', ACT_RULES, PHARMACY_ACT_CASES);
tableSuite('renewal', RENEWAL_RULES, RENEWAL_CASES);
tableSuite('storage', STORAGE_RULES, STORAGE_CASES);
tableSuite('waiting', WAITING_RULES, WAITING_CASES);

describe('the list of client rules', () => {
  test('has no table whose rows go without their passing and failing cases', () => {
    expect(suited).toEqual(expect.arrayContaining([...RULE_TABLES]));
    expect(suited).toHaveLength(RULE_TABLES.length);
  });

  test('is complete: R01 to R70, each with its phase', () => {
    const wanted = Array.from({ length: 70 }, (_, index) => `R${String(index + 1).padStart(2, '0')}`);
    const client = RULE_CATALOGUE.filter(({ id }) => /^R\d/.test(id));
    expect(client.map(({ id }) => id)).toEqual(wanted);
    expect(client.filter(({ phase }) => phase === null)).toEqual([]);
    expect(['R05', 'R32', 'R46', 'R55', 'R68', 'K03'].map(phaseOf)).toEqual(['X', 'P', 'R', 'D', 'X', null]);
  });
});

describe('all rule tables', () => {
  test('an id means the same row everywhere', () => {
    const rows = [...PRESCRIPTION_RULES, ...DISPENSING_RULES, ...RECORD_RULES].map(
      rule => [rule.id, rule.says.en] as const,
    );
    const byId = new Map(rows);
    for (const [id, sentence] of rows) expect([id, byId.get(id)]).toEqual([id, sentence]);
  });

  test('a faultless form keeps only what could not be checked', () => {
    expect(checkPrescription(prescribingFacts()).map(f => [f.rule, f.severity])).toEqual([['K00', 'notChecked']]);
    expect(checkDispensing(dispensingFacts()).map(f => [f.rule, f.severity])).toEqual([['K01', 'inform']]);
    expect(checkRecord(recordFacts())).toEqual([]);
  });
});

describe('what stops signing', () => {
  const finding = (rule: string, severity: Severity): Finding => ({
    rule,
    severity,
    field: null,
    says: { fi: 'x', sv: 'y', en: 'z' },
    source: 's',
    inputs: {},
  });
  const all = (['block', 'confirm', 'notChecked', 'warn', 'inform'] as const).map((s, i) => finding(`T${i}`, s));

  test('blocks, and what nobody has confirmed', () => {
    expect(signingStops(all, []).map(f => f.rule)).toEqual(['T0', 'T1', 'T2']);
  });

  test('a reason takes a confirmation on, never a block', () => {
    const reasons = ['T0', 'T1', 'T2'].map(rule => ({ rule, reason: 'Potilaan kanssa sovittu' }));
    expect(signingStops(all, reasons).map(f => f.rule)).toEqual(['T0']);
  });

  test('an empty reason is none', () => {
    expect(signingStops(all, [{ rule: 'T1', reason: '  ' }]).map(f => f.rule)).toEqual(['T0', 'T1', 'T2']);
  });
});
