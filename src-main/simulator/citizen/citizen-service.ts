import { type Language, LANGUAGES } from '../../../shared/kernel/language.ts';
import { type Result } from '../../../shared/kernel/result.ts';
import { type Answer } from '../rest/answer.ts';
import { type Problem } from '../rest/refusal.ts';
import { type Relations } from '../seed/index.ts';
import { type World } from '../world.ts';
import { recordOwnView } from './access-log.ts';
import { giveWill, type WillWish, withdrawWill } from './acts.ts';
import { isPlace, LANGUAGE, layout, type Page, ROOT, STYLE } from './layout.ts';
import { html } from './html.ts';
import { logPage, othersPage, recordPage, recordsPage, startPage, willsPage } from './pages.ts';
import { type Acting, citizenByHetu, citizenOf, groundOf } from './people.ts';
import { askRenewal } from './prescriptions.ts';
import { prescriptionsPage, summaryPage } from './prescriptions-page.ts';
import { recordsFor } from './records.ts';
import { createCitizenSessions, sameSecret, secret } from './sessions.ts';
import { PERIODS, type WellbeingAccess } from '../wellbeing/authorisation.ts';
import { socialFor, socialPage } from './social.ts';
import { addMeasurement, askPage, wellbeingPage } from './wellbeing.ts';
import { sayIn } from './words.ts';

/** One request of a browser, already known to come from this very address. */
export type CitizenRequest = Readonly<{
  method: string;
  /** Below `/omakanta`, split. */
  path: readonly string[];
  query: URLSearchParams;
  form: URLSearchParams;
  cookie: string;
  language: Language;
}>;
export interface CitizenService {
  answer(request: CitizenRequest): Answer;
}

const COOKIE = 'omakanta';
const MOST_TEXT = 20_000;
/** No script at all, nothing from elsewhere, in nobody's frame. */
const POLICY =
  "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";
const HEADERS = {
  'Content-Security-Policy': POLICY,
  'X-Frame-Options': 'DENY',
  // Without a referrer at all a browser calls the origin of its own form null, and the form could not be told from a foreign one.
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
};

const page = (body: string, status = 200, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  headers: { ...HEADERS, ...headers },
  contentType: 'text/html;charset=UTF-8',
  body,
});
const seeOther = (place: string, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status: 303,
  headers: { ...HEADERS, Location: `${ROOT}/${place}`, ...headers },
});

