import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { archivingDeadline } from '../../shared/domain/records/archiving-deadline.ts';
import { coreInWords } from '../../shared/domain/records/core-data.rules.ts';
import { flagOf, newCoreEntry, readWrittenCode } from '../../shared/domain/records/core-data.ts';
import { recordDiff, textDiff } from '../../shared/domain/records/record-diff.ts';
import { recordFromForm } from '../../shared/domain/records/record.rules.ts';
import { phaseOfHeadingName } from '../../shared/codes/record-headings.ts';
import { oid } from '../../shared/kernel/oid.ts';
import { instant, instantMs, localDate } from '../../shared/kernel/time.ts';
import { aNurse, aPatient, aPhysician } from '../builders/person.builder.ts';
import { NOW, TODAY } from '../builders/prescription.builder.ts';
import {
  aCore,
  aDiagnosis,
  aRecordForm,
  aRevision,
  RECORD_OID,
  SERVICE_EVENT_OID,
} from '../builders/record.builder.ts';

const NEXT = oid('1.2.246.10.88888888.11.2026.4');
const made = (change: Parameters<typeof aRecordForm>[0]) =>
  recordFromForm(aRecordForm(change), {
    oid: NEXT,
    setId: RECORD_OID,
    version: 2,
    patient: aPatient(),
    author: aNurse(),
    firstAuthor: aPhysician(),
    serviceEventOid: SERVICE_EVENT_OID,
    at: NOW,
    today: TODAY,
    title: 'Käynti, lääkäri',
    knows: () => true,
  });

describe('a later version', () => {
  test('keeps the first author and names who made it and why', () => {
    const version = made({
      templateId: 'visit-nurse',
      sections: [{ heading: 'plan', text: 'Uusi.', entries: [] }],
      revision: aRevision(),
    });
    expect(version).toMatchObject({
      ok: true,
      value: {
        oid: NEXT,
        setId: RECORD_OID,
        version: 2,
        author: aPhysician(),
        revision: { act: 'newVersion', base: { oid: RECORD_OID, version: 1 }, reason: 'Väärä puoli.', by: aNurse() },
      },
    });
  });

  test('an annulment empties the document: one heading, that it is empty, and why', () => {
    const annulled = made({ sections: [], revision: aRevision({ act: 'annulment', reason: ' Väärä potilas. ' }) });
    expect(annulled.ok && annulled.value.sections).toEqual([
      {
        heading: 'otherEntry',
        text: 'Asiakirja on tyhjä, koska se on mitätöity.\nMitätöinnin syy: Väärä potilas.',
        entries: [],
      },
    ]);
  });

  test('without a reason there is none', () => {
    expect(made({ sections: [], revision: aRevision({ act: 'annulment', reason: '' }) })).toMatchObject({
      ok: false,
      error: [{ rule: 'M15' }],
    });
  });
});

