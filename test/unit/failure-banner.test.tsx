import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { ERROR_CODES } from '../../shared/kernel/error-codes.ts';
import { FailureBanner } from '../../src-renderer/i18n/FailureBanner.tsx';
import { failureWords } from '../../src-renderer/i18n/failures.ts';

test('a refusal is told with what to do; code and details stand in brackets for support', () => {
  const { says, todo } = ERROR_CODES['CARD-0120'];
  const bare = failureWords({ code: 'CARD-0120' }, 'sv');
  expect(bare.told).toBe(`${says.sv} ${todo.sv}`);
  expect(bare.toldWithCode).toBe(`${says.sv} ${todo.sv} (CARD-0120)`);
  expect(failureWords({ code: 'CARD-0120', detail: ['garbage', '0x30'] }, 'fi').toldWithCode).toBe(
    `${says.fi} ${todo.fi} (CARD-0120, garbage, 0x30)`,
  );
});

test('the banner shows both sentences and its action, and nothing while nothing was refused', () => {
  const { says, todo } = ERROR_CODES['REC-0002'];
  const markup = renderToStaticMarkup(
    <FailureBanner failure={{ code: 'REC-0002' }} action={<button type="button">Uudelleen</button>} />,
  );
  expect(markup).toContain(`${says.fi} ${todo.fi}`);
  expect(markup).toContain('Uudelleen');
  expect(renderToStaticMarkup(<FailureBanner failure={null} />)).toBe('');
});
