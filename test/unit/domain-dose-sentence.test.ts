import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { doseSentence, readDose, spelledOut } from '../../shared/domain/prescribing/dose-language.ts';
import {
  DOSE_UNITS,
  type DoseRange,
  type DoseTiming,
  type DoseUnit,
  type StructuredDose,
  type Weekday,
} from '../../shared/domain/prescribing/dose.ts';
import { compare, decimal, type Decimal } from '../../shared/kernel/decimal.ts';
import { LANGUAGES } from '../../shared/kernel/language.ts';
import { localDate } from '../../shared/kernel/time.ts';

const TODAY = localDate('2026-11-22');

function sentences(typed: string, unit: DoseUnit) {
  const dose = readDose(typed, { unit, today: TODAY });
  if (!dose.ok) throw new Error(`${typed}: ${dose.error.code} at ${dose.error.at}`);
  return LANGUAGES.map(language => doseSentence(dose.value, language));
}

describe('dose sentences', () => {
  test.each<readonly [string, DoseUnit, string, string, string]>([
    [
      '1x3 7pv',
      'tablet',
      '1 tabletti 3 kertaa päivässä 7 päivän ajan.',
      '1 tablett 3 gånger om dagen i 7 dagar.',
      '1 tablet 3 times a day for 7 days.',
    ],
    ['1x1', 'tablet', '1 tabletti kerran päivässä.', '1 tablett en gång om dagen.', '1 tablet once a day.'],
    ['2x2', 'tablet', '2 tablettia 2 kertaa päivässä.', '2 tabletter 2 gånger om dagen.', '2 tablets 2 times a day.'],
    [
      '0,5x2',
      'tablet',
      '0,5 tablettia 2 kertaa päivässä.',
      '0,5 tablett 2 gånger om dagen.',
      '0.5 tablets 2 times a day.',
    ],
    ['1,5x1', 'tablet', '1,5 tablettia kerran päivässä.', '1,5 tabletter en gång om dagen.', '1.5 tablets once a day.'],
    [
      '1-2x3 tarv',
      'tablet',
      '1–2 tablettia tarvittaessa 3 kertaa päivässä.',
      '1–2 tabletter vid behov 3 gånger om dagen.',
      '1–2 tablets as needed 3 times a day.',
    ],
    [
      '½-1x1',
      'tablet',
      '0,5–1 tabletti kerran päivässä.',
      '0,5–1 tablett en gång om dagen.',
      '0.5–1 tablet once a day.',
    ],
    [
      '0,25x4',
      'tablet',
      '0,25 tablettia 4 kertaa päivässä.',
      '0,25 tablett 4 gånger om dagen.',
      '0.25 tablets 4 times a day.',
    ],
    ['1x1', 'capsule', '1 kapseli kerran päivässä.', '1 kapsel en gång om dagen.', '1 capsule once a day.'],
    [
      '2x3 10pv',
      'capsule',
      '2 kapselia 3 kertaa päivässä 10 päivän ajan.',
      '2 kapslar 3 gånger om dagen i 10 dagar.',
      '2 capsules 3 times a day for 10 days.',
    ],
    [
      '5x3 10 pv',
      'ml',
      '5 ml 3 kertaa päivässä 10 päivän ajan.',
      '5 ml 3 gånger om dagen i 10 dagar.',
      '5 ml 3 times a day for 10 days.',
    ],
    ['2,5x2', 'ml', '2,5 ml 2 kertaa päivässä.', '2,5 ml 2 gånger om dagen.', '2.5 ml 2 times a day.'],
    ['1x4', 'drop', '1 tippa 4 kertaa päivässä.', '1 droppe 4 gånger om dagen.', '1 drop 4 times a day.'],
    [
      '2x2 7 pv',
      'drop',
      '2 tippaa 2 kertaa päivässä 7 päivän ajan.',
      '2 droppar 2 gånger om dagen i 7 dagar.',
      '2 drops 2 times a day for 7 days.',
    ],
    ['1x2', 'puff', '1 suihke 2 kertaa päivässä.', '1 puff 2 gånger om dagen.', '1 puff 2 times a day.'],
    ['2x2', 'puff', '2 suihketta 2 kertaa päivässä.', '2 puffar 2 gånger om dagen.', '2 puffs 2 times a day.'],
    [
      '1-2x1-2 tarv',
      'puff',
      '1–2 suihketta tarvittaessa 1–2 kertaa päivässä.',
      '1–2 puffar vid behov 1–2 gånger om dagen.',
      '1–2 puffs as needed 1–2 times a day.',
    ],
    ['1x1', 'dose', '1 annos kerran päivässä.', '1 dos en gång om dagen.', '1 dose once a day.'],
    ['2x1', 'dose', '2 annosta kerran päivässä.', '2 doser en gång om dagen.', '2 doses once a day.'],
    ['1x1', 'unit', '1 yksikkö kerran päivässä.', '1 enhet en gång om dagen.', '1 unit once a day.'],
    ['24x1', 'unit', '24 yksikköä kerran päivässä.', '24 enheter en gång om dagen.', '24 units once a day.'],
    ['1x3', 'sachet', '1 annospussi 3 kertaa päivässä.', '1 dospåse 3 gånger om dagen.', '1 sachet 3 times a day.'],
    [
      '2x1 tarv',
      'sachet',
      '2 annospussia tarvittaessa kerran päivässä.',
      '2 dospåsar vid behov en gång om dagen.',
      '2 sachets as needed once a day.',
    ],
    ['1 ilt', 'suppository', '1 puikko illalla.', '1 suppositorium på kvällen.', '1 suppository in the evening.'],
    [
      '2x1',
      'suppository',
      '2 puikkoa kerran päivässä.',
      '2 suppositorier en gång om dagen.',
      '2 suppositories once a day.',
    ],
    ['1 72 h välein', 'patch', '1 laastari 72 tunnin välein.', '1 plåster var 72:a timme.', '1 patch every 72 hours.'],
    ['2 3 pv välein', 'patch', '2 laastaria 3 päivän välein.', '2 plåster var 3:e dag.', '2 patches every 3 days.'],
    [
      '1x2 14 pv',
      'application',
      'Levitetään 2 kertaa päivässä 14 päivän ajan.',
      'Appliceras 2 gånger om dagen i 14 dagar.',
      'Apply 2 times a day for 14 days.',
    ],
    [
      '2x1',
      'application',
      '2 levityskertaa kerran päivässä.',
      '2 appliceringar en gång om dagen.',
      '2 applications once a day.',
    ],
    [
      '1 aamulla ja illalla',
      'application',
      'Levitetään aamulla ja illalla.',
      'Appliceras på morgonen och på kvällen.',
      'Apply in the morning and in the evening.',
    ],
    [
      '1x1 tarv',
      'application',
      'Levitetään tarvittaessa kerran päivässä.',
      'Appliceras vid behov en gång om dagen.',
      'Apply as needed once a day.',
    ],
    ['1 ilt', 'tablet', '1 tabletti illalla.', '1 tablett på kvällen.', '1 tablet in the evening.'],
    ['1 aam', 'tablet', '1 tabletti aamulla.', '1 tablett på morgonen.', '1 tablet in the morning.'],
    ['1 päivällä', 'tablet', '1 tabletti päivällä.', '1 tablett mitt på dagen.', '1 tablet at midday.'],
    [
      '1 yöksi tarv',
      'tablet',
      '1 tabletti tarvittaessa yöksi.',
      '1 tablett vid behov till natten.',
      '1 tablet as needed at bedtime.',
    ],
    [
      '1+0+1',
      'tablet',
      '1 tabletti aamulla ja illalla.',
      '1 tablett på morgonen och på kvällen.',
      '1 tablet in the morning and in the evening.',
    ],
    [
      '2+1+1+2',
      'tablet',
      '2 tablettia aamulla, 1 tabletti päivällä, 1 tabletti illalla ja 2 tablettia yöksi.',
      '2 tabletter på morgonen, 1 tablett mitt på dagen, 1 tablett på kvällen och 2 tabletter till natten.',
      '2 tablets in the morning, 1 tablet at midday, 1 tablet in the evening and 2 tablets at bedtime.',
    ],
    [
      '1+1+1+1',
      'capsule',
      '1 kapseli aamulla, päivällä, illalla ja yöksi.',
      '1 kapsel på morgonen, mitt på dagen, på kvällen och till natten.',
      '1 capsule in the morning, at midday, in the evening and at bedtime.',
    ],
    [
      '½+0+1 28 pv',
      'tablet',
      '0,5 tablettia aamulla ja 1 tabletti illalla 28 päivän ajan.',
      '0,5 tablett på morgonen och 1 tablett på kvällen i 28 dagar.',
      '0.5 tablets in the morning and 1 tablet in the evening for 28 days.',
    ],
    ['0+0+1-2', 'tablet', '1–2 tablettia illalla.', '1–2 tabletter på kvällen.', '1–2 tablets in the evening.'],
    [
      '1 aamulla 2 illalla',
      'tablet',
      '1 tabletti aamulla ja 2 tablettia illalla.',
      '1 tablett på morgonen och 2 tabletter på kvällen.',
      '1 tablet in the morning and 2 tablets in the evening.',
    ],
    [
      '10+0+12',
      'unit',
      '10 yksikköä aamulla ja 12 yksikköä illalla.',
      '10 enheter på morgonen och 12 enheter på kvällen.',
      '10 units in the morning and 12 units in the evening.',
    ],
    ['1x1/vko', 'tablet', '1 tabletti kerran viikossa.', '1 tablett en gång i veckan.', '1 tablet once a week.'],
    ['1x2/vko', 'tablet', '1 tabletti 2 kertaa viikossa.', '1 tablett 2 gånger i veckan.', '1 tablet 2 times a week.'],
    [
      '2x2-3/vko',
      'tablet',
      '2 tablettia 2–3 kertaa viikossa.',
      '2 tabletter 2–3 gånger i veckan.',
      '2 tablets 2–3 times a week.',
    ],
    [
      '1 joka toinen pv',
      'tablet',
      '1 tabletti joka toinen päivä.',
      '1 tablett varannan dag.',
      '1 tablet every other day.',
    ],
    [
      '1x2 joka toinen pv',
      'tablet',
      '1 tabletti 2 kertaa päivässä joka toinen päivä.',
      '1 tablett 2 gånger om dagen varannan dag.',
      '1 tablet 2 times a day every other day.',
    ],
    ['1 joka 3. pv', 'tablet', '1 tabletti 3 päivän välein.', '1 tablett var 3:e dag.', '1 tablet every 3 days.'],
    [
      '1x2 3 pv välein',
      'tablet',
      '1 tabletti 2 kertaa päivässä 3 päivän välein.',
      '1 tablett 2 gånger om dagen var 3:e dag.',
      '1 tablet 2 times a day every 3 days.',
    ],
    ['1 21 pv välein', 'tablet', '1 tabletti 21 päivän välein.', '1 tablett var 21:a dag.', '1 tablet every 21 days.'],
    ['1 11 pv välein', 'tablet', '1 tabletti 11 päivän välein.', '1 tablett var 11:e dag.', '1 tablet every 11 days.'],
    ['1 22 pv välein', 'tablet', '1 tabletti 22 päivän välein.', '1 tablett var 22:a dag.', '1 tablet every 22 days.'],
    [
      '1 2 viikon välein',
      'tablet',
      '1 tabletti 14 päivän välein.',
      '1 tablett var 14:e dag.',
      '1 tablet every 14 days.',
    ],
    [
      '1 1 päivän välein',
      'tablet',
      '1 tabletti kerran päivässä.',
      '1 tablett en gång om dagen.',
      '1 tablet once a day.',
    ],
    [
      '1 4 h välein tarvittaessa max 6/vrk',
      'tablet',
      '1 tabletti tarvittaessa 4 tunnin välein, enintään 6 tablettia vuorokaudessa.',
      '1 tablett vid behov var 4:e timme, högst 6 tabletter per dygn.',
      '1 tablet as needed every 4 hours, at most 6 tablets in 24 hours.',
    ],
    [
      '1-2 4-6 h välein tarv max 8/vrk',
      'tablet',
      '1–2 tablettia tarvittaessa 4–6 tunnin välein, enintään 8 tablettia vuorokaudessa.',
      '1–2 tabletter vid behov med 4–6 timmars mellanrum, högst 8 tabletter per dygn.',
      '1–2 tablets as needed every 4–6 hours, at most 8 tablets in 24 hours.',
    ],
    [
      '1 12 h välein',
      'tablet',
      '1 tabletti 12 tunnin välein.',
      '1 tablett var 12:e timme.',
      '1 tablet every 12 hours.',
    ],
    [
      '1 1 h välein tarv max 4/vrk 3 pv',
      'tablet',
      '1 tabletti tarvittaessa tunnin välein, enintään 4 tablettia vuorokaudessa, 3 päivän ajan.',
      '1 tablett vid behov varje timme, högst 4 tabletter per dygn, i 3 dagar.',
      '1 tablet as needed every hour, at most 4 tablets in 24 hours, for 3 days.',
    ],
    ['1 2 h välein', 'tablet', '1 tabletti 2 tunnin välein.', '1 tablett var 2:a timme.', '1 tablet every 2 hours.'],
    [
      '1 21 h välein',
      'tablet',
      '1 tabletti 21 tunnin välein.',
      '1 tablett var 21:a timme.',
      '1 tablet every 21 hours.',
    ],
    [
      '3x1 ma',
      'tablet',
      '3 tablettia kerran viikossa maanantaisin.',
      '3 tabletter en gång i veckan på måndagar.',
      '3 tablets once a week on Mondays.',
    ],
    [
      '1x3 ma ke pe',
      'tablet',
      '1 tabletti 3 kertaa päivässä maanantaisin, keskiviikkoisin ja perjantaisin.',
      '1 tablett 3 gånger om dagen på måndagar, onsdagar och fredagar.',
      '1 tablet 3 times a day on Mondays, Wednesdays and Fridays.',
    ],
    [
      '1 la su',
      'tablet',
      '1 tabletti lauantaisin ja sunnuntaisin.',
      '1 tablett på lördagar och söndagar.',
      '1 tablet on Saturdays and Sundays.',
    ],
    [
      '1x2 ti to',
      'drop',
      '1 tippa 2 kertaa päivässä tiistaisin ja torstaisin.',
      '1 droppe 2 gånger om dagen på tisdagar och torsdagar.',
      '1 drop 2 times a day on Tuesdays and Thursdays.',
    ],
    [
      '1 ma-pe',
      'tablet',
      '1 tabletti maanantaisin, tiistaisin, keskiviikkoisin, torstaisin ja perjantaisin.',
      '1 tablett på måndagar, tisdagar, onsdagar, torsdagar och fredagar.',
      '1 tablet on Mondays, Tuesdays, Wednesdays, Thursdays and Fridays.',
    ],
    [
      '1x1 1pv',
      'tablet',
      '1 tabletti kerran päivässä 1 päivän ajan.',
      '1 tablett en gång om dagen i 1 dag.',
      '1 tablet once a day for 1 day.',
    ],
    [
      '1x1 1.12. alkaen',
      'tablet',
      '1 tabletti kerran päivässä 1.12.2026 alkaen.',
      '1 tablett en gång om dagen från och med 1.12.2026.',
      '1 tablet once a day from 1 December 2026.',
    ],
    [
      '1x1 alk 1.12. 10pv',
      'tablet',
      '1 tabletti kerran päivässä 10 päivän ajan 1.12.2026 alkaen.',
      '1 tablett en gång om dagen i 10 dagar från och med 1.12.2026.',
      '1 tablet once a day for 10 days from 1 December 2026.',
    ],
    [
      '1-2x3 max 4/vrk',
      'tablet',
      '1–2 tablettia 3 kertaa päivässä, enintään 4 tablettia vuorokaudessa.',
      '1–2 tabletter 3 gånger om dagen, högst 4 tabletter per dygn.',
      '1–2 tablets 3 times a day, at most 4 tablets in 24 hours.',
    ],
    [
      '1x3 tarv max 1/vrk',
      'tablet',
      '1 tabletti tarvittaessa 3 kertaa päivässä, enintään 1 tabletti vuorokaudessa.',
      '1 tablett vid behov 3 gånger om dagen, högst 1 tablett per dygn.',
      '1 tablet as needed 3 times a day, at most 1 tablet in 24 hours.',
    ],
    [
      '1 tarv max 1/vrk',
      'tablet',
      '1 tabletti tarvittaessa kerran päivässä, enintään 1 tabletti vuorokaudessa.',
      '1 tablett vid behov en gång om dagen, högst 1 tablett per dygn.',
      '1 tablet as needed once a day, at most 1 tablet in 24 hours.',
    ],
    [
      '1x2 2vko',
      'tablet',
      '1 tabletti 2 kertaa päivässä 14 päivän ajan.',
      '1 tablett 2 gånger om dagen i 14 dagar.',
      '1 tablet 2 times a day for 14 days.',
    ],
    [
      '1x2-3',
      'tablet',
      '1 tabletti 2–3 kertaa päivässä.',
      '1 tablett 2–3 gånger om dagen.',
      '1 tablet 2–3 times a day.',
    ],
    ['9999x1', 'unit', '9999 yksikköä kerran päivässä.', '9999 enheter en gång om dagen.', '9999 units once a day.'],
  ])('%s (%s)', (typed, unit, fi, sv, en) => {
    expect(sentences(typed, unit)).toEqual([fi, sv, en]);
  });

  const AMOUNT = fc
    .tuple(fc.constantFrom('0.25', '0.5', '1', '1.5', '2', '2.5', '10', '12.5', '9999'), fc.constantFrom('0', '1', '3'))
    .map(([low, more]): DoseRange => {
      const high = more === '0' ? low : String(Number(low) + Number(more));
      return { low: decimal(low), high: decimal(high) };
    });
  const RANGE = fc.tuple(fc.integer({ min: 1, max: 24 }), fc.nat(3)).map(([low, more]) => ({ low, high: low + more }));
  const TIMING: fc.Arbitrary<DoseTiming> = fc.oneof(
    RANGE.map(range => ({ kind: 'timesPerDay' as const, ...range })),
    RANGE.map(range => ({ kind: 'timesPerWeek' as const, ...range })),
    RANGE.map(range => ({ kind: 'everyHours' as const, ...range })),
    fc
      .record({ days: fc.integer({ min: 1, max: 366 }), times: fc.integer({ min: 1, max: 6 }) })
      .map(when => ({ kind: 'everyDays' as const, ...when })),
    fc
      .record({
        days: fc.uniqueArray(fc.constantFrom<Weekday>(1, 2, 3, 4, 5, 6, 7), { minLength: 1, maxLength: 7 }),
        times: fc.integer({ min: 1, max: 6 }),
      })
      .map(when => ({ kind: 'weekdays' as const, ...when })),
    fc
      .uniqueArray(fc.constantFrom('morning', 'noon', 'evening', 'night'), { minLength: 1 })
      .chain(times => fc.tuple(...times.map(time => AMOUNT.map(amount => [time, amount] as const))))
      .map(list => ({ kind: 'timesOfDay' as const, amounts: Object.fromEntries(list) })),
  );
  const DOSES: fc.Arbitrary<StructuredDose> = fc
    .record({
      amount: AMOUNT,
      unit: fc.constantFrom(...DOSE_UNITS),
      timing: TIMING,
      asNeeded: fc.boolean(),
      maxPerDay: fc.option(fc.constantFrom('8', '0.5', '12').map(decimal)),
      lengthDays: fc.option(fc.integer({ min: 1, max: 3660 })),
      startsOn: fc.option(fc.constant(localDate('2027-03-05'))),
    })
    .map(({ amount, ...rest }) => ({ ...amount, ...rest }));

  /** Figures that the sentence must hold; one is often a word (`kerran`, `en gång`), two days as well (`joka toinen`). */
  function figuresOf({ low, high, timing, maxPerDay, lengthDays, startsOn, unit }: StructuredDose): string[] {
    const amounts = timing.kind === 'timesOfDay' ? Object.values(timing.amounts) : [{ low, high }];
    const amountFigures = amounts.flatMap(a =>
      unit === 'application' && a.low === '1' && a.high === '1' ? [] : [a.low, a.high],
    );
    const counts: number[] =
      timing.kind === 'timesOfDay'
        ? []
        : timing.kind === 'everyDays'
          ? [timing.times, timing.days === 2 ? 1 : timing.days]
          : timing.kind === 'clockTimes'
            ? []
            : timing.kind === 'weekdays'
              ? [timing.times]
              : [timing.low, timing.high];
    return [
      ...amountFigures,
      ...counts.filter(count => count !== 1).map(String),
      ...(maxPerDay === null ? [] : [maxPerDay]),
      ...(lengthDays === null ? [] : [String(lengthDays)]),
      ...(startsOn === null ? [] : ['2027', '5']),
    ];
  }

  test('every dose has a sentence in three languages, with its numbers in it and no shorthand', () => {
    fc.assert(
      fc.property(DOSES, fc.constantFrom(...LANGUAGES), (dose, language) => {
        const sentence = doseSentence(dose, language);
        expect(sentence).toMatch(/^[\p{Lu}\d].*\.$/u);
        expect(sentence).not.toMatch(/\s{2}|undefined|null|NaN| ,|\.\./);
        const figures =
          sentence.match(/\d[\d\u00a0]*(?:[.,]\d+)*/g)?.map(f => f.replace(/\u00a0/g, '').replace(/[.,]$/, '')) ?? [];
        const all = new Set(figures.flatMap(f => [f.replace(',', '.'), ...f.split('.')]));
        for (const figure of figuresOf(dose)) expect([sentence, all.has(figure)]).toEqual([sentence, true]);
      }),
      { numRuns: 2000 },
    );
  });

  test('two doses that differ in amount or number never share a sentence', () => {
    fc.assert(
      fc.property(DOSES, DOSES, (a, b) => {
        const same = (x: Decimal, y: Decimal) => compare(x, y) === 0;
        fc.pre(
          a.timing.kind !== 'timesOfDay' &&
            b.timing.kind !== 'timesOfDay' &&
            !(same(a.low, b.low) && same(a.high, b.high)),
        );
        expect(doseSentence(a, 'fi')).not.toBe(doseSentence(b, 'fi'));
      }),
    );
  });

  test('the shorthand of a plain sentence reads back to the same sentence', () => {
    for (const language of ['fi', 'sv'] as const)
      fc.assert(
        fc.property(
          DOSES.filter(
            d =>
              d.timing.kind !== 'timesOfDay' &&
              d.unit === 'tablet' &&
              d.maxPerDay === null &&
              Number(d.high) <= 9999 &&
              !(d.timing.kind === 'everyDays' && d.timing.days === 1),
          ),
          dose => {
            const sentence = doseSentence(dose, language);
            const again = readDose(sentence, { unit: 'tablet', today: TODAY });
            expect(again.ok ? doseSentence(again.value, language) : [sentence, again.error]).toBe(sentence);
          },
        ),
        { numRuns: 500 },
      );
  });
});

