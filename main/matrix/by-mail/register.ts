import { CodedError, type Terms } from '../../../preload/contract/index.ts';
import type { JsonObject } from '../../records/index.ts';
import { ChallengeError, isObject, stringField, type Http, type Question } from '../http/index.ts';
import { sessionOf, type NewSession } from '../login/password.ts';
import { isSecure } from '../login/address.ts';
import type { EmailProof } from './email-proof.ts';
import { asWeakPassword } from './password-rules.ts';

const email = 'm.login.email.identity';
const known = [email, 'm.login.terms', 'm.login.dummy'];
/** As many names are tried, each with another digit at its end. */
const mostNames = 9;

/** What a server asks of somebody who registers. */
export interface Registration {
  session: string;
  stages: readonly string[];
  terms: Terms[];
}

/**
 * Asks a server what it wants of somebody who registers (spec: `POST /register`, account registration). Rejects with
 * `by-mail.closed` where it takes nobody, `server.unsupported-flow` where it wants what we cannot give.
 */
export async function askRegistration(http: Http, language: string, idleMs?: number): Promise<Registration> {
  // Whatever a server makes of it: no device, and no token.
  const question = await ask(http, { inhibit_login: true }, idleMs);
  if (!(question instanceof ChallengeError)) throw closed(question);
  const { session, flows, terms } = question.question;
  // With an address where there is a choice: it is the way back in.
  const usable = flows.filter((stages) => stages.every((stage) => known.includes(stage)));
  const stages = usable.find((one) => one.includes(email));
  if (stages === undefined || session === null) throw new CodedError('server.unsupported-flow', 'the server registers nobody by mail');
  return { session, stages, terms: stages.includes('m.login.terms') ? termsOf(terms, language) : [] };
}

/** Registers, stage by stage. Rejects with `by-mail.not-confirmed` until the link of the mail was opened. */
export async function register(
  http: Http,
  { session, stages }: Registration,
  person: { proof: EmailProof; password: string; deviceName: string },
): Promise<NewSession> {
  for (let tried = 0; ; tried++) {
    const body = {
      username: localpartOf(person.proof.email) + (tried === 0 ? '' : String(tried + 1)),
      password: person.password,
      initial_device_display_name: person.deviceName,
      refresh_token: true,
    };
    try {
      return await throughStages(http, body, { session, stages, proof: person.proof });
    } catch (error) {
      const taken = error instanceof CodedError && error.detail.errcode === 'M_USER_IN_USE';
      if (!taken || tried >= mostNames) throw asWeakPassword(error);
    }
  }
}

async function throughStages(
  http: Http,
  body: JsonObject,
  { session, stages, proof }: { session: string; stages: readonly string[]; proof: EmailProof },
): Promise<NewSession> {
  for (const stage of stages) {
    const auth = { ...(stage === email ? proof.auth() : { type: stage }), session };
    const answer = await ask(http, { ...body, auth });
    if (!(answer instanceof CodedError)) return sessionOf(answer);
    if (!(answer instanceof ChallengeError)) throw answer;
    if (!answer.question.completed.includes(stage)) throw new CodedError('by-mail.not-confirmed', `the server waits for ${stage}`);
  }
  throw new CodedError('server.error', 'the server asks for more than it said');
}

/** The answer, or the error: a question is no failure here. */
async function ask(http: Http, body: JsonObject, idleMs?: number): Promise<JsonObject | CodedError> {
  try {
    return await http.json('POST', '/_matrix/client/v3/register', { body, ...(idleMs === undefined ? {} : { idleMs }) });
  } catch (error) {
    if (error instanceof CodedError) return error;
    throw error;
  }
}

function closed(answer: JsonObject | CodedError): CodedError {
  const refused = answer instanceof CodedError && ![403, 404].includes(answer.detail.status ?? 0);
  return refused ? answer : new CodedError('by-mail.closed', 'the server registers nobody');
}

/** `m.login.terms` (spec 5.4.2.5), in the language of the agent where there is one. Addresses without TLS are left out. */
function termsOf(told: Question['terms'], language: string): Terms[] {
  const policies = told['policies'];
  const all = isObject(policies) ? Object.values(policies).filter(isObject).slice(0, 10) : [];
  return all.flatMap((policy) => {
    const text = [policy[language], policy['fr'], policy['en'], ...Object.values(policy)].find(isObject);
    const [name, url] = text === undefined ? [null, null] : [stringField(text, 'name'), stringField(text, 'url')];
    return name !== null && url !== null && isSecure(url) ? [{ name: name.slice(0, 200), url: url.slice(0, 2048) }] : [];
  });
}

/** The name of an account by its address, as the servers of Tchap make it. */
const localpartOf = (address: string): string =>
  address
    .toLowerCase()
    .replaceAll('@', '-')
    .replace(/[^a-z0-9_\-./=]/gu, '');
