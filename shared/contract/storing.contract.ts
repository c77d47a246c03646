import { z } from 'zod';
import { call } from './define.ts';
import { prescribing, prescriptionDraft } from './prescribing.contract.ts';
import { SIGNING_CODES } from './signing.contract.ts';
import { id } from './values.ts';

/** Paper and telephone prescriptions that a pharmacy stores: the calls of prescribing in the hands of who may dispense. */
export const storing = {
  openForm: call({
    startsWork: true,
    needs: 'dispense',
    params: z.strictObject({ patientId: id }),
    result: prescriptionDraft,
    codes: ['PAT-0002', 'PAT-0003'],
  }),
  saveDraft: call({ ...prescribing.saveDraft, needs: 'dispense' }),
  drafts: call({ ...prescribing.drafts, needs: 'dispense' }),
  discardDraft: call({ ...prescribing.discardDraft, needs: 'dispense' }),
  check: call({ ...prescribing.check, needs: 'dispense' }),
  preview: call({ ...prescribing.preview, needs: 'dispense' }),
  sign: call({ ...prescribing.sign, needs: 'dispense', codes: SIGNING_CODES, toldCovered: true }),
};
