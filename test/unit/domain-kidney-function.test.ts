import { expect, test } from 'vitest';
import { egfrOfCreatinine } from '../../shared/domain/knowledge/kidney-function.ts';

test.each([
  // Worked by hand from the published equation.
  [62, 50, 'female', 101],
  [88.4, 50, 'male', 87],
  [88.4, 50, 'female', 66],
  [200, 80, 'male', 26],
  [200, 80, 'female', 20],
] as const)('%d µmol/l at %d, %s: %d ml/min', (creatinine, age, sex, egfr) => {
  expect(egfrOfCreatinine(creatinine, age, sex)).toBe(egfr);
});

test('children, an unknown sex and impossible numbers get no figure; the bounds of the field are kept', () => {
  expect(egfrOfCreatinine(60, 17, 'male')).toBeNull();
  expect(egfrOfCreatinine(60, 40, 'unknown' as never)).toBeNull();
  expect([0, 9, 2001, Number.NaN].map(value => egfrOfCreatinine(value, 40, 'male'))).toEqual([null, null, null, null]);
  expect(egfrOfCreatinine(10, 18, 'male')).toBeLessThanOrEqual(200);
  expect(egfrOfCreatinine(2000, 100, 'female')).toBeGreaterThanOrEqual(1);
});
