import { z } from 'zod';
import { call } from './define.ts';
import { limit, medicineHits, medicinePackage, medicineRelease, text, vnr } from './values.ts';

export const medicines = {
  /** Names, substances, ATC, VNR, strengths in any order; `limit` counts products. */
  search: call({
    needs: 'signedIn',
    params: z.strictObject({ text: text(200), limit }),
    result: z.strictObject({ hits: medicineHits, release: medicineRelease }),
  }),
  byVnr: call({ needs: 'signedIn', params: z.strictObject({ vnr }), result: medicinePackage, codes: ['RX-0005'] }),
};