describe('abbreviations of free text doses', () => {
  test.each<readonly [string, 'fi' | 'sv' | 'en', string | null]>([
    ['1x3 tarv.', 'fi', '1 kerralla, 3 kertaa tarvittaessa.'],
    ['1 tabl. x 3 7 pv', 'fi', '1 tabletti 3 kertaa 7 päivää'],
    [
      '1-2 tabl 4 h välein tarv., max 6 tabl/vrk',
      'fi',
      '1-2 tablettia 4 tunnin välein tarvittaessa, enintään 6 tablettia vuorokaudessa',
    ],
    ['Silmiin 1 gtt x 4', 'fi', 'Silmiin 1 tippa 4 kertaa'],
    ['ota 1 caps aam ja ilt', 'fi', 'ota 1 kapseli aamulla ja illalla'],
    ['25 mcg x 1', 'fi', '25 mikrogrammaa kerran'],
    ['2 krt/pv', 'fi', '2 kertaa päivässä'],
    ['1 tabl x 3 vb', 'sv', '1 tablett 3 gånger vid behov'],
    ['2 ggr/vrk', 'sv', '2 gånger per dygn'],
    ['2 tabl x 2', 'en', '2 tablets 2 times'],
    ['1 tabletti illalla', 'fi', null],
    ['Ei tarvitse pakkausta.', 'fi', null],
    ['Voide Xerodent', 'fi', null],
    ['', 'fi', null],
  ])('%j in %s', (text, language, expected) => {
    expect(spelledOut(text, language)).toBe(expected);
  });

  test('what is written out has nothing left to write out', () => {
    const words = fc.constantFrom(
      '1',
      '2',
      '½',
      'x',
      'tabl',
      'tabl.',
      'pv',
      '/vrk',
      'tarv',
      'max',
      'illalla',
      'h välein',
      'ilt.',
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 8 }), fc.constantFrom(...LANGUAGES), (list, language) => {
        fc.pre(!/x x/.test(list.join(' ')));
        const once = spelledOut(list.join(' '), language);
        if (once !== null) expect([once, spelledOut(once, language)]).toEqual([once, null]);
      }),
    );
  });
});
