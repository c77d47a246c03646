import type { Observation } from 'fhir/r4.js';
import { dateInHelsinki } from '../../../shared/kernel/time.ts';
import { type Kept } from '../search/repository.ts';
import { type World } from '../world.ts';
import { fhirSpan } from '../time.ts';
import { type AccessRequest, PERIODS, type WellbeingAccess } from '../wellbeing/authorisation.ts';
import { observationOf } from '../wellbeing/measurements.ts';
import { html, type Html } from './html.ts';
import { act, day, layout, type Page } from './layout.ts';
import { moment } from './pages.ts';
import { type Acting } from './people.ts';

type Own = Page & Readonly<{ acting: Acting }>;
const DAYS = { 1: 'days1', 30: 'days30', 365: 'days365' } as const;
/** The page itself as a wellbeing application. */
const APPLICATION = { application: 'OmaKanta (harjoitus)', applicationId: 'urn:x-practice:omakanta' };

const unitName = (world: World, oid: string): string => world.store.register.organisation(oid)?.name ?? oid;

/** The question of an organisation to the citizen: who, what, for how long; yes and no are equally easy. */
export function askPage(page: Own, world: World, asked: AccessRequest): string {
  const { say, acting } = page;
  if (asked.patientId !== acting.subject.id)
    return layout(page, null, say('askTitle'), html`<p class="refusal">${say('askOther')}</p>`);
  if (acting.ground !== 'own')
    return layout(page, null, say('askTitle'), html`<p class="refusal">${say('askGuardian')}</p>`);
  const periods: Html = html`<label
    >${say('howLong')}
    <select name="days">
      ${PERIODS.map(days => html`<option value="${days}">${say(DAYS[days])}</option>`)}
    </select></label
  >`;
  return layout(
    page,
    null,
    say('askTitle'),
    html`<p><strong>${unitName(world, asked.caller.unit)}</strong> ${say('askSays')}</p>
      <div class="choice">${act(page, 'lupa', { request: asked.id, answer: 'yes' }, say('allow'), periods)}</div>
      <div class="choice">${act(page, 'lupa', { request: asked.id, answer: 'no' }, say('refuse'))}</div>`,
  );
}

function measurementsOf(world: World, patientId: string): readonly Kept<Observation>[] {
  const whole = (one: Observation): number => fhirSpan(one.effectiveDateTime ?? '')?.fromMs ?? 0;
  return [...world.repository.byKey<Observation>('Observation', 'patient', `Patient/${patientId}`)].sort(
    (a, b) => whole(b) - whole(a),
  );
}

const valueOf = ({ component = [], valueQuantity }: Observation): string =>
  component.length > 0
    ? `${component.map(one => one.valueQuantity?.value).join('/')} mmHg`
    : `${valueQuantity?.value ?? ''} ${valueQuantity?.unit ?? ''}`;
const applicationOf = ({ extension = [] }: Observation): string =>
  extension[0]?.extension?.find(({ url }) => url === 'name')?.valueString ?? '';

/** Own measurements, and who may read them. */
export function wellbeingPage(page: Own, world: World, access: WellbeingAccess): string {
  const { say, acting } = page;
  const grants = world.store.grants.ofPatient(acting.subject.id);
  const measurements = measurementsOf(world, acting.subject.id);
  const number = (name: 'systolic' | 'diastolic'): Html =>
    html`<label>${say(name)} <input type="text" name="${name}" inputmode="numeric" maxlength="3" size="4" /></label>`;
  return layout(
    page,
    'hyvinvointi',
    say('wellbeing'),
    html`<h3>${say('permissions')}</h3>
      ${
        grants.length === 0
          ? html`<p>${say('noPermissions')}</p>`
          : html`<table>
              <tbody>
                ${grants.map(
                  grant =>
                    html`<tr>
                      <td>${unitName(world, grant.organisation)}</td>
                      <td class="number">
                        ${say(access.isInForce(grant) ? 'until' : 'ended')}
                        ${day(dateInHelsinki(grant.endedMs ?? grant.untilMs))}
                      </td>
                      <td>
                        ${access.isInForce(grant) ? act(page, 'lopeta', { id: grant.id }, say('withdraw')) : null}
                      </td>
                    </tr>`,
                )}
              </tbody>
            </table>`
      }
      <h3>${say('measurements')}</h3>
      <div class="choice">
        ${act(page, 'mittaus', {}, say('addPressure'), html`${number('systolic')}${number('diastolic')}`)}
      </div>
      ${
        measurements.length === 0
          ? html`<p>${say('noMeasurements')}</p>`
          : html`<table>
              <tbody>
                ${measurements.map(
                  one =>
                    html`<tr>
                      <td class="number">${moment(fhirSpan(one.effectiveDateTime ?? '')?.fromMs ?? 0)}</td>
                      <td>${valueOf(one)}</td>
                      <td>${applicationOf(one)}</td>
                    </tr>`,
                )}
              </tbody>
            </table>`
      }`,
  );
}

const PRESSURE = /^[1-9]\d{1,2}$/;

/** A blood pressure that the citizen types on the page; anything that is none is left out. */
export function addMeasurement(world: World, patientId: string, form: URLSearchParams): void {
  const [systolic = '', diastolic = ''] = [form.get('systolic') ?? '', form.get('diastolic') ?? ''];
  if (!PRESSURE.test(systolic) || !PRESSURE.test(diastolic) || Number(systolic) <= Number(diastolic)) return;
  const atMs = world.clock.nowMs();
  const about = { patientId, uuid: world.newUuid(), atMs, ...APPLICATION };
  world.store.write(() => {
    world.repository.create<Observation>(observationOf({ kind: 'bloodPressure', systolic, diastolic }, about), atMs);
  });
}
