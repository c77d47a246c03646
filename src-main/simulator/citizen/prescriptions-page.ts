import { type Language } from '../../../shared/kernel/language.ts';
import { type RequestState } from '../rules/renewal.machine.ts';
import { active, consentsOf, declared } from '../services/will-reading.ts';
import { type World } from '../world.ts';
import { html, type Html } from './html.ts';
import { act, day, layout, type Own, ROOT } from './layout.ts';
import { type CitizenPrescription, prescriptionsFor } from './prescriptions.ts';
import { type Word } from './words.ts';

/** The register writes a decimal point. */
const comma = (strength: string, language: Language): string =>
  language === 'en' ? strength : strength.replace(/(\d)\.(\d)/gu, '$1,$2');

const REQUESTS: Readonly<Partial<Record<RequestState, Word>>> = {
  sent: 'requested',
  received: 'received',
  renewed: 'renewed',
  rejected: 'rejected',
  returned: 'returned',
  expired: 'requestExpired',
};
/** Where something went wrong with a request, in the colour of a stop. */
const BAD: ReadonlySet<RequestState | null> = new Set<RequestState | null>(['rejected', 'returned', 'expired']);

const isOpen = ({ row }: CitizenPrescription): boolean => row.state === 'not-dispensed' || row.state === 'partly';

const medicine = ({ language, say }: Own, one: CitizenPrescription): Html =>
  html`<strong>${one.name}</strong> ${comma(one.strength, language)}<br /><span class="quiet">${one.dosage}</span>${
      one.prescriber === ''
        ? null
        : html`<br /><span class="quiet">${say('prescribedBy')} ${one.prescriber}, ${day(one.row.prescribedOn)}</span>`
    }`;

const stateOf = ({ say }: Own, { row, request, ground, isDenied, isPkv }: CitizenPrescription): Html => {
  const asked = request === null ? undefined : REQUESTS[request];
  return html`${
    row.archivedOn === null ? say(row.state) : html`${say('archived')} ${day(row.archivedOn)}`
  }${isDenied ? html`<br /><strong>${say(isPkv ? 'deniedPkv' : 'denied')}</strong>` : null}${
    asked === undefined
      ? null
      : html`<br /><span class="${BAD.has(request) ? 'bad' : 'good'}">${say(asked)}</span>${
            ground === '' ? null : html`<br /><span class="quiet">${say('ground')}: ${ground}</span>`
          }`
  }`;
};

function actsOn(page: Own, one: CitizenPrescription, denial: string | undefined): Html | null {
  const { say, acting } = page;
  const { setId, archivedOn } = one.row;
  if (archivedOn !== null) return null;
  const place = 'reseptit';
  const renewal = one.mayRenew
    ? act(
        page,
        'uusi',
        { setId },
        say('renew'),
        html`<input
          type="text"
          name="message"
          maxlength="250"
          aria-label="${say('message')}"
          placeholder="${say('message')}"
        />`,
      )
    : null;
  const will =
    acting.ground === 'guardian'
      ? null
      : denial === undefined
        ? act(page, 'tahto', { kind: 'prescription', setId, place }, say('denyPrescription'))
        : act(page, 'peru', { id: denial, place }, say('allowPrescription'));
  return html`${renewal}${will}`;
}

function table(page: Own, list: readonly CitizenPrescription[], denials: ReadonlyMap<string, string>): Html {
  const { say } = page;
  return html`<table class="prescriptions">
    <thead>
      <tr>
        <th>${say('medicine')}</th>
        <th>${say('validUntil')}</th>
        <th>${say('left')}</th>
        <th>${say('state')}</th>
        <th>${say('acts')}</th>
      </tr>
    </thead>
    <tbody>
      ${list.map(
        one =>
          html`<tr data-set="${one.row.setId}">
            <td>${medicine(page, one)}</td>
            <td class="number">${day(one.row.validUntil)}</td>
            <td class="number">${isOpen(one) ? one.remaining : '–'}</td>
            <td>${stateOf(page, one)}</td>
            <td>${actsOn(page, one, denials.get(one.row.setId))}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** Prescriptions in force first, then what is over; renewal, denial, and what an emergency may open. */
export function prescriptionsPage(page: Own, world: World): string {
  const { say, acting } = page;
  const list = prescriptionsFor(world, acting);
  const consents = active(consentsOf(world, acting.subject.id)).map(consent => ({
    id: consent.id,
    says: declared(consent),
  }));
  const denials = new Map(
    consents.flatMap(({ id, says }) => (says?.sort === 'prescription' ? [[says.setId, id] as const] : [])),
  );
  const emergency = consents.find(({ says }) => says?.sort === 'deniedInEmergency');
  const [inForce, over] = [list.filter(isOpen), list.filter(one => !isOpen(one))];
  const place = 'reseptit';
  const permission =
    acting.ground === 'guardian'
      ? null
      : html`<div class="choice">
          ${
            emergency === undefined
              ? act(
                  page,
                  'tahto',
                  { kind: 'deniedInEmergency', place },
                  say('allow'),
                  html`<span>${say('mayDeniedInEmergency')}</span>`,
                )
              : act(
                  page,
                  'peru',
                  { id: emergency.id, place },
                  say('withdraw'),
                  html`<span>${say('deniedInEmergency')}</span>`,
                )
          }
        </div>`;
  return layout(
    page,
    'reseptit',
    say('prescriptions'),
    list.length === 0
      ? html`<p>${say('noPrescriptions')}</p>`
      : html`<p><a href="${ROOT}/yhteenveto">${say('summary')}</a></p>
          <h3>${say('inForce')}</h3>
          ${inForce.length === 0 ? html`<p>${say('none')}</p>` : table(page, inForce, denials)}${permission}${
            over.length === 0
              ? null
              : html`<h3>${say('over')}</h3>
                  ${table(page, over, denials)}`
          }`,
  );
}

/** What is shown at the counter: the identifiers of everything that can still be dispensed. */
export function summaryPage(page: Own, world: World): string {
  const { say, acting } = page;
  const open = prescriptionsFor(world, acting).filter(isOpen);
  return layout(
    page,
    'reseptit',
    say('summary'),
    html`<p>${acting.subject.name}</p>
      <p class="quiet">${say('summaryMore')}</p>
      <table>
        <thead>
          <tr>
            <th>${say('medicine')}</th>
            <th>${say('validUntil')}</th>
            <th>${say('left')}</th>
            <th>${say('identifier')}</th>
          </tr>
        </thead>
        <tbody>
          ${open.map(
            one =>
              html`<tr>
                <td>${medicine(page, one)}</td>
                <td class="number">${day(one.row.validUntil)}</td>
                <td class="number">${one.remaining}</td>
                <td class="number">${one.row.setId}</td>
              </tr>`,
          )}
        </tbody>
      </table>
      <p class="screen-only"><a href="${ROOT}/reseptit">${say('back')}</a></p>`,
  );
}
