import { type Api } from '../../../shared/contract/api.ts';
import { type Handlers } from '../../../shared/contract/define.ts';
import { type Oid } from '../../../shared/kernel/oid.ts';
import { fail, ok } from '../../../shared/kernel/result.ts';
import { type Environment } from '../environment.ts';
import { type Caller } from '../session/session.ts';
import {
  checkDispensingForm,
  discardDispensing,
  dispensingDrafts,
  openDispensingForm,
  previewDispensings,
  saveDispensingForm,
  signDispensings,
} from '../use-cases/dispensing/dispense.ts';
import { askSaleBasis, salesHere } from '../use-cases/dispensing/counter-sales.ts';
import { madeHere } from '../use-cases/dispensing/made.ts';
import { fetchNamed } from '../use-cases/dispensing/named-prescription.ts';
import { packsMade } from '../sync/owed-packs.ts';
import { verifyPack } from '../use-cases/dispensing/packs.ts';
import { prepareAct } from '../use-cases/dispensing/pharmacy-acts.ts';
import { labelPrinterOf, saveLabelPrinter, testLabelPrinter } from '../use-cases/dispensing/label-printer.ts';
import {
  printLabel,
  printPatientSheet,
  printReceipt,
  printSummary,
  sendLabel,
} from '../use-cases/dispensing/prints.ts';
import { openedPatient } from '../use-cases/patients/open-patient.ts';
import { listPrescriptions } from '../use-cases/prescribing/prescription-list.ts';
import { beginReview } from '../use-cases/signing/review.ts';
import { deskOf } from './desk.ts';
import { pdfReply } from './pdf-reply.ts';
import { toReply } from './reply.ts';

type DispensingHandlers = Handlers<Pick<Api, 'dispensing'>, Caller>['dispensing'];

export const dispensingHandlers = (env: Environment): DispensingHandlers => ({
  list: async ({ patientId }, caller) => {
    const opened = openedPatient(env, deskOf(caller), patientId);
    if (!opened.ok) return opened;
    return ok(
      await listPrescriptions(env, deskOf(caller), opened.value.patient, '6', opened.value.opening.basis ?? ''),
    );
  },
  openForm: ({ patientId, prescriptionSetId }, caller) =>
    openDispensingForm(env, deskOf(caller), patientId, prescriptionSetId),
  saveDraft: ({ draftId, form, knownAt }, caller) =>
    saveDispensingForm(env, deskOf(caller), draftId, form, knownAt ?? null),
  drafts: ({ patientId }, caller) => ok(dispensingDrafts(env, deskOf(caller), patientId)),
  discardDraft: ({ draftId }, caller) => discardDispensing(env, deskOf(caller), draftId),
  check: ({ draftId, form }, caller) => checkDispensingForm(env, deskOf(caller), draftId, form),
  preview: ({ draftIds }, caller) =>
    beginReview(env, deskOf(caller), 'dispensing', previewDispensings(env, deskOf(caller), draftIds)),
  sign: async ({ items, pin2 }, caller) =>
    toReply<'sign', DispensingHandlers>(await signDispensings(env, deskOf(caller), items, pin2)),
  made: ({ patientId }, caller) => {
    const opened = openedPatient(env, deskOf(caller), patientId);
    if (!opened.ok) return ok([]);
    const { organisation } = deskOf(caller).professional;
    const packsOf = (setId: Oid) => [...env.store.read(tx => packsMade(tx, patientId, setId, env.clock))];
    return ok(
      env.store
        .read(tx => madeHere(tx, patientId))
        .filter(({ dispensing }) => dispensing.dispenser.organisation.oid === organisation.oid)
        .map(({ dispensing, change }) => ({ dispensing, change, packs: packsOf(dispensing.setId) }))
        .sort((a, b) => (a.dispensing.dispensedAt < b.dispensing.dispensedAt ? 1 : -1)),
    );
  },
  saleBasis: ({ patientId, again }, caller) => askSaleBasis(env, deskOf(caller), patientId, again),
  fetchNamed: ({ patientId, setId }, caller) => fetchNamed(env, deskOf(caller), patientId, setId),
  verifyPack: (pack, caller) => verifyPack(env, deskOf(caller), pack),
  sales: ({ patientId }, caller) => {
    const opened = openedPatient(env, deskOf(caller), patientId);
    return ok(opened.ok ? env.store.read(tx => [...salesHere(tx, patientId)]) : []);
  },
  prepareAct: async ({ patientId, act }, caller) => {
    const prepared = await prepareAct(env, deskOf(caller), patientId, act);
    if (!prepared.ok) return prepared;
    const { preview } = prepared.value;
    if (preview !== null) beginReview(env, deskOf(caller), 'dispensing', ok([preview]));
    return prepared;
  },
});

export const printHandlers = (env: Environment): Handlers<Pick<Api, 'prints'>, Caller>['prints'] => ({
  label: async ({ documentOid }, caller) => {
    const printed = await printLabel(env, deskOf(caller), documentOid);
    return printed.ok
      ? ok(pdfReply(env, `label-${documentOid.split('.').at(-1)}`, printed.value))
      : fail(printed.error);
  },
  sendLabel: ({ documentOid }, caller) => sendLabel(env, deskOf(caller), documentOid),
  labelPrinter: () => ok(labelPrinterOf(env)),
  saveLabelPrinter: setting => saveLabelPrinter(env, setting),
  testLabelPrinter: () => testLabelPrinter(env),
  receipt: async ({ patientId, documentOids }, caller) => {
    const printed = await printReceipt(env, deskOf(caller), patientId, documentOids);
    return printed.ok ? ok(pdfReply(env, `receipt-${env.clock.today()}`, printed.value)) : fail(printed.error);
  },
  patientSheet: async ({ patientId, prescriptionSetIds, largePrint }, caller) => {
    const printed = await printPatientSheet(env, deskOf(caller), patientId, prescriptionSetIds, largePrint);
    return printed.ok ? ok(pdfReply(env, `instruction-${env.clock.today()}`, printed.value)) : fail(printed.error);
  },
  summary: async ({ patientId, choice, since, largePrint }, caller) => {
    const printed = await printSummary(env, deskOf(caller), patientId, choice, since, largePrint);
    return printed.ok ? ok(pdfReply(env, `summary-${env.clock.today()}`, printed.value)) : fail(printed.error);
  },
});
