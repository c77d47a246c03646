import type { Consent } from 'fhir/r4.js';
import { type Language } from '../../../shared/kernel/language.ts';
import { helsinkiTime, instantOfMs } from '../../../shared/kernel/time.ts';
import { type Kept } from '../search/repository.ts';
import { type Relations } from '../seed/index.ts';
import { active, consentsOf, type Declared, declared, informingsOf } from '../services/will-reading.ts';
import { type World } from '../world.ts';
import { logFor, type Use } from './access-log.ts';
import { html, type Html } from './html.ts';
import { act, layout, type Page, ROOT } from './layout.ts';
import { type Acting, type Citizen, subjectsOf } from './people.ts';
import { type CitizenPrescription, prescriptionsFor } from './prescriptions.ts';
import { type CitizenRecord, recordsFor, type TextPart } from './records.ts';
import { type Word } from './words.ts';

type Own = Page & Readonly<{ acting: Acting }>;

export const day = (date: string): string => {
  const [year, month, dayOfMonth] = date.split('-').map(Number);
  return `${dayOfMonth}.${month}.${year}`;
};
/** The register writes a decimal point. */
const comma = (strength: string, language: Language): string =>
  language === 'en' ? strength : strength.replace(/(\d)\.(\d)/gu, '$1,$2');
export function moment(atMs: number): string {
  const { date, time } = helsinkiTime(instantOfMs(atMs));
  return `${day(date)} ${time.slice(0, 5).replace(':', '.')}`;
}

/** The door: the named practice people, or a code. */
/** @param asked the request for wellbeing data that somebody came to answer; empty without one */
export function startPage(page: Page, people: readonly Citizen[], asked: string): string {
  const { say } = page;
  return layout(
    page,
    null,
    say('choose'),
    html`${people.map(
        ({ hetu, name, age }) =>
          html`<div class="choice">
            ${act(page, 'sisaan', { hetu, asked }, say('enter'), html`<span>${name}, ${age}</span>`)}
          </div>`,
      )}
      <h3>${say('hetu')}</h3>
      ${act(
        page,
        'sisaan',
        { asked },
        say('enter'),
        html`<input type="text" name="hetu" autocomplete="off" aria-label="${say('hetu')}" />`,
      )}`,
  );
}

export function recordsPage(page: Own, world: World): string {
  const { say, acting } = page;
  const records = recordsFor(world, acting);
  const rows = records.map(
    record =>
      html`<tr>
        <td class="number">${moment(record.at)}</td>
        <td><a href="${ROOT}/kirjaus/${record.referenceId}">${record.title}</a></td>
        <td>${record.controller}</td>
        <td>${record.author}</td>
        <td>
          ${
            record.eventOid === null || acting.ground === 'guardian'
              ? null
              : act(page, 'tahto', { kind: 'event', event: record.eventOid, emergency: 'yes' }, say('denyEvent'))
          }
        </td>
      </tr>`,
  );
  return layout(
    page,
    'tiedot',
    say('records'),
    html`<p class="quiet">${say('recordsMore')}</p>
      ${
        records.length === 0
          ? html`<p>${say('noRecords')}</p>`
          : html`<table>
              <thead>
                <tr>
                  <th>${say('date')}</th>
                  <th>${say('document')}</th>
                  <th>${say('unit')}</th>
                  <th>${say('author')}</th>
                  <th></th>
                </tr>
              </thead>
              <tbody>
                ${rows}
              </tbody>
            </table>`
      }`,
  );
}

function partMarkup(part: TextPart): Html {
  switch (part.kind) {
    case 'heading':
      return html`<h3>${part.text}</h3>`;
    case 'paragraph':
      return html`<p class="text">${part.text}</p>`;
    case 'list':
      return html`<ul>
        ${part.items.map(item => html`<li class="text">${item}</li>`)}
      </ul>`;
    case 'table':
      return html`<table>
        ${part.rows.map(
          row =>
            html`<tr>
              ${row.map(cell => html`<td>${cell}</td>`)}
            </tr>`,
        )}
      </table>`;
  }
}

const FORWARDED: Readonly<Record<CitizenRecord['sentTo'][number]['state'], Word>> = {
  waiting: 'forwardWaiting',
  delivered: 'forwardDelivered',
  refused: 'forwardRefused',
  withdrawn: 'forwardWithdrawn',
};

export const recordPage = (page: Own, record: CitizenRecord): string =>
  layout(
    page,
    'tiedot',
    record.title,
    html`<p class="quiet">${moment(record.at)} · ${record.author} · ${record.controller}</p>
      ${record.sentTo.map(
        ({ receiver, state }) =>
          html`<p><strong>${page.say('forwarded')}: ${receiver}</strong>, ${page.say(FORWARDED[state])}</p>`,
      )}
      ${record.parts.map(partMarkup)}
      <p><a href="${ROOT}/tiedot">${page.say('back')}</a></p>`,
  );

const REQUESTS: Readonly<Record<string, Word>> = {
  sent: 'requested',
  received: 'received',
  renewed: 'renewed',
  rejected: 'rejected',
  returned: 'returned',
};

