import { type ServiceTask } from '../../../../shared/codes/social-welfare.ts';
import { type SocialClient } from '../../../../shared/contract/social.contract.ts';
import { listName } from '../../../../shared/domain/people/person.ts';
import { type Disclosed, noticeForm } from '../../../../shared/domain/social/disclosure-notice.ts';
import { isLive, isPeriod, newestOfSets } from '../../../../shared/domain/social/social.rules.ts';
import { type RegisterAccess, type SocialItem } from '../../../../shared/domain/social/social-item.ts';
import { type Oid } from '../../../../shared/kernel/oid.ts';
import { fail, ok } from '../../../../shared/kernel/result.ts';
import { type Environment } from '../../environment.ts';
import { type Desk } from '../../session/session.ts';
import { act, controllerOf, type Known } from './client-act.ts';

const EMPTY = {
  relationship: null,
  caseSet: null,
  structure: null,
  fields: [],
  access: [],
  replaces: null,
  citizen: 'now',
  annulled: false,
} as const;

/**
 * The relationship in a controller's register. One from before the controller's first day stays here for good: since that day
 * it is none for what goes to the repository, and a new one is opened.
 */
function relationshipIn(env: Environment, { items, here }: Known, controllerOid: Oid): SocialItem | undefined {
  const live = isLive(env.directory.socialGoLive(), controllerOid, null, env.clock.today());
  return items.find(
    item => item.kind === 'relationship' && item.controllerOid === controllerOid && !(live && here.has(item.setId)),
  );
}

/** Clients with a relationship that is known here, newest first. */
export const listClients = (env: Environment): SocialClient[] =>
  env.store.read(tx => {
    const patientOf = new Map(tx.social.relationships().map(({ item, patientId }) => [item.setId, patientId]));
    return newestOfSets(tx.social.relationships().map(({ item }) => item))
      .flatMap(item => {
        const patient = tx.patients.get(patientOf.get(item.setId) ?? '');
        return patient === null
          ? []
          : [
              {
                patientId: patient.id,
                name: listName(patient),
                identityCode: item.identityCode,
                serviceTask: item.serviceTask,
                since: item.createdAt,
              },
            ];
      })
      .sort((a, b) => b.since.localeCompare(a.since));
  });

export const openRelationship = (env: Environment, desk: Desk, patientId: string, serviceTask: ServiceTask) =>
  act<'SOC-0001'>(env, desk, patientId, (known, { patient }) =>
    relationshipIn(env, known, controllerOf(desk)) !== undefined
      ? fail({ code: 'SOC-0001' })
      : ok({
          ...EMPTY,
          kind: 'relationship',
          controllerOid: controllerOf(desk),
          serviceTask,
          title: patient.language === 'sv' ? 'Klientförhållande' : 'Asiakkuus',
        }),
  );

/** Opens the register to a producer's unit: only where the organiser's register is this unit's own. */
export const openRegister = (env: Environment, desk: Desk, patientId: string, access: RegisterAccess) =>
  act<'SOC-0002' | 'SOC-0006'>(env, desk, patientId, known => {
    const relationship = relationshipIn(env, known, controllerOf(desk));
    if (relationship === undefined) return fail({ code: 'SOC-0002' });
    const isUnit = env.directory
      .socialUnits()
      .some(({ oid, provider }) => oid === access.unitOid && provider.oid !== controllerOf(desk));
    if (!isUnit || !isPeriod(access)) return fail({ code: 'SOC-0006' });
    const others = relationship.access.filter(({ unitOid }) => unitOid !== access.unitOid);
    return ok({ ...relationship, ...EMPTY, access: [...others, access], replaces: relationship });
  });

/** A case in the register that is used for the client: the own one, else one that was opened to this unit. */
export const openCase = (env: Environment, desk: Desk, patientId: string, serviceTask: ServiceTask, title: string) =>
  act<'SOC-0002' | 'SOC-0004'>(env, desk, patientId, known => {
    const others = known.items.filter(
      ({ kind, controllerOid }) => kind === 'relationship' && controllerOid !== controllerOf(desk),
    );
    const relationship = relationshipIn(env, known, controllerOf(desk)) ?? others[0];
    if (relationship === undefined) return fail({ code: 'SOC-0002' });
    if (title.trim() === '') return fail({ code: 'SOC-0004' });
    const { controllerOid, setId } = relationship;
    return ok({ ...EMPTY, kind: 'case', controllerOid, serviceTask, relationship: setId, title: title.trim() });
  });

/** What was handed over outside Kanta; one notification for one disclosure. */
export const notifyDisclosure = (
  env: Environment,
  desk: Desk,
  patientId: string,
  { caseSet, ...disclosed }: Disclosed & Readonly<{ caseSet: Oid }>,
) =>
  act<'SOC-0003' | 'SOC-0004' | 'SOC-0011'>(env, desk, patientId, ({ items }, { patient }) => {
    const aCase = items.find(({ kind, setId }) => kind === 'case' && setId === caseSet);
    if (aCase === undefined) return fail({ code: 'SOC-0003' });
    const { kind, on, ...said } = disclosed;
    const form = noticeForm(said, patient.language);
    if (form.fields.some(({ text }) => text === '')) return fail({ code: 'SOC-0004' });
    if (on > env.clock.today()) return fail({ code: 'SOC-0011' });
    const { controllerOid, serviceTask, relationship } = aCase;
    return ok({
      ...EMPTY,
      ...form,
      kind: 'disclosure',
      controllerOid,
      serviceTask,
      relationship,
      caseSet: aCase.setId,
      disclosure: { kind, on },
    });
  });
