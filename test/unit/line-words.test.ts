import { expect, test } from 'vitest';
import { type Line, type LineState, type Service } from '../../shared/domain/queue.ts';
import { instant } from '../../shared/kernel/time.ts';
import { shownLines } from '../../src-renderer/features/status/line-words.ts';

const line = (service: Service, state: LineState, hour: string): Line => ({
  service,
  state,
  since: instant(`2026-02-03T${hour}:00:00.000Z`),
  lastOkAt: null,
  lastFault: null,
});
const shown = (...lines: readonly Line[]) =>
  shownLines(lines).map(({ name, line: { since } }) => [name, since.slice(11, 13)]);

test('lines of one state are one word, since the first of them', () => {
  for (const state of ['up', 'slow', 'down', 'unknown'] as const)
    expect(shown(line('resepti', state, '09'), line('potilastieto', state, '08'), line('rooli', state, '10'))).toEqual([
      ['kanta', '08'],
    ]);
  expect(shown()).toEqual([]);
});

test('what is not well, or was never tried, stands by itself; the working ones are told together', () => {
  expect(
    shown(
      line('potilastieto', 'up', '08'),
      line('resepti', 'down', '09'),
      line('rooli', 'slow', '10'),
      line('tahdonilmaisu', 'unknown', '07'),
      line('sosiaali', 'up', '06'),
    ),
  ).toEqual([
    ['resepti', '09'],
    ['rooli', '10'],
    ['tahdonilmaisu', '07'],
    ['others', '08'],
  ]);
  expect(shown(line('resepti', 'down', '09'), line('rooli', 'slow', '10'))).toEqual([
    ['resepti', '09'],
    ['rooli', '10'],
  ]);
});