function prescriptionRow(
  page: Own,
  { row, ...shown }: CitizenPrescription,
  denials: ReadonlyMap<string, string>,
): Html {
  const { say, acting } = page;
  const request = REQUESTS[shown.request ?? ''];
  const denial = denials.get(row.setId);
  return html`<tr>
    <td>
      <strong>${shown.name}</strong> ${comma(shown.strength, page.language)}<br /><span class="quiet"
        >${shown.dosage}</span
      >
    </td>
    <td class="number">${day(row.validUntil)}</td>
    <td>${shown.remaining}</td>
    <td>
      ${say(row.state)}${request === undefined ? null : html`<br />${say(request)}`}${
        shown.isDenied ? html`<br /><strong>${say(shown.isPkv ? 'deniedPkv' : 'denied')}</strong>` : null
      }
    </td>
    <td>
      ${
        shown.mayRenew
          ? act(
              page,
              'uusi',
              { setId: row.setId },
              say('renew'),
              html`<input
                type="text"
                name="message"
                maxlength="250"
                aria-label="${say('message')}"
                placeholder="${say('message')}"
              />`,
            )
          : null
      }${
        acting.ground === 'guardian'
          ? null
          : denial === undefined
            ? act(page, 'tahto', { kind: 'prescription', setId: row.setId }, say('denyPrescription'))
            : act(page, 'peru', { id: denial }, say('allowPrescription'))
      }
    </td>
  </tr>`;
}

export function prescriptionsPage(page: Own, world: World): string {
  const { say, acting } = page;
  const list = prescriptionsFor(world, acting);
  const denials = new Map(
    active(consentsOf(world, acting.subject.id)).flatMap(consent => {
      const says = declared(consent);
      return says?.sort === 'prescription' ? [[says.setId, consent.id] as const] : [];
    }),
  );
  return layout(
    page,
    'reseptit',
    say('prescriptions'),
    list.length === 0
      ? html`<p>${say('noPrescriptions')}</p>`
      : html`<p><a href="${ROOT}/yhteenveto">${say('summary')}</a></p>
          <table>
            <thead>
              <tr>
                <th>${say('medicine')}</th>
                <th>${say('validUntil')}</th>
                <th>${say('left')}</th>
                <th>${say('state')}</th>
                <th></th>
              </tr>
            </thead>
            <tbody>
              ${list.map(one => prescriptionRow(page, one, denials))}
            </tbody>
          </table>`,
  );
}

