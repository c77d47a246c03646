import { type SignResult } from '../../../shared/contract/signing.contract.ts';
import { type FlowView } from './flow.store.ts';
import { SheetButton } from './SheetButton.tsx';

/** The patient's sheet is of what was newly prescribed: what was corrected or cancelled has its sheet in its details. */
export function NewSheets({
  patientId,
  batch,
  signed,
}: Readonly<{
  patientId: string;
  batch: FlowView['batch'];
  signed: SignResult['signed'];
}>) {
  const isNew = (draftId: string): boolean =>
    batch?.isCancellation !== true &&
    batch?.previews.find(preview => preview.draftId === draftId)?.changes === undefined;
  const setIds = signed.filter(({ draftId }) => isNew(draftId)).map(({ documentOid }) => documentOid);
  return setIds.length === 0 ? null : <SheetButton patientId={patientId} setIds={setIds} />;
}
