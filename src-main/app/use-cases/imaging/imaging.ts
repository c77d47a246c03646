import { type Sourced } from '../../../../shared/contract/signing.contract.ts';
import { type LogAct } from '../../../../shared/domain/oversight/log-acts.ts';
import { type Patient } from '../../../../shared/domain/people/person.ts';
import { type ReadableBlock } from '../../../../shared/domain/readable.ts';
import { type ImagingPaper, type ImagingStudy, type KeyObjects } from '../../../../shared/domain/records/imaging.ts';
import { type Failure } from '../../../../shared/kernel/error-codes.ts';
import { type Oid } from '../../../../shared/kernel/oid.ts';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { type Instant } from '../../../../shared/kernel/time.ts';
import { audited } from '../../audit/audited.ts';
import { type Environment } from '../../environment.ts';
import { type NetCode } from '../../ports/kanta.port.ts';
import { contextOf, TREATMENT } from '../../session/query-context.ts';
import { type Desk } from '../../session/session.ts';
import { keptImaging } from '../offline/kept-lists.ts';
import { logOpening, recordContent } from '../records/record-list.ts';
import { disclosedStudiesNow, readDisclosed } from '../wills/disclosure.ts';

type ImagingList = Readonly<{
  own: ImagingStudy[];
  source: Sourced;
  disclosed: Readonly<{ studies: ImagingStudy[] | null; until: Instant }> | null;
}>;

/** Own studies as they were listed last, by desk and patient; they leave with the desk. */
const listed = new WeakMap<Desk, Map<string, readonly ImagingStudy[]>>();
const listedOf = (desk: Desk): Map<string, readonly ImagingStudy[]> => {
  const known = listed.get(desk) ?? new Map<string, readonly ImagingStudy[]>();
  listed.set(desk, known);
  return known;
};

const log = (env: Environment, desk: Desk, act: LogAct, patientId: string, subject: Oid | null): void =>
  audited(env, desk.professional, { act, patientId, subject, reason: TREATMENT, outcome: 'ok' });

/** Own studies from the service or as last known, and those of the disclosure that is open at this desk. */
export async function listImaging(env: Environment, desk: Desk, patient: Patient): Promise<ImagingList> {
  log(env, desk, 'imagingList', patient.id, null);
  const answer = await env.imaging.ofPatient(patient, contextOf(env, desk.professional, TREATMENT, ''));
  const at = env.clock.now();
  const unit = desk.professional.organisation.oid;
  if (answer.ok) env.store.write(tx => tx.cache.putImaging(patient.id, answer.value, at, unit));
  const kept = answer.ok ? null : env.store.read(tx => keptImaging(tx, desk, patient.id));
  const own = answer.ok ? answer.value : (kept?.rows ?? []);
  listedOf(desk).set(patient.id, own);
  const open = disclosedStudiesNow(env, desk, patient.id);
  return {
    own: [...own],
    source: answer.ok
      ? { from: 'service', asOf: at, fault: null }
      : { from: kept === null ? 'none' : 'cache', asOf: kept?.at ?? null, fault: answer.error.code },
    disclosed: open === null ? null : { studies: open.studies === null ? null : [...open.studies], until: open.until },
  };
}

type Known = Readonly<{ study: ImagingStudy; isOwn: boolean }>;

function knownStudy(env: Environment, desk: Desk, patientId: string, uid: Oid): Known | null {
  const own = listedOf(desk)
    .get(patientId)
    ?.find(study => study.uid === uid);
  if (own !== undefined) return { study: own, isOwn: true };
  const other = disclosedStudiesNow(env, desk, patientId)?.studies?.find(study => study.uid === uid);
  return other === undefined ? null : { study: other, isOwn: false };
}

type Read = Readonly<{ paper: ImagingPaper; readable: readonly ReadableBlock[] }>;
type ReadFault = Failure<'PAT-0002' | 'IMG-0001' | 'REC-0002' | 'REC-0003' | 'DIS-0003' | NetCode>;

/** A statement, request or entry of a study. One of another register is decided again by the service when it is opened. */
export async function readImagingPaper(
  env: Environment,
  desk: Desk,
  patient: Patient,
  uid: Oid,
  documentOid: Oid,
): Promise<Result<Read, ReadFault>> {
  const known = knownStudy(env, desk, patient.id, uid);
  const paper = known?.study.papers?.find(({ oid }) => oid === documentOid);
  if (known === null || paper === undefined) return fail({ code: 'IMG-0001' });
  if (!known.isOwn) {
    const read = await readDisclosed(env, desk, patient.id, documentOid);
    return read.ok ? ok({ paper, readable: read.value.readable }) : read;
  }
  logOpening(env, desk, patient, documentOid);
  const read = await recordContent(env, desk, patient, documentOid);
  return read.ok ? ok({ paper, readable: read.value.readable }) : read;
}

/** The key-object reference of a study that has been listed. Online only: without a line no image could be fetched either. */
export async function openKeyObjects(
  env: Environment,
  desk: Desk,
  patient: Patient,
  uid: Oid,
): Promise<Result<KeyObjects, Failure<'IMG-0001' | 'IMG-0002' | NetCode>>> {
  const known = knownStudy(env, desk, patient.id, uid);
  if (known === null) return fail({ code: 'IMG-0001' });
  log(env, desk, 'openImages', patient.id, uid);
  return env.imaging.keyObjects(known.study, contextOf(env, desk.professional, TREATMENT, ''));
}