/** What is shown at the counter: the identifiers of everything that can still be dispensed. */
export function summaryPage(page: Own, world: World): string {
  const { say, acting } = page;
  const open = prescriptionsFor(world, acting).filter(
    ({ row }) => row.state === 'not-dispensed' || row.state === 'partly',
  );
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
            ({ row, name, strength, dosage, remaining }) =>
              html`<tr>
                <td>
                  <strong>${name}</strong> ${comma(strength, page.language)}<br /><span class="quiet">${dosage}</span>
                </td>
                <td class="number">${day(row.validUntil)}</td>
                <td>${remaining}</td>
                <td class="number">${row.setId}</td>
              </tr>`,
          )}
        </tbody>
      </table>
      <p><a href="${ROOT}/reseptit">${say('back')}</a></p>`,
  );
}

function nameOf(says: Declared, world: World, { say }: Page): Html {
  switch (says.sort) {
    case 'consent':
      return html`${say(says.sector === 'health' ? 'consentHealth' : 'consentSocial')}`;
    case 'crossing':
      return html`${say('crossing')}`;
    case 'prescription':
      return html`${say('denialPrescription')} <span class="quiet">${says.setId}</span>`;
    case 'livingWill':
      return html`${say('livingWill')}<br /><span class="text">${says.text}</span>`;
    case 'organDonation':
      return html`${say('organDonation')}: ${say(says.allowed ? 'organYes' : 'organNo')}`;
    case 'denial': {
      const { target, emergency } = says;
      const what =
        target === 'allHealth'
          ? html`${say('denialAll')}`
          : target === 'uusimaa'
            ? html`${say('denialUusimaa')}`
            : 'provider' in target
              ? html`${say('denialProvider')}
                ${world.store.register.organisation(target.provider)?.name ?? target.provider}`
              : 'event' in target
                ? html`${say('denialEvent')}`
                : html`${say('denialOther')}`;
      return html`${what}<br /><span class="quiet">${say(emergency ? 'emergency' : 'noEmergency')}</span>`;
    }
  }
}

const emergencyField = ({ say }: Page): Html =>
  html`<label><input type="checkbox" name="emergency" value="yes" checked /> ${say('emergency')}</label>`;

export function willsPage(page: Own, world: World): string {
  const { say, acting } = page;
  const mine = acting.ground !== 'guardian';
  const informings = informingsOf(world, acting.subject.id);
  const consents: readonly Kept<Consent>[] = active(consentsOf(world, acting.subject.id));
  const rows = consents.flatMap(consent => {
    const says = declared(consent);
    return says === null
      ? []
      : [
          html`<tr>
            <td>${nameOf(says, world, page)}</td>
            <td class="number">${day((consent.dateTime ?? '').slice(0, 10))}</td>
            <td>${mine || says.sort === 'consent' ? act(page, 'peru', { id: consent.id }, say('withdraw')) : null}</td>
          </tr>`,
        ];
  });
  const told = informings.map(
    ({ sent, payload }) =>
      html`<tr>
        <td>${say('informing')} ${payload?.[0]?.contentString ?? ''}</td>
        <td class="number">${day((sent ?? '').slice(0, 10))}</td>
        <td></td>
      </tr>`,
  );
  const controllers = [
    ...new Map(recordsFor(world, acting).map(({ controllerOid, controller }) => [controllerOid, controller])),
  ];
  const choice = (content: Html): Html => html`<div class="choice">${content}</div>`;
  return layout(
    page,
    'tahto',
    say('wills'),
    html`<h3>${say('inForce')}</h3>
      ${
        rows.length + told.length === 0
          ? html`<p>${say('none')}</p>`
          : html`<table>
              <tbody>
                ${told}${rows}
              </tbody>
            </table>`
      }
      <h3>${say('give')}</h3>
      ${
        informings.length > 0
          ? null
          : choice(
              act(page, 'tahto', { kind: 'informing' }, say('acknowledge'), html`<span>${say('informing')}</span>`),
            )
      }${choice(act(page, 'tahto', { kind: 'consentHealth' }, say('save'), html`<span>${say('consentHealth')}</span>`))}${choice(
        act(page, 'tahto', { kind: 'consentSocial' }, say('save'), html`<span>${say('consentSocial')}</span>`),
      )}${
        mine
          ? html`${choice(act(page, 'tahto', { kind: 'all-health' }, say('save'), html`<span>${say('denialAll')}</span>${emergencyField(page)}`))}${choice(
              act(
                page,
                'tahto',
                { kind: 'uusimaa' },
                say('save'),
                html`<span>${say('denialUusimaa')}</span>${emergencyField(page)}`,
              ),
            )}${
              controllers.length === 0
                ? null
                : choice(
                    act(
                      page,
                      'tahto',
                      { kind: 'provider' },
                      say('save'),
                      html`<label
                          >${say('denialProvider')}
                          <select name="controller">
                            ${controllers.map(([oid, name]) => html`<option value="${oid}">${name}</option>`)}
                          </select></label
                        >${emergencyField(page)}`,
                    ),
                  )
            }${choice(
              act(
                page,
                'tahto',
                { kind: 'livingWill' },
                say('save'),
                html`<label for="will">${say('livingWill')}</label><textarea id="will" name="text"></textarea>`,
              ),
            )}${choice(
              act(
                page,
                'tahto',
                { kind: 'organDonation' },
                say('save'),
                html`<span>${say('organDonation')}</span
                  ><label><input type="radio" name="organ" value="yes" checked /> ${say('organYes')}</label
                  ><label><input type="radio" name="organ" value="no" /> ${say('organNo')}</label>`,
              ),
            )}`
          : null
      }`,
  );
}

const USES: Readonly<Record<Use, Word>> = {
  use: 'use',
  disclosure: 'disclosure',
  emergency: 'emergencyUse',
  storing: 'storing',
  own: 'ownUse',
};
const SERVICES: Readonly<Record<string, Word>> = {
  resepti: 'resepti',
  potilastieto: 'potilastieto',
  tahdonilmaisu: 'tahdonilmaisu',
  sosiaali: 'sosiaali',
  kuva: 'kuva',
  omatieto: 'omatieto',
  omakanta: 'omakanta',
};

export function logPage(page: Own, world: World): string {
  const { say, acting } = page;
  const lines = logFor(world, acting.subject.id);
  return layout(
    page,
    'loki',
    say('log'),
    html`<p class="quiet">${say('logMore')}</p>
      ${
        lines.length === 0
          ? html`<p>${say('noLog')}</p>`
          : html`<table>
              <thead>
                <tr>
                  <th>${say('time')}</th>
                  <th>${say('unit')}</th>
                  <th>${say('service')}</th>
                  <th>${say('how')}</th>
                  <th>${say('count')}</th>
                </tr>
              </thead>
              <tbody>
                ${lines.map(
                  ({ atMs, unit, service, use, count }) =>
                    html`<tr>
                      <td class="number">${moment(atMs)}</td>
                      <td>${unit}</td>
                      <td>${say(SERVICES[service] ?? 'omakanta')}</td>
                      <td>${say(USES[use])}</td>
                      <td class="number">${count}</td>
                    </tr>`,
                )}
              </tbody>
            </table>`
      }`,
  );
}

export function othersPage(page: Own, world: World, relations: Relations): string {
  const { say, acting } = page;
  const all = subjectsOf(world, relations, acting.citizen);
  return layout(
    page,
    'puolesta',
    say('others'),
    html`${all.length === 1 ? html`<p>${say('noOthers')}</p>` : null}${all.map(
      ({ subject, ground }) =>
        html`<div class="choice">
          ${act(page, 'asioi', { subject: subject.id }, say('actFor'), html`<span>${subject.name}, ${subject.age}, ${say(ground)}</span>`)}
        </div>`,
    )}`,
  );
}