/** The citizens' service of the practice world: pages of the simulator where one is the patient. */
export function createCitizenService(
  world: World,
  relations: Relations,
  named: readonly string[],
  access: WellbeingAccess,
): CitizenService {
  const sessions = createCitizenSessions();
  /** What an act came to, told once on the next page. */
  const notes = new Map<string, NonNullable<Page['note']>>();
  /** Of the form at the door, where nobody has been chosen yet. */
  const entry = secret();

  function actingOf(key: string): (Acting & { proof: string }) | null {
    const session = sessions.of(key, world.clock.nowMs());
    if (session === null) return null;
    const [citizen, subject] = [citizenOf(world, session.citizenId), citizenOf(world, session.subjectId)];
    if (citizen === null || subject === null) return null;
    // Asked anew each time: a birthday ends guardianship.
    const ground = groundOf(relations, citizen, subject);
    return ground === null ? null : { citizen, subject, ground, proof: session.proof };
  }

  function enter(request: CitizenRequest, view: Page): Answer {
    const citizen = citizenByHetu(world, (request.form.get('hetu') ?? '').trim().toUpperCase());
    if (citizen === null || citizen.isDead)
      return page(start({ ...view, note: { text: view.say('unknownPerson'), isRefusal: true } }), 404);
    const key = sessions.open(citizen.id, world.clock.nowMs());
    return seeOther(afterDoor(request), { 'Set-Cookie': `${COOKIE}=${key}; Path=${ROOT}; HttpOnly; SameSite=Strict` });
  }
  const start = (view: Page, after = ''): string =>
    startPage(
      view,
      named.flatMap(hetu => citizenByHetu(world, hetu) ?? []),
      after,
    );

  function shown(request: CitizenRequest, acting: Acting, view: Page): Answer {
    const [first = '', second = '', ...more] = request.path;
    const own = { ...view, acting };
    if (more.length === 0 && first === 'kirjaus') {
      const record = recordsFor(world, acting).find(({ referenceId }) => referenceId === second);
      if (record === undefined) return page(layout(own, null, view.say('notFound'), html``), 404);
      recordOwnView(world, acting.subject.id, 'records', [record.oid]);
      return page(recordPage(own, record));
    }
    if (first === 'lupa' && more.length === 0) {
      const asked = access.request(second);
      return asked === null
        ? page(layout(own, null, view.say('askOver'), html`<p>${view.say('askOverMore')}</p>`), 404)
        : page(askPage(own, world, asked), 200, {
            // The answer leads back to the program that asked, on this machine.
            'Content-Security-Policy': POLICY.replace(
              "form-action 'self'",
              `form-action 'self' ${new URL(asked.redirectUri).origin}`,
            ),
          });
    }
    if (second !== '' || more.length > 0) return page(layout(own, null, view.say('notFound'), html``), 404);
    if (first === 'yhteenveto') return page(summaryPage(own, world));
    if (!isPlace(first))
      return first === '' ? seeOther('tiedot') : page(layout(own, null, view.say('notFound'), html``), 404);
    switch (first) {
      case 'tiedot':
        return page(recordsPage(own, world));
      case 'reseptit':
        return page(prescriptionsPage(own, world));
      case 'tahto':
        return page(willsPage(own, world));
      case 'loki':
        recordOwnView(world, acting.subject.id, 'log', []);
        return page(logPage(own, world));
      case 'sosiaali': {
        const shownNow = socialFor(world, acting);
        recordOwnView(
          world,
          acting.subject.id,
          'records',
          shownNow.map(({ oid }) => oid),
        );
        return page(socialPage(own, shownNow));
      }
      case 'hyvinvointi':
        return page(wellbeingPage(own, world, access));
      case 'puolesta':
        return page(othersPage(own, world, relations));
    }
  }

  function acted(request: CitizenRequest, key: string, acting: Acting, view: Page): Answer {
    const { form } = request;
    const [act = ''] = request.path;
    const told = (result: Result<null, readonly Problem[]>, place: string): Answer => {
      notes.set(
        key,
        result.ok
          ? { text: view.say('done'), isRefusal: false }
          : { text: result.error.map(({ says }) => says[request.language]).join(' '), isRefusal: true },
      );
      return seeOther(place);
    };
    switch (act) {
      case 'ulos':
        sessions.close(key);
        return seeOther('', { 'Set-Cookie': `${COOKIE}=; Path=${ROOT}; Max-Age=0` });
      case 'asioi': {
        const subject = citizenOf(world, form.get('subject') ?? '');
        if (subject !== null && groundOf(relations, acting.citizen, subject) !== null) sessions.actFor(key, subject.id);
        return seeOther('tiedot');
      }
      case 'uusi':
        return told(
          askRenewal(world, acting, form.get('setId') ?? '', (form.get('message') ?? '').trim().slice(0, 250)),
          'reseptit',
        );
      case 'lupa': {
        const asked = access.request(form.get('request') ?? '');
        if (asked === null || asked.patientId !== acting.subject.id) return seeOther('hyvinvointi');
        const days = PERIODS.find(one => String(one) === form.get('days'));
        const back = access.decide(asked.id, form.get('answer') === 'yes' && days !== undefined ? { days } : null);
        return back === null ? seeOther('hyvinvointi') : { status: 303, headers: { ...HEADERS, Location: back } };
      }
      case 'lopeta': {
        const grant = world.store.grants.get(form.get('id') ?? '');
        if (grant?.patientId === acting.subject.id) world.store.grants.end(grant.id, world.clock.nowMs());
        return seeOther('hyvinvointi');
      }
      case 'mittaus':
        addMeasurement(world, acting.subject.id, form);
        return seeOther('hyvinvointi');
      case 'peru':
        return told(withdrawWill(world, acting, form.get('id') ?? ''), backTo(form));
      case 'tahto': {
        const wish = wishOf(form);
        if (wish === null) return seeOther('tahto');
        return told(giveWill(world, acting, wish), backTo(form));
      }
      default:
        return page(layout({ ...view, acting }, null, view.say('notFound'), html``), 404);
    }
  }

  return {
    answer(asked) {
      const chosen = languageIn(asked.query.get(LANGUAGE)) ?? languageIn(cookieIn(asked.cookie, LANGUAGE));
      const request = { ...asked, language: chosen ?? asked.language };
      const say = sayIn(request.language);
      if (request.method === 'GET' && request.path.join('/') === 'style.css')
        return { status: 200, headers: HEADERS, contentType: 'text/css;charset=UTF-8', body: STYLE };
      if (request.method !== 'GET' && request.method !== 'POST') return page('', 405, { Allow: 'GET, POST' });
      if (request.method === 'GET' && request.query.has(LANGUAGE))
        return seeOther(request.path.join('/'), {
          'Set-Cookie': `${LANGUAGE}=${request.language}; Path=${ROOT}; HttpOnly; SameSite=Strict`,
        });
      const key = cookieIn(request.cookie, COOKIE);
      const acting = actingOf(key);
      const note = notes.get(key) ?? null;
      const view: Page = { language: request.language, say, acting, proof: acting?.proof ?? entry, note };
      const isProven = sameSecret(request.form.get('proof') ?? '', view.proof);
      if (request.method === 'POST') {
        if (!isProven)
          return page(
            start({ ...view, acting: null, proof: entry, note: { text: say('proofOld'), isRefusal: true } }),
            403,
          );
        if (request.path[0] === 'sisaan') return enter(request, view);
        return acting === null ? seeOther('') : acted(request, key, acting, view);
      }
      // The authorisation endpoint: from here on the request is known by its own page.
      const wished = /^urn:ietf:params:oauth:request_uri:([\w-]+)$/.exec(request.query.get('request_uri') ?? '')?.[1];
      if (request.path.join('/') === 'lupa') return seeOther(wished === undefined ? '' : `lupa/${wished}`);
      if (acting === null) {
        const [first = '', id = ''] = request.path;
        if (first === 'lupa' && ASKED.test(id)) return page(start(view, id));
        return request.path.length <= 1 ? page(start(view)) : seeOther('');
      }
      notes.delete(key);
      return shown(request, acting, view);
    },
  };
}