describe('the comparison of two versions', () => {
  test('tells which words went and which came', () => {
    expect(textDiff('Oikea polvi kipeä.', 'Vasen polvi kipeä, turvoksissa.')).toEqual([
      { kind: 'removed', text: 'Oikea ' },
      { kind: 'added', text: 'Vasen ' },
      { kind: 'same', text: 'polvi ' },
      { kind: 'removed', text: 'kipeä.' },
      { kind: 'added', text: 'kipeä, turvoksissa.' },
    ]);
  });

  test('loses and invents no letter: both texts can be had back', () => {
    const words = fc.array(fc.constantFrom('kipu', 'ei', ' ', '\n', 'RR', '128/82', 'ä'), { maxLength: 40 });
    fc.assert(
      fc.property(words, words, (a, b) => {
        const [before, after] = [a.join(' '), b.join(' ')];
        const runs = textDiff(before, after);
        const side = (left: 'removed' | 'added') =>
          runs
            .filter(({ kind }) => kind === 'same' || kind === left)
            .map(({ text }) => text)
            .join('');
        expect([side('removed'), side('added')]).toEqual([before, after]);
      }),
    );
  });

  test('two long texts with nothing in common are told as one replaced piece, at once', () => {
    const long = (word: string): string => Array.from({ length: 5000 }, (_, n) => `${word}${n}`).join(' ');
    expect(textDiff(long('a'), long('b')).map(({ kind }) => kind)).toEqual(['removed', 'added']);
  });

  test('structured entries go heading by heading; what neither has is left out', () => {
    const before = [{ heading: 'diagnosis' as const, text: '', entries: [aDiagnosis()] }];
    const after = [
      { heading: 'diagnosis' as const, text: '', entries: [aDiagnosis({ code: 'J03.9', name: 'Tonsilliitti' })] },
      { heading: 'laboratory' as const, text: '', entries: [aCore()] },
    ];
    expect(recordDiff(before, after, 'fi')).toMatchObject([
      {
        heading: 'diagnosis',
        changed: true,
        entries: [{ kind: 'removed', text: 'J06.9 Akuutti ylähengitystieinfektio PAA' }, { kind: 'added' }],
      },
      { heading: 'laboratory', changed: true, entries: [{ kind: 'added' }] },
    ]);
    expect(recordDiff(after, after, 'fi').some(({ changed }) => changed)).toBe(false);
  });
});

describe('the five days of archiving', () => {
  const end = instant('2026-11-17T10:00:00.000Z');
  const at = (hours: number) => archivingDeadline(end, instantMs(end) + hours * 3_600_000)?.step;
  test.each([
    [0, 'inTime'],
    [23.9, 'inTime'],
    [24, 'soon'],
    [72, 'late'],
    [96, 'alarm'],
    [119.9, 'alarm'],
    [120, 'over'],
  ] as const)('%s hours after the end: %s', (hours, step) => expect(at(hours)).toBe(step));
  test('an open event has no limit', () => expect(archivingDeadline(null, 0)).toBeNull());
  test('the limit is told', () =>
    expect(archivingDeadline(end, instantMs(end))?.dueAt).toBe('2026-11-22T10:00:00.000Z'));
});

describe('structured entries', () => {
  test('in words: content, code, name, result with unit, the rest by name', () => {
    expect(coreInWords(aCore(), 'fi')).toBe(
      'Laboratoriotulos: 1552 B -Hb – 134 g/l – Viiteväli, alaraja: 117; Viiteväli, yläraja: 155; Poikkeavuus: viitevälillä; Päivä: 22.11.2026',
    );
    expect(coreInWords(aCore({ fields: { result: '1.5' } }), 'sv')).toBe('Laboratorieresultat: 1552 B -Hb – 1.5');
  });

  test('a new entry begins with today and the unit of the register', () => {
    const entry = newCoreEntry('laboratory', { code: '4594', name: 'P -CRP', unit: 'mg/l' }, localDate('2026-11-22'));
    expect(entry.fields).toEqual({ date: '2026-11-22', unit: 'mg/l' });
  });

  test.each([
    ['r74 nuha', { code: 'R74', name: 'nuha' }],
    ['R74', null],
    ['R00 ei', null],
    ['C01 ei', null],
    ['R741 ei', null],
    ['', null],
  ])('ICPC-2 as written: %s', (typed, read) => expect(readWrittenCode('visitReason', typed)).toEqual(read));

  test('limits tell the flag', () => {
    expect([flagOf(100, 117, 155), flagOf(120, 117, 155), flagOf(160, 117, 155), flagOf(1, null, null)]).toEqual([
      'low',
      'normal',
      'high',
      null,
    ]);
  });

  test('a heading knows its phase by its name in either language', () => {
    expect([phaseOfHeadingName('Tulosyy'), phaseOfHeadingName('Plan'), phaseOfHeadingName('Vieras')]).toEqual([
      'arrival',
      'planning',
      null,
    ]);
  });
});
