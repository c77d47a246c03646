/** Signing as every kind of document does it: see each page, give PIN2, see what became of it. */
export { ChangeList } from './ChangeList.tsx';
export { documentBlocks } from './document-blocks.ts';
export { FindingLine, type FindingLineProps, gradeOf, gravest, sortedFindings } from './FindingLine.tsx';
export { PinToSign } from './PinToSign.tsx';
export { SigningDialog, type SigningBatch, type SigningDialogProps } from './SigningDialog.tsx';
export { type SigningWords } from './signing-words.ts';
export { createSigningStore, type Sign, type SigningPhase, type SigningStore } from './signing.store.ts';
export { signingTexts } from './signing.texts.ts';
export { stateTone, stepsOf } from './steps.ts';
export { TakeBack } from './TakeBack.tsx';
export { WaitingSignatures } from './WaitingSignatures.tsx';