/** Value of a cookie; empty without it. */
const cookieIn = (cookies: string, name: string): string =>
  cookies
    .split(';')
    .map(part => part.trim())
    .find(part => part.startsWith(`${name}=`))
    ?.slice(name.length + 1) ?? '';
const languageIn = (text: string | null): Language | undefined => LANGUAGES.find(language => language === text);

/** Identifier of a request for wellbeing data, as it stands in an address. */
const ASKED = /^[\w-]{1,80}$/;
/** Who came to answer a request goes on to it. */
function afterDoor({ form }: CitizenRequest): string {
  const asked = form.get('asked') ?? '';
  return ASKED.test(asked) ? `lupa/${asked}` : 'tiedot';
}

/** Declarations about prescriptions are made on their page, the others on the page of declarations. */
const backTo = (form: URLSearchParams): string => (form.get('place') === 'reseptit' ? 'reseptit' : 'tahto');

/** The form as a wish; null when it says nothing that is offered. */
function wishOf(form: URLSearchParams): WillWish | null {
  const emergency = form.get('emergency') === 'yes';
  const kind = form.get('kind');
  switch (kind) {
    case 'informing':
      return { kind };
    case 'consentHealth':
      return { kind: 'consent', sector: 'health' };
    case 'consentSocial':
      return { kind: 'consent', sector: 'social' };
    case 'all-health':
    case 'uusimaa':
      return { kind: 'denial', scope: kind, emergency };
    case 'provider':
      return { kind: 'denial', scope: kind, controller: form.get('controller') ?? '', emergency };
    case 'event':
      return { kind: 'denial', scope: 'service-event', event: form.get('event') ?? '', emergency };
    case 'deniedInEmergency':
      return { kind };
    case 'prescription':
      return { kind, setId: form.get('setId') ?? '' };
    case 'livingWill':
      // A browser sends line ends as CR LF; a text that is too long goes on to the rule that says so.
      return { kind, text: (form.get('text') ?? '').replace(/\r\n?/g, '\n').slice(0, MOST_TEXT + 1) };
    case 'organDonation':
      return { kind, allowed: form.get('organ') === 'yes' };
    default:
      return null;
  }
}
